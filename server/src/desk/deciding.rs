//! Deciding about one signature, or about many.

use std::sync::Arc;

use open_letter_core::Timestamp;

use super::audit::{self, Happened};
use super::decision::{Act, Decision, Verdict};
use super::entry::{self, Entry, Row};
use super::outcome;
use super::waiting::{self, Filter};
use crate::app::App;
use crate::clock;
use crate::id;
use crate::keys::Keys;
use crate::store::signatures::recount;
use crate::store::{Connection, Standing, StoreError, Work};

/// Signatures in one transaction; others want to write too.
const AT_ONCE: u32 = 200;
/// Signatures for one press, so that its answer comes while somebody waits for it.
pub(crate) const MOST: u64 = 5_000;

/// Who decides what, when.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub(crate) letter: String,
    pub(crate) reviewer: String,
    /// What is decided with one press has one batch, and one line in the audit.
    pub(crate) batch: String,
    pub(crate) decision: Decision,
    pub(crate) now: Timestamp,
}

impl Ruling {
    pub(crate) fn new(
        letter: &str,
        reviewer: &str,
        decision: Decision,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            letter: letter.to_owned(),
            reviewer: reviewer.to_owned(),
            batch: id::random()?,
            decision,
            now: clock::now(),
        })
    }

    fn happened(&self) -> Happened {
        Happened {
            id: self.batch.clone(),
            at: self.now,
            reviewer: self.reviewer.clone(),
            letter_id: Some(self.letter.clone()),
            action: self.decision.act.as_str(),
            detail: self.decision.verdict.map(Verdict::as_str),
        }
    }
}

/// What became of a decision about one signature.
#[derive(Debug)]
pub(crate) enum Decided {
    /// It is decided.
    Done,
    /// It looks otherwise than the reviewer saw it; somebody else has decided, or its signer has
    /// changed it.
    Changed {
        entry: Box<Entry>,
        by: Option<Decider>,
    },
    /// It was taken back by its signer.
    Gone,
}

/// Who decided about a signature last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decider {
    pub(crate) reviewer: String,
    pub(crate) act: Act,
    pub(crate) at: Timestamp,
}

/// How many signatures were decided, and how many were not what the reviewer had seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) done: u64,
    pub(crate) changed: u64,
}

/// Which signatures are decided together.
#[derive(Clone, Debug)]
pub(crate) enum Which {
    /// These, each as it was seen.
    Ticked(Vec<(String, String)>),
    /// Those that waited at a moment and match.
    Waiting(Filter, Timestamp),
}

impl App {
    /// Decides about one signature, if it is what the reviewer saw.
    pub(crate) async fn review(
        &self,
        ruling: Ruling,
        id: &str,
        seen: &str,
    ) -> Result<Decided, StoreError> {
        let work = DecideOne {
            keys: Arc::clone(&self.keys),
            ruling,
            id: id.to_owned(),
            seen: seen.to_owned(),
        };
        self.store.write(work).await
    }

    /// Decides about many, some after some: no transaction is so large that others wait for it.
    pub(crate) async fn review_many(
        &self,
        ruling: Ruling,
        which: Which,
    ) -> Result<Tally, StoreError> {
        let mut all = Tally::default();
        match which {
            Which::Ticked(ticked) => {
                for some in ticked.chunks(AT_ONCE as usize) {
                    let some = self
                        .decide_some(&ruling, Portion::Ticked(some.to_vec()))
                        .await?;
                    all.done += some.done;
                    all.changed += some.changed;
                }
            }
            Which::Waiting(filter, until) => {
                while all.done < MOST {
                    let waiting = Portion::Waiting(filter.clone(), until);
                    let some = self.decide_some(&ruling, waiting).await?;
                    if some.done == 0 {
                        break;
                    }
                    all.done += some.done;
                }
            }
        }
        Ok(all)
    }

    async fn decide_some(&self, ruling: &Ruling, some: Portion) -> Result<Tally, StoreError> {
        let work = DecideSome {
            keys: Arc::clone(&self.keys),
            ruling: ruling.clone(),
            some,
        };
        self.store.write(work).await
    }
}

