//! What every request may need, and the router that answers them.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;

use crate::background::Background;
use crate::desk::Desk;
use crate::in_flight::InFlight;
use crate::keys::Keys;
use crate::letters::{Letters, PublicUrl};
use crate::limits::Rules;
use crate::locales::Locales;
use crate::mail::{Outbox, Post};
use crate::metrics::{self, Metrics};
use crate::routes;
use crate::store::Store;

/// What every request may need.
pub(crate) struct App {
    pub(crate) letters: Letters,
    pub(crate) store: Store,
    pub(crate) keys: Arc<Keys>,
    pub(crate) in_flight: InFlight,
    pub(crate) post: Post,
    pub(crate) background: Background,
    pub(crate) rules: Rules,
    pub(crate) metrics: Metrics,
    pub(crate) locales: Locales,
    pub(crate) public: PublicUrl,
    pub(crate) desk: Desk,
    pub(crate) dist: Option<PathBuf>,
}

/// A handle on it, cheap to clone.
#[derive(Clone)]
pub struct AppState(pub(crate) Arc<App>);

impl AppState {
    /// The mails that are kept to be looked at, where they are not sent.
    #[must_use]
    pub fn outbox(&self) -> Option<Outbox> {
        self.0.post.transport()?.outbox().cloned()
    }

    /// Lets the mails that are being handed over be handed over, and ends the connections to the
    /// database.
    pub async fn close(&self) {
        self.0.background.close().await;
        self.0.store.close().await;
    }
}

/// What the server counts of its own work, without a socket: for an address that nobody else
/// reaches.
pub fn metrics_router(state: AppState) -> Router {
    metrics::scrape::routes(state)
}

/// Everything that the server answers, without a socket.
pub fn router(state: AppState) -> Router {
    routes::all(state)
}
