//! The widget and the studio page: `dist/`, built by Trunk and finished by its hook.

use crate::console::{self, Steps};
use crate::stamp::Stamp;
use crate::tools::{Aim, WidgetTools};
use crate::{command, workspace};
use anyhow::{Context, Result};
use std::borrow::Borrow;
use std::ffi::OsString;
use std::fs::{self, File};
use std::process::ExitCode;

/// Builds `dist/` in release form, unless it is there and nothing that it is made of has changed.
pub(crate) fn ensure(steps: &mut Steps) -> Result<()> {
    let step = steps.begin("The widget, in release form");
    step.end(build_if_changed(WidgetTools::ensure)?);
    Ok(())
}

/// The same, with tools that may have been gathered before.
pub(crate) fn build_if_changed<T: Borrow<WidgetTools>>(
    tools: impl FnOnce() -> Result<T>,
) -> Result<&'static str> {
    let _alone = alone()?;
    let stamp = Stamp::read_inputs()?;
    if stamp.holds() {
        return Ok("unchanged since it was built");
    }
    let tools = tools()?;
    let tools: &WidgetTools = tools.borrow();

    // Offline, Trunk downloads no tool and Cargo no crate; so the crates are fetched before,
    // those of the standard library among them.
    let mut fetch = command::cargo(["fetch", "--target", "wasm32-unknown-unknown"]);
    tools.prepare(&mut fetch, Aim::Bytes);
    command::run("fetch", &mut fetch)?;

    console::detail("Trunk builds it with the standard library: about two minutes the first time");
    let mut trunk = tools.trunk(Aim::Bytes)?;
    trunk.args(["build", "--release", "--offline"]);
    // Trunk's own backtrace would push the compiler's words out of sight.
    command::run("trunk", trunk.env("RUST_BACKTRACE", "0"))?;
    stamp.keep()?;
    Ok("built")
}

/// Waits until no other terminal builds in this checkout: two builds would clear away each
/// other's files. The lock goes with the file that is returned.
fn alone() -> Result<File> {
    let place = workspace::notes().join("widget.lock");
    fs::create_dir_all(workspace::notes()).context("target/xtask cannot be made")?;
    let lock = File::options()
        .create(true)
        .append(true)
        .open(place)
        .context("target/xtask/widget.lock cannot be opened")?;
    if lock.try_lock().is_err() {
        console::detail("waiting for another build of the widget in this checkout");
        lock.lock()
            .context("target/xtask/widget.lock cannot be locked")?;
    }
    Ok(lock)
}

/// Trunk as its users know it, with a compiler that needs no prebuilt library.
pub(crate) fn trunk(arguments: &[OsString]) -> Result<ExitCode> {
    let release = arguments.iter().any(|argument| argument == "--release");
    let aim = if release { Aim::Bytes } else { Aim::Messages };
    let mut trunk = WidgetTools::ensure()?.trunk(aim)?;
    command::become_program(trunk.args(arguments))
}
