//! Writing to those who want to hear from the campaign: first the number, then the mails.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use open_letter_core::letter::Letter;

use super::posted::Posted;
use super::seat::{Seat, letter};
use super::{Undone, lead_to, page};
use crate::announcing::{MAX_BODY, MAX_SUBJECT, NewUpdate};
use crate::desk_page::{self, NewsPage, Notice, Tab};
use crate::routes::form::queried;
use crate::store::updates::Audience;

/// `GET /desk/letters/{id}/news`
pub(super) async fn read(
    seat: Seat,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Undone> {
    let letter = letter(&seat.app, &id).await?;
    let mut news = shown(&seat, &letter, "", "").await?;
    let sent = queried(query.as_deref(), "mails").and_then(|mails| mails.parse().ok());
    news.frame.notice = sent.map(|mails| Notice {
        sentence: desk_page::written(mails),
        refused: false,
        undo: None,
    });
    Ok(page(StatusCode::OK, desk_page::news(news).await))
}

async fn shown(
    seat: &Seat,
    letter: &Letter,
    subject: &str,
    body: &str,
) -> Result<NewsPage, Undone> {
    Ok(NewsPage {
        frame: seat.frame_of(letter, Tab::News).await?,
        subject: subject.to_owned(),
        body: body.to_owned(),
        number: seat.app.audience(&letter.id, Audience::News).await?,
        before: seat.app.store.updates(&letter.id).await?,
        refused: None,
    })
}

/// What was written, and whether it can go out: none where it can, else whether it is too long.
async fn read_news(seat: &Seat, letter: &Letter, posted: &Posted) -> Result<NewsPage, Undone> {
    let subject = posted.form.text("subject").trim();
    let body = posted.form.text("body").replace("\r\n", "\n");
    let body = body.trim();
    let mut news = shown(seat, letter, subject, body).await?;
    if subject.is_empty() || body.is_empty() {
        news.refused = Some(false);
    } else if subject.chars().count() > MAX_SUBJECT || body.chars().count() > MAX_BODY {
        news.refused = Some(true);
    }
    Ok(news)
}

/// `POST /desk/letters/{id}/news/preview`: tells the number.
pub(super) async fn preview(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let letter = letter(&posted.seat.app, &id).await?;
    let news = read_news(&posted.seat, &letter, &posted).await?;
    if news.refused.is_some() {
        let html = desk_page::news(news).await;
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, html));
    }
    let html = match posted.form.one("back") {
        Some(_) => desk_page::news(news).await,
        None => desk_page::sure(news).await,
    };
    Ok(page(StatusCode::OK, html))
}

/// `POST /desk/letters/{id}/news/send`
pub(super) async fn send(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let seat = &posted.seat;
    let letter = letter(&seat.app, &id).await?;
    let news = read_news(seat, &letter, &posted).await?;
    if news.refused.is_some() {
        let html = desk_page::news(news).await;
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, html));
    }
    let told: u64 = posted.form.text("number").parse().unwrap_or_default();
    if told != news.number {
        // Nobody sends another number of mails than they were told.
        return Ok(page(StatusCode::CONFLICT, desk_page::sure(news).await));
    }
    let new = NewUpdate {
        audience: Audience::News,
        subject: news.subject,
        body: news.body,
        reviewer: seat.session.reviewer.clone(),
    };
    let mails = seat.app.announce(&letter, new).await?;
    Ok(lead_to(&format!("/desk/letters/{id}/news?mails={mails}")))
}
