//! The reference backend of Open Letter: letters from files, signatures in a database.
//!
//! `cli` reads what is asked of the program; `start` gathers what it takes (secret, database,
//! letters); `app` answers requests; `routes` has one file a call.

mod app;
pub mod cli;
mod clock;
mod cursor;
mod etag;
mod explain;
mod formats;
mod hosted_page;
mod id;
mod keys;
mod letters;
mod locales;
mod log;
mod mailbox;
mod problem;
mod routes;
mod secret;
mod seed;
mod serve;
mod signing;
mod start;
mod store;

pub use app::{AppState, router};
pub use letters::{LetterError, PublicUrl, parse as parse_letter};
pub use locales::LocaleError;
pub use secret::SecretError;
pub use start::{Places, StartError};
pub use store::sqlite::OpenError;
