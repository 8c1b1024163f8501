//! rustfmt and clippy, which a minimal rustup leaves out.

use super::search_path;
use crate::command;
use crate::console;
use anyhow::{Result, ensure};
use std::process::Command;

/// A part of the Rust tool chain that Cargo calls.
pub(crate) fn ensure(component: &str, subcommand: &str) -> Result<()> {
    let works = || command::answer(&mut command::cargo([subcommand, "--version"])).is_some();
    if works() {
        return Ok(());
    }
    if search_path::find("rustup").is_some() {
        console::detail(&format!("rustup component add {component}"));
        let mut rustup = Command::new("rustup");
        command::run(component, rustup.args(["component", "add", component]))?;
    }
    ensure!(
        works(),
        "{component} is missing: run `rustup component add {component}`"
    );
    Ok(())
}
