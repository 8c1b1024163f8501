//! `POST /desk/letters/{id}/keys`: switches a reviewer's keys on or off.

use axum::extract::Path;
use axum::response::Response;

use super::posted::Posted;
use super::review::queue_address;
use super::seat::letter;
use super::{Undone, lead_to};

pub(super) async fn switch(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    letter(&posted.seat.app, &id).await?;
    let (seat, form) = (&posted.seat, &posted.form);
    let on = form.text("keys") == "on";
    seat.app.switch_keys(&seat.session.reviewer, on).await?;
    Ok(lead_to(&queue_address(&id, form)))
}
