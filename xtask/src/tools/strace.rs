//! strace, by which a test sees in which order the server talks to the disk and to its clients.

use super::{debian, search_path};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Finds it, or installs it. Only Linux has it, and only there the test asks for it.
pub(crate) fn ensure() -> Result<()> {
    if !cfg!(target_os = "linux") || place().is_some() {
        return Ok(());
    }
    if debian::can_install() {
        debian::install(&["strace"], "strace")?;
    }
    place()
        .map(|_| ())
        .context("strace is missing: install it, for the test of what is on disk")
}

fn place() -> Option<PathBuf> {
    search_path::find("strace")
}
