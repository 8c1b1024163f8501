//! `GET /desk/letters/{id}/figures`

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::seat::{Seat, letter};
use super::{Undone, page};
use crate::desk_page::{self, Tab};

pub(super) async fn read(seat: Seat, Path(id): Path<String>) -> Result<Response, Undone> {
    let letter = letter(&seat.app, &id).await?;
    let frame = seat.frame_of(&letter, Tab::Figures).await?;
    let figures = seat.app.figures(&id).await?;
    Ok(page(
        StatusCode::OK,
        desk_page::figures(frame, figures).await,
    ))
}
