//! The next mail that may leave, with a code and links made for it.

use std::sync::Arc;

use open_letter_core::Timestamp;
use open_letter_core::protocol::{CODE_HOURS, MAX_DAILY_MAILS};

use super::SendError;
use crate::clock;
use crate::code::Code;
use crate::keys::Keys;
use crate::private::{Outcome, Recipient};
use crate::store::mails::{self, Claimed, End, Kind, Queued};
use crate::store::signatures::Signed;
use crate::store::tokens::Purpose;
use crate::store::updates::{self, Update};
use crate::store::{Connection, Standing, StoreError, Work, mailboxes, signatures, submissions};
use crate::token::{Grant, hours_ago, later};

/// Seconds after which a mail comes back whose worker has died over it. A relay that answers as
/// late as it may at every step takes 180.
const BACK_SECONDS: u32 = 240;
/// Minutes between one try and the next. A mail that fails after the last is given up.
const PAUSES: [u32; 9] = [1, 2, 5, 15, 60, 180, 360, 720, 1_440];

/// Why a mail does not leave whose reader got as many as one gets in a day.
const LIMIT: &str = "limit";

/// A mail that may leave now.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) letter_id: String,
    pub(super) to: Recipient,
    pub(super) queued_at: Timestamp,
    /// This one included.
    pub(super) tries: i64,
    pub(super) brings: Brings,
    pub(super) not_me: String,
}

/// What a mail brings.
#[derive(Debug)]
pub(super) enum Brings {
    /// A code and the token of its main link.
    Code {
        code: Code,
        link: String,
        /// Whether its address has signed the letter.
        signed: bool,
    },
    /// How the review has ended.
    Outcome(Outcome),
    /// What the campaign wrote to many, and the token of its link.
    Written { update: Update, link: String },
}

/// What there is to do.
#[derive(Debug)]
pub(super) enum Next {
    /// Nothing is due.
    Nothing,
    /// A mail was dropped; there may be another.
    Dropped,
    /// A mail may leave.
    Send(Box<Outgoing>),
}

/// Takes on the next mail. Everything that depends on the address is decided here, after the
/// one who asked was answered, so that no answer tells anything about it.
pub(super) struct Prepare {
    pub(super) keys: Arc<Keys>,
}

impl Work for Prepare {
    type Answer = Next;

    async fn run(&self, connection: &mut Connection) -> Result<Next, StoreError> {
        let now = clock::now();
        let back_at = later(now, BACK_SECONDS, 1);
        let Some(Claimed { mail, tries }) = mails::claim(connection, now, back_at).await? else {
            return Ok(Next::Nothing);
        };
        let signed = signatures::of_mailbox(connection, &mail.letter_id, &mail.mailbox).await?;
        if let Some(reason) = reason_to_drop(connection, &mail, signed.as_ref(), now).await? {
            if reason == LIMIT && can_wait(&mail) {
                let due_at = later(now, 24, 3_600);
                mails::put_off(connection, &mail.id, reason, due_at).await?;
                return Ok(Next::Dropped);
            }
            mails::end(connection, &mail.id, End::Dropped, Some(reason), now).await?;
            return Ok(Next::Dropped);
        }
        let to = self.keys.open_recipient(&mail.id, &mail.payload)?;
        let grant = Grant {
            letter: &mail.letter_id,
            mailbox: &mail.mailbox,
            receipt: Some(&mail.receipt),
            // It leaves now, or is made anew when it does.
            expires_at: later(now, CODE_HOURS, 3_600),
        };
        let purpose = match mail.kind {
            Kind::Confirm => Some(Purpose::Confirm),
            Kind::Manage => Some(Purpose::Own),
            Kind::Changed => Some(Purpose::Stand),
            Kind::Approved | Kind::Rejected | Kind::News => None,
        };
        let update = match &mail.about {
            Some(about) => updates::find(connection, about).await?,
            None => None,
        };
        let brings = match (purpose, update) {
            (Some(purpose), Some(update)) => Brings::Written {
                link: grant.token(connection, &self.keys, purpose).await?,
                update,
            },
            (None, Some(update)) => Brings::Written {
                link: self.keys.seal_link(&mail.letter_id, &mail.receipt)?,
                update,
            },
            (Some(purpose), None) => {
                let code = Code::random()?;
                let hash = self
                    .keys
                    .code_hash(&mail.letter_id, &mail.receipt, code.as_str());
                grant.keep(connection, Purpose::Code, hash).await?;
                Brings::Code {
                    code,
                    link: grant.token(connection, &self.keys, purpose).await?,
                    signed: signed.is_some(),
                }
            }
            (None, None) => Brings::Outcome(self.keys.open_outcome(&mail.id, &mail.payload)?),
        };
        let not_me = grant.token(connection, &self.keys, Purpose::NotMe).await?;
        Ok(Next::Send(Box::new(Outgoing {
            id: mail.id,
            kind: mail.kind,
            letter_id: mail.letter_id,
            to,
            queued_at: mail.queued_at,
            tries,
            brings,
            not_me,
        })))
    }
}

