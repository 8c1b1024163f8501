//! `POST L/confirm`: a code that was typed.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_letter_core::protocol::{Code as ProblemCode, FieldCode};

use super::members::Members;
use super::{LetterId, body, filed, personal};
use crate::app::{App, AppState};
use crate::code::Code;
use crate::confirming::{By, Typed};
use crate::problem::Refusal;

pub(super) async fn confirm(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    filed(&app, &id)?;
    let json = body::read_json(&headers, body).await?;
    let (by, code) = read(&app, Members::read(&json, &["receipt", "email", "code"]))?;
    match app.confirm(&id, by, &code).await? {
        Typed::Right(confirmed) => Ok(personal(StatusCode::OK, confirmed)),
        Typed::Wrong { tries_left } => Err(Refusal::new(
            ProblemCode::CodeWrong,
            "This is not the code that was sent.",
        )
        .with_tries_left(tries_left)),
        Typed::Spent => Err(Refusal::new(
            ProblemCode::CodeSpent,
            "The code was tried too often; the link in the mail works still.",
        )
        .with_tries_left(0)),
        Typed::Expired => Err(Refusal::new(
            ProblemCode::CodeExpired,
            "The code is too old; ask for another mail.",
        )),
    }
}

fn read(app: &App, mut members: Members<'_>) -> Result<(By, Code), Refusal> {
    let code = members.text("code", Code::parse);
    let receipt = members.optional("receipt", |receipt| Some(receipt.to_owned()));
    let email = members.email("email", false);
    if receipt.is_some() == email.is_some() {
        members.wrong("", FieldCode::Required);
    }
    members.end(app)?;
    let by = match (receipt, email) {
        (Some(receipt), _) => Some(By::Receipt(receipt)),
        (None, email) => email.map(|email| By::Mailbox(app.keys.mailbox(&email))),
    };
    by.zip(code).ok_or_else(Refusal::unavailable)
}
