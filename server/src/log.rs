//! What is written to the log: that something was asked, never by whom or with what.

use std::io;
use std::panic;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Level;

/// Sends the log to standard error.
pub(crate) fn start() {
    tracing_subscriber::fmt()
        .compact()
        .with_max_level(Level::INFO)
        .with_writer(io::stderr)
        .init();
    // A panic's message may quote what was being worked on, so only its place is noted.
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "panicked");
    }));
}

/// Notes a request by its route. A path or query could have been typed by a person.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("files", MatchedPath::as_str);
    let (status, ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    tracing::info!(%method, route, status, ms, "answered");
    response
}
