//! Entity tags, so that what has not changed is not sent twice.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// A tag of what an answer says. It is weak, because compression and the moment of counting
/// change an answer's bytes but not what it says.
pub(crate) struct Etag(String);

impl Etag {
    /// The tag of some content, given in parts.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let mut hex = HEXLOWER.encode(&hash.finalize());
        hex.truncate(32);
        Self(format!("W/\"{hex}\""))
    }

    /// The answer, or 304 where the client says that it has it.
    pub(crate) fn answer(self, request: &HeaderMap, answer: impl IntoResponse) -> Response {
        let mut response = answer.into_response();
        if self.is_known_to(request) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(CONTENT_TYPE);
        }
        if let Ok(value) = HeaderValue::try_from(self.0) {
            response.headers_mut().insert(ETAG, value);
        }
        response
    }

    fn is_known_to(&self, request: &HeaderMap) -> bool {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        request
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|tag| tag.trim() == "*" || opaque(tag) == opaque(&self.0))
    }
}
