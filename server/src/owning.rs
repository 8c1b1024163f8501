//! One's own signature: seen, corrected, and taken back with everything that is kept of it.

use std::sync::Arc;

use open_letter_core::letter::Letter;
use open_letter_core::protocol::{FieldError, Own};
use open_letter_core::{Json, Timestamp};

use crate::app::App;
use crate::claims::Badges;
use crate::clock;
use crate::correction::corrected;
use crate::keys::{Keys, Tag};
use crate::signing::{Origin, kept, shows_the_same};
use crate::store::tokens::{self, Purpose};
use crate::store::{Connection, StoreError, Work, attempts, mailboxes, signatures, submissions};
use crate::token::{self, Grant, later};

/// Minutes for which a wish to withdraw is answered alike, should it come again.
const GONE_MINUTES: u32 = 10;

/// What became of a correction.
#[derive(Debug)]
pub(crate) enum Corrected {
    /// It is stored.
    Done(Box<Own>),
    /// It does not hold the letter's rules.
    Wrong(Vec<FieldError>),
    /// The token opens nothing.
    Unauthorised,
}

impl App {
    /// What is stored of a signature. None where the token opens nothing.
    pub(crate) async fn own(&self, letter: &str, manage: &str) -> Result<Option<Own>, StoreError> {
        let hash = self.keys.token_hash(Purpose::Manage, letter, manage);
        let mut reader = self.store.reader().await?;
        let Some(mailbox) = mailbox(&mut reader, letter, &hash, clock::now()).await? else {
            return Ok(None);
        };
        let signed = signatures::of_mailbox(&mut reader, letter, &mailbox).await?;
        signed
            .map(|signed| self.keys.open_signature(signed))
            .transpose()
    }

    /// Corrects a signature, by the body of `PATCH L/own`.
    pub(crate) async fn correct(
        &self,
        letter: &Letter,
        manage: &str,
        correction: Json,
    ) -> Result<Corrected, StoreError> {
        let work = Correct {
            keys: Arc::clone(&self.keys),
            hash: self.keys.token_hash(Purpose::Manage, &letter.id, manage),
            letter: letter.clone(),
            correction,
            now: clock::now(),
        };
        self.store.write(work).await
    }

    /// Takes a signature back and erases everything that is kept of its mailbox in the letter.
    /// Tells whether the token opened anything.
    pub(crate) async fn withdraw(&self, letter: &str, manage: &str) -> Result<bool, StoreError> {
        let work = Withdraw {
            keys: Arc::clone(&self.keys),
            letter: letter.to_owned(),
            hash: self.keys.token_hash(Purpose::Manage, letter, manage),
            now: clock::now(),
        };
        self.store.write(work).await
    }

    /// Whether a mail's link to one's own signature works. Changes nothing.
    pub(crate) async fn own_link(&self, letter: &str, token: &str) -> Result<bool, StoreError> {
        let hash = self.keys.token_hash(Purpose::Own, letter, token);
        let mut reader = self.store.reader().await?;
        let found = tokens::find(&mut reader, Purpose::Own, letter, &hash).await?;
        Ok(found.is_some_and(|found| found.used_at.is_none() && found.expires_at > clock::now()))
    }

    /// Changes a mail's link for half an hour with one's own signature.
    pub(crate) async fn open_own(
        &self,
        letter: &str,
        token: &str,
    ) -> Result<Option<String>, StoreError> {
        let work = OpenOwn {
            keys: Arc::clone(&self.keys),
            letter: letter.to_owned(),
            hash: self.keys.token_hash(Purpose::Own, letter, token),
            now: clock::now(),
        };
        self.store.write(work).await
    }
}

/// Whose signature a token opens, as long as it does.
async fn mailbox(
    connection: &mut Connection,
    letter: &str,
    hash: &Tag,
    now: Timestamp,
) -> Result<Option<Tag>, StoreError> {
    let found = tokens::find(connection, Purpose::Manage, letter, hash).await?;
    let found = found.filter(|found| found.expires_at > now);
    Ok(found.map(|found| found.mailbox))
}

