//! The ways on which a mail leaves.

use std::fmt;

use open_letter_core::Email;

use super::Rendered;
use super::outbox::Outbox;
use super::settings::{MailSettings, MailSettingsError};
use super::smtp::Smtp;

/// A way on which mails leave.
#[derive(Debug)]
pub enum Transport {
    /// To a relay.
    Smtp(Box<Smtp>),
    /// Nowhere: they are kept, to be looked at.
    Outbox(Outbox),
}

impl Transport {
    /// The transport that the settings name, if they name one. It connects when it sends.
    ///
    /// # Errors
    /// When the settings cannot be meant so.
    pub fn new(settings: &MailSettings) -> Result<Option<Self>, MailSettingsError> {
        settings.transport()
    }

    /// Sends one mail to one mailbox. Given up after a while, so that it needs no time-out around it.
    ///
    /// # Errors
    /// When the mail was not taken; the error says whether another try can help.
    pub async fn send(&self, to: &Email, mail: &Rendered) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(to, mail).await,
            Self::Outbox(outbox) => {
                outbox.keep(to, mail);
                Ok(())
            }
        }
    }

    /// The outbox, where that is what mails go to.
    #[must_use]
    pub fn outbox(&self) -> Option<&Outbox> {
        match self {
            Self::Outbox(outbox) => Some(outbox),
            Self::Smtp(_) => None,
        }
    }
}

/// A mail that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// No further try can help: this mailbox does not take this mail.
    #[error("refused for good: {0}")]
    Permanent(Reason),
    /// A later try can help.
    #[error("not taken for now: {0}")]
    Transient(Reason),
}

impl SendError {
    /// Why, in a word or two.
    #[must_use]
    pub fn reason(self) -> Reason {
        match self {
            Self::Permanent(reason) | Self::Transient(reason) => reason,
        }
    }
}

/// Why a mail was not taken. It holds nothing that the relay said, which may quote the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No mail can be addressed so.
    Address,
    /// The address needs SMTPUTF8 (RFC 6531), which the relay does not offer.
    Smtputf8,
    /// Nobody listens there, or the connection broke.
    Connection,
    /// No answer came in time.
    Timeout,
    /// The relay offers no encryption, or proved to be somebody else.
    Tls,
    /// The relay does not let us log in, or offers no way to.
    Login,
    /// The answer is none that SMTP knows, or was broken off.
    NotUnderstood,
    /// The system had no randomness to name the mail by.
    Randomness,
    /// The relay's answer, such as 550.
    Reply(u16),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str("address"),
            Self::Smtputf8 => f.write_str("smtputf8"),
            Self::Connection => f.write_str("connection"),
            Self::Timeout => f.write_str("timeout"),
            Self::Tls => f.write_str("tls"),
            Self::Login => f.write_str("login"),
            Self::NotUnderstood => f.write_str("not_understood"),
            Self::Randomness => f.write_str("randomness"),
            Self::Reply(code) => write!(f, "smtp_{code}"),
        }
    }
}
