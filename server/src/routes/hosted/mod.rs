//! The pages that work without script: the letter's own, and those that a signature leads through.
//!
//! What is the same for everybody may be kept by any cache. What is one person's is neither kept
//! nor told on. Links from mails show a button, and only the button does something.
//!
//! Signing works in a frame on somebody else's page too, below `/embed`; everything else refuses
//! strangers' frames.

mod answer;
mod asked;
mod code;
mod confirm;
mod not_me;
mod own;
mod sign;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use open_letter_core::Letter;
use open_letter_core::letter::Moderation;
use open_letter_core::protocol::SignatureStatus;
use open_letter_view::hosted::HostedFace;

use super::unhosted::Unhosted;
use super::{filed, letter};
use crate::app::{App, AppState};
use crate::clock;
use crate::hosted_page::{self, Languages, Reading, Step};
use crate::problem::Refusal;
use answer::shared;
use asked::Asked;

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
        .merge(framed())
}

/// Those that stand in a frame.
fn framed() -> Router<AppState> {
    Router::new()
        .route("/letters/{id}/embed", get(read))
        .route("/letters/{id}/embed/signatures", post(sign::sign))
        .route("/letters/{id}/embed/received", get(received))
        .route(
            "/letters/{id}/embed/sent",
            telling(|| Step::Sent(Box::default())),
        )
        .route("/letters/{id}/embed/confirm", post(confirm::confirm))
        .route("/letters/{id}/embed/confirmed", telling(|| Step::Confirmed))
}

/// `GET /letters/{id}`, and the same in a frame.
async fn read(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    request: HeaderMap,
) -> Result<Response, Unhosted> {
    let face = HostedFace::Form {
        draft: Box::default(),
        errors: Vec::new(),
    };
    let place = asked.place;
    let html = rendered(&app, asked, face).await?;
    Ok(shared(&app, &request, place, html))
}

/// `GET /letters/{id}/received`: what stands there is true for everybody who is sent there.
async fn received(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    request: HeaderMap,
) -> Result<Response, Unhosted> {
    let letter = filed(&app, &asked.letter)?.at(clock::now());
    let face = HostedFace::Received(match letter.moderation {
        Moderation::Before => SignatureStatus::InReview,
        Moderation::After | Moderation::None => SignatureStatus::Published,
    });
    let place = asked.place;
    let html = rendered(&app, asked, face).await?;
    Ok(shared(&app, &request, place, html))
}

/// A page that is the same for everybody who is sent there.
fn telling(step: fn() -> Step) -> MethodRouter<AppState> {
    get(
        move |State(AppState(app)): State<AppState>, asked: Asked, request: HeaderMap| async move {
            let place = asked.place;
            let reading = reading(&app, asked)?;
            let html = hosted_page::step(reading, step()).await;
            Ok::<_, Unhosted>(shared(&app, &request, place, html))
        },
    )
}

/// The letter's page, with what stands in the place of its form.
async fn rendered(app: &App, asked: Asked, face: HostedFace) -> Result<String, Refusal> {
    let letter = letter::with_signatures(app, &asked.letter).await?;
    let languages = Languages {
        all: app.locales.all(),
        usual: app.locales.choose([None, letter.lang.as_deref()]).lang(),
    };
    Ok(hosted_page::letter(read_as(app, letter, asked), face, languages).await)
}

/// The letter that a page belongs to, in the language that the reader wishes for.
fn reading(app: &App, asked: Asked) -> Result<Reading, Refusal> {
    let letter = filed(app, &asked.letter)?.at(clock::now());
    Ok(read_as(app, letter, asked))
}

fn read_as(app: &App, letter: Letter, asked: Asked) -> Reading {
    let Asked { lang, place, .. } = asked;
    let language = app
        .locales
        .choose([lang.as_deref(), letter.lang.as_deref()])
        .clone();
    Reading {
        letter,
        language,
        wished: lang.is_some(),
        place,
    }
}
