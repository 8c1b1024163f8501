//! What was acknowledged is on disk: the program itself, killed while it writes, and watched while
//! it answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod killed;
mod server;
mod watched;
