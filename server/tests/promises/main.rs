//! What is promised of signatures, held against the router on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and a long one says how it went"
)]

mod closing;
mod counting;
mod database;
mod erasing;
mod every_store;
mod mail_limit;
mod one_intent;
mod one_mailbox;
mod random;
mod server;
mod stories;
mod strangers;
mod tokens;
mod turmoil;
