//! `/desk`: the campaigner's pages. Nothing there is kept by any cache, shown in anybody's frame,
//! or done for a form that the desk did not make.

mod audit;
mod figures;
mod files;
mod keys;
mod letter;
mod letters;
mod many;
mod networks;
mod news;
mod posted;
mod queue;
mod resume;
mod review;
mod search;
mod seat;
mod sign_in;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION, REFERRER_POLICY,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::guard;
use super::unhosted::{HTML, plain};
use crate::app::AppState;
use crate::store::StoreError;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// All of them.
pub(super) fn pages() -> Router<AppState> {
    // A reviewer decides more often in a minute than a network may sign. Who is not signed in gets
    // nothing done but a try to sign in, and those are counted.
    let seated = Router::new()
        .route("/desk", get(letters::read))
        .route("/desk/sign-out", post(sign_in::sign_out))
        .route("/desk/audit", get(audit::read))
        .route("/desk/desk.css", get(files::styles))
        .route("/desk/desk.js", get(files::script))
        .route("/desk/letters/{id}/queue", get(queue::read))
        .route("/desk/letters/{id}/decide", post(review::decide))
        .route("/desk/letters/{id}/spelling", post(review::respell))
        .route("/desk/letters/{id}/undo", post(review::undo))
        .route("/desk/letters/{id}/keys", post(keys::switch))
        .route("/desk/letters/{id}/many", post(many::ask))
        .route("/desk/letters/{id}/many/do", post(many::run))
        .route(
            "/desk/letters/{id}/search",
            get(search::read).post(search::find),
        )
        .route(
            "/desk/letters/{id}/signatures/{signature}",
            get(search::one),
        )
        .route("/desk/letters/{id}/networks", get(networks::read))
        .route("/desk/letters/{id}/networks/say", post(networks::say))
        .route("/desk/letters/{id}/networks/sure", post(networks::sure))
        .route(
            "/desk/letters/{id}/networks/release",
            post(networks::release),
        )
        .route("/desk/letters/{id}/figures", get(figures::read))
        .route("/desk/letters/{id}/letter", get(letter::read))
        .route("/desk/letters/{id}/letter/preview", post(letter::preview))
        .route("/desk/letters/{id}/letter/save", post(letter::save))
        .route("/desk/letters/{id}/letter/state", post(letter::state))
        .route("/desk/letters/{id}/news", get(news::read))
        .route("/desk/letters/{id}/news/preview", post(news::preview))
        .route("/desk/letters/{id}/news/send", post(news::send));
    let door = Router::new().route("/desk/sign-in", get(sign_in::read).post(sign_in::sign_in));
    guard::sheltered(seated, guard::PAGES)
        .merge(guard::guarded(door, guard::PAGES))
        .layer(from_fn(with_headers))
}

/// What every answer of the desk bears, refusals among them.
async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn page(status: StatusCode, html: String) -> Response {
    (status, [(CONTENT_TYPE, HTML)], html).into_response()
}

fn lead_to(path: &str) -> Response {
    let location = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/desk"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// What the desk cannot do.
enum Undone {
    /// An answer of its own.
    Answer(Box<Response>),
    Store(StoreError),
}

impl From<Response> for Undone {
    fn from(response: Response) -> Self {
        Self::Answer(Box::new(response))
    }
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl IntoResponse for Undone {
    fn into_response(self) -> Response {
        match self {
            Self::Answer(response) => *response,
            Self::Store(error) => {
                tracing::error!(%error, "the desk could not do something");
                plain(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The desk cannot do this right now, and nothing was changed. Please go back and try again in a minute.",
                )
            }
        }
    }
}
