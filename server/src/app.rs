//! What every request may need, and the router that answers them.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;

use crate::keys::Keys;
use crate::letters::{Letters, PublicUrl};
use crate::locales::Locales;
use crate::routes;
use crate::store::Store;

/// What every request may need.
pub(crate) struct App {
    pub(crate) letters: Letters,
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    pub(crate) locales: Locales,
    pub(crate) public: PublicUrl,
    pub(crate) dist: PathBuf,
}

/// A handle on it, cheap to clone.
#[derive(Clone)]
pub struct AppState(pub(crate) Arc<App>);

impl AppState {
    /// Ends the connections to the database.
    pub async fn close(&self) {
        self.0.store.close().await;
    }
}

/// Everything that the server answers, without a socket.
pub fn router(state: AppState) -> Router {
    routes::all(state)
}
