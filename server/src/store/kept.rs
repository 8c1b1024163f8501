//! Signatures with everything that is kept of them, for exports.

use open_letter_core::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::read::Moment;
use super::{Standing, StoreError};
use crate::keys::Sealed;

/// Everything that is kept of a signature but its mailbox.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) id: String,
    /// None where the name stays out of the list.
    pub(crate) name: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) affiliation: Option<String>,
    pub(crate) sector: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) badges: Vec<String>,
    pub(crate) signed_at: Timestamp,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) letter_version: Option<String>,
    pub(crate) private: Sealed,
    pub(crate) status: String,
    pub(crate) held: Option<String>,
    pub(crate) verdict: Option<String>,
    pub(crate) decided_at: Option<Timestamp>,
    pub(crate) source: Option<String>,
    pub(crate) updates: bool,
    pub(crate) tell_outcome: bool,
}

/// Where in a list of signatures something is: the newest come first.
pub(crate) type After = (Timestamp, String);

/// Before all of them.
pub(crate) const FIRST: After = (Timestamp::from_millis(i64::MAX), String::new());

impl Moment {
    /// Whether there is any signature of a letter.
    pub(crate) async fn knows(&mut self, letter: &str) -> Result<bool, StoreError> {
        let any = sqlx::query("SELECT 1 FROM signatures WHERE letter_id = $1 LIMIT 1")
            .bind(letter.to_owned())
            .fetch_optional(&mut *self.0)
            .await?;
        Ok(any.is_some())
    }

    /// Signatures of one standing after a place. The index leads to it, so that the last page
    /// costs what the first one costs.
    pub(crate) async fn kept(
        &mut self,
        letter: &str,
        standing: Standing,
        limit: u32,
        after: &After,
    ) -> Result<Vec<Kept>, StoreError> {
        const SQL: &str = "SELECT id, name, role, affiliation, sector, reason, badges, signed_at, \
            published_at, letter_version, private, status, held, verdict, decided_at, source, \
            updates, tell_outcome FROM signatures \
            WHERE letter_id = $1 AND status = $2 AND (signed_at, id) < ($3, $4) \
            ORDER BY signed_at DESC, id DESC LIMIT $5";
        let rows = sqlx::query(SQL)
            .bind(letter.to_owned())
            .bind(standing.as_str())
            .bind(after.0.millis())
            .bind(after.1.clone())
            .bind(i64::from(limit))
            .fetch_all(&mut *self.0)
            .await?;
        rows.iter().map(kept).collect()
    }
}

fn kept(row: &AnyRow) -> Result<Kept, StoreError> {
    let time = |column| {
        let millis = row.try_get::<Option<i64>, _>(column)?;
        Ok::<_, StoreError>(millis.map(Timestamp::from_millis))
    };
    Ok(Kept {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        role: row.try_get("role")?,
        affiliation: row.try_get("affiliation")?,
        sector: row.try_get("sector")?,
        reason: row.try_get("reason")?,
        badges: serde_json::from_str(row.try_get("badges")?)
            .map_err(|_| StoreError::Content("badges that are no list of words"))?,
        signed_at: Timestamp::from_millis(row.try_get("signed_at")?),
        published_at: time("published_at")?,
        letter_version: row.try_get("letter_version")?,
        private: Sealed::from_bytes(row.try_get("private")?),
        status: row.try_get("status")?,
        held: row.try_get("held")?,
        verdict: row.try_get("verdict")?,
        decided_at: time("decided_at")?,
        source: row.try_get("source")?,
        updates: row.try_get::<i64, _>("updates")? == 1,
        tell_outcome: row.try_get::<i64, _>("tell_outcome")? == 1,
    })
}
