//! Sends mails to a relay.
//!
//! The conversation is led here step by step, for two reasons. Only so is it known what a refusal
//! was about: a mailbox that does not exist is refused for good, while a sender, a password or a
//! certificate is mended by the operator, and the mails wait for that. And a connection whose
//! conversation was given up half-way is never used again: it could end in another person's mail.

mod reason;
mod url;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{AsyncSmtpConnection, CertificateStore, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use open_letter_core::Email;

use self::reason::{Fault, about_the_mail, about_us, in_time, login};
use self::url::Encryption;
pub(super) use self::url::{SmtpUrl, SmtpUrlError};
use super::transport::{Reason, SendError};
use super::{Rendered, address, message};
use crate::id;

/// A connection that rested for longer is not tried again: relays close theirs unasked.
const LONGEST_REST: Duration = Duration::from_secs(30);
/// More connections than mails are handed over at once need not rest.
const MOST_RESTING: usize = 4;
/// A relay may look through a mail before it says whether it takes it. Given up too early, the
/// mail would be sent twice; so the last answer may take so many times longer than any other.
const LAST_ANSWER: u32 = 3;

/// No certificate could be checked.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("Encryption could not be set up, so no relay could be told from another.")]
pub struct TlsError;

/// A relay, and the connections to it that are open between two mails.
pub struct Smtp {
    relay: SmtpUrl,
    tls: Option<TlsParameters>,
    from: Mailbox,
    patience: Duration,
    resting: Mutex<Vec<Resting>>,
}

struct Resting {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("relay", &self.relay)
            .finish_non_exhaustive()
    }
}

impl Smtp {
    /// Prepares to send; connects to nothing yet.
    pub(super) fn new(relay: SmtpUrl, from: Mailbox, patience: Duration) -> Result<Self, TlsError> {
        let tls = match relay.encryption {
            Encryption::Never => None,
            Encryption::Always | Encryption::Starttls => Some(tls(&relay.host)?),
        };
        Ok(Self {
            relay,
            tls,
            from,
            patience,
            resting: Mutex::default(),
        })
    }

    pub(super) async fn send(&self, to: &Email, mail: &Rendered) -> Result<(), SendError> {
        let unaddressed = SendError::Permanent(Reason::Address);
        let to = address::recipient(to).ok_or(unaddressed)?;
        let id = id::random().map_err(|_| SendError::Transient(Reason::Randomness))?;
        let message = message::pack(&self.from, &to, mail, &id).map_err(|_| unaddressed)?;

        let mut connection = self.connection().await.map_err(SendError::Transient)?;
        match self
            .hand_over(&mut connection, to, &message.formatted())
            .await
        {
            Ok(()) => {
                self.rest(connection);
                Ok(())
            }
            Err(refusal) => {
                if matches!(refusal.reason(), Reason::Reply(_) | Reason::Smtputf8) {
                    // Both know where they are, so it says goodbye; nothing depends on the answer.
                    let _ = in_time(self.patience, connection.quit()).await;
                }
                Err(refusal)
            }
        }
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        to: Address,
        message: &[u8],
    ) -> Result<(), SendError> {
        let mut options = Vec::new();
        if !to.user().is_ascii() {
            if !connection
                .server_info()
                .supports_feature(Extension::SmtpUtfEight)
            {
                return Err(SendError::Permanent(Reason::Smtputf8));
            }
            options.push(MailParameter::SmtpUtfEight);
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let from = Some(self.from.email.clone());
        in_time(self.patience, connection.command(Mail::new(from, options)))
            .await
            .map_err(about_us)?;
        in_time(self.patience, connection.command(Rcpt::new(to, Vec::new())))
            .await
            .map_err(about_the_mail)?;
        in_time(self.patience, connection.command(Data))
            .await
            .map_err(about_the_mail)?;
        in_time(self.patience * LAST_ANSWER, connection.message(message))
            .await
            .map_err(about_the_mail)?;
        Ok(())
    }

    /// A connection that rests, if it still answers; else a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, Reason> {
        loop {
            let Some(mut resting) = self.resting().pop() else {
                let connecting = tokio::time::timeout(self.patience, self.connect()).await;
                return connecting.unwrap_or(Err(Reason::Timeout));
            };
            let noop = resting.connection.command(Noop);
            if resting.since.elapsed() < LONGEST_REST
                && in_time(self.patience / 4, noop).await.is_ok()
            {
                return Ok(resting.connection);
            }
        }
    }

    fn rest(&self, connection: AsyncSmtpConnection) {
        let since = Instant::now();
        let mut resting = self.resting();
        if resting.len() < MOST_RESTING {
            resting.push(Resting { connection, since });
        }
    }

    /// A panic elsewhere leaves every connection whole, for each comes and goes in one step.
    fn resting(&self) -> MutexGuard<'_, Vec<Resting>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Reason> {
        let SmtpUrl {
            host,
            port,
            encryption,
            credentials,
        } = &self.relay;
        let reason = |error| Fault::Smtp(error).reason();
        let name = ClientId::default();
        let at_once = self
            .tls
            .clone()
            .filter(|_| *encryption == Encryption::Always);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1((host.as_str(), *port), None, &name, at_once, None)
                .await
                .map_err(reason)?;
        if let (Encryption::Starttls, Some(tls)) = (encryption, &self.tls) {
            if !connection.can_starttls() {
                return Err(Reason::Tls);
            }
            connection
                .starttls(tls.clone(), &name)
                .await
                .map_err(reason)?;
        }
        if let Some(credentials) = credentials {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            connection
                .auth(&mechanisms, credentials)
                .await
                .map_err(login)?;
        }
        Ok(connection)
    }
}

/// The roots of the system, which may hold a company's own; where a bare container has none,
/// those that are compiled in.
fn tls(host: &str) -> Result<TlsParameters, TlsError> {
    let system = rustls_native_certs::load_native_certs();
    let store = if system.certs.is_empty() {
        CertificateStore::WebpkiRoots
    } else {
        CertificateStore::Default
    };
    TlsParameters::builder(host.to_owned())
        .certificate_store(store)
        .build()
        .map_err(|_| TlsError)
}
