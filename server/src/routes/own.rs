//! `L/own`: one's own signature, seen, corrected and taken back.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_letter_core::protocol::{Code, SignatureStatus};
use open_letter_core::signature::Draft;

use super::{LetterId, body, filed, personal};
use crate::app::AppState;
use crate::clock;
use crate::owning::Corrected;
use crate::problem::Refusal;

/// The answer to a withdrawal.
#[derive(serde::Serialize)]
struct Gone {
    status: SignatureStatus,
}

pub(super) async fn read(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    filed(&app, &id)?;
    let own = app.own(&id, bearer(&headers)?).await?;
    Ok(personal(StatusCode::OK, own.ok_or_else(unauthorised)?))
}

pub(super) async fn correct(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let letter = filed(&app, &id)?.at(clock::now());
    let json = body::read_json(&headers, body).await?;
    let manage = bearer(&headers)?;
    // Whoever sends something else hears of that first.
    Draft::default()
        .corrected(&json, &letter)
        .map_err(|errors| Refusal::invalid(errors, app.locales.english()))?;
    match app.correct(&letter, manage, json).await? {
        Corrected::Done(own) => Ok(personal(StatusCode::OK, *own)),
        Corrected::Wrong(errors) => Err(Refusal::invalid(errors, app.locales.english())),
        Corrected::Unauthorised => Err(unauthorised()),
    }
}

pub(super) async fn withdraw(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    filed(&app, &id)?;
    if !app.withdraw(&id, bearer(&headers)?).await? {
        return Err(unauthorised());
    }
    let status = SignatureStatus::Withdrawn;
    Ok(personal(StatusCode::OK, Gone { status }))
}

fn bearer(headers: &HeaderMap) -> Result<&str, Refusal> {
    let authorization = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '));
    match authorization {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(unauthorised()),
    }
}

fn unauthorised() -> Refusal {
    Refusal::new(
        Code::Unauthorised,
        "A token is needed that a code was changed for within the last 30 minutes.",
    )
}
