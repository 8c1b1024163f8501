//! From a submission that waits to a signature: by a typed code, or by a button on the page that
//! a mail's link leads to.

use std::sync::Arc;

use open_letter_core::Timestamp;
use open_letter_core::letter::Moderation;
use open_letter_core::protocol::{CODE_HOURS, Confirmed, MAX_CODE_TRIES, Own, SignatureStatus};
use open_letter_core::signature::NewSignature;

use crate::accepting::accept;
use crate::app::App;
use crate::clock;
use crate::code::Code;
use crate::keys::{Keys, Tag};
use crate::owning;
use crate::store::submissions::{self, Found, State};
use crate::store::tokens::{self, Purpose};
use crate::store::{
    Action, Connection, Place, Standing, StoreError, Work, attempts, mails, signatures,
};
use crate::token::{self, later};

/// How long a code that was used answers the same receipt again: its first answer may be lost.
const AGAIN_MILLIS: i64 = 600_000;
/// Tries at an address's codes are counted for so many hours.
const TRIES_HOURS: u32 = 24;

/// By what somebody who types a code is known.
#[derive(Clone, Debug)]
pub(crate) enum By {
    /// By the receipt that the submission was answered with.
    Receipt(String),
    /// By the address, where the receipt is lost.
    Mailbox(Tag),
}

/// What became of a typed code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// It is right.
    Right(Confirmed),
    /// It is not right, or there is nothing that it could be right for.
    Wrong { tries_left: u64 },
    /// No more tries.
    Spent,
    /// It was right once.
    Expired,
}

/// What stands behind a mail's link.
#[derive(Debug)]
pub(crate) enum Waiting {
    /// What would be published, and what is published now.
    Undecided {
        new: Box<NewSignature>,
        earlier: Option<Box<Own>>,
    },
    /// It was decided before; is it what is published?
    Decided { stands: Option<SignatureStatus> },
}

/// What the owner of a mailbox chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// What was sent counts, in the place of what counted before.
    Confirm,
    /// What counted before stays.
    Keep,
    /// Neither counts, and nothing is kept.
    Withdraw,
}

impl App {
    /// Takes a typed code.
    pub(crate) async fn confirm(
        &self,
        letter: &str,
        by: By,
        code: &Code,
    ) -> Result<Typed, StoreError> {
        let work = TypeCode {
            keys: Arc::clone(&self.keys),
            letter: letter.to_owned(),
            moderation: self.letters.moderation(letter),
            by,
            code: code.clone(),
            now: clock::now(),
        };
        let typed = self.store.write(work).await?;
        self.metrics.confirmed(match &typed {
            Typed::Right(confirmed) => confirmed.status.as_str(),
            Typed::Wrong { .. } => "wrong",
            Typed::Spent => "spent",
            Typed::Expired => "expired",
        });
        Ok(typed)
    }

    /// Looks at what stands behind a mail's link, and changes nothing.
    pub(crate) async fn waiting(
        &self,
        letter: &str,
        token: &str,
    ) -> Result<Option<Waiting>, StoreError> {
        let hash = self.keys.token_hash(Purpose::Confirm, letter, token);
        let mut reader = self.store.reader().await?;
        let now = clock::now();
        let Some((found, submission)) = behind(&mut reader, letter, &hash, now).await? else {
            return Ok(None);
        };
        let signed = signatures::of_mailbox(&mut reader, letter, &found.mailbox).await?;
        if !submission.waits {
            let stands = signed
                .filter(|signed| signed.receipt == found.receipt)
                .map(|signed| signed.place.standing.told());
            return Ok(Some(Waiting::Decided { stands }));
        }
        let new = self
            .keys
            .open_submission(&submission.receipt, &submission.payload)?;
        let earlier = signed
            .map(|signed| self.keys.open_signature(signed))
            .transpose()?;
        Ok(Some(Waiting::Undecided {
            new: Box::new(new),
            earlier: earlier.map(Box::new),
        }))
    }

    /// Does what the owner of a mailbox chose, and tells whether a person looks at it before it
    /// counts. None where the link no longer works.
    pub(crate) async fn decide(
        &self,
        letter: &str,
        token: &str,
        choice: Choice,
    ) -> Result<Option<(Choice, bool)>, StoreError> {
        let work = Decide {
            keys: Arc::clone(&self.keys),
            letter: letter.to_owned(),
            moderation: self.letters.moderation(letter),
            hash: self.keys.token_hash(Purpose::Confirm, letter, token),
            choice,
            now: clock::now(),
        };
        let chosen = self.store.write(work).await?;
        self.metrics.confirmed(match chosen {
            Some((Choice::Confirm, _)) => "button",
            Some((Choice::Keep, _)) => "kept",
            Some((Choice::Withdraw, _)) => "withdrawn",
            None => "expired",
        });
        Ok(chosen)
    }
}

/// The submission that a link is for, as long as the link works.
async fn behind(
    connection: &mut Connection,
    letter: &str,
    hash: &Tag,
    now: Timestamp,
) -> Result<Option<(tokens::Found, Found)>, StoreError> {
    let found = tokens::find(connection, Purpose::Confirm, letter, hash).await?;
    let Some(found) = found.filter(|found| found.expires_at > now) else {
        return Ok(None);
    };
    let Some(receipt) = &found.receipt else {
        return Ok(None);
    };
    let submission = submissions::find(connection, letter, receipt).await?;
    Ok(submission.map(|submission| (found, submission)))
}

struct TypeCode {
    keys: Arc<Keys>,
    letter: String,
    moderation: Moderation,
    by: By,
    code: Code,
    now: Timestamp,
}

