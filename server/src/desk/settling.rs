//! What a decision changes of one signature.

use open_letter_core::Timestamp;

use super::deciding::{Ruling, Tally};
use super::decision::{Settled, Verdict};
use super::entry::{self, Row, claims};
use super::outcome;
use crate::id;
use crate::keys::Keys;
use crate::store::signatures::recount;
use crate::store::{Connection, Hold, Standing, StoreError};

/// Puts a signature where the decision wants it, and counts it there. Tells what that was, which
/// is nothing where nothing had to be done.
pub(super) async fn settle(
    connection: &mut Connection,
    keys: &Keys,
    ruling: &Ruling,
    row: &Row,
) -> Result<Tally, StoreError> {
    const SQL: &str = "UPDATE signatures SET status = $2, published_at = $3, held = $4, \
        held_at = CASE WHEN $4 IS NULL THEN NULL ELSE held_at END, \
        network = CASE WHEN $4 IN ('limit', 'network') THEN network END, \
        verdict = $5, decided_at = $6, badges = $7, claims = $8 \
        WHERE id = $1 AND status = $9 AND private = $10 AND held IS NOT DISTINCT FROM $11 \
        AND decided_at IS NOT DISTINCT FROM $12 AND badges = $13 AND claims = $14";
    let claimed = match ruling.decision.granted {
        Some(_) => claims(&keys.open_fields(&row.id, &row.private)?)?,
        None => Vec::new(),
    };
    let Some(settled) = ruling.decision.of(row, &claimed, ruling.now) else {
        return Ok(Tally::default());
    };
    let held = row.place.noticed.map(|noticed| noticed.hold.as_str());
    let updated = sqlx::query(SQL)
        .bind(row.id.clone())
        .bind(settled.standing.as_str())
        .bind(settled.published_at.map(Timestamp::millis))
        .bind(settled.held.map(Hold::as_str))
        .bind(settled.verdict.map(Verdict::as_str))
        .bind(ruling.now.millis())
        .bind(words(&settled.badges))
        .bind(i64::from(settled.open))
        .bind(row.place.standing.as_str())
        .bind(row.private.bytes().to_vec())
        .bind(held)
        .bind(row.decided_at)
        .bind(words(&row.badges))
        .bind(i64::from(row.claims))
        .execute(&mut *connection)
        .await?;
    // Another reviewer, or the signer, was faster between the look and the deed.
    if updated.rows_affected() == 0 {
        return Err(StoreError::Overtaken);
    }
    let counts = |standing| i64::from(standing == Standing::Published);
    let more = counts(settled.standing) - counts(row.place.standing);
    recount(connection, &row.letter_id, &row.mailbox, more).await?;
    remember(connection, ruling, row).await?;
    outcome::tell(connection, keys, row, &ruling.decision, ruling.now).await?;
    let ids = claimed.iter().map(|claim| &claim.id);
    let ids: Vec<_> = ids.collect();
    Ok(told(row, &settled, &ids))
}

/// What was done, in numbers. A badge that stays as it is was decided before.
fn told(row: &Row, settled: &Settled, claimed: &[&String]) -> Tally {
    let mut tally = Tally {
        done: 1,
        ..Tally::default()
    };
    for badge in claimed {
        match (row.badges.contains(badge), settled.badges.contains(badge)) {
            (false, true) => tally.granted += 1,
            (true, false) => tally.refused += 1,
            // Not granted before, and now refused for the first time.
            (false, false) if row.claims && !settled.open => tally.refused += 1,
            _ => {}
        }
    }
    tally
}

/// Badges as the database has them.
pub(super) fn words(badges: &[String]) -> String {
    serde_json::Value::from(badges).to_string()
}

/// Keeps where it stood, so that the decision can be taken back.
async fn remember(
    connection: &mut Connection,
    ruling: &Ruling,
    before: &Row,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO decisions (id, batch, letter_id, signature_id, reviewer, at, \
        act, status, published_at, held, held_at, verdict, decided_at, left_as, badges, claims) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let after = entry::find(connection, &before.letter_id, &before.id).await?;
    let after = after.ok_or(StoreError::Content("a signature that is there and is not"))?;
    let place = &before.place;
    sqlx::query(SQL)
        .bind(id::random()?)
        .bind(ruling.batch.clone())
        .bind(ruling.letter.clone())
        .bind(before.id.clone())
        .bind(ruling.reviewer.clone())
        .bind(ruling.now.millis())
        .bind(ruling.decision.act.as_str())
        .bind(place.standing.as_str())
        .bind(place.published_at.map(Timestamp::millis))
        .bind(place.noticed.map(|noticed| noticed.hold.as_str()))
        .bind(place.held_at.map(Timestamp::millis))
        .bind(before.verdict.map(Verdict::as_str))
        .bind(before.decided_at)
        .bind(after.seen())
        .bind(words(&before.badges))
        .bind(i64::from(before.claims))
        .execute(connection)
        .await?;
    Ok(())
}