struct DecideOne {
    keys: Arc<Keys>,
    ruling: Ruling,
    id: String,
    seen: String,
}

impl Work for DecideOne {
    type Answer = Decided;

    async fn run(&self, connection: &mut Connection) -> Result<Decided, StoreError> {
        let Some(row) = entry::find(connection, &self.ruling.letter, &self.id).await? else {
            return Ok(Decided::Gone);
        };
        if row.seen() != self.seen {
            let by = decider(connection, &self.id).await?;
            let entry = Box::new(row.open(&self.keys)?);
            return Ok(Decided::Changed { entry, by });
        }
        if settle(connection, &self.keys, &self.ruling, &row).await? {
            audit::note(connection, &self.ruling.happened(), 1).await?;
        }
        Ok(Decided::Done)
    }
}

/// As many as one transaction takes.
enum Portion {
    Ticked(Vec<(String, String)>),
    Waiting(Filter, Timestamp),
}

struct DecideSome {
    keys: Arc<Keys>,
    ruling: Ruling,
    some: Portion,
}

impl Work for DecideSome {
    type Answer = Tally;

    async fn run(&self, connection: &mut Connection) -> Result<Tally, StoreError> {
        let letter = &self.ruling.letter;
        let mut tally = Tally::default();
        let rows = match &self.some {
            Portion::Ticked(ticked) => {
                let mut rows = Vec::new();
                for (id, seen) in ticked {
                    let row = entry::find(connection, letter, id).await?;
                    match row.filter(|row| row.seen() == *seen) {
                        Some(row) => rows.push(row),
                        None => tally.changed += 1,
                    }
                }
                rows
            }
            Portion::Waiting(filter, until) => {
                waiting::until(connection, letter, filter, *until, AT_ONCE).await?
            }
        };
        for row in &rows {
            tally.done += u64::from(settle(connection, &self.keys, &self.ruling, row).await?);
        }
        if tally.done > 0 {
            audit::note(connection, &self.ruling.happened(), tally.done).await?;
        }
        Ok(tally)
    }
}

/// Puts a signature where the decision wants it, and counts it there. Tells whether anything had
/// to be done.
async fn settle(
    connection: &mut Connection,
    keys: &Keys,
    ruling: &Ruling,
    row: &Row,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE signatures SET status = $2, published_at = $3, held = NULL, \
        held_at = NULL, network = NULL, verdict = $4, decided_at = $5 WHERE id = $1 \
        AND status = $6 AND private = $7 AND held IS NOT DISTINCT FROM $8 \
        AND decided_at IS NOT DISTINCT FROM $9";
    let Some(settled) = ruling.decision.of(row, ruling.now) else {
        return Ok(false);
    };
    let held = row.place.noticed.map(|noticed| noticed.hold.as_str());
    let updated = sqlx::query(SQL)
        .bind(row.id.clone())
        .bind(settled.standing.as_str())
        .bind(settled.published_at.map(Timestamp::millis))
        .bind(settled.verdict.map(Verdict::as_str))
        .bind(ruling.now.millis())
        .bind(row.place.standing.as_str())
        .bind(row.private.bytes().to_vec())
        .bind(held)
        .bind(row.decided_at)
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
    Ok(true)
}

/// Keeps where it stood, so that the decision can be taken back.
async fn remember(
    connection: &mut Connection,
    ruling: &Ruling,
    before: &Row,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO decisions (id, batch, letter_id, signature_id, reviewer, at, \
        act, status, published_at, held, held_at, verdict, decided_at, left_as) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
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
        .execute(connection)
        .await?;
    Ok(())
}

/// Who decided about a signature last, as far back as that is kept.
async fn decider(
    connection: &mut Connection,
    signature: &str,
) -> Result<Option<Decider>, StoreError> {
    use sqlx::Row as _;
    const SQL: &str = "SELECT reviewer, act, at FROM decisions WHERE signature_id = $1 \
        AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1";
    let row = sqlx::query(SQL)
        .bind(signature.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(Decider {
            reviewer: row.try_get("reviewer")?,
            act: Act::from_word(row.try_get("act")?)?,
            at: Timestamp::from_millis(row.try_get("at")?),
        })
    })
    .transpose()
}
