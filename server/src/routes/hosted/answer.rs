//! How the pages are sent: kept by whom, shown within whose frames, and told to whom.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::etag::Etag;
use crate::hosted_page::{self, Place, Reading, Step};
use crate::routes::CACHE_LETTER;
use crate::routes::unhosted::{HTML, NO_STORE};

/// Who may show a page in a frame.
#[derive(Clone, Copy)]
enum Framers {
    /// Anybody: the page was made for it.
    All,
    /// This server's own pages.
    Own,
    /// Nobody.
    None,
}

impl From<Place> for Framers {
    fn from(place: Place) -> Self {
        match place {
            Place::Tab => Self::Own,
            Place::Frame(_) => Self::All,
        }
    }
}

/// A page that is the same for everybody, so that any cache may keep it.
pub(super) fn shared(app: &App, request: &HeaderMap, place: Place, html: String) -> Response {
    let etag = Etag::of(&[html.as_bytes()]);
    let answer = page(app, html, StatusCode::OK, CACHE_LETTER, place.into());
    etag.answer(request, answer)
}

/// A page for the one who sent a form.
pub(super) fn sent_back(app: &App, place: Place, html: String, status: StatusCode) -> Response {
    page(app, html, status, NO_STORE, place.into())
}

/// A page that belongs to one person. Nobody else's page may frame it, so that no click on it is
/// a stolen one, and nobody is told its address.
pub(super) async fn personal(
    app: &App,
    reading: Reading,
    step: Step,
    status: StatusCode,
) -> Response {
    let html = hosted_page::step(reading, step).await;
    let mut response = page(app, html, status, NO_STORE, Framers::None);
    let silent = HeaderValue::from_static("no-referrer");
    response.headers_mut().insert(REFERRER_POLICY, silent);
    response
}

/// Leads on to another page; loading that one again sends nothing again.
pub(super) fn lead_to(path: &str) -> Response {
    let location = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/"));
    let headers = [(LOCATION, location), (CACHE_CONTROL, NO_STORE)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn page(
    app: &App,
    html: String,
    status: StatusCode,
    cache: HeaderValue,
    framers: Framers,
) -> Response {
    // A page for frames runs the one script that tells its height.
    let (script, framers) = match framers {
        Framers::All => ("script-src 'self'; ", "*"),
        Framers::Own => ("", "'self'"),
        Framers::None => ("", "'none'"),
    };
    // The letter's form names the public address, which need not be the one that was asked.
    let policy = format!(
        "default-src 'none'; {script}style-src 'self'; img-src 'self' https:; \
         form-action 'self' {}; base-uri 'none'; frame-ancestors {framers}",
        app.public.origin()
    );
    let headers = [(CONTENT_TYPE, HTML), (CACHE_CONTROL, cache)];
    let mut response = (status, headers, html).into_response();
    if let Ok(policy) = HeaderValue::try_from(policy) {
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
