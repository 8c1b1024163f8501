//! A letter whose text has changed: its signers stand by it, or take their names off. And those
//! who no longer want to hear from a campaign.

use std::sync::Arc;

use open_letter_core::Timestamp;
use open_letter_core::letter::Letter;

use crate::app::App;
use crate::clock;
use crate::keys::{Keys, Tag};
use crate::owning;
use crate::store::tokens::{self, Purpose};
use crate::store::{Connection, Standing, StoreError, Work, signatures};

/// What a signer of an earlier text chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// The new text is theirs too.
    By,
    /// They take their name off, with everything that is stored of it.
    Off,
}

/// What stands behind a link to a changed letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Its signer has not said.
    Open,
    /// Its signer stands by the text as it is now.
    Stands,
}

impl App {
    /// Looks at what stands behind a link to a changed letter, and changes nothing. None where
    /// the link no longer works.
    pub(crate) async fn asked_to_stand(
        &self,
        letter: &str,
        token: &str,
    ) -> Result<Option<Asked>, StoreError> {
        let hash = self.keys.token_hash(Purpose::Stand, letter, token);
        let mut reader = self.store.reader().await?;
        let Some(mailbox) = mailbox(&mut reader, letter, &hash, clock::now()).await? else {
            return Ok(None);
        };
        let signed = signatures::of_mailbox(&mut reader, letter, &mailbox).await?;
        Ok(match signed.map(|signed| signed.place.standing) {
            Some(Standing::Earlier) => Some(Asked::Open),
            Some(Standing::Published) => Some(Asked::Stands),
            _ => None,
        })
    }

    /// Does what a signer of an earlier text chose. Tells whether the link works.
    pub(crate) async fn stand(
        &self,
        letter: &Letter,
        token: &str,
        stand: Stand,
    ) -> Result<bool, StoreError> {
        let work = TakeStand {
            keys: Arc::clone(&self.keys),
            letter: letter.id.clone(),
            version: letter.version.clone(),
            hash: self.keys.token_hash(Purpose::Stand, &letter.id, token),
            stand,
            now: clock::now(),
        };
        self.store.write(work).await
    }

    /// Writes no news any more to whom a link is for. Tells whether the link is one.
    pub(crate) async fn stop_news(&self, letter: &str, token: &str) -> Result<bool, StoreError> {
        let Some(signature) = self.keys.open_link(letter, token) else {
            return Ok(false);
        };
        let letter = letter.to_owned();
        self.store.write(StopNews { letter, signature }).await?;
        Ok(true)
    }
}

async fn mailbox(
    connection: &mut Connection,
    letter: &str,
    hash: &Tag,
    now: Timestamp,
) -> Result<Option<Tag>, StoreError> {
    let found = tokens::find(connection, Purpose::Stand, letter, hash).await?;
    let found = found.filter(|found| found.expires_at > now);
    Ok(found.map(|found| found.mailbox))
}

struct TakeStand {
    keys: Arc<Keys>,
    letter: String,
    version: Option<String>,
    hash: Tag,
    stand: Stand,
    now: Timestamp,
}

impl Work for TakeStand {
    type Answer = bool;

    fn erases(&self) -> bool {
        self.stand == Stand::Off
    }

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let letter = &self.letter;
        let Some(mailbox) = mailbox(connection, letter, &self.hash, self.now).await? else {
            return Ok(false);
        };
        match self.stand {
            Stand::By => {
                let version = self.version.as_deref();
                signatures::stand(connection, letter, &mailbox, version, self.now).await
            }
            Stand::Off => {
                owning::erase(connection, &self.keys, letter, &mailbox).await?;
                Ok(true)
            }
        }
    }
}

struct StopNews {
    letter: String,
    signature: String,
}

impl Work for StopNews {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        signatures::stop_news(connection, &self.letter, &self.signature).await
    }
}