struct Correct {
    keys: Arc<Keys>,
    letter: Letter,
    hash: Tag,
    correction: Json,
    now: Timestamp,
}

impl Work for Correct {
    type Answer = Corrected;

    /// What stood there before is gone from the log too.
    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<Corrected, StoreError> {
        let letter = &self.letter.id;
        let Some(mailbox) = mailbox(connection, letter, &self.hash, self.now).await? else {
            return Ok(Corrected::Unauthorised);
        };
        let signed = signatures::of_mailbox(connection, letter, &mailbox).await?;
        let Some(signed) = signed else {
            return Ok(Corrected::Unauthorised);
        };
        let (id, receipt) = (signed.id.clone(), signed.receipt.clone());
        let (before, open) = (signed.place, signed.claims);
        let shown = self.keys.open_signature(signed)?;
        let new = match corrected(&shown, &self.correction, &self.letter) {
            Ok(new) => new,
            Err(errors) => return Ok(Corrected::Wrong(errors)),
        };
        let place = if shows_the_same(&shown, &new) {
            before
        } else {
            before.again(self.letter.moderation, None, self.now)
        };
        let badges = Badges::again(&shown, open, &new);
        let place = badges.hold(place, self.now);
        let origin = Origin {
            id,
            letter_id: letter.clone(),
            receipt,
            badges,
            signed_at: self.now,
            place,
            source: None,
        };
        let signature = kept(&self.keys, &new, origin)?;
        signatures::replace(connection, &signature, before.standing).await?;
        let signed = signatures::of_mailbox(connection, letter, &mailbox).await?;
        let signed = signed.ok_or(StoreError::Content("a signature that is there and is not"))?;
        Ok(Corrected::Done(Box::new(self.keys.open_signature(signed)?)))
    }
}

struct Withdraw {
    keys: Arc<Keys>,
    letter: String,
    hash: Tag,
    now: Timestamp,
}

impl Work for Withdraw {
    type Answer = bool;

    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let (letter, now) = (&self.letter, self.now);
        let Some(mailbox) = mailbox(connection, letter, &self.hash, now).await? else {
            // The answer may have been lost, and the wish come again.
            let gone = tokens::find(connection, Purpose::Gone, letter, &self.hash).await?;
            return Ok(gone.is_some_and(|gone| gone.expires_at > now));
        };
        erase(connection, &self.keys, letter, &mailbox).await?;
        let nobody = Grant {
            letter,
            mailbox: &[0; 32],
            receipt: None,
            expires_at: later(now, GONE_MINUTES, 60),
        };
        nobody.keep(connection, Purpose::Gone, self.hash).await?;
        Ok(true)
    }
}

/// Erases everything that is kept of a mailbox in a letter.
pub(crate) async fn erase(
    connection: &mut Connection,
    keys: &Keys,
    letter: &str,
    mailbox: &Tag,
) -> Result<(), StoreError> {
    attempts::forget(connection, &keys.mailbox_attempts(letter, mailbox)).await?;
    for receipt in submissions::receipts(connection, letter, mailbox).await? {
        attempts::forget(connection, &keys.receipt_attempts(letter, &receipt)).await?;
    }
    mailboxes::erase(connection, letter, mailbox).await
}

struct OpenOwn {
    keys: Arc<Keys>,
    letter: String,
    hash: Tag,
    now: Timestamp,
}

impl Work for OpenOwn {
    type Answer = Option<String>;

    async fn run(&self, connection: &mut Connection) -> Result<Self::Answer, StoreError> {
        let found = tokens::find(connection, Purpose::Own, &self.letter, &self.hash).await?;
        let Some(found) = found.filter(|found| found.expires_at > self.now) else {
            return Ok(None);
        };
        // Used once; a page that is loaded again asks for another mail.
        if !tokens::spend(connection, &self.hash, self.now).await? {
            return Ok(None);
        }
        let manage = token::manage(
            connection,
            &self.keys,
            &self.letter,
            &found.mailbox,
            self.now,
        );
        Ok(Some(manage.await?))
    }
}
