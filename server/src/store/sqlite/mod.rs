//! The store in a file: SQLite, with one connection that writes and a few that read.

mod open;
mod read;
mod write;

use sqlx::SqlitePool;

pub use open::OpenError;
pub(crate) use open::reader_options;
pub(crate) use read::{COUNT, PAGE};

/// The signatures of one database file.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    /// One connection: SQLite lets one write at a time, and here they queue in order.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Ends all connections. What was acknowledged is on disk already.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
