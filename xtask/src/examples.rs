//! The examples: a letter in pages of other people's frameworks, built as their owners build them.

use crate::command::{self, npm_program};
use crate::console::Steps;
use crate::tools::{Aim, WidgetTools};
use crate::{console, widget, workspace};
use anyhow::Result;
use std::process::{Command, ExitCode};

/// The Yew application's package.
const YEW: &str = "examples/yew";

/// Builds them by themselves.
pub(crate) fn run() -> Result<ExitCode> {
    let mut steps = Steps::new(2);
    widget::ensure(&mut steps)?;
    let step = steps.begin("The examples");
    build(&WidgetTools::ensure()?)?;
    step.end("built");
    Ok(ExitCode::SUCCESS)
}

/// Builds those of npm with the package of this checkout, and the Yew application with the Wasm's
/// compiler. The widget has to be built already.
pub(crate) fn build(tools: &WidgetTools) -> Result<()> {
    console::detail("React, Vue, Svelte and Next");
    // Their packages need no scripts of theirs.
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    command::run("examples-npm-ci", npm().args(install))?;
    command::run("examples-npm-build", npm().args(["run", "build"]))?;

    console::detail("Yew");
    let mut trunk = tools.trunk(Aim::Bytes)?;
    trunk
        .args(["build", "--release", "--offline", "--dist"])
        .arg(workspace::path("target").join(YEW))
        .env("RUST_BACKTRACE", "0")
        .current_dir(workspace::path(YEW));
    command::run("examples-yew", &mut trunk)
}

fn npm() -> Command {
    let mut npm = Command::new(npm_program("npm"));
    npm.current_dir(workspace::path("examples"))
        // Next counts its users unless told not to.
        .env("NEXT_TELEMETRY_DISABLED", "1");
    npm
}
