//! Mails that are kept and not sent, for whoever tries the server out.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use open_letter_core::{Email, Timestamp};

use super::Rendered;
use crate::clock;

/// The most mails that are kept; the oldest make room.
const CAPACITY: usize = 200;

/// The last mails, in memory alone: what is private is never written unencrypted. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Outbox(Arc<Mutex<VecDeque<OutboxMail>>>);

/// A mail that would have been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxMail {
    /// To whom.
    pub to: Email,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub mail: Rendered,
}

impl Outbox {
    /// Keeps a mail.
    pub(super) fn keep(&self, to: &Email, mail: &Rendered) {
        let mut mails = self.mails();
        if mails.len() == CAPACITY {
            mails.pop_back();
        }
        mails.push_front(OutboxMail {
            to: to.clone(),
            at: clock::now(),
            mail: mail.clone(),
        });
    }

    /// The mails, newest first.
    #[must_use]
    pub fn list(&self) -> Vec<OutboxMail> {
        self.mails().iter().cloned().collect()
    }

    /// A panic elsewhere leaves every mail whole, for each comes and goes in one step.
    fn mails(&self) -> MutexGuard<'_, VecDeque<OutboxMail>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