impl TypeCode {
    fn hash(&self, receipt: &str) -> Tag {
        self.keys
            .code_hash(&self.letter, receipt, self.code.as_str())
    }

    /// The code that was typed, if there is one like it.
    async fn find(
        &self,
        connection: &mut Connection,
    ) -> Result<Option<(Tag, tokens::Found)>, StoreError> {
        let receipts = match &self.by {
            By::Receipt(receipt) => vec![receipt.clone()],
            By::Mailbox(mailbox) => {
                tokens::receipts_with_code(connection, &self.letter, mailbox, self.now).await?
            }
        };
        for receipt in receipts {
            let hash = self.hash(&receipt);
            let found = tokens::find(connection, Purpose::Code, &self.letter, &hash).await?;
            if let Some(found) = found {
                return Ok(Some((hash, found)));
            }
        }
        Ok(None)
    }
}

impl Work for TypeCode {
    type Answer = Typed;

    async fn run(&self, connection: &mut Connection) -> Result<Typed, StoreError> {
        let (subject, hours) = match &self.by {
            // A receipt has as many tries as its code has, however long that lives.
            By::Receipt(receipt) => (
                self.keys.receipt_attempts(&self.letter, receipt),
                CODE_HOURS * 2,
            ),
            By::Mailbox(mailbox) => (
                self.keys.mailbox_attempts(&self.letter, mailbox),
                TRIES_HOURS,
            ),
        };
        let forgotten_at = later(self.now, hours, 3_600);
        // Counted before anything is looked at, so that two at once are two.
        let spent = attempts::spend(connection, &subject, self.now, forgotten_at).await?;
        let left = i64::from(MAX_CODE_TRIES) - spent;
        if left < 0 {
            return Ok(Typed::Spent);
        }
        let wrong = || match u64::try_from(left) {
            Ok(tries_left @ 1..) => Typed::Wrong { tries_left },
            _ => Typed::Spent,
        };
        let Some((hash, found)) = self.find(connection).await? else {
            return Ok(wrong());
        };
        if found.expires_at <= self.now {
            return Ok(Typed::Expired);
        }
        let used_up = found
            .used_at
            .is_some_and(|at| self.now.millis() - at.millis() > AGAIN_MILLIS);
        let (Some(receipt), false) = (found.receipt, used_up) else {
            return Ok(wrong());
        };
        attempts::forget(connection, &subject).await?;
        tokens::spend(connection, &hash, self.now).await?;
        let submission = submissions::find(connection, &self.letter, &receipt).await?;
        if let Some(submission) = submission.filter(|submission| submission.waits) {
            submissions::settle(connection, &submission, settled(submission.action)).await?;
            if submission.action == Action::Sign {
                accept(
                    connection,
                    &self.keys,
                    &self.letter,
                    self.moderation,
                    &submission,
                    self.now,
                )
                .await?;
            }
        }
        let signed = signatures::of_mailbox(connection, &self.letter, &found.mailbox).await?;
        let Some(signed) = signed else {
            return Ok(wrong());
        };
        let manage = token::manage(
            connection,
            &self.keys,
            &self.letter,
            &found.mailbox,
            self.now,
        )
        .await?;
        Ok(Typed::Right(Confirmed {
            status: signed.place.standing.told(),
            manage,
        }))
    }
}

/// What becomes of a submission whose code was right.
fn settled(action: Action) -> State {
    match action {
        Action::Sign => State::Signed,
        Action::Manage => State::Settled,
    }
}

fn waits_for_review(place: &Place) -> bool {
    place.standing == Standing::InReview
}

struct Decide {
    keys: Arc<Keys>,
    letter: String,
    moderation: Moderation,
    hash: Tag,
    choice: Choice,
    now: Timestamp,
}

impl Work for Decide {
    type Answer = Option<(Choice, bool)>;

    fn erases(&self) -> bool {
        self.choice == Choice::Withdraw
    }

    async fn run(&self, connection: &mut Connection) -> Result<Self::Answer, StoreError> {
        let found = behind(connection, &self.letter, &self.hash, self.now).await?;
        let Some((token, submission)) = found else {
            return Ok(None);
        };
        tokens::spend(connection, &self.hash, self.now).await?;
        if !submission.waits {
            // It was decided before; pressing again changes nothing and tells how it was.
            let signed = signatures::of_mailbox(connection, &self.letter, &token.mailbox).await?;
            let own = signed.filter(|signed| signed.receipt == token.receipt);
            return Ok(Some(own.map_or((Choice::Keep, false), |signed| {
                (Choice::Confirm, waits_for_review(&signed.place))
            })));
        }
        let mut in_review = false;
        let state = match self.choice {
            Choice::Confirm => State::Signed,
            Choice::Keep | Choice::Withdraw => State::Settled,
        };
        submissions::settle(connection, &submission, state).await?;
        match self.choice {
            Choice::Confirm => {
                accept(
                    connection,
                    &self.keys,
                    &self.letter,
                    self.moderation,
                    &submission,
                    self.now,
                )
                .await?;
                let signed =
                    signatures::of_mailbox(connection, &self.letter, &token.mailbox).await?;
                in_review = signed.is_some_and(|signed| waits_for_review(&signed.place));
            }
            Choice::Keep => {
                mails::delete_waiting(connection, &submission.receipt).await?;
            }
            Choice::Withdraw => {
                owning::erase(connection, &self.keys, &self.letter, &token.mailbox).await?;
            }
        }
        Ok(Some((self.choice, in_review)))
    }
}
