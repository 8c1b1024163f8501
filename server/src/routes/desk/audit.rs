//! `GET /desk/audit`

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use open_letter_core::Timestamp;

use super::super::form::queried;
use super::seat::Seat;
use super::{Undone, page};
use crate::desk_page::{self, Tab};

pub(super) async fn read(seat: Seat, RawQuery(query): RawQuery) -> Result<Response, Undone> {
    let before = queried(query.as_deref(), "before");
    let before = before.as_deref().and_then(|before| {
        let (millis, id) = before.split_once('.')?;
        Some((Timestamp::from_millis(millis.parse().ok()?), id.to_owned()))
    });
    let lines = seat.app.audit(before).await?;
    let html = desk_page::audit(seat.frame(Tab::Audit), lines).await;
    Ok(page(StatusCode::OK, html))
}
