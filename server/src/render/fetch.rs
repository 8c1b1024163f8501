//! Gets a letter from its backend, in the native protocol.

use open_letter_core::json::{FromJson, Json};
use open_letter_core::letter::Letter;
use open_letter_core::protocol::MAX_ANSWER_BYTES;

use super::RenderError;
use crate::asking::{PATIENCE, agent, in_words};

const USER_AGENT: &str = concat!("open-letter-render/", env!("CARGO_PKG_VERSION"));

/// The letter, with its count and the first page of its signatories.
pub(super) fn letter(src: &str) -> Result<Letter, RenderError> {
    let url = || src.to_owned();
    let unreached = |error: ureq::Error| RenderError::Unreached {
        url: url(),
        reason: in_words(&error),
    };
    let request = agent(src, USER_AGENT)
        .get(src)
        .header("accept", "application/json")
        .config()
        .timeout_global(Some(PATIENCE))
        .build();
    let mut answer = request.call().map_err(unreached)?;
    match answer.status().as_u16() {
        200 => {}
        404 | 410 => return Err(RenderError::NoLetter(url())),
        status => return Err(RenderError::Status { url: url(), status }),
    }
    let limit = u64::try_from(MAX_ANSWER_BYTES).unwrap_or(u64::MAX);
    let body = answer.body_mut().with_config().limit(limit);
    let body = body.read_to_vec().map_err(unreached)?;
    let json: Json = serde_json::from_slice(&body).map_err(|_| RenderError::NotJson(url()))?;
    Letter::from_json(&json).map_err(|mismatch| RenderError::NotALetter {
        url: url(),
        reason: mismatch.to_string(),
    })
}
