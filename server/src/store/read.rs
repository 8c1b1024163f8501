//! What everybody reads: counts, pages, and what came of a key.

use open_letter_core::Timestamp;
use open_letter_core::letter::Page;
use open_letter_core::signature::Signatory;
use sqlx::any::AnyRow;
use sqlx::{Any, Row, Transaction};

use super::submissions::submitted;
use super::{Connection, Hold, Snapshot, Store, StoreError, Submitted, Writer, sql};
use crate::cursor::Cursor;
use crate::keys::Tag;

/// How many signatures of a letter are published: at most a few rows, whatever their number.
pub(crate) const COUNT: &str =
    "SELECT CAST(COALESCE(SUM(published), 0) AS BIGINT) AS count FROM tallies WHERE letter_id = $1";

/// The signatures after a place in the list. The index leads to it, so that a page deep down
/// costs what the first one costs; that begins after [`Cursor::START`].
pub(crate) const PAGE: &str = "SELECT id, name, role, affiliation, reason, badges, signed_at, published_at \
    FROM signatures \
    WHERE letter_id = $1 AND status = 'published' AND (published_at, id) < ($2, $3) \
    ORDER BY published_at DESC, id DESC LIMIT $4";

impl Store {
    /// A connection that reads.
    pub(crate) async fn reader(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Any>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// How many signatures of a letter are published.
    pub(crate) async fn count(&self, letter: &str) -> Result<u64, StoreError> {
        count(&mut *self.reader().await?, letter).await
    }

    /// The count and the newest signatures, both of one moment.
    pub(crate) async fn snapshot(&self, letter: &str, limit: u32) -> Result<Snapshot, StoreError> {
        let mut moment = self.moment().await?;
        let count = moment.count(letter).await?;
        let page = moment.page(letter, limit, &Cursor::START).await?;
        moment.end().await?;
        Ok(Snapshot { count, page })
    }

    /// Everything as it is now, for as long as it is looked at.
    pub(crate) async fn moment(&self) -> Result<Moment, StoreError> {
        let begin = match self.writer {
            Writer::Group(_) => "BEGIN",
            Writer::Each(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Ok(Moment(self.readers.begin_with(sql(begin)).await?))
    }

    /// The signatures after a place in the list.
    pub(crate) async fn page(
        &self,
        letter: &str,
        limit: u32,
        after: &Cursor,
    ) -> Result<Page, StoreError> {
        page(&mut *self.reader().await?, letter, limit, after).await
    }

    /// How many signatures wait for a person, by reason. The index of those that wait has them.
    pub(crate) async fn in_review(&self) -> Result<Vec<(Hold, u64)>, StoreError> {
        const SQL: &str = "SELECT held, COUNT(*) AS number FROM signatures \
            WHERE held IS NOT NULL GROUP BY held";
        let mut reader = self.reader().await?;
        let rows = sqlx::query(SQL).fetch_all(&mut *reader).await?;
        let waiting = rows.iter().map(|row| {
            let number: i64 = row.try_get("number")?;
            let hold = Hold::from_word(row.try_get("held")?)?;
            Ok((hold, u64::try_from(number).unwrap_or_default()))
        });
        waiting.collect()
    }

    /// What came of a key before, if it came.
    pub(crate) async fn submitted(
        &self,
        letter: &str,
        key: &str,
        body_hash: &Tag,
    ) -> Result<Option<Submitted>, StoreError> {
        submitted(&mut *self.reader().await?, letter, key, body_hash).await
    }
}

/// The database as it was at one moment, whatever is written meanwhile.
pub(crate) struct Moment(pub(super) Transaction<'static, Any>);

impl Moment {
    /// How many signatures of a letter are published.
    pub(crate) async fn count(&mut self, letter: &str) -> Result<u64, StoreError> {
        count(&mut self.0, letter).await
    }

    /// The signatures after a place in the list.
    pub(crate) async fn page(
        &mut self,
        letter: &str,
        limit: u32,
        after: &Cursor,
    ) -> Result<Page, StoreError> {
        page(&mut self.0, letter, limit, after).await
    }

    /// Lets go of it. What is erased can only leave the database's log after that.
    pub(crate) async fn end(self) -> Result<(), StoreError> {
        Ok(self.0.rollback().await?)
    }
}

async fn count(connection: &mut Connection, letter: &str) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(COUNT)
        .bind(letter.to_owned())
        .fetch_one(connection)
        .await?;
    u64::try_from(count).map_err(|_| StoreError::Content("a count below zero"))
}

async fn page(
    connection: &mut Connection,
    letter: &str,
    limit: u32,
    after: &Cursor,
) -> Result<Page, StoreError> {
    // One row more than is shown tells whether there is a next page.
    let wanted = i64::from(limit) + 1;
    let mut rows = sqlx::query(PAGE)
        .bind(letter.to_owned())
        .bind(after.published_at.millis())
        .bind(after.id.clone())
        .bind(wanted)
        .fetch_all(connection)
        .await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = match rows.last() {
        Some(last) if more => cursor(last)?.encode(),
        _ => None,
    };
    Ok(Page {
        items: rows.iter().map(signatory).collect::<Result<_, _>>()?,
        next,
    })
}

fn cursor(row: &AnyRow) -> Result<Cursor, StoreError> {
    let published_at = Timestamp::from_millis(row.try_get("published_at")?);
    Ok(Cursor {
        published_at,
        id: row.try_get("id")?,
    })
}

/// The badges that a row's signature bears.
pub(super) fn badges(row: &AnyRow) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(row.try_get("badges")?)
        .map_err(|_| StoreError::Content("badges that are no list of words"))
}

fn signatory(row: &AnyRow) -> Result<Signatory, StoreError> {
    Ok(Signatory {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        role: row.try_get("role")?,
        affiliation: row.try_get("affiliation")?,
        reason: row.try_get("reason")?,
        badges: badges(row)?,
        signed_at: Timestamp::from_millis(row.try_get("signed_at")?),
    })
}
