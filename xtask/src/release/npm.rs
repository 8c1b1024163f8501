//! The npm package in one file, as a registry takes it.

use super::copy;
use crate::command::{self, npm_program};
use crate::{files, workspace};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Packs the package and the list of what is in it. npm gives every file the same time.
pub(super) fn pack(sbom: &str, out: &Path) -> Result<()> {
    let stage = workspace::notes().join("npm-pack");
    if stage.exists() {
        fs::remove_dir_all(&stage).context("an earlier package cannot go")?;
    }
    copy(&workspace::npm_package(), &stage)?;
    files::write(&stage.join("sbom.cdx.json"), sbom)?;
    let mut npm = Command::new(npm_program("npm"));
    npm.args(["pack", "--ignore-scripts", "--pack-destination"])
        .arg(out)
        .current_dir(&stage);
    command::run("npm-pack", &mut npm)
}
