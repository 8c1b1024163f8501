//! The letter's own page: read and signed without script.
//!
//! Nothing in it is made for one reader, so that any cache may keep it. The idempotency key that
//! a script would send is derived from what was sent instead.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use open_letter_core::letter::Letter;
use open_letter_core::protocol::SignatureStatus;
use open_letter_core::signature::Draft;
use open_letter_view::hosted::HostedFace;

use super::body;
use super::form::{draft, wished_lang};
use super::unhosted::{HTML, NO_STORE, Unhosted};
use super::{CACHE_LETTER, LetterId, filed, letter};
use crate::app::{App, AppState};
use crate::clock;
use crate::etag::Etag;
use crate::hosted_page;
use crate::private::canonical;
use crate::problem::Refusal;
use crate::signing;

/// `GET /letters/{id}`
pub(super) async fn read(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    RawQuery(query): RawQuery,
    request: HeaderMap,
) -> Result<Response, Unhosted> {
    let face = HostedFace::Form {
        draft: Draft::default(),
        errors: Vec::new(),
    };
    cached(&app, &id, query.as_deref(), &request, face).await
}

/// `GET /letters/{id}/received`: what stands there is true for everybody who is sent there.
pub(super) async fn received(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    RawQuery(query): RawQuery,
    request: HeaderMap,
) -> Result<Response, Unhosted> {
    cached(
        &app,
        &id,
        query.as_deref(),
        &request,
        HostedFace::Received(SignatureStatus::Published),
    )
    .await
}

/// `POST /letters/{id}/signatures`
pub(super) async fn sign(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let letter = filed(&app, &id)?.at(clock::now());
    let body = body::read(body).await?;
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !media_type
        .is_some_and(|media_type| media_type.starts_with("application/x-www-form-urlencoded"))
    {
        return Err(Unhosted::NoForm);
    }
    let mut draft = draft(&body).ok_or(Unhosted::NoForm)?;
    let wish = draft.lang.take().or_else(|| wished_lang(query.as_deref()));
    draft.lang = Some(language(&app, wish.as_deref(), &letter).to_owned());
    if let Some(code) = signing::closed(&letter) {
        let face = HostedFace::Form {
            draft,
            errors: Vec::new(),
        };
        let status = StatusCode::from_u16(code.http_status()).unwrap_or(StatusCode::FORBIDDEN);
        return page(&app, &id, wish.as_deref(), face, status).await;
    }
    let signature = match signing::check(&draft, &letter) {
        Ok(signature) => signature,
        Err(errors) => {
            // Other terms were agreed to than those that the page will show.
            let current = letter.consent.as_ref().map(|consent| &consent.version);
            draft.accepted &= draft.consent_version.as_ref() == current;
            let face = HostedFace::Form { draft, errors };
            return page(
                &app,
                &id,
                wish.as_deref(),
                face,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await;
        }
    };
    let canonical = canonical(&signature.to_json());
    let key = app
        .keys
        .form_key(&id, &app.keys.mailbox(&signature.email), &canonical);
    let body_hash = app.keys.body_hash(&id, &canonical);
    app.sign(&letter, &signature, key, body_hash)
        .await
        .map_err(Refusal::from)?;
    let lang = wish
        .map(|_| format!("?lang={}", draft.lang.unwrap_or_default()))
        .unwrap_or_default();
    let location = HeaderValue::try_from(format!("/letters/{id}/received{lang}"))
        .unwrap_or(HeaderValue::from_static("/"));
    Ok((
        StatusCode::SEE_OTHER,
        [(LOCATION, location), (CACHE_CONTROL, NO_STORE)],
    )
        .into_response())
}

fn language<'a>(app: &'a App, wish: Option<&str>, letter: &Letter) -> &'a str {
    app.locales.choose([wish, letter.lang.as_deref()]).lang()
}

async fn cached(
    app: &Arc<App>,
    id: &str,
    query: Option<&str>,
    request: &HeaderMap,
    face: HostedFace,
) -> Result<Response, Unhosted> {
    let wish = wished_lang(query);
    let html = render(app, id, wish.as_deref(), face).await?;
    let etag = Etag::of(&[html.as_bytes()]);
    Ok(etag.answer(request, answer(app, html, StatusCode::OK, CACHE_LETTER)))
}

/// A page for the one who sent the form.
async fn page(
    app: &Arc<App>,
    id: &str,
    wish: Option<&str>,
    face: HostedFace,
    status: StatusCode,
) -> Result<Response, Unhosted> {
    let html = render(app, id, wish, face).await?;
    Ok(answer(app, html, status, NO_STORE))
}

async fn render(
    app: &App,
    id: &str,
    wish: Option<&str>,
    face: HostedFace,
) -> Result<String, Refusal> {
    let letter = letter::with_signatures(app, id).await?;
    let language = app.locales.choose([wish, letter.lang.as_deref()]).clone();
    Ok(hosted_page::render(letter, language, face).await)
}

fn answer(app: &App, html: String, status: StatusCode, cache: HeaderValue) -> Response {
    // The form names the public address, which need not be the one that was asked.
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self' https:; \
         form-action 'self' {}; base-uri 'none'; frame-ancestors *",
        app.public.origin()
    );
    let mut response =
        (status, [(CONTENT_TYPE, HTML), (CACHE_CONTROL, cache)], html).into_response();
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
