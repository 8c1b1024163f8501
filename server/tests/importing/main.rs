//! Signatures that come from files and go into files, through the program itself, on both
//! databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[path = "../promises/database.rs"]
#[allow(dead_code, reason = "the promises need more of it")]
mod database;

mod archiving;
mod backing_up;
mod documented;
mod exporting;
mod place;
mod reading;
mod refusing;
mod repeating;
