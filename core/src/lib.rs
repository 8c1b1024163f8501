//! What an open letter is, and how its life goes on.
//!
//! This crate is pure: no browser, no database, no clock and no randomness. Times, ids and
//! answers are handed in; what should be done about them is handed back as data. The widget,
//! the view and the server all build on it, so that a rule is written once.

pub mod adapter;
pub mod config;
mod email;
mod field;
mod fields;
pub mod flow;
pub mod format;
pub mod i18n;
pub mod json;
pub mod letter;
#[cfg(feature = "wire")]
pub mod proof;
pub mod protocol;
pub mod rich_text;
pub mod shared;
mod signatory;
pub mod signature;
mod site;
pub mod text;
pub mod timestamp;
mod words;

pub use email::Email;
pub use json::Json;
pub use letter::Letter;
pub use timestamp::Timestamp;
