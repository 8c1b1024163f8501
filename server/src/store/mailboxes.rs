//! Everything of one mailbox: how it goes, and how it stays away.

use open_letter_core::Timestamp;

use super::{Connection, StoreError, signatures};
use crate::keys::Tag;

/// Deletes every row of a mailbox in a letter.
pub(crate) async fn erase(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
) -> Result<(), StoreError> {
    // The signature goes first: it points to its submission.
    signatures::delete(connection, letter, mailbox).await?;
    for sql in [
        "DELETE FROM tokens WHERE letter_id = $1 AND mailbox = $2",
        "DELETE FROM mails WHERE letter_id = $1 AND mailbox = $2",
        "DELETE FROM submissions WHERE letter_id = $1 AND mailbox = $2",
    ] {
        sqlx::query(sql)
            .bind(letter.to_owned())
            .bind(mailbox.to_vec())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Keeps mails away from a mailbox, or lets them through again.
pub(crate) async fn block(
    connection: &mut Connection,
    mailbox: &Tag,
    since: Option<Timestamp>,
) -> Result<(), StoreError> {
    let query = match since {
        Some(since) => sqlx::query(
            "INSERT INTO blocks (mailbox, since) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(mailbox.to_vec())
        .bind(since.millis()),
        None => sqlx::query("DELETE FROM blocks WHERE mailbox = $1").bind(mailbox.to_vec()),
    };
    query.execute(connection).await?;
    Ok(())
}

/// Whether a mailbox wants no mail.
pub(crate) async fn is_blocked(
    connection: &mut Connection,
    mailbox: &Tag,
) -> Result<bool, StoreError> {
    let found = sqlx::query("SELECT 1 FROM blocks WHERE mailbox = $1")
        .bind(mailbox.to_vec())
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}
