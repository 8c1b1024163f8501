//! Where signatures are kept: what a store takes and what it gives, whichever database it is.

pub(crate) mod sqlite;

use open_letter_core::Timestamp;
use open_letter_core::letter::Page;

use crate::keys::{Sealed, Tag};

pub(crate) use sqlite::Store;

/// A request to sign that holds its letter's rules.
pub(crate) struct Submission {
    pub(crate) receipt: String,
    pub(crate) letter_id: String,
    pub(crate) key: String,
    pub(crate) body_hash: Tag,
    pub(crate) mailbox: Tag,
    pub(crate) payload: Sealed,
    pub(crate) created_at: Timestamp,
}

/// A signature as it is kept, published from the moment that it is sent.
pub(crate) struct Signature {
    pub(crate) id: String,
    pub(crate) letter_id: String,
    pub(crate) mailbox: Tag,
    /// None where the name stays out of the list; it is then among the private fields alone.
    pub(crate) name: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) affiliation: Option<String>,
    pub(crate) badges: Vec<String>,
    pub(crate) signed_at: Timestamp,
    pub(crate) letter_version: Option<String>,
    pub(crate) receipt: Option<String>,
    pub(crate) private: Sealed,
}

/// What became of a submission.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Submitted {
    /// It is kept, now or since its key came first.
    Kept {
        /// The receipt of the one that is kept.
        receipt: String,
    },
    /// Its key came before with another body.
    KeyReused,
}

/// The count and a page that were true at one moment.
pub(crate) struct Snapshot {
    pub(crate) count: u64,
    pub(crate) page: Page,
}

/// The database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("the database answered: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database holds what it should not: {0}")]
    Content(&'static str),
}
