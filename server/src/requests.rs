//! What an address may ask for, answered alike whatever is known of it: another mail, another
//! address, a way to one's own signature, and to be left alone.

use std::sync::Arc;

use open_letter_core::Timestamp;
use open_letter_core::protocol::RESEND_SECONDS;

use crate::app::App;
use crate::clock;
use crate::id;
use crate::keys::{Keys, Tag};
use crate::owning;
use crate::private::Recipient;
use crate::signing::queued;
use crate::store::mails::{self, Kind, Queued};
use crate::store::submissions::State;
use crate::store::tokens::{self, Purpose};
use crate::store::{
    Action, Connection, Hold, StoreError, Submission, Work, mailboxes, signatures, submissions,
};
use crate::token::Grant;

/// How often the address of one submission may be corrected.
const MAX_CHANGES: i64 = 3;

impl App {
    /// Sends a submission's mail once more, if it waits and the address is its own. Without a
    /// receipt it is the newest that waits for this address.
    pub(crate) async fn resend(
        &self,
        letter: &str,
        receipt: Option<&str>,
        to: Recipient,
    ) -> Result<(), StoreError> {
        self.write_to(letter, receipt, to, None).await
    }

    /// Gives a submission that waits another address, and sends its mail there.
    pub(crate) async fn change_address(
        &self,
        letter: &str,
        receipt: &str,
        to: Recipient,
        held: Option<Hold>,
    ) -> Result<(), StoreError> {
        self.write_to(letter, Some(receipt), to, Some(held)).await
    }

    async fn write_to(
        &self,
        letter: &str,
        receipt: Option<&str>,
        to: Recipient,
        change: Option<Option<Hold>>,
    ) -> Result<(), StoreError> {
        let work = WriteTo {
            keys: Arc::clone(&self.keys),
            letter: letter.to_owned(),
            receipt: receipt.map(str::to_owned),
            mailbox: self.keys.mailbox(&to.email),
            to,
            change,
            now: clock::now(),
        };
        self.store.write(work).await?;
        self.post.wake();
        Ok(())
    }

    /// Sends a way to one's own signature, if there is one. Tells a receipt in either case.
    pub(crate) async fn ask_for_own(
        &self,
        letter: &str,
        to: &Recipient,
    ) -> Result<String, StoreError> {
        let (receipt, now) = (id::random()?, clock::now());
        let mailbox = self.keys.mailbox(&to.email);
        let submission = Submission {
            payload: self.keys.seal_submission(&receipt, None)?,
            letter_id: letter.to_owned(),
            action: Action::Manage,
            key: receipt.clone(),
            body_hash: mailbox,
            mailbox,
            created_at: now,
            receipt: receipt.clone(),
            noticed: None,
        };
        let mail = queued(&self.keys, Kind::Manage, letter, &receipt, to, now)?;
        self.store.write(AskForOwn { submission, mail }).await?;
        self.post.wake();
        Ok(receipt)
    }

    /// Whether a mail's "This was not me" link works, and whether its address gets no mail.
    pub(crate) async fn not_me_link(
        &self,
        letter: &str,
        token: &str,
    ) -> Result<Option<bool>, StoreError> {
        let hash = self.keys.token_hash(Purpose::NotMe, letter, token);
        let mut reader = self.store.reader().await?;
        let found = tokens::find(&mut reader, Purpose::NotMe, letter, &hash).await?;
        match found.filter(|found| found.expires_at > clock::now()) {
            Some(found) => Ok(Some(
                mailboxes::is_blocked(&mut reader, &found.mailbox).await?,
            )),
            None => Ok(None),
        }
    }

    /// Does what whom a mail did not concern chose. Tells whether the link works.
    pub(crate) async fn not_me(
        &self,
        letter: &str,
        token: &str,
        wish: NotMe,
    ) -> Result<bool, StoreError> {
        let work = BeNotMe {
            keys: Arc::clone(&self.keys),
            letter: letter.to_owned(),
            hash: self.keys.token_hash(Purpose::NotMe, letter, token),
            wish,
            now: clock::now(),
        };
        self.store.write(work).await
    }
}

