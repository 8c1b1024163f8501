//! What backend and widget say to each other besides letters and signatures: errors, receipts,
//! addresses.

mod confirmation;

pub use crate::field::{Field, FieldCode, FieldError};
use crate::json::{FromJson, Json, Mismatch};
use crate::words::words;
#[cfg(feature = "wire")]
pub use confirmation::More;
pub use confirmation::{
    Action, CODE_HOURS, Confirmed, MANAGE_MINUTES, MAX_CODE_TRIES, MAX_DAILY_MAILS, Own,
    RESEND_SECONDS, Requested,
};

/// The header that makes a repeated `POST` the same one.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// The media type of errors (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";
/// The most bytes that a request may have.
pub const MAX_REQUEST_BYTES: usize = 16 * 1024;
/// The most bytes that the widget reads of an answer.
pub const MAX_ANSWER_BYTES: usize = 1_000_000;
/// Signatories on a page, where nobody says otherwise.
pub const PAGE_SIZE: u32 = 50;
/// The most signatories on a page.
pub const MAX_PAGE_SIZE: u32 = 200;

words! {
    /// Why a request failed, for programs.
    #[non_exhaustive]
    Code, "a code of the protocol" {
        /// It is no JSON, or not of the type that it says.
        Malformed = "malformed",
        /// Fields are wrong; `errors` names them.
        Invalid = "invalid",
        /// The key came before with another body.
        KeyReused = "key_reused",
        /// The same request is still being worked on.
        InFlight = "in_flight",
        /// The letter is not open yet.
        Scheduled = "scheduled",
        /// The letter is paused.
        Paused = "paused",
        /// The letter is closed.
        Closed = "closed",
        /// The letter's text is another one now.
        LetterChanged = "letter_changed",
        /// There is no such thing here.
        NotFound = "not_found",
        /// The request or the answer is too large.
        TooLarge = "too_large",
        /// Too many requests.
        RateLimited = "rate_limited",
        /// A proof of work is asked for.
        ChallengeRequired = "challenge_required",
        /// The code is not right.
        CodeWrong = "code_wrong",
        /// The code is too old.
        CodeExpired = "code_expired",
        /// The code has no tries left.
        CodeSpent = "code_spent",
        /// No token, or no longer a valid one.
        Unauthorised = "unauthorised",
        /// The server cannot do it now.
        #[default]
        Unavailable = "unavailable",
    }
}

impl Code {
    /// The HTTP status that goes with the code.
    #[must_use]
    pub fn http_status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthorised => 401,
            Self::NotFound => 404,
            Self::InFlight | Self::LetterChanged => 409,
            Self::CodeExpired | Self::CodeSpent => 410,
            Self::TooLarge => 413,
            Self::Invalid | Self::KeyReused | Self::CodeWrong => 422,
            Self::Scheduled | Self::Paused | Self::Closed | Self::ChallengeRequired => 403,
            Self::RateLimited => 429,
            Self::Unavailable => 503,
        }
    }

    /// What the code says in a few English words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The request cannot be read",
            Self::Invalid => "Some fields need another look",
            Self::KeyReused => "This key came before with another body",
            Self::InFlight => "The same request is still being worked on",
            Self::Scheduled => "The letter is not open yet",
            Self::Paused => "The letter is paused",
            Self::Closed => "The letter is closed",
            Self::LetterChanged => "The letter's text has changed",
            Self::NotFound => "There is nothing here",
            Self::TooLarge => "The request is too large",
            Self::RateLimited => "Too many requests",
            Self::ChallengeRequired => "A proof of work is asked for",
            Self::CodeWrong => "The code is not right",
            Self::CodeExpired => "The code is too old",
            Self::CodeSpent => "The code has no tries left",
            Self::Unauthorised => "The token is missing or no longer valid",
            Self::Unavailable => "The server cannot do this now",
        }
    }
}

/// An error's body (RFC 9457).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Problem {
    /// Always `about:blank`: the code tells the kind.
    #[cfg_attr(feature = "wire", serde(rename = "type"))]
    pub kind: &'static str,
    /// A few words that are the same for every problem with this code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong this time, and what to do.
    pub detail: String,
    /// The reason, for programs.
    pub code: Code,
    /// The fields that are wrong.
    pub errors: Vec<FieldError>,
    /// Seconds to wait before another try.
    #[cfg_attr(feature = "wire", serde(skip_serializing_if = "Option::is_none"))]
    pub retry_after: Option<u64>,
    /// How often a code may still be tried.
    #[cfg_attr(feature = "wire", serde(skip_serializing_if = "Option::is_none"))]
    pub tries_left: Option<u64>,
}

