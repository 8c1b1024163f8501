//! The campaigner's desk, held against the router: who may sit there, what is decided, and what
//! nobody learns of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and a long one says how it went"
)]

mod badges;
mod browser;
mod chance;
#[path = "../promises/database.rs"]
mod database;
mod every_store;
mod network;
mod networks;
#[path = "../promises/random.rs"]
mod random;
mod seats;
mod server;
mod signers;
mod stories;
mod strangers;