struct WriteTo {
    keys: Arc<Keys>,
    letter: String,
    receipt: Option<String>,
    mailbox: Tag,
    to: Recipient,
    /// Whether it gets another address, and what is noticed of that one.
    change: Option<Option<Hold>>,
    now: Timestamp,
}

impl Work for WriteTo {
    type Answer = ();

    fn erases(&self) -> bool {
        self.change.is_some()
    }

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        let found = match &self.receipt {
            Some(receipt) => submissions::find(connection, &self.letter, receipt).await?,
            None => submissions::newest(connection, &self.letter, &self.mailbox).await?,
        };
        let Some(found) = found.filter(|found| found.waits) else {
            return Ok(());
        };
        let receipt = &found.receipt;
        let kind = match found.action {
            Action::Sign => Kind::Confirm,
            Action::Manage => Kind::Manage,
        };
        if found.mailbox == self.mailbox {
            let last = mails::last_queued(connection, receipt).await?;
            let wait = i64::from(RESEND_SECONDS) * 1_000;
            if last.is_some_and(|last| self.now.millis() - last.millis() < wait) {
                return Ok(());
            }
        } else if let (Some(held), Action::Sign) = (self.change, found.action)
            && found.changes < MAX_CHANGES
        {
            let mut new = self.keys.open_submission(receipt, &found.payload)?;
            new.email = self.to.email.clone();
            let payload = self.keys.seal_submission(receipt, Some(&new))?;
            // What was sent to the other address opens nothing any more.
            tokens::delete_of_receipt(connection, receipt).await?;
            mails::delete_waiting(connection, receipt).await?;
            let mailbox = &self.mailbox;
            submissions::change_address(connection, receipt, mailbox, &payload, held).await?;
        } else {
            return Ok(());
        }
        let mail = queued(&self.keys, kind, &self.letter, receipt, &self.to, self.now)?;
        mails::insert(connection, &mail).await
    }
}

/// Keeps the request and its mail, whether or not the address has signed: the mail's worker
/// finds out, after everybody has been answered.
struct AskForOwn {
    submission: Submission,
    mail: Queued,
}

impl Work for AskForOwn {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        submissions::insert(connection, &self.submission, State::Waiting).await?;
        mails::insert(connection, &self.mail).await
    }
}

/// What somebody wishes who gets a mail that does not concern them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotMe {
    /// What was sent is deleted.
    Delete,
    /// And no mail ever goes to this address again.
    Block,
    /// Mails may go to it again.
    Unblock,
}

struct BeNotMe {
    keys: Arc<Keys>,
    letter: String,
    hash: Tag,
    wish: NotMe,
    now: Timestamp,
}

impl Work for BeNotMe {
    type Answer = bool;

    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let found = tokens::find(connection, Purpose::NotMe, &self.letter, &self.hash).await?;
        let Some(found) = found.filter(|found| found.expires_at > self.now) else {
            return Ok(false);
        };
        match self.wish {
            NotMe::Unblock => {
                mailboxes::block(connection, &found.mailbox, None).await?;
                return Ok(true);
            }
            NotMe::Block => mailboxes::block(connection, &found.mailbox, Some(self.now)).await?,
            NotMe::Delete => {}
        }
        let Some(receipt) = &found.receipt else {
            return Ok(true);
        };
        let signed = signatures::of_mailbox(connection, &self.letter, &found.mailbox).await?;
        let submission = submissions::find(connection, &self.letter, receipt).await?;
        if signed.is_some_and(|signed| signed.receipt == found.receipt) {
            owning::erase(connection, &self.keys, &self.letter, &found.mailbox).await?;
        } else if let Some(submission) = submission.filter(|submission| submission.waits) {
            submissions::settle(connection, &submission, State::Settled).await?;
            mails::delete_waiting(connection, receipt).await?;
            tokens::delete_of_receipt(connection, receipt).await?;
            submissions::delete(connection, receipt).await?;
        }
        if self.wish == NotMe::Block {
            // The link stays, so that a slip can be undone.
            let grant = Grant {
                letter: &self.letter,
                mailbox: &found.mailbox,
                receipt: None,
                expires_at: found.expires_at,
            };
            grant.keep(connection, Purpose::NotMe, self.hash).await?;
        }
        Ok(true)
    }
}
