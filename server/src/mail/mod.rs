//! Mails: what they say, and how they leave.
//!
//! `mail` is what is to be said, `text` and `html` say it in a language, `message` packs it as
//! RFC 5322 has it, `transport` hands it over: to a relay by SMTP, or to the outbox that a
//! developer looks into. Nothing that a signer typed stands in a mail: otherwise the form would
//! send a stranger's words to anybody's address.

mod address;
mod html;
#[expect(clippy::module_inception, reason = "a mail is what this is about")]
mod mail;
mod message;
mod outbox;
mod outcome;
mod queue;
mod sentences;
mod settings;
mod smtp;
#[cfg(test)]
mod tests;
mod text;
mod transport;
mod worker;

pub(crate) use mail::{Asks, LetterMail, Mail, OutcomeMail};
pub use mail::{Link, Rendered};
pub use outbox::{Outbox, OutboxMail};
pub(crate) use sentences::Sentences;
pub use settings::{MailSettings, MailSettingsError};
pub use transport::{Reason, SendError, Transport};
pub(crate) use worker::{Post, start};
