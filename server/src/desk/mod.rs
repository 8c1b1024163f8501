//! The campaigner's desk: who sits at it, what waits there, and what is decided.
//!
//! Everything that is decided about a signature happens in one transaction with the count and with
//! a line in the audit, and names the state that its reviewer saw: what has changed since is told,
//! and left as it is.

pub(crate) mod audit;
pub(crate) mod deciding;
pub(crate) mod decision;
pub(crate) mod entry;
pub(crate) mod figures;
mod keyless;
mod outcome;
pub(crate) mod password;
mod reviewer;
pub(crate) mod searching;
pub(crate) mod sessions;
mod settling;
pub(crate) mod sign_in;
pub(crate) mod spelling;
pub(crate) mod undoing;
pub(crate) mod waiting;

pub(crate) use reviewer::Desk;
pub use reviewer::{Reviewer, ReviewerError};