/// Whether a mail is worth as much tomorrow, when its reader may be written to again: nobody waits
/// for it with a page open.
fn can_wait(mail: &Queued) -> bool {
    mail.about.is_some() || matches!(mail.kind, Kind::Approved | Kind::Rejected)
}

async fn reason_to_drop(
    connection: &mut Connection,
    mail: &Queued,
    signed: Option<&Signed>,
    now: Timestamp,
) -> Result<Option<&'static str>, StoreError> {
    let stands = |standing| signed.is_some_and(|signed| signed.place.standing == standing);
    let matters = match mail.kind {
        Kind::Confirm => waits(connection, mail).await?,
        Kind::Manage => waits(connection, mail).await? && signed.is_some(),
        // Somebody may have decided otherwise since.
        Kind::Approved => stands(Standing::Published),
        Kind::Rejected => stands(Standing::Rejected),
        // Who wants no more news has no such mail waiting.
        Kind::News => signed.is_some(),
        Kind::Changed => stands(Standing::Earlier),
    };
    if !matters {
        return Ok(Some("moot"));
    }
    if mailboxes::is_blocked(connection, &mail.mailbox).await? {
        return Ok(Some("blocked"));
    }
    let recent = mails::recent(connection, &mail.mailbox, hours_ago(now, 24), &mail.id).await?;
    Ok((recent >= i64::from(MAX_DAILY_MAILS)).then_some(LIMIT))
}

/// Whether what a mail is about still waits for its mailbox's owner.
async fn waits(connection: &mut Connection, mail: &Queued) -> Result<bool, StoreError> {
    let submission = submissions::find(connection, &mail.letter_id, &mail.receipt).await?;
    Ok(submission.is_some_and(|submission| submission.waits))
}

/// What became of a mail that was to leave.
pub(super) struct Settle {
    pub(super) id: String,
    pub(super) tries: i64,
    pub(super) sent: Result<(), SendError>,
}

impl Work for Settle {
    type Answer = End;

    async fn run(&self, connection: &mut Connection) -> Result<End, StoreError> {
        let now = clock::now();
        let (end, reason) = match self.sent {
            Ok(()) => (End::Left, None),
            Err(SendError::Permanent(reason)) => (End::Failed, Some(reason.to_string())),
            Err(SendError::Transient(reason)) => {
                let reason = reason.to_string();
                let tried = usize::try_from(self.tries).unwrap_or(usize::MAX).max(1);
                if let Some(minutes) = PAUSES.get(tried - 1) {
                    let due_at = later(now, *minutes, 60);
                    mails::postpone(connection, &self.id, &reason, due_at).await?;
                    return Ok(End::Dropped);
                }
                (End::Failed, Some(reason))
            }
        };
        mails::end(connection, &self.id, end, reason.as_deref(), now).await?;
        Ok(end)
    }
}
