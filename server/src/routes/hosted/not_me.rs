//! `/letters/{id}/not-me`: for whom a mail does not concern.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::answer::{lead_to, personal};
use super::asked::Asked;
use super::reading;
use crate::app::AppState;
use crate::hosted_page::Step;
use crate::problem::Refusal;
use crate::requests::NotMe;
use crate::routes::form::{Fields, posted, queried};
use crate::routes::unhosted::Unhosted;

/// Shows buttons, and changes nothing.
pub(super) async fn link(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    RawQuery(query): RawQuery,
) -> Result<Response, Unhosted> {
    let reading = reading(&app, asked)?;
    let token = queried(query.as_deref(), "token").unwrap_or_default();
    let works = app
        .not_me_link(&reading.letter.id, &token)
        .await
        .map_err(Refusal::from)?;
    let (step, status) = match works {
        Some(blocked) => (Step::NotMe { token, blocked }, StatusCode::OK),
        None => (Step::Dead, StatusCode::GONE),
    };
    Ok(personal(&app, reading, step, status).await)
}

/// Does what was chosen.
pub(super) async fn not_me(
    State(AppState(app)): State<AppState>,
    mut asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let body = posted(&headers, body).await?;
    let mut form = Fields::read(&body, &["token", "choice", "lang"]).ok_or(Unhosted::NoForm)?;
    asked.lang = form.take("lang").or(asked.lang);
    let reading = reading(&app, asked)?;
    let id = &reading.letter.id;
    let (Some(token), Some(choice)) = (form.take("token"), form.take("choice")) else {
        return Err(Unhosted::NoForm);
    };
    let (wish, next) = match choice.as_str() {
        "delete" => (NotMe::Delete, "not-me/done"),
        "block" => (NotMe::Block, "not-me/done"),
        "unblock" => (NotMe::Unblock, "not-me/undone"),
        _ => return Err(Unhosted::NoForm),
    };
    if app.not_me(id, &token, wish).await.map_err(Refusal::from)? {
        return Ok(lead_to(&reading.path(next)));
    }
    Ok(personal(&app, reading, Step::Dead, StatusCode::GONE).await)
}
