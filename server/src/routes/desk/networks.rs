//! `/desk/letters/{id}/networks`: what waits because of a network, and what is said of networks.
//! No address of a page names one.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use data_encoding::HEXLOWER;
use open_letter_core::letter::Moderation;

use super::many::until;
use super::posted::{Form, Posted};
use super::seat::{Seat, letter};
use super::{Undone, lead_to, page};
use crate::clock;
use crate::desk_page::{self, NetworksPage, Notice, ReleasePage, Tab};
use crate::keys::Tag;
use crate::limits;
use crate::networks::{self, Held, Release, Say};
use crate::store::Rule;

/// Networks on a page.
const MOST: usize = 100;

pub(super) async fn read(
    seat: Seat,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Undone> {
    let notice = seat.done(query.as_deref()).await?;
    Ok(page(StatusCode::OK, shown(&seat, &id, notice, None).await?))
}

async fn shown(
    seat: &Seat,
    id: &str,
    notice: Option<Notice>,
    refused: Option<String>,
) -> Result<String, Undone> {
    let letter = letter(&seat.app, id).await?;
    let (app, now) = (&seat.app, clock::now());
    let (held, in_all) = networks::held(&app.store, &app.keys, id, MOST).await?;
    let mut frame = seat.frame_of(&letter, Tab::Networks).await?;
    frame.notice = notice;
    let page = NetworksPage {
        frame,
        held,
        in_all,
        rules: networks::ruled(&app.store).await?,
        refused,
        now,
    };
    Ok(desk_page::networks(page).await)
}

/// `POST …/networks/say`: says something of a network, or takes it back.
pub(super) async fn say(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    letter(&posted.seat.app, &id).await?;
    let (app, form) = (&posted.seat.app, &posted.form);
    let typed = form.text("network").trim();
    let Ok(network) = limits::network(typed) else {
        let html = shown(&posted.seat, &id, None, Some(typed.to_owned())).await?;
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, html));
    };
    let rule = Rule::from_word(form.text("rule")).ok();
    let said = Say::new(network, rule, &posted.seat.session.reviewer)?;
    let line = said.happened.id.clone();
    app.store.write(said).await?;
    // Other servers follow within seconds.
    networks::read(&app.store, &app.rules).await?;
    Ok(lead_to(&address(&id, &line)))
}

/// `POST …/networks/sure`: tells the number.
pub(super) async fn sure(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let letter = letter(&posted.seat.app, &id).await?;
    let (app, form) = (&posted.seat.app, &posted.form);
    let until = until(form);
    let Some(network) = network(form) else {
        return Ok(lead_to(&address(&id, "")));
    };
    let held = Held {
        waiting: networks::held_until(&app.store, &id, &network, until).await?,
        prefix: networks::prefix(&app.store, &app.keys, &network).await?,
        network,
    };
    let html = desk_page::release(ReleasePage {
        frame: posted.seat.frame_of(&letter, Tab::Networks).await?,
        held,
        until,
        reviewed: letter.moderation == Moderation::Before,
    });
    Ok(page(StatusCode::OK, html.await))
}

/// `POST …/networks/release`: does it.
pub(super) async fn release(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    let moderation = letter(&posted.seat.app, &id).await?.moderation;
    let (app, form) = (&posted.seat.app, &posted.form);
    let Some(network) = network(form) else {
        return Ok(lead_to(&address(&id, "")));
    };
    let reviewer = &posted.seat.session.reviewer;
    let released = Release::new(&id, network, moderation, Some(until(form)), reviewer)?;
    let line = released.happened.id.clone();
    if app.store.write(released).await?.all() == 0 {
        return Ok(lead_to(&format!("/desk/letters/{id}/networks?changed=0")));
    }
    app.post.wake();
    Ok(lead_to(&address(&id, &line)))
}

fn address(letter: &str, line: &str) -> String {
    format!("/desk/letters/{letter}/networks?done={line}")
}

/// By what a network is known in the database.
fn network(form: &Form) -> Option<Tag> {
    let bytes = HEXLOWER.decode(form.text("of").as_bytes()).ok()?;
    bytes.try_into().ok()
}
