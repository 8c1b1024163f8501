//! Which way mails are to leave, as the operator says it.

use std::fmt;
use std::time::Duration;

use super::outbox::Outbox;
use super::smtp::{Smtp, SmtpUrl, SmtpUrlError, TlsError};
use super::{Transport, address};

/// How long the relay may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which way mails are to leave.
#[derive(Clone)]
pub struct MailSettings {
    /// The relay, such as `smtps://user:password@mail.example.org`.
    pub smtp_url: Option<String>,
    /// Who mails are from, such as `A campaign <letters@example.org>`.
    pub from: Option<String>,
    /// Mails a minute, at most.
    pub rate_per_minute: u32,
    /// Whether mails are kept to be looked at, and not sent.
    pub outbox: bool,
    /// How long the relay may take for one step.
    pub patience: Duration,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            smtp_url: None,
            from: None,
            rate_per_minute: 60,
            outbox: false,
            patience: PATIENCE,
        }
    }
}

impl fmt::Debug for MailSettings {
    /// Without the address of the relay, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("smtp", &self.smtp_url.is_some())
            .field("from", &self.from)
            .field("rate_per_minute", &self.rate_per_minute)
            .field("outbox", &self.outbox)
            .field("patience", &self.patience)
            .finish()
    }
}

/// Settings that cannot be meant so, in a sentence.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSettingsError {
    /// Mails would be sent and not sent.
    #[error("Mails either go to a relay (--smtp-url) or into the outbox (--outbox), not both.")]
    Both,
    /// Nobody is named whom the mails are from.
    #[error(
        "Say whom mails are from with --mail-from, such as \"A campaign <letters@example.org>\"."
    )]
    NoFrom,
    /// The sender is no address.
    #[error("The sender \"{0}\" is no address such as \"A campaign <letters@example.org>\".")]
    From(String),
    /// The relay's address cannot be used.
    #[error(transparent)]
    Url(#[from] SmtpUrlError),
    /// Nothing would ever be sent.
    #[error("At least one mail a minute has to be allowed with --mail-rate.")]
    NoRate,
    /// Encryption could not be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

impl MailSettings {
    pub(super) fn transport(&self) -> Result<Option<Transport>, MailSettingsError> {
        if self.rate_per_minute == 0 {
            return Err(MailSettingsError::NoRate);
        }
        match (self.smtp_url.as_deref(), self.outbox) {
            (Some(_), true) => Err(MailSettingsError::Both),
            (None, true) => Ok(Some(Transport::Outbox(Outbox::default()))),
            (None, false) => Ok(None),
            (Some(url), false) => {
                let url = SmtpUrl::parse(url)?;
                let from = self.from.as_deref().ok_or(MailSettingsError::NoFrom)?;
                let refused = || MailSettingsError::From(from.to_owned());
                let from = address::sender(from).ok_or_else(refused)?;
                let smtp = Smtp::new(url, from, self.patience)?;
                Ok(Some(Transport::Smtp(Box::new(smtp))))
            }
        }
    }
}
