//! A request's body, bounded.

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use http_body_util::BodyExt;
use open_letter_core::Json;
use open_letter_core::protocol::{Code, MAX_REQUEST_BYTES};

use crate::problem::Refusal;

/// What is read and thrown away of a body that is too long. A client that is still sending when
/// the connection closes would see that alone, and not the answer that says why.
const DRAINED_BYTES: usize = 1 << 20;

/// A body that is not taken.
#[derive(Debug)]
pub(super) enum BodyError {
    /// It has more bytes than a request may have.
    TooLarge,
    /// The connection broke off, or it was no body.
    Broken,
}

/// Reads a body of at most [`MAX_REQUEST_BYTES`].
pub(super) async fn read(body: Body) -> Result<Vec<u8>, BodyError> {
    read_up_to(body, MAX_REQUEST_BYTES).await
}

/// Reads a body of at most so many bytes.
pub(super) async fn read_up_to(body: Body, most: usize) -> Result<Vec<u8>, BodyError> {
    let mut body = body;
    if axum::body::HttpBody::size_hint(&body).lower() > DRAINED_BYTES as u64 {
        return Err(BodyError::TooLarge);
    }
    let mut kept = Vec::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| BodyError::Broken)?.into_data() else {
            continue;
        };
        total = total.saturating_add(data.len());
        if total <= most {
            kept.extend_from_slice(&data);
        } else if total > DRAINED_BYTES {
            break;
        }
    }
    if total > most {
        Err(BodyError::TooLarge)
    } else {
        Ok(kept)
    }
}

/// Reads a body that should be JSON.
pub(super) async fn read_json(headers: &HeaderMap, body: Body) -> Result<Json, Refusal> {
    let body = read(body).await.map_err(|error| match error {
        BodyError::TooLarge => Refusal::new(Code::TooLarge, "A request has at most 16 KB."),
        BodyError::Broken => Refusal::new(Code::Malformed, "The request broke off."),
    })?;
    expect_json(headers)?;
    serde_json::from_slice(&body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let detail =
            format!("The body cannot be read as JSON from line {line}, column {column} on.");
        Refusal::new(Code::Malformed, detail)
    })
}

fn expect_json(headers: &HeaderMap) -> Result<(), Refusal> {
    if media_type(headers).eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Refusal::new(
        Code::Malformed,
        "The Content-Type should be application/json.",
    ))
}

/// The media type of a request, without its parameters.
pub(super) fn media_type(headers: &HeaderMap) -> &str {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = media_type.unwrap_or_default().split(';').next();
    essence.unwrap_or_default().trim()
}