impl Problem {
    /// A problem with its code's title and status.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: code.title().to_owned(),
            status: code.http_status(),
            detail: detail.into(),
            code,
            errors: Vec::new(),
            retry_after: None,
            tries_left: None,
        }
    }
}

impl Problem {
    /// What the widget acts on, as JSON.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let error = |error: &FieldError| {
            Json::object(vec![
                ("pointer", error.pointer.as_str().into()),
                ("code", error.code.as_str().into()),
            ])
        };
        Json::object(vec![
            ("code", self.code.as_str().into()),
            (
                "errors",
                Json::Array(self.errors.iter().map(error).collect()),
            ),
        ])
    }
}

impl FromJson for Problem {
    /// Reads what the widget acts on. The title and the status say the same as the code.
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut problem = Self {
            code: json.read("code")?,
            ..Self::default()
        };
        json.read_or_keep("detail", &mut problem.detail)?;
        json.read_into("errors", &mut problem.errors)?;
        json.read_into("retry_after", &mut problem.retry_after)?;
        json.read_into("tries_left", &mut problem.tries_left)?;
        Ok(problem)
    }
}

words! {
    /// Where a signature is in its life.
    SignatureStatus, "a signature's status" {
        /// The address is not confirmed yet.
        PendingConfirmation = "pending_confirmation",
        /// A person will look at it.
        InReview = "in_review",
        /// It counts.
        #[default]
        Published = "published",
        /// It was refused.
        Rejected = "rejected",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// It went to a backend that does not say what became of it.
        Sent = "sent",
    }
}

/// The answer to `POST L/signatures`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Accepted {
    /// 128 random bits in lower-case hexadecimal, by which this submission is known.
    pub receipt: String,
    /// What a new signature of this letter has as its status.
    pub status: SignatureStatus,
    /// Seconds by which mails are late at the moment, to whatever address, where they are.
    #[cfg_attr(feature = "wire", serde(skip_serializing_if = "Option::is_none"))]
    pub mail_delay: Option<u64>,
}

impl FromJson for Accepted {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            receipt: json.read("receipt")?,
            status: json.read("status")?,
            mail_delay: json.read("mail_delay")?,
        })
    }
}

/// The address of a call: `L/signatures`, `L/confirm`, `L/requests` or `L/own`, where `letter`
/// may end in a slash or have a query.
#[must_use]
pub fn call_url(letter: &str, call: &str) -> String {
    let query = letter.bytes().position(|byte| matches!(byte, b'?' | b'#'));
    let path_end = query.unwrap_or(letter.len());
    [letter[..path_end].trim_end_matches('/'), "/", call].concat()
}

/// The address of a page of signatories.
#[must_use]
pub fn page_url(letter: &str, limit: u32, cursor: &str) -> String {
    format!(
        "{}?limit={limit}&cursor={}",
        call_url(letter, "signatures"),
        percent_encode(cursor, UNRESERVED)
    )
}

/// Unreserved characters (RFC 3986, 2.3) besides letters and digits.
pub(crate) const UNRESERVED: &[u8] = b"-._~";

/// Percent-encodes everything but ASCII letters, digits and some more.
pub(crate) fn percent_encode(text: &str, kept: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}

/// The text behind a percent-encoding; what is none stays as it is.
pub(crate) fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        let hex = |at: usize| char::from(*tail.get(at)?).to_digit(16);
        rest = tail;
        match (byte, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_grow_from_the_letters() {
        assert_eq!(
            call_url("https://example.org/v1/letters/a", "signatures"),
            "https://example.org/v1/letters/a/signatures"
        );
        assert_eq!(
            call_url("/v1/letters/a/?lang=ar#x", "own"),
            "/v1/letters/a/own"
        );
        assert_eq!(
            page_url("/l", 50, "a/b=é"),
            "/l/signatures?limit=50&cursor=a%2Fb%3D%C3%A9"
        );
    }

    #[test]
    fn a_problem_reads_what_it_knows() {
        let json: Json = serde_json::from_str(
            r#"{"type":"about:blank","title":"x","status":422,"code":"invalid","more":1,
                "errors":[{"pointer":"/name","code":"too_long"},{"pointer":"/email","code":"new"}]}"#,
        )
        .unwrap();
        let problem = Problem::from_json(&json).unwrap();
        assert_eq!(problem.code, Code::Invalid);
        assert_eq!(problem.errors[0].field(), Some(Field::Name));
        assert_eq!(problem.errors[0].code, FieldCode::TooLong);
        assert_eq!(problem.errors[1].code, FieldCode::Malformed);
    }
}
