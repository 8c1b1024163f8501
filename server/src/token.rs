//! Tokens: made at random, told once, and kept as hashes alone.

use data_encoding::BASE64URL_NOPAD;
use open_letter_core::Timestamp;
use open_letter_core::protocol::MANAGE_MINUTES;

use crate::keys::{Keys, Tag};
use crate::store::tokens::{self, Purpose, Token};
use crate::store::{Connection, StoreError};

/// A link's or a session's token: 128 random bits, in a form for addresses.
pub(crate) fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

/// What a token is made for.
pub(crate) struct Grant<'a> {
    pub(crate) letter: &'a str,
    pub(crate) mailbox: &'a Tag,
    pub(crate) receipt: Option<&'a str>,
    pub(crate) expires_at: Timestamp,
}

impl Grant<'_> {
    /// Makes a token, keeps its hash, and tells it.
    pub(crate) async fn token(
        &self,
        connection: &mut Connection,
        keys: &Keys,
        purpose: Purpose,
    ) -> Result<String, StoreError> {
        let token = random()?;
        let hash = keys.token_hash(purpose, self.letter, &token);
        self.keep(connection, purpose, hash).await?;
        Ok(token)
    }

    /// Keeps the hash of what is told elsewhere.
    pub(crate) async fn keep(
        &self,
        connection: &mut Connection,
        purpose: Purpose,
        hash: Tag,
    ) -> Result<(), StoreError> {
        let token = Token {
            hash,
            purpose,
            letter_id: self.letter.to_owned(),
            mailbox: *self.mailbox,
            receipt: self.receipt.map(str::to_owned),
            expires_at: self.expires_at,
        };
        tokens::insert(connection, &token).await
    }
}

/// Half an hour with one's own signature.
pub(crate) async fn manage(
    connection: &mut Connection,
    keys: &Keys,
    letter: &str,
    mailbox: &Tag,
    now: Timestamp,
) -> Result<String, StoreError> {
    let grant = Grant {
        letter,
        mailbox,
        receipt: None,
        expires_at: later(now, MANAGE_MINUTES, 60),
    };
    grant.token(connection, keys, Purpose::Manage).await
}

/// A moment, so many times so many seconds later.
pub(crate) fn later(now: Timestamp, many: u32, seconds: u32) -> Timestamp {
    let millis = i64::from(many) * i64::from(seconds) * 1_000;
    Timestamp::from_millis(now.millis().saturating_add(millis))
}

/// A moment, so many hours earlier.
pub(crate) fn hours_ago(now: Timestamp, hours: u32) -> Timestamp {
    Timestamp::from_millis(now.millis().saturating_sub(i64::from(hours) * 3_600_000))
}
