//! What one client can take of the server, over real connections: slow ones, many, malformed ones,
//! and more posts than a network may send.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod connection;
mod malformed;
mod posts;
mod program;
mod review;
mod server;
mod slow;
mod stopping;
