//! Tries at codes. Those at what does not exist are counted too, so that both look the same.

use open_letter_core::Timestamp;

use super::{Connection, StoreError};
use crate::keys::Tag;

/// Counts a try, and tells how many there were since the count began.
pub(crate) async fn spend(
    connection: &mut Connection,
    subject: &Tag,
    now: Timestamp,
    forgotten_at: Timestamp,
) -> Result<i64, StoreError> {
    const SQL: &str = "INSERT INTO attempts (subject, spent, expires_at) VALUES ($1, 1, $2) \
        ON CONFLICT (subject) DO UPDATE SET \
        spent = CASE WHEN attempts.expires_at <= $3 THEN 1 ELSE attempts.spent + 1 END, \
        expires_at = CASE WHEN attempts.expires_at <= $3 THEN excluded.expires_at \
        ELSE attempts.expires_at END RETURNING spent";
    let spent = sqlx::query_scalar(SQL)
        .bind(subject.to_vec())
        .bind(forgotten_at.millis())
        .bind(now.millis())
        .fetch_one(connection)
        .await?;
    Ok(spent)
}

/// Forgets the tries of a subject, whose code was right.
pub(crate) async fn forget(connection: &mut Connection, subject: &Tag) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM attempts WHERE subject = $1")
        .bind(subject.to_vec())
        .execute(connection)
        .await?;
    Ok(())
}
