//! Whether the server lives, and whether it can do its work: for whatever starts it again, and for
//! whatever sends people to it.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::unhosted::NO_STORE;
use crate::app::{App, AppState};
use crate::store::{Connection, StoreError, Work};

/// How long the database may take. Who asks has a patience of their own, often of a few seconds.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/health/live", get(async || told(Ok(()))))
        .route("/health/ready", get(ready))
}

async fn ready(State(AppState(app)): State<AppState>) -> Response {
    told(check(&app).await)
}

/// What keeps the server from its work, in a sentence.
async fn check(app: &App) -> Result<(), &'static str> {
    if !app.background.runs() {
        return Err(
            "A task beside the requests has ended, such as the mails'. Start the server again.",
        );
    }
    let reads = async { app.store.count("").await.map(|_| ()) };
    let writes = app.store.write(Nothing);
    let both = async { tokio::try_join!(reads, writes) };
    match tokio::time::timeout(PATIENCE, both).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => {
            tracing::error!(%error, "the store failed");
            Err("The database does not do what it is asked. See the server's log.")
        }
        Err(_) => Err("The database does not answer in time."),
    }
}

fn told(outcome: Result<(), &'static str>) -> Response {
    let (status, sentence) = match outcome {
        Ok(()) => (StatusCode::OK, "All is well."),
        Err(sentence) => (StatusCode::SERVICE_UNAVAILABLE, sentence),
    };
    (status, [(CACHE_CONTROL, NO_STORE)], format!("{sentence}\n")).into_response()
}

/// A transaction in which nothing happens. It takes its turn with those that write.
struct Nothing;

impl Work for Nothing {
    type Answer = ();

    async fn run(&self, _: &mut Connection) -> Result<(), StoreError> {
        Ok(())
    }
}
