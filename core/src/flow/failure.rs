//! Why an answer did not come, or could not be used.

use crate::i18n::Key;
use crate::json::Mismatch;
use crate::protocol::{Code, Problem};

/// Why an answer did not come, or could not be used.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The browser knows that it is offline, so nothing was sent.
    Offline,
    /// The request or its answer was lost on the way; nobody can tell which.
    Network,
    /// There was no whole answer in time.
    Timeout,
    /// The answer is larger than the widget reads.
    TooLarge,
    /// The answer is no JSON, or nests too deeply.
    NotJson,
    /// The answer is JSON of another shape.
    WrongType(Box<Mismatch>),
    /// The backend says why, in the protocol's words.
    Problem(Box<Problem>),
    /// An error's HTTP status, without an explanation that the protocol knows.
    Http(u16),
}

impl From<Box<Mismatch>> for Failure {
    fn from(mismatch: Box<Mismatch>) -> Self {
        Self::WrongType(mismatch)
    }
}

impl Failure {
    /// The code that the page around the element hears.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Offline | Self::Network => "network",
            Self::Timeout => "timeout",
            Self::TooLarge => Code::TooLarge.as_str(),
            Self::NotJson => "not_json",
            Self::WrongType(_) => "wrong_type",
            Self::Problem(problem) => problem.code.as_str(),
            Self::Http(404 | 410) => Code::NotFound.as_str(),
            Self::Http(429) => Code::RateLimited.as_str(),
            Self::Http(_) => Code::Unavailable.as_str(),
        }
    }

    /// What happened, in English, for the developer who reads the event.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Offline => "The browser is offline.".to_owned(),
            Self::Network => {
                "The backend could not be reached, or does not allow this page (CORS, connect-src)."
                    .to_owned()
            }
            Self::Timeout => "The backend did not answer within 10 seconds.".to_owned(),
            Self::TooLarge => "The answer is larger than 1 MB.".to_owned(),
            Self::NotJson => "The answer is not JSON.".to_owned(),
            Self::WrongType(mismatch) => {
                format!("The answer is not of the expected shape: {mismatch}.")
            }
            // The problem's detail may repeat what a signer typed, so only its code is told.
            Self::Problem(problem) => {
                format!("The backend refused: {}.", problem.code.as_str())
            }
            Self::Http(status) => format!("The backend answered with status {status}."),
        }
    }

    /// What a visitor reads where the letter should be.
    #[must_use]
    pub fn about_letter(&self) -> Key {
        match self {
            Self::NotJson | Self::WrongType(_) | Self::TooLarge => Key::LoadNotUnderstood,
            _ if self.code() == Code::NotFound.as_str() => Key::LoadNotFound,
            _ => Key::LoadFailed,
        }
    }

    /// Whether the backend may have stored what was sent all the same.
    #[must_use]
    pub fn leaves_doubt(&self) -> bool {
        match self {
            Self::Network | Self::Timeout | Self::TooLarge | Self::NotJson | Self::WrongType(_) => {
                true
            }
            Self::Problem(problem) => problem.code == Code::InFlight,
            Self::Http(status) => *status >= 500 && *status != 503,
            Self::Offline => false,
        }
    }

    /// What a visitor reads when the signature was not taken.
    #[must_use]
    pub fn about_signature(&self) -> Key {
        if self.leaves_doubt() {
            return Key::Unknown;
        }
        match self {
            Self::Problem(problem) => match problem.code {
                Code::Scheduled | Code::Closed => Key::SendClosed,
                Code::Paused => Key::SendPaused,
                Code::RateLimited => Key::SendRateLimited,
                Code::Unavailable => Key::SendUnavailable,
                _ => Key::SendRefused,
            },
            Self::Http(429) => Key::SendRateLimited,
            Self::Http(503) => Key::SendUnavailable,
            Self::Http(_) => Key::SendRefused,
            _ => Key::NotSent,
        }
    }
}
