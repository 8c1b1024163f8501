//! `GET /desk/letters/{id}/queue`: what waits.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use data_encoding::HEXLOWER;
use open_letter_core::Timestamp;

use super::super::form::queried;
use super::seat::{Seat, about, letter};
use super::{Undone, page};
use crate::clock;
use crate::desk::waiting::{After, Filter};
use crate::desk_page::{self, About, Frame, QueuePage, Tab};
use crate::store::Hold;

pub(super) async fn read(
    seat: Seat,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Undone> {
    let letter = letter(&seat.app, &id).await?;
    let query = query.as_deref();
    let after = queried(query, "after").and_then(|after| read_after(&after));
    let filter = filter(|name| queried(query, name));
    let waiting = seat.app.held(&id).await?;
    let later = after.is_some();
    // Taken before it is looked, so that nothing unseen is among what the page shows.
    let now = clock::now();
    let listed = seat.app.queue(&id, &filter, after).await?;
    let frame = Frame {
        letter: Some(About {
            waiting: waiting.all(),
            ..about(&letter, 0)
        }),
        notice: seat.done(query).await?,
        ..seat.frame(Tab::Queue)
    };
    let html = desk_page::queue(QueuePage {
        frame,
        page: listed,
        waiting,
        filter,
        later,
        now,
    });
    Ok(page(StatusCode::OK, html.await))
}

/// Which part of the queue is meant. One that is none is all of it.
pub(super) fn filter(asked: impl Fn(&str) -> Option<String>) -> Filter {
    if asked("claims").is_some() {
        return Filter::Claims;
    }
    if let Some(hold) = asked("hold").and_then(|hold| Hold::from_word(&hold).ok()) {
        return Filter::Hold(hold);
    }
    let network = asked("network").and_then(|network| HEXLOWER.decode(network.as_bytes()).ok());
    match network.and_then(|network| network.try_into().ok()) {
        Some(network) => Filter::Network(network),
        None => Filter::All,
    }
}

fn read_after(after: &str) -> Option<After> {
    let (millis, id) = after.split_once('.')?;
    Some(After {
        held_at: Timestamp::from_millis(millis.parse().ok()?),
        id: id.to_owned(),
    })
}
