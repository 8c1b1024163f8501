//! Deciding about one signature, or about many.

use std::ops::AddAssign;
use std::sync::Arc;

use open_letter_core::Timestamp;

use super::audit::{self, Happened};
use super::decision::{Act, Decision, Verdict};
use super::entry::{self, Entry};
use super::settling::settle;
use super::waiting::{self, After, Filter};
use crate::app::App;
use crate::clock;
use crate::id;
use crate::keys::Keys;
use crate::store::{Connection, StoreError, Work};

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

    /// Notes what was done. Each thing has a line of its own, however many steps it took.
    async fn note(&self, connection: &mut Connection, tally: &Tally) -> Result<(), StoreError> {
        let (act, verdict) = (self.decision.act, self.decision.verdict);
        for (id, action, detail, number) in [
            (
                String::new(),
                act.as_str(),
                verdict.map(Verdict::as_str),
                tally.done,
            ),
            ("-granted".to_owned(), "grant_badges", None, tally.granted),
            ("-refused".to_owned(), "refuse_badges", None, tally.refused),
        ] {
            if number == 0 {
                continue;
            }
            let happened = Happened {
                id: format!("{}{id}", self.batch),
                at: self.now,
                reviewer: self.reviewer.clone(),
                letter_id: Some(self.letter.clone()),
                action,
                detail,
            };
            audit::note(connection, &happened, number).await?;
        }
        Ok(())
    }
}

/// What became of a decision about one signature.
#[derive(Debug)]
pub(crate) enum Decided {
    /// It is decided, and so many badges with it.
    Done(Tally),
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
    /// Badges that were granted with it, and that were refused.
    pub(crate) granted: u64,
    pub(crate) refused: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.done += more.done;
        self.changed += more.changed;
        self.granted += more.granted;
        self.refused += more.refused;
    }
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
                    let some = Portion::Ticked(some.to_vec());
                    all += self.decide_some(&ruling, some).await?.0;
                }
            }
            Which::Waiting(filter, until) => {
                // Some wait on for another reason, so each step begins after the one before.
                let mut after = Some(After::first());
                while let Some(begins) = after.take().filter(|_| all.done < MOST) {
                    let waiting = Portion::Waiting(filter.clone(), until, begins);
                    let (some, last) = self.decide_some(&ruling, waiting).await?;
                    all += some;
                    after = last;
                }
            }
        }
        Ok(all)
    }

    /// How many of some signatures claim badges that nobody has looked at.
    pub(crate) async fn claiming<'i>(
        &self,
        letter: &str,
        ids: impl Iterator<Item = &'i str>,
    ) -> Result<u64, StoreError> {
        let reader = &mut *self.store.reader().await?;
        let mut claiming = 0;
        for id in ids {
            let row = entry::find(reader, letter, id).await?;
            claiming += u64::from(row.is_some_and(|row| row.claims));
        }
        Ok(claiming)
    }

    /// Tells what was done, and after which signature to go on.
    async fn decide_some(
        &self,
        ruling: &Ruling,
        some: Portion,
    ) -> Result<(Tally, Option<After>), StoreError> {
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
        let tally = settle(connection, &self.keys, &self.ruling, &row).await?;
        self.ruling.note(connection, &tally).await?;
        Ok(Decided::Done(tally))
    }
}

/// As many as one transaction takes.
enum Portion {
    Ticked(Vec<(String, String)>),
    Waiting(Filter, Timestamp, After),
}

struct DecideSome {
    keys: Arc<Keys>,
    ruling: Ruling,
    some: Portion,
}

impl Work for DecideSome {
    type Answer = (Tally, Option<After>);

    async fn run(&self, connection: &mut Connection) -> Result<Self::Answer, StoreError> {
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
            Portion::Waiting(filter, until, after) => {
                waiting::until(connection, letter, filter, (after, *until), AT_ONCE).await?
            }
        };
        for row in &rows {
            tally += settle(connection, &self.keys, &self.ruling, row).await?;
        }
        self.ruling.note(connection, &tally).await?;
        Ok((tally, rows.last().and_then(After::of)))
    }
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
