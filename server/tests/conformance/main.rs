//! `open-letter-server conformance`: ours passes it whole, the example backend of the docs passes
//! its levels, and a backend that lies is found out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod bounds;
mod command_line;
mod example;
mod faults;
mod lying;
mod ours;
mod suite;
