//! `GET /metrics`, on an address of its own: what a server is asked and how it fares is for whoever
//! runs it.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text;

use crate::app::{App, AppState};
use crate::clock;
use crate::store::StoreError;
use crate::token::hours_ago;

/// What Prometheus and its like read.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The routes of the second address.
pub(crate) fn routes(state: AppState) -> Router {
    Router::new()
        .route("/metrics", get(scrape))
        .with_state(state)
}

async fn scrape(State(AppState(app)): State<AppState>) -> Response {
    // What is counted in memory is told even where the database does not answer.
    if let Err(error) = look(&app).await {
        tracing::error!(%error, "the queues cannot be counted");
    }
    let mut body = String::new();
    match text::encode(&mut body, &app.metrics.registry) {
        Ok(()) => ([(CONTENT_TYPE, OPEN_METRICS)], body).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn look(app: &App) -> Result<(), StoreError> {
    let now = clock::now();
    let mails = app.store.queue_state(hours_ago(now, 1)).await?;
    let review = app.store.in_review().await?;
    app.metrics.gauges.set_mails(&mails, now);
    app.metrics.gauges.set_review(&review);
    Ok(())
}
