//! Why an answer did not come, or could not be used.

use crate::i18n::Key;
use crate::json::{Json, Mismatch};
use crate::protocol::{Code, Problem};

/// The code of what an adapter document is to blame for.
const ADAPTER: &str = "adapter";
/// How often something is tried, the first time included, before a person has to press again.
const MAX_TRIES: u8 = 4;
/// The longest that the first wait between two tries can be; each further one is twice as long.
const FIRST_WAIT_MS: u32 = 500;
/// A backend that asks for more patience than this gets it from the visitor.
const MAX_RETRY_AFTER: u64 = 30;

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
    /// What an adapter says of its document, or of an answer: a code, and what happened.
    Adapter(&'static str, String),
    /// An error's HTTP status, without an explanation that the protocol knows.
    Http(u16),
}

impl From<Box<Mismatch>> for Failure {
    fn from(mismatch: Box<Mismatch>) -> Self {
        Self::WrongType(mismatch)
    }
}

impl Failure {
    /// As it is handed to the script, and from one Wasm to the other.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let problem = match self {
            Self::Problem(problem) => problem.to_json(),
            _ => Json::Null,
        };
        let status = match self {
            Self::Http(status) => Json::Number(f64::from(*status)),
            _ => Json::Null,
        };
        Json::object(vec![
            ("code", self.code().into()),
            ("message", self.message().as_str().into()),
            ("status", status),
            ("problem", problem),
        ])
    }

    /// Reads what [`Failure::to_json`] has written, or what the script says that asks backends.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        if let Ok(problem) = json.read("problem") {
            return Self::Problem(Box::new(problem));
        }
        if let Ok(status) = json.read::<u64>("status") {
            return Self::Http(u16::try_from(status).unwrap_or_default());
        }
        let code = match json.get("code").as_str() {
            Some("not_json") => return Self::NotJson,
            Some("too_large") => return Self::TooLarge,
            Some("network") => return Self::Network,
            Some("timeout") => return Self::Timeout,
            Some("offline") => return Self::Offline,
            Some("wrong_type") => "wrong_type",
            _ => ADAPTER,
        };
        Self::Adapter(code, json.read("message").unwrap_or_default())
    }

    /// A failure that an adapter document is to blame for.
    #[must_use]
    pub fn adapter(message: String) -> Self {
        Self::Adapter(ADAPTER, message)
    }

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
            Self::Adapter(code, _) => code,
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
            Self::Adapter(_, reason) => reason.clone(),
            Self::Http(status) => format!("The backend answered with status {status}."),
        }
    }

    /// What a visitor reads where the letter should be.
    #[must_use]
    pub fn about_letter(&self) -> Key {
        match self {
            Self::NotJson | Self::WrongType(_) | Self::TooLarge | Self::Adapter(..) => {
                Key::LoadNotUnderstood
            }
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
            // An answer that does not fit came after all.
            Self::Adapter(code, _) => *code != ADAPTER,
        }
    }

    /// Whether the same request may fare better by itself in a moment. Known to be offline, only
    /// the visitor knows when that is over.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Network | Self::Timeout => true,
            Self::Problem(problem) => matches!(
                problem.code,
                Code::RateLimited | Code::Unavailable | Code::InFlight
            ),
            Self::Http(status) => *status == 429 || *status >= 500,
            _ => false,
        }
    }

    /// For how many seconds the backend asks not to be asked; 0 where it does not say.
    #[must_use]
    pub fn retry_after(&self) -> u64 {
        match self {
            Self::Problem(problem) => problem.retry_after.unwrap_or_default(),
            _ => 0,
        }
    }

    /// Milliseconds until the next try after so many in vain, where another one can help: as
    /// long as the backend asks for, and on top of it anything up to a bound that doubles (full
    /// jitter), so that many widgets do not come back at once.
    pub(super) fn wait(&self, tries: u8, dice: u16) -> Option<u32> {
        let asked = self.retry_after();
        if tries + 1 >= MAX_TRIES || !self.is_passing() || asked > MAX_RETRY_AFTER {
            return None;
        }
        let jitter = (u32::from(dice) * (FIRST_WAIT_MS << tries)) >> 16;
        Some(u32::try_from(asked).ok()? * 1_000 + jitter)
    }

    /// What a visitor reads while another try is waited for.
    #[must_use]
    pub fn about_waiting(&self) -> Key {
        match self {
            Self::Network | Self::Timeout => Key::Retrying,
            _ => Key::RetryingBusy,
        }
    }

    /// What a visitor reads when what was sent was not taken.
    #[must_use]
    pub fn about_signature(&self) -> Key {
        if self.leaves_doubt() {
            return Key::Unknown;
        }
        match self {
            Self::Problem(problem) => match problem.code {
                Code::Scheduled | Code::Closed => Key::SendClosed,
                Code::Paused => Key::SendPaused,
                Code::LetterChanged => Key::SendChanged,
                Code::RateLimited => Key::SendRateLimited,
                Code::Unavailable => Key::SendUnavailable,
                Code::CodeSpent => Key::CodeSpent,
                Code::CodeExpired => Key::CodeExpired,
                Code::Unauthorised => Key::OwnOver,
                _ => Key::SendRefused,
            },
            Self::Http(429) => Key::SendRateLimited,
            Self::Http(503) => Key::SendUnavailable,
            Self::Http(_) => Key::SendRefused,
            Self::Adapter(..) => Key::SendClosed,
            _ => Key::NotSent,
        }
    }
}
