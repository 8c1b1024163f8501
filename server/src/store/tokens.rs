//! Codes, links and sessions: hashed, each for one purpose, until its time is over.

use open_letter_core::Timestamp;
use sqlx::Row;

use super::submissions::tag;
use super::{Connection, StoreError};
use crate::keys::Tag;

/// What a token opens, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Six digits that are typed.
    Code,
    /// A mail's link to what waits to be confirmed.
    Confirm,
    /// A mail's link to one's own signature.
    Own,
    /// Every mail's link for whom it does not concern.
    NotMe,
    /// Half an hour with one's own signature.
    Manage,
    /// A mail's link for who signed another text than the letter has now.
    Stand,
    /// What opened a signature that was taken back a moment ago. It is nobody's any more.
    Gone,
}

impl Purpose {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Confirm => "confirm",
            Self::Own => "own",
            Self::NotMe => "not_me",
            Self::Manage => "manage",
            Self::Stand => "stand",
            Self::Gone => "gone",
        }
    }
}

/// A token as it is kept.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) hash: Tag,
    pub(crate) purpose: Purpose,
    pub(crate) letter_id: String,
    pub(crate) mailbox: Tag,
    pub(crate) receipt: Option<String>,
    pub(crate) expires_at: Timestamp,
}

/// A token that was found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) mailbox: Tag,
    pub(crate) receipt: Option<String>,
    pub(crate) expires_at: Timestamp,
    pub(crate) used_at: Option<Timestamp>,
}

/// Keeps a token. The same one again is kept for longer.
pub(crate) async fn insert(connection: &mut Connection, token: &Token) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO tokens (hash, purpose, letter_id, mailbox, receipt, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (hash) DO UPDATE SET expires_at = excluded.expires_at";
    sqlx::query(SQL)
        .bind(token.hash.to_vec())
        .bind(token.purpose.as_str().to_owned())
        .bind(token.letter_id.clone())
        .bind(token.mailbox.to_vec())
        .bind(token.receipt.clone())
        .bind(token.expires_at.millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// The token with a hash, if it is for this purpose in this letter.
pub(crate) async fn find(
    connection: &mut Connection,
    purpose: Purpose,
    letter: &str,
    hash: &Tag,
) -> Result<Option<Found>, StoreError> {
    const SQL: &str = "SELECT mailbox, receipt, expires_at, used_at FROM tokens \
        WHERE hash = $1 AND purpose = $2 AND letter_id = $3";
    let row = sqlx::query(SQL)
        .bind(hash.to_vec())
        .bind(purpose.as_str().to_owned())
        .bind(letter.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let used_at: Option<i64> = row.try_get("used_at")?;
        Ok(Found {
            mailbox: tag(&row, "mailbox")?,
            receipt: row.try_get("receipt")?,
            expires_at: Timestamp::from_millis(row.try_get("expires_at")?),
            used_at: used_at.map(Timestamp::from_millis),
        })
    })
    .transpose()
}

/// The receipts of a mailbox's codes that still work.
pub(crate) async fn receipts_with_code(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT DISTINCT receipt FROM tokens WHERE letter_id = $1 AND mailbox = $2 \
        AND purpose = 'code' AND receipt IS NOT NULL AND used_at IS NULL AND expires_at > $3";
    let receipts = sqlx::query_scalar(SQL)
        .bind(letter.to_owned())
        .bind(mailbox.to_vec())
        .bind(now.millis())
        .fetch_all(connection)
        .await?;
    Ok(receipts)
}

/// Notes that a token was used. Tells whether it was the first time.
pub(crate) async fn spend(
    connection: &mut Connection,
    hash: &Tag,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let spent = sqlx::query("UPDATE tokens SET used_at = $2 WHERE hash = $1 AND used_at IS NULL")
        .bind(hash.to_vec())
        .bind(now.millis())
        .execute(connection)
        .await?;
    Ok(spent.rows_affected() == 1)
}

/// Ends all tokens of a submission.
pub(crate) async fn delete_of_receipt(
    connection: &mut Connection,
    receipt: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM tokens WHERE receipt = $1")
        .bind(receipt.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}
