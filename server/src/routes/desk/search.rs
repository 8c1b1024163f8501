//! `/desk/letters/{id}/search`. What is looked for is posted, so that no address of a page, and no
//! browser's memory of it, names a signer.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use open_letter_core::Email;

use super::posted::Posted;
use super::seat::{Seat, letter};
use super::{Undone, page};
use crate::desk_page::{self, SearchPage, Tab, Wrong};

/// The empty form.
pub(super) async fn read(seat: Seat, Path(id): Path<String>) -> Result<Response, Undone> {
    let letter = letter(&seat.app, &id).await?;
    let html = desk_page::search(SearchPage {
        frame: seat.frame_of(&letter, Tab::Search).await?,
        words: String::new(),
        found: None,
        wrong: None,
    });
    Ok(page(StatusCode::OK, html.await))
}

/// What was found.
pub(super) async fn find(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let letter = letter(&posted.seat.app, &id).await?;
    let (app, sought) = (&posted.seat.app, posted.form.text("q").trim());
    let by_address = posted.form.one("by") == Some("address");
    let found = if by_address {
        match Email::parse(sought) {
            Ok(email) => Ok(app.find_address(&id, &email).await?),
            Err(_) => Err(Wrong::NoAddress),
        }
    } else if sought.is_empty() {
        Err(Wrong::NoWords)
    } else {
        Ok(app.find_words(&id, sought).await?)
    };
    let status = match found {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let wrong = found.as_ref().err().copied();
    let html = desk_page::search(SearchPage {
        frame: posted.seat.frame_of(&letter, Tab::Search).await?,
        words: if by_address {
            String::new()
        } else {
            sought.to_owned()
        },
        found: found.ok(),
        wrong,
    });
    Ok(page(status, html.await))
}

/// One signature.
pub(super) async fn one(
    seat: Seat,
    Path((id, signature)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Undone> {
    let letter = letter(&seat.app, &id).await?;
    let mut frame = seat.frame_of(&letter, Tab::Search).await?;
    frame.notice = seat.done(query.as_deref()).await?;
    let Some(entry) = seat.app.entry(&id, &signature).await? else {
        let html = desk_page::telling(desk_page::gone().to_owned()).await;
        return Ok(page(StatusCode::NOT_FOUND, html));
    };
    Ok(page(
        StatusCode::OK,
        desk_page::one(frame, Some(entry)).await,
    ))
}
