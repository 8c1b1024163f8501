//! What is read: counts, pages, and what came of a key.

use open_letter_core::Timestamp;
use open_letter_core::letter::Page;
use open_letter_core::signature::Signatory;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::Store;
use crate::cursor::Cursor;
use crate::keys::Tag;
use crate::store::{Snapshot, StoreError, Submitted};

/// How many signatures of a letter are published: at most a few rows, whatever their number.
pub(crate) const COUNT: &str =
    "SELECT COALESCE(SUM(published), 0) AS count FROM tallies WHERE letter_id = ?1";

/// The signatures after a place in the list. The index leads to it, so that a page deep down
/// costs what the first one costs; that begins after [`Cursor::START`].
pub(crate) const PAGE: &str = "SELECT id, name, role, affiliation, badges, signed_at, published_at \
    FROM signatures \
    WHERE letter_id = ?1 AND status = 'published' AND (published_at, id) < (?2, ?3) \
    ORDER BY published_at DESC, id DESC LIMIT ?4";

impl Store {
    /// How many signatures of a letter are published.
    pub(crate) async fn count(&self, letter: &str) -> Result<u64, StoreError> {
        count(&mut *self.readers.acquire().await?, letter).await
    }

    /// The count and the newest signatures, both of one moment.
    pub(crate) async fn snapshot(&self, letter: &str, limit: u32) -> Result<Snapshot, StoreError> {
        let mut reading = self.readers.begin().await?;
        let count = count(&mut reading, letter).await?;
        let page = page(&mut reading, letter, limit, &Cursor::START).await?;
        reading.rollback().await?;
        Ok(Snapshot { count, page })
    }

    /// The signatures after a place in the list.
    pub(crate) async fn page(
        &self,
        letter: &str,
        limit: u32,
        after: &Cursor,
    ) -> Result<Page, StoreError> {
        page(&mut *self.readers.acquire().await?, letter, limit, after).await
    }

    /// What came of a key before, if it came.
    pub(crate) async fn submitted(
        &self,
        letter: &str,
        key: &str,
        body_hash: &Tag,
    ) -> Result<Option<Submitted>, StoreError> {
        submitted(&mut *self.readers.acquire().await?, letter, key, body_hash).await
    }
}

async fn count(connection: &mut SqliteConnection, letter: &str) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(COUNT)
        .bind(letter)
        .fetch_one(connection)
        .await?;
    u64::try_from(count).map_err(|_| StoreError::Content("a count below zero"))
}

async fn page(
    connection: &mut SqliteConnection,
    letter: &str,
    limit: u32,
    after: &Cursor,
) -> Result<Page, StoreError> {
    // One row more than is shown tells whether there is a next page.
    let wanted = limit.saturating_add(1);
    let mut rows = sqlx::query(PAGE)
        .bind(letter)
        .bind(after.published_at.millis())
        .bind(&after.id)
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

fn cursor(row: &SqliteRow) -> Result<Cursor, StoreError> {
    let published_at = Timestamp::from_millis(row.try_get("published_at")?);
    Ok(Cursor {
        published_at,
        id: row.try_get("id")?,
    })
}

fn signatory(row: &SqliteRow) -> Result<Signatory, StoreError> {
    let badges: &str = row.try_get("badges")?;
    Ok(Signatory {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        role: row.try_get("role")?,
        affiliation: row.try_get("affiliation")?,
        badges: serde_json::from_str(badges)
            .map_err(|_| StoreError::Content("badges that are no list of words"))?,
        signed_at: Timestamp::from_millis(row.try_get("signed_at")?),
    })
}

pub(super) async fn submitted(
    connection: &mut SqliteConnection,
    letter: &str,
    key: &str,
    body_hash: &Tag,
) -> Result<Option<Submitted>, StoreError> {
    const SQL: &str = "SELECT receipt, body_hash FROM submissions \
                       WHERE letter_id = ?1 AND idempotency_key = ?2";
    let row = sqlx::query(SQL)
        .bind(letter)
        .bind(key)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let same = row.try_get::<&[u8], _>("body_hash")? == body_hash;
        let receipt = row.try_get("receipt")?;
        Ok(if same {
            Submitted::Kept { receipt }
        } else {
            Submitted::KeyReused
        })
    })
    .transpose()
}
