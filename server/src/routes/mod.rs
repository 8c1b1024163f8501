//! The calls that the server answers, one file each, and what all of them have in common.

mod body;
mod confirm;
mod count;
mod desk;
mod files;
mod form;
mod guard;
mod health;
mod hosted;
mod letter;
mod members;
mod outbox;
mod own;
mod proof;
mod requests;
mod sign;
mod signatures;
mod unhosted;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, Path};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK, REFERRER_POLICY,
    RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use open_letter_core::protocol::Code;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any as AnyOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::{App, AppState};
use crate::letters::Filed;
use crate::problem::Refusal;
use crate::{log, metrics};

const A_DAY: Duration = Duration::from_secs(86_400);

/// How long a letter and a page of its signatories may be kept, by anybody.
const CACHE_LETTER: HeaderValue =
    HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600");

pub(crate) use files::{IS_INSIDE, copy_embed};

pub(crate) fn all(state: AppState) -> Router {
    let files = files::all(state.0.dist.as_deref());
    Router::new()
        .nest("/v1", protocol())
        .merge(hosted_pages())
        .merge(desk::pages())
        .merge(health::routes())
        .layer(CompressionLayer::new())
        .fallback_service(files)
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        // Which letter somebody reads is nobody else's business.
        .layer(header(REFERRER_POLICY, "same-origin"))
        .layer(from_fn(log::request))
        .layer(from_fn_with_state(state.clone(), metrics::observe))
        // The limits ask them before any call.
        .layer(Extension(state.0.rules.clone()))
        .with_state(state)
}

/// The native protocol.
fn protocol() -> Router<AppState> {
    let cors = CorsLayer::new()
        .allow_origin(AnyOrigin)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            CONTENT_TYPE,
            HeaderName::from_static("idempotency-key"),
            AUTHORIZATION,
            IF_NONE_MATCH,
        ])
        .expose_headers([ETAG, RETRY_AFTER, LINK])
        .max_age(A_DAY)
        // Every origin gets the same answer, so a cache need not keep one for each.
        .vary([]);
    let calls = Router::new()
        .route("/letters/{id}", get(letter::read))
        .route("/letters/{id}/count", get(count::read))
        .route(
            "/letters/{id}/signatures",
            get(signatures::read).post(sign::sign),
        )
        .route("/letters/{id}/proof", get(proof::challenge))
        .route("/letters/{id}/confirm", post(confirm::confirm))
        .route("/letters/{id}/requests", post(requests::request))
        .route(
            "/letters/{id}/own",
            get(own::read).patch(own::correct).delete(own::withdraw),
        )
        .fallback(async || {
            Refusal::new(
                Code::NotFound,
                "There is no such call; see the protocol's description.",
            )
        })
        .method_not_allowed_fallback(async || {
            Refusal::new(
                Code::NotFound,
                "This address exists, but not for this method.",
            )
            .with_status(StatusCode::METHOD_NOT_ALLOWED)
        });
    // Outermost, so that a page may read every error.
    guard::guarded(calls, guard::PROTOCOL).layer(cors)
}

/// The pages that work without script.
fn hosted_pages() -> Router<AppState> {
    let pages = hosted::pages().route("/outbox", get(outbox::read));
    guard::guarded(pages, guard::PAGES)
}

fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// The id in a letter's address. One that is no text names no letter.
struct LetterId(String);

impl<S: Send + Sync> FromRequestParts<S> for LetterId {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(id)| Self(id)).map_err(|_| no_letter())
    }
}

/// The letter that a call is about.
fn filed(app: &App, id: &str) -> Result<Arc<Filed>, Refusal> {
    app.letters.get(id).ok_or_else(no_letter)
}

fn no_letter() -> Refusal {
    Refusal::new(Code::NotFound, "There is no letter with this id here.")
}

/// A JSON answer with its caching.
fn json(body: Vec<u8>, cache: HeaderValue) -> impl IntoResponse {
    let media_type = HeaderValue::from_static("application/json");
    ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, cache)], body)
}

/// An answer to one person alone.
fn personal(status: StatusCode, answer: impl serde::Serialize) -> Response {
    let headers = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, headers, axum::Json(answer)).into_response()
}

/// Writes an answer as JSON.
fn bytes(answer: &impl serde::Serialize) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(answer).map_err(|error| {
        tracing::error!(%error, "an answer could not be written as JSON");
        Refusal::unavailable()
    })
}
