//! The queue: what waits for a person, oldest first.

use open_letter_core::Timestamp;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::entry::{Entry, Row, rows};
use crate::app::App;
use crate::keys::Tag;
use crate::store::submissions::tag;
use crate::store::{Connection, Hold, StoreError};

/// Signatures on a page.
pub(crate) const PAGE: u32 = 50;
/// Networks that are told one by one.
const NETWORKS: i64 = 20;

/// Which of those that wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    #[default]
    All,
    /// Those that wait for one reason.
    Hold(Hold),
    /// Those that came from one network.
    Network(Tag),
    /// Those with badges to be looked at, whatever else they wait for.
    Claims,
}

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct After {
    pub(crate) held_at: Timestamp,
    pub(crate) id: String,
}

impl After {
    /// Before all of them.
    pub(super) const fn first() -> Self {
        Self {
            held_at: Timestamp::from_millis(i64::MIN),
            id: String::new(),
        }
    }

    /// Where a signature waits.
    pub(super) fn of(row: &Row) -> Option<Self> {
        let held_at = row.place.held_at?;
        let id = row.id.clone();
        Some(Self { held_at, id })
    }
}

/// A page of the queue.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) entries: Vec<Entry>,
    pub(crate) next: Option<After>,
}

/// What waits, in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Waiting {
    pub(crate) holds: Vec<(Hold, u64)>,
    /// The networks from which most wait, largest first.
    pub(crate) networks: Vec<(Tag, u64)>,
    /// How many of all claim badges that nobody has looked at.
    pub(crate) claims: u64,
}

impl Waiting {
    pub(crate) fn all(&self) -> u64 {
        self.holds.iter().map(|(_, number)| number).sum()
    }

    /// How many a filter lets through.
    pub(crate) fn of(&self, filter: &Filter) -> u64 {
        match filter {
            Filter::All => self.all(),
            Filter::Hold(hold) => of(&self.holds, hold),
            Filter::Network(network) => of(&self.networks, network),
            Filter::Claims => self.claims,
        }
    }
}

fn of<T: PartialEq>(numbers: &[(T, u64)], wanted: &T) -> u64 {
    let found = numbers.iter().find(|(one, _)| one == wanted);
    found.map_or(0, |(_, number)| *number)
}

impl App {
    /// A page of the queue of a letter.
    pub(crate) async fn queue(
        &self,
        letter: &str,
        filter: &Filter,
        after: Option<After>,
    ) -> Result<Page, StoreError> {
        let after = after.unwrap_or(After::first());
        let reader = &mut *self.store.reader().await?;
        // One row more than is shown tells whether there is a next page.
        let mut rows = page(reader, letter, filter, &after, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).and_then(After::of);
        let entries = rows.into_iter().map(|row| row.open(&self.keys));
        Ok(Page {
            entries: entries.collect::<Result<_, _>>()?,
            next,
        })
    }

    /// How many of those that match began to wait at a moment or before, and how many of these
    /// claim badges that nobody has looked at.
    pub(crate) async fn held_until(
        &self,
        letter: &str,
        filter: &Filter,
        until: Timestamp,
    ) -> Result<(u64, u64), StoreError> {
        const SQL: &str = "SELECT COUNT(*) AS number, CAST(COALESCE(SUM(claims), 0) AS BIGINT) \
            AS claims FROM signatures WHERE letter_id = $1 AND held IS NOT NULL AND held_at <= $2 \
            AND ($3 = '' OR held = $3)";
        const FROM: &str = "SELECT COUNT(*) AS number, CAST(COALESCE(SUM(claims), 0) AS BIGINT) \
            AS claims FROM signatures WHERE letter_id = $1 AND held IS NOT NULL AND held_at <= $2 \
            AND network = $3";
        const CLAIMS: &str = "SELECT COUNT(*) AS number, COUNT(*) AS claims FROM signatures \
            WHERE letter_id = $1 AND held IS NOT NULL AND held_at <= $2 AND claims = 1";
        let query = match filter {
            Filter::All | Filter::Hold(_) => sqlx::query(SQL),
            Filter::Network(_) => sqlx::query(FROM),
            Filter::Claims => sqlx::query(CLAIMS),
        };
        let query = query.bind(letter.to_owned()).bind(until.millis());
        let query = match filter {
            Filter::All => query.bind(""),
            Filter::Hold(hold) => query.bind(hold.as_str()),
            Filter::Network(network) => query.bind(network.to_vec()),
            Filter::Claims => query,
        };
        let row = query.fetch_one(&mut *self.store.reader().await?).await?;
        Ok((number(&row, "number")?, number(&row, "claims")?))
    }

