//! The browser tests' own packages, as their lock file names them.

use super::npm_tool::require_node;
use crate::command::{self, npm_program};
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
