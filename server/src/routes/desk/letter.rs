//! Changing a letter's text, and where it is in its life.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use open_letter_core::json::FromJson;
use open_letter_core::letter::{Letter, Status};

use super::posted::{Form, Posted};
use super::seat::{Seat, letter};
use super::{Undone, lead_to, page};
use crate::announcing::NewUpdate;
use crate::desk_page::{self, EditPage, LetterPage, Notice, Tab};
use crate::editing::{Answer, Edit, EditError};
use crate::routes::form::queried;
use crate::store::letters::Change;
use crate::store::updates::Audience;

/// `GET /desk/letters/{id}/letter`
pub(super) async fn read(
    seat: Seat,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Undone> {
    let letter = letter(&seat.app, &id).await?;
    let newest = seat.app.store.letter(&id).await?.map(|(text, _)| text);
    let edit = EditPage {
        from: newest.as_ref().map_or(0, |text| text.revision),
        text: newest.map(|text| text.text).unwrap_or_default(),
        substance: false,
        note: String::new(),
        refused: None,
    };
    let sentence = match (
        queried(query.as_deref(), "changed").as_deref(),
        queried(query.as_deref(), "mails").and_then(|mails| mails.parse().ok()),
    ) {
        (Some("state"), _) => Some(desk_page::state_changed(letter.status)),
        (Some(change), mails) => Change::from_word(change)
            .ok()
            .map(|change| desk_page::edited(change, mails.unwrap_or_default())),
        (None, _) => None,
    };
    let mut page_of = shown(&seat, &letter, edit).await?;
    page_of.frame.notice = sentence.map(told);
    Ok(page(StatusCode::OK, desk_page::letter(page_of).await))
}

fn told(sentence: String) -> Notice {
    Notice {
        sentence,
        refused: false,
        undo: None,
    }
}

async fn shown(seat: &Seat, letter: &Letter, edit: EditPage) -> Result<LetterPage, Undone> {
    let history = letter.url.as_ref().map_or("", |url| url.as_str());
    Ok(LetterPage {
        frame: seat.frame_of(letter, Tab::Letter).await?,
        status: letter.status,
        history: format!("{history}/history"),
        edit,
    })
}

fn edit_of(form: &Form) -> EditPage {
    EditPage {
        from: form.text("from").parse().unwrap_or_default(),
        // Browsers send lines with a carriage return, which a letter's file does not have.
        text: form.text("text").replace("\r\n", "\n"),
        substance: form.text("kind") == "substance",
        note: form.text("note").trim().chars().take(500).collect(),
        refused: None,
    }
}

fn wanted(id: &str, seat: &Seat, edit: &EditPage) -> Edit {
    Edit {
        letter_id: id.to_owned(),
        from: edit.from,
        change: if edit.substance {
            Change::Substance
        } else {
            Change::Correction
        },
        text: edit.text.clone(),
        note: Some(edit.note.clone()).filter(|note| !note.is_empty()),
        reviewer: seat.session.reviewer.clone(),
    }
}

/// `POST /desk/letters/{id}/letter/preview`: tells what would change, and how many mails that is.
pub(super) async fn preview(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let seat = &posted.seat;
    let letter = letter(&seat.app, &id).await?;
    let edit = edit_of(&posted.form);
    if posted.form.one("back").is_some() {
        let page_of = shown(seat, &letter, edit).await?;
        return Ok(page(StatusCode::OK, desk_page::letter(page_of).await));
    }
    let change = match seat.app.try_edit(&wanted(&id, seat, &edit)) {
        Ok((_, version)) if Some(&version) == letter.version.as_ref() => Change::Particulars,
        Ok((change, _)) => change,
        Err(error) => return refused(seat, &letter, edit, error).await,
    };
    let before = seat.app.store.letter(&id).await?;
    let before = before.map(|(text, _)| text.text).unwrap_or_default();
    let mails = match change {
        Change::Substance => seat.app.audience(&id, Audience::Signed).await?,
        _ => 0,
    };
    let page_of = shown(seat, &letter, edit).await?;
    let html = desk_page::preview(page_of, change, before, mails).await;
    Ok(page(StatusCode::OK, html))
}

/// `POST /desk/letters/{id}/letter/save`: does it.
pub(super) async fn save(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let seat = &posted.seat;
    let letter = letter(&seat.app, &id).await?;
    let edit = edit_of(&posted.form);
    let wanted = wanted(&id, seat, &edit);
    let note = wanted.note.clone().unwrap_or_default();
    let change = match seat.app.edit(wanted).await {
        Ok(change) => change,
        Err(error) => return refused(seat, &letter, edit, error).await,
    };
    let mut mails = 0;
    if change == Change::Substance {
        let new = NewUpdate {
            audience: Audience::Changed,
            subject: String::new(),
            body: note,
            reviewer: seat.session.reviewer.clone(),
        };
        mails = seat.app.announce(&letter, new).await?;
    }
    let change = change.as_str();
    Ok(lead_to(&format!(
        "/desk/letters/{id}/letter?changed={change}&mails={mails}"
    )))
}

/// What was typed stands there again, with what is wrong with it.
async fn refused(
    seat: &Seat,
    letter: &Letter,
    edit: EditPage,
    error: EditError,
) -> Result<Response, Undone> {
    let status = match error {
        EditError::Store(error) => return Err(error.into()),
        EditError::Overtaken => StatusCode::CONFLICT,
        EditError::Letter(_) | EditError::OtherId(_) | EditError::NoMail => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let edit = EditPage {
        refused: Some(error.to_string()),
        ..edit
    };
    let page_of = shown(seat, letter, edit).await?;
    Ok(page(status, desk_page::letter(page_of).await))
}

/// `POST /desk/letters/{id}/letter/state`
pub(super) async fn state(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let (seat, form) = (&posted.seat, &posted.form);
    let letter = letter(&seat.app, &id).await?;
    let Ok(status) = Status::from_json(&form.text("to").into()) else {
        return Ok(lead_to(&format!("/desk/letters/{id}/letter")));
    };
    let answer = (status == Status::Answered).then(|| Answer {
        text: form.text("text").replace("\r\n", "\n"),
        author: form.text("author").to_owned(),
        date: form.text("date").to_owned(),
        url: form.text("url").to_owned(),
    });
    let reviewer = &seat.session.reviewer;
    match seat.app.set_state(&id, status, answer, reviewer).await {
        Ok(()) => Ok(lead_to(&format!("/desk/letters/{id}/letter?changed=state"))),
        Err(error) => {
            let newest = seat.app.store.letter(&id).await?.map(|(text, _)| text);
            let edit = EditPage {
                from: newest.as_ref().map_or(0, |text| text.revision),
                text: newest.map(|text| text.text).unwrap_or_default(),
                substance: false,
                note: String::new(),
                refused: None,
            };
            refused(seat, &letter, edit, error).await
        }
    }
}
