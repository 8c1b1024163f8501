//! Deciding about one signature, mending its spelling, and taking a decision back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::posted::{Form, Posted};
use super::seat::letter;
use super::{Undone, lead_to, page};
use crate::desk::deciding::{Decided, Ruling, Tally};
use crate::desk::decision::{Decision, Undecided};
use crate::desk::entry::Entry;
use crate::desk::spelling::{Respelt, Spelling};
use crate::desk_page::{self, Notice, Tab};

/// `POST /desk/letters/{id}/decide`
pub(super) async fn decide(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let letter = letter(&posted.seat.app, &id).await?;
    let (app, reviewer) = (&posted.seat.app, &posted.seat.session.reviewer);
    let decision = match decision(&posted.form) {
        Ok(decision) => Decision {
            granted: granted(&posted.form),
            ..decision
        },
        Err(why) => {
            let told = desk_page::bad_words(why).to_owned();
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return refuse(&posted, &letter, told, None, status).await;
        }
    };
    let ruling = Ruling::new(&id, reviewer, decision)?;
    let (batch, action) = (ruling.batch.clone(), ruling.decision.act.as_str());
    let (signature, seen) = (posted.form.text("id"), posted.form.text("seen"));
    match app.review(ruling, signature, seen).await? {
        Decided::Done(tally) => {
            app.post.wake();
            // Where nothing was left to be done, it is what was asked for.
            let tally = Tally { done: 1, ..tally };
            let told = desk_page::done_with(action, &tally);
            let line = format!("{batch}&{}", badges(&tally));
            Ok(done(&posted, &id, (&batch, &line), &told))
        }
        Decided::Changed { entry, by } => {
            let told = desk_page::already(by.as_ref(), reviewer, entry.standing);
            refuse(&posted, &letter, told, Some(*entry), StatusCode::CONFLICT).await
        }
        Decided::Gone => {
            let told = desk_page::gone().to_owned();
            refuse(&posted, &letter, told, None, StatusCode::CONFLICT).await
        }
    }
}

/// `POST /desk/letters/{id}/spelling`
pub(super) async fn respell(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let letter = letter(&posted.seat.app, &id).await?;
    let (app, form) = (&posted.seat.app, &posted.form);
    let signature = form.text("id");
    let typed = [
        form.text("name"),
        form.text("role"),
        form.text("affiliation"),
    ];
    let [name, role, affiliation] = typed;
    let spelling = match Spelling::read(name, role, affiliation) {
        Ok(spelling) => spelling,
        Err((field, code)) => {
            let told = desk_page::misspelt(field, code);
            // What was typed stands there again.
            let entry = app.entry(&id, signature).await?.map(|entry| Entry {
                name: name.to_owned(),
                role: Some(role.to_owned()),
                affiliation: Some(affiliation.to_owned()),
                ..entry
            });
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return refuse(&posted, &letter, told, entry, status).await;
        }
    };
    let reviewer = &posted.seat.session.reviewer;
    let respelt = app.respell(&id, reviewer, (signature, form.text("seen")), spelling);
    match respelt.await? {
        Respelt::Done(line) => {
            let told = desk_page::done("respell", 1);
            Ok(done(&posted, &id, ("", &line), &told))
        }
        Respelt::Changed(entry) => {
            let told = desk_page::already(None, reviewer, entry.standing);
            refuse(&posted, &letter, told, Some(*entry), StatusCode::CONFLICT).await
        }
        Respelt::Gone => {
            let told = desk_page::gone().to_owned();
            refuse(&posted, &letter, told, None, StatusCode::CONFLICT).await
        }
    }
}

/// `POST /desk/letters/{id}/undo`
pub(super) async fn undo(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    letter(&posted.seat.app, &id).await?;
    let (app, form) = (&posted.seat.app, &posted.form);
    let undone = app
        .undo(&id, &posted.seat.session.reviewer, form.one("batch"))
        .await?;
    if posted.by_script {
        let told = desk_page::undone(undone.done, undone.changed);
        let answer = json!({ "told": told, "done": undone.done, "signature": undone.signature });
        return Ok(axum::Json(answer).into_response());
    }
    let path = format!(
        "/desk/letters/{id}/queue?undone={}&left={}",
        undone.done, undone.changed
    );
    Ok(lead_to(&path))
}

/// What a button or a choice says: an act, and a reason after a colon where it has one.
pub(super) fn decision(form: &Form) -> Result<Decision, Undecided> {
    let act = form.text("act");
    let (act, verdict) = match act.split_once(':') {
        Some((act, verdict)) => (act, Some(verdict)),
        None => (act, None),
    };
    Decision::read(Some(act), verdict, form.one("words"))
}

/// The badges that are granted with it, where somebody has looked at them.
fn granted(form: &Form) -> Option<Vec<String>> {
    let ticked = form.all("badge").map(str::to_owned);
    (form.one("looked_at") == Some("badges")).then(|| ticked.collect())
}

/// How many badges were granted and refused, for the page that follows.
pub(super) fn badges(tally: &Tally) -> String {
    format!("granted={}&refused={}", tally.granted, tally.refused)
}

/// It is done: told to the script, or on the page that follows.
fn done(posted: &Posted, letter: &str, (undo, line): (&str, &str), told: &str) -> Response {
    if posted.by_script {
        let undo = (!undo.is_empty()).then_some(undo);
        return axum::Json(json!({ "told": told, "undo": undo })).into_response();
    }
    let form = &posted.form;
    if form.one("back") == Some("queue") {
        return lead_to(&format!("{}&done={line}", queue_address(letter, form)));
    }
    let signature = form.text("id");
    lead_to(&format!(
        "/desk/letters/{letter}/signatures/{signature}?done={line}"
    ))
}

/// The part of the queue that a form was in. It ends so that more can be added.
pub(super) fn queue_address(letter: &str, form: &Form) -> String {
    let filter = form.filter();
    let (name, value) = desk_page::filter_words(&filter);
    let name = if name.is_empty() { "all" } else { name };
    format!("/desk/letters/{letter}/queue?{name}={value}")
}

/// It is not done: told to the script, or above the signature as it is now.
async fn refuse(
    posted: &Posted,
    letter: &open_letter_core::Letter,
    told: String,
    entry: Option<Entry>,
    status: StatusCode,
) -> Result<Response, Undone> {
    if posted.by_script {
        return Ok((status, axum::Json(json!({ "told": told }))).into_response());
    }
    let mut frame = posted.seat.frame_of(letter, Tab::Queue).await?;
    frame.notice = Some(Notice {
        sentence: told,
        refused: true,
        undo: None,
    });
    Ok(page(status, desk_page::one(frame, entry).await))
}
