//! The reference backend of Open Letter: letters from files, signatures in a database.
//!
//! `cli` reads what is asked of the program; `start` gathers what it takes (secret, database,
//! letters); `app` answers requests; `routes` has one file a call.

mod accepting;
mod announcing;
mod app;
mod archive;
mod asking;
mod background;
mod backup;
mod claims;
pub mod cli;
mod clock;
mod closing;
mod code;
pub mod configuration;
mod confirming;
mod conformance;
mod connections;
mod correction;
mod cursor;
mod desk;
mod desk_page;
mod differing;
mod editing;
mod etag;
mod existing;
mod explain;
mod export;
mod formats;
mod hosted_page;
mod id;
mod import;
mod in_flight;
mod keys;
mod letters;
mod limits;
mod locales;
mod log;
mod mail;
mod mailbox;
mod mailing;
mod metrics;
mod networks;
mod new_file;
mod noticing;
mod outbox_page;
mod owning;
mod private;
mod problem;
mod proving;
mod render;
mod requests;
mod restore;
mod routes;
mod secret;
mod seed;
mod serve;
mod signing;
mod spreadsheet;
mod standing;
mod start;
mod store;
mod token;

pub use app::{AppState, metrics_router, router};
pub use backup::BackupError;
#[doc(hidden)]
pub use clock::set_ahead as set_clock_ahead;
pub use connections::answer;
pub use desk::password::PasswordError;
pub use desk::{Reviewer, ReviewerError};
pub use import::ImportError;
pub use letters::{LetterError, PublicUrl, parse as parse_letter};
pub use limits::{DomainList, DomainListError, Limits, NetworkError, NetworkList, TrustedProxies};
pub use locales::LocaleError;
pub use mail::{
    Link, MailSettings, MailSettingsError, Outbox, OutboxMail, Reason, Rendered, SendError,
    Transport,
};
pub use render::RenderError;
pub use secret::SecretError;
pub use start::{Places, StartError};
pub use store::OpenError;
