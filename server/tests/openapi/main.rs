//! The server and `docs/openapi.json` say the same: what is described is answered, and what is
//! answered is described.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod document;
mod examples;
mod routes;
mod server;
mod stories;
mod waiting;
mod witness;
mod words;
