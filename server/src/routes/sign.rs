//! `POST L/signatures`: a signature.

use axum::Json as JsonAnswer;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use open_letter_core::Json;
use open_letter_core::protocol::{Accepted, Code, FieldCode, IDEMPOTENCY_KEY, SignatureStatus};
use open_letter_core::signature::draft_from_json;

use super::body::{self, BodyError};
use super::{LetterId, filed};
use crate::app::AppState;
use crate::clock;
use crate::problem::Refusal;
use crate::signing;
use crate::store::Submitted;

const MAX_KEY_BYTES: usize = 128;

pub(super) async fn sign(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let letter = filed(&app, &id)?.at(clock::now());
    let body = body::read(body).await.map_err(|error| match error {
        BodyError::TooLarge => Refusal::new(Code::TooLarge, "A signature has at most 16 KB."),
        BodyError::Broken => Refusal::new(Code::Malformed, "The request broke off."),
    })?;
    expect_json(&headers)?;
    let key = idempotency_key(&headers)?;
    let json = parse(&body)?;
    let body_hash = app.keys.body_hash(&id, &signing::canonical(&json));

    let checked = draft_from_json(&json).and_then(|draft| signing::check(&draft, &letter));
    let refusal = match (signing::closed(&letter), checked) {
        (None, Ok(signature)) => {
            return answer(app.sign(&letter, &signature, key, body_hash).await?);
        }
        (Some(code), _) => Refusal::new(code, "Your signature was not taken."),
        (None, Err(errors)) => Refusal::invalid(errors, app.locales.english()),
    };
    // The same request may have been taken before the letter closed or asked for more, with the
    // answer lost on its way: then it is given again.
    match app.store.submitted(&id, &key, &body_hash).await? {
        Some(before @ Submitted::Kept { .. }) => answer(before),
        _ => Err(refusal),
    }
}

fn answer(submitted: Submitted) -> Result<Response, Refusal> {
    match submitted {
        Submitted::Kept { receipt } => {
            let accepted = Accepted {
                receipt,
                status: SignatureStatus::Published,
                mail_delay: None,
            };
            let headers = [(CACHE_CONTROL, "no-store")];
            Ok((StatusCode::ACCEPTED, headers, JsonAnswer(accepted)).into_response())
        }
        Submitted::KeyReused => Err(Refusal::new(
            Code::KeyReused,
            "Another signature came with this key; send this one with a new key.",
        )),
    }
}

fn expect_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = media_type
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Refusal::new(
        Code::Malformed,
        "The Content-Type should be application/json.",
    ))
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, Refusal> {
    let refuse = |code, detail| Err(Refusal::invalid_at("", code, detail));
    let mut keys = headers.get_all(IDEMPOTENCY_KEY).iter();
    let (Some(key), None) = (keys.next(), keys.next()) else {
        return refuse(
            FieldCode::Required,
            "One Idempotency-Key is needed, made anew for each signature.",
        );
    };
    let key = key.as_bytes();
    if key.len() > MAX_KEY_BYTES {
        return refuse(
            FieldCode::TooLong,
            "The Idempotency-Key should have at most 128 characters.",
        );
    }
    match str::from_utf8(key) {
        Ok(key) if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Ok(key.to_owned())
        }
        _ => refuse(
            FieldCode::Malformed,
            "The Idempotency-Key should be of visible ASCII characters.",
        ),
    }
}

fn parse(body: &[u8]) -> Result<Json, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let detail =
            format!("The body cannot be read as JSON from line {line}, column {column} on.");
        Refusal::new(Code::Malformed, detail)
    })
}
