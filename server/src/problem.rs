//! Errors as the network sees them: `application/problem+json`.
//!
//! What a client did wrong is a [`Refusal`] made where it is noticed, with a sentence for a
//! person. What went wrong in here (the database, the cipher) becomes one by `From`: the log
//! gets the detail, the client only that it may try again. What stops the server from starting
//! is a `StartError`, and what is wrong with a letter file a `LetterError`.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use open_letter_core::i18n::{Key, Strings};
use open_letter_core::protocol::{Code, FieldCode, FieldError, PROBLEM_JSON, Problem};

use crate::locales::Language;
use crate::store::StoreError;

/// Seconds after which a server that could not may be asked again.
const RETRY_SECONDS: u64 = 5;

/// A request that is answered with an error.
#[derive(Debug)]
pub(crate) struct Refusal(Box<Problem>);

impl Refusal {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(code, detail)))
    }

    /// Fields that are wrong, told in the words that the form has for them.
    pub(crate) fn invalid(errors: Vec<FieldError>, language: &Language) -> Self {
        let strings = language.strings();
        let mut problem = Problem::new(
            Code::Invalid,
            "Each entry of `errors` points to what is wrong.",
        );
        problem.errors = errors
            .into_iter()
            .map(|error| FieldError {
                detail: detail(&error, strings.as_ref()),
                ..error
            })
            .collect();
        Self(Box::new(problem))
    }

    /// One thing that is wrong, outside the fields of the form.
    pub(crate) fn invalid_at(pointer: &str, code: FieldCode, detail: &str) -> Self {
        let mut problem = Problem::new(Code::Invalid, detail);
        problem.errors.push(FieldError {
            detail: detail.to_owned(),
            ..FieldError::at(pointer, code)
        });
        Self(Box::new(problem))
    }

    /// The same problem under a status that its code does not have by itself.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = status.as_u16();
        status
            .canonical_reason()
            .unwrap_or_default()
            .clone_into(&mut self.0.title);
        self
    }

    pub(crate) fn unavailable() -> Self {
        let mut refusal = Self::new(
            Code::Unavailable,
            "This cannot be done right now; trying again with the same key is safe.",
        );
        refusal.0.retry_after = Some(RETRY_SECONDS);
        refusal
    }

    /// More from one network than it may send; the next one may come after these seconds.
    pub(crate) fn rate_limited(seconds: u64) -> Self {
        let mut refusal = Self::new(
            Code::RateLimited,
            "There were too many requests from this network; trying again later with the same key is safe.",
        );
        refusal.0.retry_after = Some(seconds);
        refusal
    }

    /// The same request is being worked on.
    pub(crate) fn in_flight() -> Self {
        let mut refusal = Self::new(
            Code::InFlight,
            "The same request is being worked on; ask again for its answer in a second.",
        );
        refusal.0.retry_after = Some(1);
        refusal
    }

    /// How often a code may still be tried.
    pub(crate) fn with_tries_left(mut self, tries: u64) -> Self {
        self.0.tries_left = Some(tries);
        self
    }

    pub(crate) fn code(&self) -> Code {
        self.0.code
    }

    /// What a caught panic is answered with.
    pub(crate) fn broken() -> Self {
        Self::new(
            Code::Unavailable,
            "Something went wrong in the server, and it has been noted.",
        )
        .with_status(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// What is wrong, for a person who reads the answer itself.
fn detail(error: &FieldError, strings: Option<&Strings>) -> String {
    let words = |key| strings.map(|strings| strings.text(key).to_string());
    match (error.field(), error.code) {
        (Some(field), code) => match Key::for_field_error(field, code) {
            key @ Key::FieldRequired => {
                let name = error.pointer.trim_start_matches('/');
                let filled = strings.map(|strings| strings.fill(key, "name", name));
                filled.unwrap_or_default()
            }
            key => words(key).unwrap_or_default(),
        },
        (None, FieldCode::NotAllowed) => "The protocol knows no such member.".to_owned(),
        (None, FieldCode::TooLong) => "This is longer than anything that belongs here.".to_owned(),
        (None, _) => "This is of another type than the protocol says.".to_owned(),
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        let retry_after = self.0.retry_after;
        let mut response = (status, Json(*self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::unavailable()
    }
}

impl From<getrandom::Error> for Refusal {
    fn from(error: getrandom::Error) -> Self {
        StoreError::from(error).into()
    }
}
