//! Taking a decision back: what it changed stands again where it stood, unless it was changed
//! since.

use open_letter_core::Timestamp;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::audit::{self, Happened};
use super::decision::Act;
use super::entry;
use super::outcome;
use super::settling::words;
use crate::app::App;
use crate::clock;
use crate::store::signatures::recount;
use crate::store::{Connection, Standing, StoreError, Work};
use crate::token::hours_ago;

/// Hours for which a decision can be taken back with one key: a sitting.
const HOURS: u32 = 12;
/// Decisions in one transaction.
const AT_ONCE: i64 = 200;

/// What was taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Undone {
    /// What had been done; none where there was nothing to take back.
    pub(crate) act: Option<Act>,
    pub(crate) done: u64,
    /// Signatures that were changed since, and were left as they are.
    pub(crate) changed: u64,
    /// The only one of it, where it is one.
    pub(crate) signature: Option<String>,
}

impl App {
    /// Takes back what a reviewer decided last in a letter, or one batch of theirs.
    pub(crate) async fn undo(
        &self,
        letter: &str,
        reviewer: &str,
        batch: Option<&str>,
    ) -> Result<Undone, StoreError> {
        let now = clock::now();
        let last = Last {
            letter: letter.to_owned(),
            reviewer: reviewer.to_owned(),
            batch: batch.map(str::to_owned),
            since: hours_ago(now, HOURS),
        };
        let Some((batch, act)) = last.find(&mut *self.store.reader().await?).await? else {
            return Ok(Undone::default());
        };
        let happened = Happened::new(reviewer, Some(letter), "undo", now)?;
        let happened = Happened {
            detail: Some(act.as_str()),
            ..happened
        };
        let mut all = Undone {
            act: Some(act),
            ..Undone::default()
        };
        loop {
            let work = Undo {
                batch: batch.clone(),
                happened: happened.clone(),
            };
            let some = self.store.write(work).await?;
            if some.done + some.changed == 0 {
                all.signature = all.signature.filter(|_| all.done == 1);
                return Ok(all);
            }
            all.done += some.done;
            all.changed += some.changed;
            all.signature = all.signature.or(some.signature);
        }
    }
}

struct Last {
    letter: String,
    reviewer: String,
    batch: Option<String>,
    since: Timestamp,
}

impl Last {
    async fn find(&self, connection: &mut Connection) -> Result<Option<(String, Act)>, StoreError> {
        const SQL: &str = "SELECT batch, act FROM decisions WHERE letter_id = $1 \
            AND reviewer = $2 AND at > $3 AND undone_at IS NULL AND ($4 = '' OR batch = $4) \
            ORDER BY at DESC, id DESC LIMIT 1";
        let row = sqlx::query(SQL)
            .bind(self.letter.clone())
            .bind(self.reviewer.clone())
            .bind(self.since.millis())
            .bind(self.batch.clone().unwrap_or_default())
            .fetch_optional(connection)
            .await?;
        row.map(|row| Ok((row.try_get("batch")?, Act::from_word(row.try_get("act")?)?)))
            .transpose()
    }
}

struct Undo {
    batch: String,
    happened: Happened,
}

impl Work for Undo {
    type Answer = Undone;

    async fn run(&self, connection: &mut Connection) -> Result<Undone, StoreError> {
        const SQL: &str = "SELECT id, letter_id, signature_id, status, published_at, held, \
            held_at, verdict, decided_at, left_as, badges, claims FROM decisions \
            WHERE batch = $1 AND undone_at IS NULL ORDER BY id LIMIT $2";
        let decisions = sqlx::query(SQL)
            .bind(self.batch.clone())
            .bind(AT_ONCE)
            .fetch_all(&mut *connection)
            .await?;
        let mut undone = Undone::default();
        for decision in &decisions {
            let signature: String = decision.try_get("signature_id")?;
            if put_back(connection, decision, &signature).await? {
                undone.done += 1;
                undone.signature = Some(signature);
            } else {
                undone.changed += 1;
            }
            sqlx::query("UPDATE decisions SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL")
                .bind(decision.try_get::<String, _>("id")?)
                .bind(self.happened.at.millis())
                .execute(&mut *connection)
                .await?;
        }
        if undone.done > 0 {
            audit::note(connection, &self.happened, undone.done).await?;
        }
        Ok(undone)
    }
}

/// Puts a signature back where it stood before a decision, if nothing has changed it since.
async fn put_back(
    connection: &mut Connection,
    decision: &AnyRow,
    signature: &str,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE signatures SET status = $2, published_at = $3, held = $4, \
        held_at = $5, verdict = $6, decided_at = $7, badges = COALESCE($11, badges), \
        claims = COALESCE($12, claims) WHERE id = $1 AND status = $8 \
        AND private = $9 AND decided_at IS NOT DISTINCT FROM $10 AND badges = $13 AND claims = $14";
    let letter: String = decision.try_get("letter_id")?;
    let left_as: String = decision.try_get("left_as")?;
    let row = entry::find(connection, &letter, signature).await?;
    let Some(row) = row.filter(|row| row.seen() == left_as) else {
        return Ok(false);
    };
    let standing = Standing::from_word(decision.try_get("status")?)?;
    let updated = sqlx::query(SQL)
        .bind(row.id.clone())
        .bind(standing.as_str())
        .bind(decision.try_get::<Option<i64>, _>("published_at")?)
        .bind(decision.try_get::<Option<String>, _>("held")?)
        .bind(decision.try_get::<Option<i64>, _>("held_at")?)
        .bind(decision.try_get::<Option<String>, _>("verdict")?)
        .bind(decision.try_get::<Option<i64>, _>("decided_at")?)
        .bind(row.place.standing.as_str())
        .bind(row.private.bytes().to_vec())
        .bind(row.decided_at)
        .bind(decision.try_get::<Option<String>, _>("badges")?)
        .bind(decision.try_get::<Option<i64>, _>("claims")?)
        .bind(words(&row.badges))
        .bind(i64::from(row.claims))
        .execute(&mut *connection)
        .await?;
    if updated.rows_affected() == 0 {
        return Err(StoreError::Overtaken);
    }
    let counts = |standing| i64::from(standing == Standing::Published);
    let more = counts(standing) - counts(row.place.standing);
    recount(connection, &letter, &row.mailbox, more).await?;
    if standing != row.place.standing {
        outcome::unsay(connection, &row).await?;
    }
    Ok(true)
}