    /// What waits in a letter, in numbers.
    pub(crate) async fn held(&self, letter: &str) -> Result<Waiting, StoreError> {
        const HOLDS: &str = "SELECT held, COUNT(*) AS number FROM signatures \
            WHERE letter_id = $1 AND held IS NOT NULL GROUP BY held ORDER BY held";
        const FROM: &str = "SELECT network, COUNT(*) AS number FROM signatures \
            WHERE letter_id = $1 AND held IS NOT NULL AND network IS NOT NULL \
            GROUP BY network ORDER BY COUNT(*) DESC, network LIMIT $2";
        const CLAIMS: &str = "SELECT COUNT(*) AS number FROM signatures \
            WHERE letter_id = $1 AND held IS NOT NULL AND claims = 1";
        let reader = &mut *self.store.reader().await?;
        let mut waiting = Waiting::default();
        let query = sqlx::query(HOLDS).bind(letter.to_owned());
        for row in query.fetch_all(&mut *reader).await? {
            let hold = Hold::from_word(row.try_get("held")?)?;
            waiting.holds.push((hold, number(&row, "number")?));
        }
        let query = sqlx::query(CLAIMS).bind(letter.to_owned());
        waiting.claims = number(&query.fetch_one(&mut *reader).await?, "number")?;
        let query = sqlx::query(FROM).bind(letter.to_owned()).bind(NETWORKS);
        for row in query.fetch_all(reader).await? {
            waiting
                .networks
                .push((tag(&row, "network")?, number(&row, "number")?));
        }
        Ok(waiting)
    }
}

fn number(row: &AnyRow, column: &str) -> Result<u64, StoreError> {
    let number: i64 = row.try_get(column)?;
    Ok(u64::try_from(number).unwrap_or_default())
}

/// Those after a place that began to wait at a moment or before, oldest first.
pub(super) async fn until(
    connection: &mut Connection,
    letter: &str,
    filter: &Filter,
    (after, until): (&After, Timestamp),
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let mut rows = page(connection, letter, filter, after, limit).await?;
    rows.retain(|row| row.place.held_at.is_some_and(|held_at| held_at <= until));
    Ok(rows)
}

async fn page(
    connection: &mut Connection,
    letter: &str,
    filter: &Filter,
    after: &After,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    const ALL: &str = rows!(
        "WHERE letter_id = $1 AND held IS NOT NULL AND (held_at, id) > ($2, $3) \
         ORDER BY held_at, id LIMIT $4"
    );
    const OF_HOLD: &str = rows!(
        "WHERE letter_id = $1 AND held IS NOT NULL AND (held_at, id) > ($2, $3) \
         AND held = $5 ORDER BY held_at, id LIMIT $4"
    );
    const OF_NETWORK: &str = rows!(
        "WHERE letter_id = $1 AND held IS NOT NULL AND (held_at, id) > ($2, $3) \
         AND network = $5 ORDER BY held_at, id LIMIT $4"
    );
    const OF_CLAIMS: &str = rows!(
        "WHERE letter_id = $1 AND held IS NOT NULL AND (held_at, id) > ($2, $3) \
         AND claims = 1 ORDER BY held_at, id LIMIT $4"
    );
    let query = match filter {
        Filter::All => sqlx::query(ALL),
        Filter::Claims => sqlx::query(OF_CLAIMS),
        Filter::Hold(_) => sqlx::query(OF_HOLD),
        Filter::Network(_) => sqlx::query(OF_NETWORK),
    };
    let query = query
        .bind(letter.to_owned())
        .bind(after.held_at.millis())
        .bind(after.id.clone())
        .bind(i64::from(limit));
    let query = match filter {
        Filter::All | Filter::Claims => query,
        Filter::Hold(hold) => query.bind(hold.as_str()),
        Filter::Network(network) => query.bind(network.to_vec()),
    };
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(Row::read).collect()
}
