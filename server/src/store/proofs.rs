//! Proofs of work that were used, for as long as they would be good.

use super::{Connection, StoreError};
use crate::proving::Proof;

/// Uses a proof. Tells whether it was the first time: the primary key decides, so that two at once
/// cannot both be the first.
pub(crate) async fn spend(connection: &mut Connection, proof: &Proof) -> Result<bool, StoreError> {
    const SQL: &str =
        "INSERT INTO spent_proofs (challenge, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let spent = sqlx::query(SQL)
        .bind(proof.challenge.to_vec())
        .bind(proof.expires_at.millis())
        .execute(connection)
        .await?;
    Ok(spent.rows_affected() == 1)
}
