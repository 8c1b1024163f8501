//! `/letters/{id}/history`, `/stand` and `/news`: a letter that has changed, those who signed it
//! before, and those who want to hear no more of it.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::answer::{lead_to, personal, shared};
use super::asked::Asked;
use super::reading;
use crate::app::AppState;
use crate::hosted_page::{self, Revision, Step};
use crate::letters::signed_text;
use crate::problem::Refusal;
use crate::routes::form::{Fields, posted, queried};
use crate::routes::unhosted::Unhosted;
use crate::standing::{Asked as Signer, Stand};
use crate::store::letters::Change;

/// Every change of what is signed.
pub(super) async fn history(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    request: HeaderMap,
) -> Result<Response, Unhosted> {
    let place = asked.place;
    let reading = reading(&app, asked)?;
    let id = &reading.letter.id;
    let mut texts = app.store.letter_texts(id).await.map_err(Refusal::from)?;
    texts.retain(|text| text.change != Change::Particulars);
    let befores = texts
        .iter()
        .skip(1)
        .map(|text| signed_text(&text.text))
        .chain([String::new()]);
    let revisions = texts
        .iter()
        .zip(befores)
        .map(|(text, before)| Revision {
            made_at: text.made_at,
            substance: match text.change {
                Change::Substance => Some(true),
                Change::Correction => Some(false),
                Change::First | Change::Particulars => None,
            },
            note: text.note.clone(),
            before,
            after: signed_text(&text.text),
        })
        .collect();
    let html = hosted_page::step(reading, Step::History(revisions)).await;
    Ok(shared(&app, &request, place, html))
}

/// Asks a signer of an earlier text, and changes nothing.
pub(super) async fn stand_link(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    RawQuery(query): RawQuery,
) -> Result<Response, Unhosted> {
    let reading = reading(&app, asked)?;
    let token = queried(query.as_deref(), "token").unwrap_or_default();
    let signer = app
        .asked_to_stand(&reading.letter.id, &token)
        .await
        .map_err(Refusal::from)?;
    let (step, status) = match signer {
        Some(Signer::Open) => (Step::Stand { token }, StatusCode::OK),
        Some(Signer::Stands) => (Step::Stood, StatusCode::OK),
        None => (Step::Dead, StatusCode::GONE),
    };
    Ok(personal(&app, reading, step, status).await)
}

/// Does what a signer of an earlier text chose.
pub(super) async fn stand(
    State(AppState(app)): State<AppState>,
    mut asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let body = posted(&headers, body).await?;
    let mut form = Fields::read(&body, &["token", "choice", "lang"]).ok_or(Unhosted::NoForm)?;
    asked.lang = form.take("lang").or(asked.lang);
    let reading = reading(&app, asked)?;
    let (Some(token), Some(choice)) = (form.take("token"), form.take("choice")) else {
        return Err(Unhosted::NoForm);
    };
    let (stand, next) = match choice.as_str() {
        "stand" => (Stand::By, "stood"),
        "withdraw" => (Stand::Off, "withdrawn"),
        _ => return Err(Unhosted::NoForm),
    };
    let works = app
        .stand(&reading.letter, &token, stand)
        .await
        .map_err(Refusal::from)?;
    if works {
        return Ok(lead_to(&reading.path(next)));
    }
    Ok(personal(&app, reading, Step::Dead, StatusCode::GONE).await)
}

/// A button that stops news.
pub(super) async fn news_link(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    RawQuery(query): RawQuery,
) -> Result<Response, Unhosted> {
    let reading = reading(&app, asked)?;
    let token = queried(query.as_deref(), "token").unwrap_or_default();
    let (step, status) = match app.keys.open_link(&reading.letter.id, &token) {
        Some(_) => (Step::News { token }, StatusCode::OK),
        None => (Step::Dead, StatusCode::GONE),
    };
    Ok(personal(&app, reading, step, status).await)
}

/// Stops news: by the page's button, or by a mail program's own (RFC 8058), which posts to the
/// link's address as it stands and may send any kind of form.
pub(super) async fn stop_news(
    State(AppState(app)): State<AppState>,
    mut asked: Asked,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let token = match queried(query.as_deref(), "token") {
        Some(token) => token,
        None => {
            let body = posted(&headers, body).await?;
            let mut form = Fields::read(&body, &["token", "lang"]).ok_or(Unhosted::NoForm)?;
            asked.lang = form.take("lang").or(asked.lang);
            form.take("token").ok_or(Unhosted::NoForm)?
        }
    };
    let reading = reading(&app, asked)?;
    let stopped = app.stop_news(&reading.letter.id, &token).await;
    if stopped.map_err(Refusal::from)? {
        return Ok(lead_to(&reading.path("news/stopped")));
    }
    Ok(personal(&app, reading, Step::Dead, StatusCode::GONE).await)
}
