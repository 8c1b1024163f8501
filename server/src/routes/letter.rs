//! `GET L`: the letter, its count and the first page of signatories.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use open_letter_core::letter::{Count, Letter, Signatures};
use open_letter_core::protocol::PAGE_SIZE;

use super::{CACHE_LETTER, LetterId, bytes, filed, json};
use crate::app::{App, AppState};
use crate::clock;
use crate::etag::Etag;
use crate::problem::Refusal;

pub(super) async fn read(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    request: HeaderMap,
) -> Result<Response, Refusal> {
    let digest = filed(&app, &id)?.digest;
    let letter = with_signatures(&app, &id).await?;
    // When it was counted changes with every request, and says nothing new by itself.
    let Signatures { count, page } = &letter.signatures;
    let etag = Etag::of(&[
        &digest,
        letter.status.as_str().as_bytes(),
        &count.map_or(0, |count| count.count).to_be_bytes(),
        &bytes(page)?,
    ]);
    Ok(etag.answer(&request, json(bytes(&letter)?, CACHE_LETTER)))
}

/// The letter as it is now, with its count and first page.
pub(super) async fn with_signatures(app: &App, id: &str) -> Result<Letter, Refusal> {
    let now = clock::now();
    let mut letter = filed(app, id)?.at(now);
    let snapshot = app.store.snapshot(id, PAGE_SIZE).await?;
    letter.signatures = Signatures {
        count: Some(Count {
            count: snapshot.count,
            as_of: now,
        }),
        page: snapshot.page,
    };
    Ok(letter)
}
