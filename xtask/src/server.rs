//! The reference server's binary.

use crate::console::Steps;
use crate::{command, workspace};
use anyhow::Result;
use std::path::PathBuf;

/// The package, and the name of its binary.
const SERVER: &str = "open-letter-server";

/// Builds the server as it is deployed. Cargo knows best whether it has to.
pub(crate) fn build_release(steps: &mut Steps) -> Result<PathBuf> {
    let step = steps.begin("The server, in release form");
    command::run(
        "server",
        &mut command::cargo(["build", "--release", "--package", SERVER]),
    )?;
    step.end("built");
    Ok(workspace::built("release", SERVER))
}

/// Builds the server quickly, for the browser scenarios.
pub(crate) fn build_debug() -> Result<PathBuf> {
    command::run(
        "server-debug",
        &mut command::cargo(["build", "--package", SERVER]),
    )?;
    Ok(workspace::built("debug", SERVER))
}
