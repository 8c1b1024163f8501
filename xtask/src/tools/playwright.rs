//! The browser tests' own packages, as their lock file names them.

use super::npm_tool::require_node;
use crate::command::{self, npm_program};
use crate::console;
use crate::workspace;
use anyhow::Result;
use std::process::Command;

/// Installs Playwright and axe into `e2e/node_modules`.
pub(crate) fn ensure() -> Result<()> {
    require_node()?;
    command::run(
        "npm-ci",
        Command::new(npm_program("npm"))
            .args(["ci", "--no-audit", "--no-fund"])
            // The browser is found apart, and packages need no scripts of theirs.
            .args(["--ignore-scripts"])
            .current_dir(workspace::path("e2e")),
    )
}

/// Lets Playwright download its own build of a browser, where the system has none to offer.
pub(super) fn install(browser: &str) -> Result<()> {
    console::detail(&format!("Playwright downloads its own {browser}"));
    command::run(
        &format!("install-{browser}"),
        Command::new(npm_program("npx"))
            .args(["--no-install", "playwright", "install", browser])
            .current_dir(workspace::path("e2e")),
    )
}
