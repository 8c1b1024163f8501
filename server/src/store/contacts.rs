//! How the addresses of a letter's signers go, and what else could reach them.

use open_letter_core::Timestamp;
use sqlx::Row;

use super::{Connection, Store, StoreError};
use crate::keys::{Sealed, Tag};

/// A signature with an address among its private fields.
pub(crate) struct WithContact {
    pub(crate) id: String,
    pub(crate) private: Sealed,
}

/// When a letter was closed, as far as the database knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Closing {
    pub(crate) closed_at: Timestamp,
    /// Since when its addresses were seen to have had their time.
    pub(crate) due_since: Option<Timestamp>,
}

/// Notes when a letter was closed, if nobody has noted it before, and tells what is known.
pub(crate) async fn closing(
    connection: &mut Connection,
    letter: &str,
    closed_at: Timestamp,
    now: Timestamp,
) -> Result<Closing, StoreError> {
    // A moment that is yet to come was noted by a clock that went wrong.
    const SQL: &str = "INSERT INTO closings (letter_id, closed_at) VALUES ($1, $2) \
        ON CONFLICT (letter_id) DO UPDATE SET closed_at = \
        CASE WHEN closings.closed_at > $3 THEN excluded.closed_at ELSE closings.closed_at END";
    sqlx::query(SQL)
        .bind(letter.to_owned())
        .bind(closed_at.millis())
        .bind(now.millis())
        .execute(&mut *connection)
        .await?;
    let row = sqlx::query("SELECT closed_at, due_since FROM closings WHERE letter_id = $1")
        .bind(letter.to_owned())
        .fetch_one(connection)
        .await?;
    let due_since: Option<i64> = row.try_get("due_since")?;
    Ok(Closing {
        closed_at: Timestamp::from_millis(row.try_get("closed_at")?),
        due_since: due_since.map(Timestamp::from_millis),
    })
}

/// Where the desk has put a letter, and since when.
pub(crate) async fn put_by_desk(
    connection: &mut Connection,
    letter: &str,
) -> Result<Option<(String, Timestamp)>, StoreError> {
    let row = sqlx::query("SELECT status, changed_at FROM letter_states WHERE letter_id = $1")
        .bind(letter.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let changed_at = Timestamp::from_millis(row.try_get("changed_at")?);
        Ok((row.try_get("status")?, changed_at))
    })
    .transpose()
}

/// Notes since when a letter's addresses have had their time, or that they have not.
pub(crate) async fn note_due(
    connection: &mut Connection,
    letter: &str,
    due_since: Option<Timestamp>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE closings SET due_since = $2 WHERE letter_id = $1")
        .bind(letter.to_owned())
        .bind(due_since.map(Timestamp::millis))
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets that a letter was closed.
pub(crate) async fn reopened(connection: &mut Connection, letter: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM closings WHERE letter_id = $1")
        .bind(letter.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Some of a letter's signatures whose addresses are still there.
    pub(crate) async fn with_contact(
        &self,
        letter: &str,
        limit: i64,
    ) -> Result<Vec<WithContact>, StoreError> {
        const SQL: &str =
            "SELECT id, private FROM signatures WHERE letter_id = $1 AND contact = 1 LIMIT $2";
        let rows = sqlx::query(SQL)
            .bind(letter.to_owned())
            .bind(limit)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let row = |row: &sqlx::any::AnyRow| {
            Ok(WithContact {
                id: row.try_get("id")?,
                private: Sealed::from_bytes(row.try_get("private")?),
            })
        };
        rows.iter().map(row).collect()
    }
}

/// Puts private fields without an address in the place of those with one. What stood for the
/// mailbox is another one from now on, and nothing leads from the signature to what was submitted.
/// Tells whether it was done: who has changed it meanwhile comes first.
pub(crate) async fn forget(
    connection: &mut Connection,
    before: &WithContact,
    private: &Sealed,
    mailbox: Option<&Tag>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE signatures SET private = $2, \
        mailbox = COALESCE($3, mailbox), receipt = NULL, \
        network = NULL, updates = 0, tell_outcome = 0, contact = 0 \
        WHERE id = $1 AND private = $4";
    let forgotten = sqlx::query(SQL)
        .bind(before.id.clone())
        .bind(private.bytes().to_vec())
        .bind(mailbox.map(|mailbox| mailbox.to_vec()))
        .bind(before.private.bytes().to_vec())
        .execute(connection)
        .await?;
    Ok(forgotten.rows_affected() == 1)
}

/// Deletes what would lead to the addresses of a letter besides: what was submitted, the mails
/// and the links in them.
pub(crate) async fn forget_ways(
    connection: &mut Connection,
    letter: &str,
) -> Result<u64, StoreError> {
    let mut gone = 0;
    for sql in [
        "DELETE FROM tokens WHERE letter_id = $1",
        "DELETE FROM mails WHERE letter_id = $1",
        "DELETE FROM submissions WHERE letter_id = $1 AND NOT EXISTS \
         (SELECT 1 FROM signatures WHERE signatures.receipt = submissions.receipt)",
    ] {
        let query = sqlx::query(sql).bind(letter.to_owned());
        gone += query.execute(&mut *connection).await?.rows_affected();
    }
    Ok(gone)
}
