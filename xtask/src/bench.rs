//! `cargo xtask bench`: what the server takes, measured by its own package's bench, and what an
//! adapter, a letter on a page and a proof of work take, measured in a browser.

use crate::console::Steps;
use crate::{command, server, tools, widget, workspace};
use anyhow::{Result, anyhow};
use std::ffi::OsString;
use std::process::{Command, ExitCode};

const PLAYWRIGHT: &str = "node_modules/@playwright/test/cli.js";
/// The scenario that reviews a thousand signatures by keyboard, and prints the keystrokes.
const REVIEW: [&str; 5] = [
    "test",
    "desk/keys.spec.js",
    "--grep",
    "a thousand",
    "--reporter=line",
];

/// Measures what the first argument says.
pub(crate) fn run(arguments: &[OsString]) -> Result<ExitCode> {
    match arguments {
        [what, arguments @ ..] if what == "adapter" => in_browser("adapter/bench.mjs", arguments),
        [what, arguments @ ..] if what == "proof" => in_browser("bench/proof.mjs", arguments),
        [what, arguments @ ..] if what == "page" => in_browser("bench/page.mjs", arguments),
        [what] if what == "review" => in_browser(PLAYWRIGHT, &REVIEW.map(OsString::from)),
        _ => load(arguments),
    }
}

/// Builds the widget and the server, then becomes the bench that measures them.
fn in_browser(script: &str, arguments: &[OsString]) -> Result<ExitCode> {
    let mut steps = Steps::new(3);
    let browser = tools::browser(&mut steps).map_err(|missing| anyhow!(missing))?;
    widget::ensure(&mut steps)?;
    let server = server::build_release(&mut steps)?;
    let mut bench = Command::new("node");
    bench
        .arg(script)
        .args(arguments)
        .current_dir(workspace::path("e2e"))
        .env("OPEN_LETTER_DIST", workspace::dist())
        .env("OPEN_LETTER_SERVER", server);
    browser.prepare(&mut bench);
    command::become_program(&mut bench)
}

/// Builds the server and its bench in release form, then becomes the bench: its table is for
/// whoever asked, and its exit code says whether the targets are reached.
fn load(arguments: &[OsString]) -> Result<ExitCode> {
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
