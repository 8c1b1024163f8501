//! What the server answers, without a socket: the router over a database in a temporary folder.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod fields;
mod files;
mod hosted;
mod keeping;
mod reading;
mod refusing;
mod server;
mod signing;
