//! A request's body, bounded.

use axum::body::Body;
use http_body_util::BodyExt;
use open_letter_core::protocol::MAX_REQUEST_BYTES;

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
        if total <= MAX_REQUEST_BYTES {
            kept.extend_from_slice(&data);
        } else if total > DRAINED_BYTES {
            break;
        }
    }
    if total > MAX_REQUEST_BYTES {
        Err(BodyError::TooLarge)
    } else {
        Ok(kept)
    }
}
