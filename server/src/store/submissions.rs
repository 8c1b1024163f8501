//! Requests to sign, and to see what one signed.

use open_letter_core::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Action, Connection, Hold, Noticed, StoreError, Submission, Submitted};
use crate::keys::{Sealed, Tag};

/// Where a submission is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It waits for its mailbox's owner.
    Waiting,
    /// A signature is of it.
    Signed,
    /// Nothing is of it any more.
    Settled,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Signed => "signed",
            Self::Settled => "settled",
        }
    }
}

/// A submission that waits for its mailbox's owner, or has waited.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) receipt: String,
    pub(crate) action: Action,
    pub(crate) mailbox: Tag,
    /// Empty once it is settled.
    pub(crate) payload: Sealed,
    pub(crate) created_at: Timestamp,
    pub(crate) waits: bool,
    pub(crate) changes: i64,
    pub(crate) noticed: Option<Noticed>,
}

/// Whether its key was new; then it is kept.
pub(crate) async fn insert(
    connection: &mut Connection,
    submission: &Submission,
    state: State,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO submissions (receipt, letter_id, idempotency_key, body_hash, \
        mailbox, payload, created_at, action, state, held, network) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    // Its own answer depends on that something was noticed; the network is in the signature already
    // where nobody is waited for.
    let noticed = submission.noticed;
    let network = noticed.and_then(|noticed| noticed.network.filter(|_| state == State::Waiting));
    let payload = match state {
        State::Waiting => submission.payload.bytes().to_vec(),
        State::Signed | State::Settled => Vec::new(),
    };
    let inserted = sqlx::query(SQL)
        .bind(submission.receipt.clone())
        .bind(submission.letter_id.clone())
        .bind(submission.key.clone())
        .bind(submission.body_hash.to_vec())
        .bind(submission.mailbox.to_vec())
        .bind(payload)
        .bind(submission.created_at.millis())
        .bind(submission.action.as_str().to_owned())
        .bind(state.as_str().to_owned())
        .bind(noticed.map(|noticed| noticed.hold.as_str()))
        .bind(network.map(Vec::from))
        .execute(connection)
        .await?;
    Ok(inserted.rows_affected() == 1)
}

/// What came of a key before, if it came.
pub(crate) async fn submitted(
    connection: &mut Connection,
    letter: &str,
    key: &str,
    body_hash: &Tag,
) -> Result<Option<Submitted>, StoreError> {
    const SQL: &str = "SELECT receipt, body_hash, held FROM submissions \
        WHERE letter_id = $1 AND idempotency_key = $2";
    let row = sqlx::query(SQL)
        .bind(letter.to_owned())
        .bind(key.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let same = row.try_get::<Vec<u8>, _>("body_hash")? == body_hash;
        let receipt = row.try_get("receipt")?;
        let held = row.try_get::<Option<String>, _>("held")?.is_some();
        Ok(if same {
            Submitted::Kept { receipt, held }
        } else {
            Submitted::KeyReused
        })
    })
    .transpose()
}

/// The submission with a receipt.
pub(crate) async fn find(
    connection: &mut Connection,
    letter: &str,
    receipt: &str,
) -> Result<Option<Found>, StoreError> {
    const SQL: &str = "SELECT receipt, action, mailbox, payload, created_at, state, changes, \
        held, network FROM submissions WHERE receipt = $1 AND letter_id = $2";
    let row = sqlx::query(SQL)
        .bind(receipt.to_owned())
        .bind(letter.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| found(&row)).transpose()
}

/// The newest signature of a mailbox that waits.
pub(crate) async fn newest(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
) -> Result<Option<Found>, StoreError> {
    const SQL: &str = "SELECT receipt, action, mailbox, payload, created_at, state, changes, \
        held, network FROM submissions WHERE letter_id = $1 AND mailbox = $2 \
        AND state = 'waiting' AND action = 'sign' ORDER BY created_at DESC LIMIT 1";
    let row = sqlx::query(SQL)
        .bind(letter.to_owned())
        .bind(mailbox.to_vec())
        .fetch_optional(connection)
        .await?;
    row.map(|row| found(&row)).transpose()
}

fn found(row: &AnyRow) -> Result<Found, StoreError> {
    Ok(Found {
        receipt: row.try_get("receipt")?,
        action: Action::from_word(row.try_get("action")?)?,
        mailbox: tag(row, "mailbox")?,
        payload: Sealed::from_bytes(row.try_get("payload")?),
        created_at: Timestamp::from_millis(row.try_get("created_at")?),
        waits: row.try_get::<String, _>("state")? == "waiting",
        changes: row.try_get("changes")?,
        noticed: noticed(row)?,
    })
}

/// What was noticed of a row's signature.
pub(super) fn noticed(row: &AnyRow) -> Result<Option<Noticed>, StoreError> {
    let Some(word) = row.try_get::<Option<String>, _>("held")? else {
        return Ok(None);
    };
    let network = match row.try_get::<Option<Vec<u8>>, _>("network")? {
        Some(_) => Some(tag(row, "network")?),
        None => None,
    };
    Ok(Some(Noticed {
        hold: Hold::from_word(&word)?,
        network,
    }))
}

/// Ends the waiting of a submission that was found to wait, if it still does, and for the same
/// mailbox.
pub(crate) async fn settle(
    connection: &mut Connection,
    submission: &Found,
    state: State,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE submissions SET state = $2, payload = $3, network = NULL \
        WHERE receipt = $1 AND state = 'waiting' AND mailbox = $4";
    let settled = sqlx::query(SQL)
        .bind(submission.receipt.clone())
        .bind(state.as_str().to_owned())
        .bind(Vec::new())
        .bind(submission.mailbox.to_vec())
        .execute(connection)
        .await?;
    if settled.rows_affected() == 0 {
        return Err(StoreError::Overtaken);
    }
    Ok(())
}

/// Gives a submission that waits another address. What was noticed of it before stays noticed.
pub(crate) async fn change_address(
    connection: &mut Connection,
    receipt: &str,
    mailbox: &Tag,
    payload: &Sealed,
    held: Option<Hold>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE submissions \
        SET mailbox = $2, payload = $3, changes = changes + 1, held = COALESCE(held, $4) \
        WHERE receipt = $1 AND state = 'waiting'";
    sqlx::query(SQL)
        .bind(receipt.to_owned())
        .bind(mailbox.to_vec())
        .bind(payload.bytes().to_vec())
        .bind(held.map(Hold::as_str))
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes that the signature of a submission is now of another one.
pub(crate) async fn release(connection: &mut Connection, receipt: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE submissions SET state = 'settled' WHERE receipt = $1")
        .bind(receipt.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes one submission. No signature may be of it.
pub(crate) async fn delete(connection: &mut Connection, receipt: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM submissions WHERE receipt = $1")
        .bind(receipt.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// A keyed hash from a row.
pub(crate) fn tag(row: &AnyRow, column: &str) -> Result<Tag, StoreError> {
    let bytes: Vec<u8> = row.try_get(column)?;
    Tag::try_from(bytes).map_err(|_| StoreError::Content("a hash of another length"))
}

/// The receipts of all submissions of a mailbox.
pub(crate) async fn receipts(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT receipt FROM submissions WHERE letter_id = $1 AND mailbox = $2";
    let receipts = sqlx::query_scalar(SQL)
        .bind(letter.to_owned())
        .bind(mailbox.to_vec())
        .fetch_all(connection)
        .await?;
    Ok(receipts)
}
