//! `GET L/count`: how many have signed.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use open_letter_core::letter::Count;

use super::{LetterId, bytes, filed, json};
use crate::app::AppState;
use crate::clock;
use crate::etag::Etag;
use crate::problem::Refusal;

/// Shared caches answer for five seconds, so that a million readers ask us once in five seconds.
const CACHE: HeaderValue =
    HeaderValue::from_static("public, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400");

pub(super) async fn read(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    request: HeaderMap,
) -> Result<Response, Refusal> {
    filed(&app, &id)?;
    let as_of = clock::now();
    let count = app.store.count(&id).await?;
    let etag = Etag::of(&[b"count", &count.to_be_bytes()]);
    Ok(etag.answer(&request, json(bytes(&Count { count, as_of })?, CACHE)))
}
