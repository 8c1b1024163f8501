//! What a server counts of its work and says of its health, and to whom.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod counted;
mod health;
mod program;
mod server;
