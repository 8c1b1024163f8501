//! The pages that work without script: the letter's own, and those that a signature leads through.
//!
//! What is the same for everybody may be kept by any cache. What is one person's is neither kept
//! nor told on. Links from mails show a button, and only the button does something.

mod answer;
mod code;
mod confirm;
mod not_me;
mod own;
mod sign;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use open_letter_core::protocol::SignatureStatus;
use open_letter_core::signature::Draft;
use open_letter_view::hosted::HostedFace;

use super::form::queried;
use super::unhosted::Unhosted;
use super::{LetterId, filed, letter};
use crate::app::{App, AppState};
use crate::clock;
use crate::hosted_page::{self, Reading, Step};
use crate::problem::Refusal;
use answer::shared;

/// All of them.
pub(super) fn pages() -> Router<AppState> {
    let manage = telling(|| Step::Manage(Box::default()));
    Router::new()
        .route("/letters/{id}", get(read))
        .route("/letters/{id}/signatures", post(sign::sign))
        .route("/letters/{id}/received", get(received))
        .route("/letters/{id}/sent", telling(|| Step::Sent(Box::default())))
        .route(
            "/letters/{id}/confirm",
            get(confirm::link).post(confirm::confirm),
        )
        .route("/letters/{id}/confirmed", telling(|| Step::Confirmed))
        .route("/letters/{id}/kept", telling(|| Step::Kept))
        .route("/letters/{id}/withdrawn", telling(|| Step::Withdrawn))
        .route("/letters/{id}/manage", manage.post(own::ask))
        .route(
            "/letters/{id}/manage/sent",
            telling(|| Step::ManageSent(Box::default())),
        )
        .route("/letters/{id}/own", get(own::link).post(own::own))
        .route(
            "/letters/{id}/not-me",
            get(not_me::link).post(not_me::not_me),
        )
        .route("/letters/{id}/not-me/done", telling(|| Step::NotMeDone))
        .route("/letters/{id}/not-me/undone", telling(|| Step::NotMeUndone))
}

/// `GET /letters/{id}`
async fn read(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    RawQuery(query): RawQuery,
    request: HeaderMap,
) -> Result<Response, Unhosted> {
    let face = HostedFace::Form {
        draft: Draft::default(),
        errors: Vec::new(),
    };
    let html = rendered(&app, &id, queried(query.as_deref(), "lang"), face).await?;
    Ok(shared(&app, &request, html))
}

/// `GET /letters/{id}/received`: what stands there is true for everybody who is sent there.
async fn received(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    RawQuery(query): RawQuery,
    request: HeaderMap,
) -> Result<Response, Unhosted> {
    let face = HostedFace::Received(SignatureStatus::Published);
    let html = rendered(&app, &id, queried(query.as_deref(), "lang"), face).await?;
    Ok(shared(&app, &request, html))
}

/// A page that is the same for everybody who is sent there.
fn telling(step: fn() -> Step) -> MethodRouter<AppState> {
    get(
        move |State(AppState(app)): State<AppState>,
              LetterId(id): LetterId,
              RawQuery(query): RawQuery,
              request: HeaderMap| async move {
            let reading = reading(&app, &id, queried(query.as_deref(), "lang"))?;
            let html = hosted_page::step(reading, step()).await;
            Ok::<_, Unhosted>(shared(&app, &request, html))
        },
    )
}

/// The letter's page, with what stands in the place of its form.
async fn rendered(
    app: &App,
    id: &str,
    wish: Option<String>,
    face: HostedFace,
) -> Result<String, Refusal> {
    let letter = letter::with_signatures(app, id).await?;
    let language = app
        .locales
        .choose([wish.as_deref(), letter.lang.as_deref()]);
    Ok(hosted_page::letter(letter, language.clone(), face).await)
}

/// The letter that a page belongs to, in the language that the reader wishes for.
fn reading(app: &App, id: &str, wish: Option<String>) -> Result<Reading, Refusal> {
    let letter = filed(app, id)?.at(clock::now());
    let language = app
        .locales
        .choose([wish.as_deref(), letter.lang.as_deref()]);
    Ok(Reading {
        language: language.clone(),
        letter,
        wished: wish.is_some(),
    })
}
