//! `/letters/{id}/confirm`: what a mail's link leads to, and what is chosen there.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_letter_core::protocol::SignatureStatus;

use super::answer::{lead_to, personal, sent_back};
use super::asked::Asked;
use super::code::{Checked, check};
use super::reading;
use crate::app::AppState;
use crate::confirming::{Choice, Waiting};
use crate::hosted_page::{self, Place, Step};
use crate::problem::Refusal;
use crate::routes::form::{Fields, posted, queried};
use crate::routes::unhosted::Unhosted;

/// Shows what would be published, and changes nothing.
pub(super) async fn link(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    RawQuery(query): RawQuery,
) -> Result<Response, Unhosted> {
    let reading = reading(&app, asked)?;
    let Some(token) = queried(query.as_deref(), "token") else {
        return Ok(lead_to(&reading.path("sent")));
    };
    let waiting = app
        .waiting(&reading.letter.id, &token)
        .await
        .map_err(Refusal::from)?;
    let (step, status) = match waiting {
        Some(Waiting::Undecided { new, earlier }) => {
            let step = Step::Confirm {
                token,
                new,
                earlier,
            };
            (step, StatusCode::OK)
        }
        Some(Waiting::Decided { stands }) => (Step::Decided { stands }, StatusCode::OK),
        None => (Step::Dead, StatusCode::GONE),
    };
    Ok(personal(&app, reading, step, status).await)
}

/// Does what was chosen, or takes a code that was typed.
pub(super) async fn confirm(
    State(AppState(app)): State<AppState>,
    mut asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let body = posted(&headers, body).await?;
    let known = ["token", "choice", "email", "code", "lang"];
    let mut form = Fields::read(&body, &known).ok_or(Unhosted::NoForm)?;
    asked.lang = form.take("lang").or(asked.lang);
    let place = asked.place;
    let reading = reading(&app, asked)?;
    let id = reading.letter.id.clone();
    let [token, choice, email, code] =
        ["token", "choice", "email", "code"].map(|name| form.take(name));
    match (token, choice, email, code) {
        // A stranger's page could steal the click that a link in a mail is waiting for.
        (Some(token), Some(choice), None, None) if place == Place::Tab => {
            let choice = chosen(&choice).ok_or(Unhosted::NoForm)?;
            let done = app
                .decide(&id, &token, choice)
                .await
                .map_err(Refusal::from)?;
            let next = match done {
                Some((Choice::Confirm, true)) => "in-review",
                Some((Choice::Confirm, false)) => "confirmed",
                Some((Choice::Keep, _)) => "kept",
                Some((Choice::Withdraw, _)) => "withdrawn",
                None => return Ok(personal(&app, reading, Step::Dead, StatusCode::GONE).await),
            };
            Ok(lead_to(&reading.path(next)))
        }
        (None, None, Some(email), Some(code)) => {
            match check(&app, &id, email, code, Step::Sent).await? {
                Checked::Right(confirmed) => {
                    let in_review = confirmed.status == SignatureStatus::InReview;
                    let next = if in_review { "in-review" } else { "confirmed" };
                    Ok(lead_to(&reading.path(next)))
                }
                Checked::Refused(step, status) => {
                    let html = hosted_page::step(reading, step).await;
                    Ok(sent_back(&app, place, html, status))
                }
            }
        }
        _ => Err(Unhosted::NoForm),
    }
}

fn chosen(word: &str) -> Option<Choice> {
    match word {
        "confirm" | "replace" => Some(Choice::Confirm),
        "keep" => Some(Choice::Keep),
        "withdraw" => Some(Choice::Withdraw),
        _ => None,
    }
}
