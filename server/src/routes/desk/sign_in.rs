//! `/desk/sign-in` and `/desk/sign-out`.

use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::posted::{Form, MOST, Posted, is_ours, refused};
use super::resume::carried;
use super::seat::{cookie, open, token};
use super::{Undone, lead_to, page};
use crate::app::{App, AppState};
use crate::desk::sign_in::SignIn;
use crate::desk_page::{self, Greeting, Resume};
use crate::limits;

/// The page to sign in.
pub(super) async fn read(State(AppState(app)): State<AppState>) -> Result<Response, Undone> {
    open(&app).await?;
    let html = desk_page::sign_in(Greeting::Welcome, String::new(), Resume::default()).await;
    Ok(page(StatusCode::OK, html))
}

/// A try.
pub(super) async fn sign_in(
    State(AppState(app)): State<AppState>,
    request: Request,
) -> Result<Response, Undone> {
    open(&app).await?;
    let (parts, body) = request.into_parts();
    // A form that was sent too late comes along, with a little more around it.
    let form = Form::read(&parts.headers, body, 2 * MOST).await;
    let Some(form) = form.filter(|_| is_ours(&parts.headers, &app)) else {
        return Err(refused(&app).await);
    };
    let network = limits::whence(&parts.extensions, &parts.headers);
    let (name, password) = (form.text("name"), form.text("password").to_owned());
    let then = carried(&form);
    let (greeting, status) = match app.sign_in(name, password, network.as_deref()).await? {
        SignIn::Welcome(token) => {
            leave(&app, &parts.headers).await?;
            return Ok(go_on(&app, &token, then).await);
        }
        SignIn::Wrong => (Greeting::Wrong, StatusCode::FORBIDDEN),
        SignIn::TooMany => (Greeting::TooMany, StatusCode::TOO_MANY_REQUESTS),
    };
    let html = desk_page::sign_in(greeting, name.to_owned(), then).await;
    Ok(page(status, html))
}

/// Ends the session that a browser had before.
async fn leave(app: &App, headers: &HeaderMap) -> Result<(), Undone> {
    if let Some(token) = token(headers, app) {
        app.end_session(token).await?;
    }
    Ok(())
}

/// Ends the session.
pub(super) async fn sign_out(
    State(AppState(app)): State<AppState>,
    headers: HeaderMap,
    _: Posted,
) -> Result<Response, Undone> {
    leave(&app, &headers).await?;
    let html = desk_page::sign_in(Greeting::SignedOut, String::new(), Resume::default()).await;
    let mut response = page(StatusCode::OK, html);
    put_cookie(&app, "", &mut response);
    Ok(response)
}

/// To the page that was asked for, or with what was sent too late, which its sender may send now.
async fn go_on(app: &App, token: &str, then: Resume) -> Response {
    let mut response = match then.fields {
        Some(_) => {
            let form = app.keys.desk_form(token);
            page(StatusCode::OK, desk_page::resume(form, then).await)
        }
        None => lead_to(&then.path),
    };
    put_cookie(app, token, &mut response);
    response
}

fn put_cookie(app: &App, token: &str, response: &mut Response) {
    if let Ok(cookie) = cookie(app, token).parse() {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
}
