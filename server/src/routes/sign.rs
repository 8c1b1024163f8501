//! `POST L/signatures`: a signature.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_letter_core::Letter;
use open_letter_core::letter::Moderation;
use open_letter_core::protocol::{Accepted, Code, FieldCode, IDEMPOTENCY_KEY, SignatureStatus};
use open_letter_core::signature::draft_from_json;

use super::{LetterId, body, filed, personal};
use crate::app::{App, AppState};
use crate::clock;
use crate::in_flight::Collision;
use crate::limits::Origin;
use crate::noticing::{self, Filling};
use crate::private::canonical;
use crate::problem::Refusal;
use crate::proving;
use crate::signing;
use crate::store::{StoreError, Submitted};

const MAX_KEY_BYTES: usize = 128;

pub(super) async fn sign(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    origin: Option<Extension<Origin>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let outcome = take(&app, id, origin.as_deref(), &headers, body).await;
    if let Err(refusal) = &outcome {
        app.metrics.signed(refusal.code().as_str());
    }
    outcome
}

async fn take(
    app: &App,
    id: String,
    origin: Option<&Origin>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let current = filed(app, &id)?;
    let letter = current.at(clock::now());
    let (json, brought) = proving::apart(body::read_json(headers, body).await?);
    let key = idempotency_key(headers)?;
    let body_hash = app.keys.body_hash(&id, &canonical(&json));

    let checked = draft_from_json(&json, &letter).and_then(|draft| signing::check(&draft, &letter));
    let checked = checked.and_then(|new| match noticing::refused(origin, &new.email) {
        Some(error) => Err(vec![error]),
        None => Ok(new),
    });
    let (checked, brought) = match (checked, brought) {
        (checked, Ok(brought)) => (checked, brought),
        (Ok(_), Err(error)) => (Err(vec![error]), None),
        (Err(mut errors), Err(error)) => {
            errors.push(error);
            (Err(errors), None)
        }
    };
    let refusal = match (signing::closed(&letter), checked) {
        (None, Ok(signature)) if current.has_outgrown(signature.letter_version.as_deref()) => {
            let detail = "The letter's text has changed; read it again before you sign.";
            Refusal::new(Code::LetterChanged, detail)
        }
        (None, Ok(signature)) => {
            let _flight = match app.in_flight.enter(&id, &key, &body_hash) {
                Ok(flight) => flight,
                Err(Collision::Same) => return Err(Refusal::in_flight()),
                Err(Collision::Other) => return answer(app, &letter, Submitted::KeyReused),
            };
            let proof = app.proof(&letter, brought.as_ref(), clock::now());
            let unproven = letter.proof.is_some() && proof.is_none();
            let filling = Filling::of(&signature, unproven);
            let email = &signature.email;
            let judged = app
                .judge(origin, headers, &id, email, filling)
                .map_err(StoreError::from)?;
            let submitted = app.sign(&letter, &signature, key, body_hash, judged, proof);
            let submitted = submitted.await?;
            return answer(app, &letter, submitted);
        }
        (Some(code), _) => Refusal::new(code, "Your signature was not taken."),
        (None, Err(errors)) => Refusal::invalid(errors, app.locales.english()),
    };
    // The same request may have been taken before the letter closed or asked for more, with the
    // answer lost on its way: then it is given again.
    match app.store.submitted(&id, &key, &body_hash).await? {
        Some(before @ Submitted::Kept { .. }) => answer(app, &letter, before),
        _ => Err(refusal),
    }
}

fn answer(app: &App, letter: &Letter, submitted: Submitted) -> Result<Response, Refusal> {
    match submitted {
        Submitted::Kept { receipt, held } => {
            // Nothing here depends on the address, and so nothing tells of it.
            let (status, mail_delay) = match letter.moderation {
                _ if letter.confirmation => {
                    (SignatureStatus::PendingConfirmation, app.post.delay())
                }
                _ if held => (SignatureStatus::InReview, None),
                Moderation::Before => (SignatureStatus::InReview, None),
                Moderation::After | Moderation::None => (SignatureStatus::Published, None),
            };
            app.metrics.signed(status.as_str());
            let accepted = Accepted {
                receipt,
                status,
                mail_delay,
            };
            Ok(personal(StatusCode::ACCEPTED, accepted))
        }
        Submitted::KeyReused => Err(Refusal::new(
            Code::KeyReused,
            "Another signature came with this key; send this one with a new key.",
        )),
    }
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
