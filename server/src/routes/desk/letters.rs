//! `GET /desk`: the letters.

use axum::http::StatusCode;
use axum::response::Response;

use super::seat::{Seat, about};
use super::{Undone, page};
use crate::clock;
use crate::desk_page::{self, ListedLetter, Tab};

pub(super) async fn read(seat: Seat) -> Result<Response, Undone> {
    let mut listed = Vec::new();
    for filed in seat.app.letters.all() {
        let letter = filed.at(clock::now());
        let waiting = seat.app.held(&letter.id).await?.all();
        listed.push(ListedLetter {
            about: about(&letter, waiting),
            status: desk_page::status(letter.status).to_owned(),
            count: seat.app.store.count(&letter.id).await?,
        });
    }
    let html = desk_page::letters(seat.frame(Tab::Letters), listed).await;
    Ok(page(StatusCode::OK, html))
}
