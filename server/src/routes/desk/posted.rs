//! What a form of the desk sends, and whether the desk has made that form.

use axum::extract::{FromRequest, Request};
use axum::http::header::{ACCEPT, ORIGIN};
use axum::http::{HeaderMap, HeaderName, StatusCode};

use super::super::body::{self, media_type};
use super::queue::filter;
use super::resume::sent;
use super::seat::Seat;
use super::{Undone, page};
use crate::app::{App, AppState};
use crate::desk::waiting::Filter;
use crate::desk_page;

/// The most bytes of a form: a whole letter is sent in one.
pub(super) const MOST: usize = 1 << 20;
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A form that somebody at the desk has sent.
pub(super) struct Posted {
    pub(super) seat: Seat,
    pub(super) form: Form,
    /// Whether the desk's script has sent it, and reads the answer itself.
    pub(super) by_script: bool,
}

impl FromRequest<AppState> for Posted {
    type Rejection = Undone;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Undone> {
        let (parts, body) = request.into_parts();
        let headers = &parts.headers;
        let form = Form::read(headers, body, MOST).await;
        if !is_ours(headers, &state.0) {
            return Err(refused(&state.0).await);
        }
        let then = || form.as_ref().map(|form| sent(&parts.uri, form));
        let seat = Seat::of(headers, state, || then().unwrap_or_default()).await?;
        let form = form.filter(|form| form.one("token") == Some(&seat.session.form));
        let Some(form) = form else {
            return Err(refused(&state.0).await);
        };
        Ok(Self {
            seat,
            form,
            by_script: headers
                .get(ACCEPT)
                .is_some_and(|accept| accept == "application/json"),
        })
    }
}

/// Whether a page of this server has sent it, as far as a browser tells. A page that tells nobody
/// where it is, as the desk's own do, sends `null` for its origin.
pub(super) fn is_ours(headers: &HeaderMap, app: &App) -> bool {
    let origin = headers.get(ORIGIN).map(|origin| origin.as_bytes());
    let ours = app.public.origin();
    let is_strange = origin.is_some_and(|origin| origin != ours.as_bytes() && origin != b"null");
    match headers.get(SEC_FETCH_SITE) {
        Some(site) => site == "same-origin" && !is_strange,
        None => origin == Some(ours.as_bytes()),
    }
}

pub(super) async fn refused(app: &App) -> Undone {
    let desk = app.public.join("/desk");
    let desk = desk.as_ref().map_or("/desk", |desk| desk.as_str());
    let html = desk_page::telling(desk_page::refused_post(desk)).await;
    page(StatusCode::FORBIDDEN, html).into()
}

/// The fields of a form. Some stand there several times.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form, if it is one.
    pub(super) async fn read(
        headers: &HeaderMap,
        body: axum::body::Body,
        most: usize,
    ) -> Option<Self> {
        let body = body::read_up_to(body, most).await.ok()?;
        let is_form = media_type(headers).eq_ignore_ascii_case("application/x-www-form-urlencoded");
        is_form.then(|| Self(form_urlencoded::parse(&body).into_owned().collect()))
    }

    /// Its fields, in their order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = &(String, String)> {
        self.0.iter()
    }

    /// A field's value.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The part of the queue that it is about, or was in.
    pub(super) fn filter(&self) -> Filter {
        filter(|name| self.one(name).map(str::to_owned))
    }

    /// A field's text, empty where it is not there.
    pub(super) fn text(&self, name: &str) -> &str {
        self.one(name).unwrap_or_default()
    }

    /// All values of a field.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.0.iter().filter(move |(field, _)| field == name);
        named.map(|(_, value)| value.as_str())
    }
}
