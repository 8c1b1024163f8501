//! Pages of one sentence, where there is no letter to show.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use open_letter_core::protocol::Code;

use super::body::BodyError;
use crate::hosted_page;
use crate::problem::Refusal;

pub(super) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// A page of one sentence, for what has no letter to show.
pub(super) fn plain(status: StatusCode, sentence: &'static str) -> Response {
    let html = hosted_page::sentence(sentence);
    (
        status,
        [(CONTENT_TYPE, HTML), (CACHE_CONTROL, NO_STORE)],
        html,
    )
        .into_response()
}

/// A page that cannot be shown.
#[derive(Debug)]
pub(super) enum Unhosted {
    Refused(Refusal),
    Body(BodyError),
    NoForm,
}

impl From<Refusal> for Unhosted {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<BodyError> for Unhosted {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl IntoResponse for Unhosted {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) if refusal.code() == Code::NotFound => {
                plain(StatusCode::NOT_FOUND, "There is no letter at this address.")
            }
            Self::Refused(_) => plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "The server cannot do this right now. Please go back and try again in a minute.",
            ),
            Self::Body(BodyError::TooLarge) => plain(
                StatusCode::PAYLOAD_TOO_LARGE,
                "This is more than a signature can hold. Please go back and shorten it.",
            ),
            Self::Body(BodyError::Broken) | Self::NoForm => plain(
                StatusCode::BAD_REQUEST,
                "This was not sent by the form of this letter. Please go back, load the page again and retry.",
            ),
        }
    }
}
