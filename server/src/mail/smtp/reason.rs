//! What a relay's refusal means for the mail that it was about.

use std::error::Error as _;
use std::future::Future;
use std::io::ErrorKind;
use std::time::Duration;

use lettre::transport::smtp::Error;

use crate::mail::transport::{Reason, SendError};

/// A step of the conversation that failed.
pub(super) enum Fault {
    TooLate,
    Smtp(Error),
}

/// Does one step, or gives it up.
pub(super) async fn in_time<T>(
    patience: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Fault> {
    match tokio::time::timeout(patience, step).await {
        Ok(done) => done.map_err(Fault::Smtp),
        Err(_) => Err(Fault::TooLate),
    }
}

impl Fault {
    pub(super) fn reason(&self) -> Reason {
        let Self::Smtp(error) = self else {
            return Reason::Timeout;
        };
        match error.status() {
            Some(code) => Reason::Reply(code.into()),
            None if error.is_timeout() => Reason::Timeout,
            None if error.is_tls() || is_about_certificates(error) => Reason::Tls,
            None if error.is_response() => Reason::NotUnderstood,
            None => Reason::Connection,
        }
    }
}

/// A refusal of the connection or the sender: it is the operator's to mend, and the mails wait.
pub(super) fn about_us(fault: Fault) -> SendError {
    SendError::Transient(fault.reason())
}

/// A refusal of the login.
pub(super) fn login(error: Error) -> Reason {
    // 4xx: the relay itself has a trouble.
    if error.is_permanent() || error.is_client() {
        Reason::Login
    } else {
        Fault::Smtp(error).reason()
    }
}

/// A refusal of the mailbox or of the mail.
pub(super) fn about_the_mail(fault: Fault) -> SendError {
    let reason = fault.reason();
    match (&fault, reason) {
        (Fault::Smtp(error), Reason::Reply(500..))
            if error.is_permanent() && !is_about_policy(error) =>
        {
            SendError::Permanent(reason)
        }
        _ => SendError::Transient(reason),
    }
}

/// Enhanced status codes 5.7.x (RFC 3463) and 530 say that we may not: the relay does not know us,
/// or our domain's records are wrong. That is mended at this end, and no mail is to be lost by it.
fn is_about_policy(error: &Error) -> bool {
    let told = error.source().map(ToString::to_string).unwrap_or_default();
    let code = error.status().map(u16::from);
    told.starts_with("5.7.") || code == Some(530)
}

/// The TLS library's complaints come as input that is invalid.
fn is_about_certificates(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return error.kind() == ErrorKind::InvalidData;
        }
        source = error.source();
    }
    false
}
