//! The search path: finding a program on it, and putting tools before it.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A program's place on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|place| place.is_file())
}

/// The search path with these programs' folders first.
pub(crate) fn with(programs: &[&Path]) -> Result<OsString> {
    let folders = programs
        .iter()
        .filter_map(|program| program.parent())
        .map(Path::to_path_buf);
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.chain(env::split_paths(&path)))
        .context("a tool lies in a folder whose name cannot stand in PATH")
}
