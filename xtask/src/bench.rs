//! `cargo xtask bench`: what the server takes, measured by its own package's bench.

use crate::command;
use crate::console::Steps;
use anyhow::Result;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// Builds the server and its bench in release form, then becomes the bench: its table is for
/// whoever asked, and its exit code says whether the targets are reached.
pub(crate) fn run(arguments: &[OsString]) -> Result<ExitCode> {
    let step = Steps::new(1).begin("The server and its bench, in release form");
    let mut build = cargo_bench();
    command::run("bench-build", build.arg("--no-run"))?;
    step.end("built");
    let mut bench = cargo_bench();
    bench.args(["--quiet", "--"]).args(arguments);
    command::become_program(&mut bench)
}

fn cargo_bench() -> Command {
    command::cargo([
        "bench",
        "--package",
        "open-letter-server",
        "--bench",
        "load",
    ])
}
