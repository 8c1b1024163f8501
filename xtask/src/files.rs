//! Files by the folder.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder, in an order that does not depend on the file system.
/// A folder that is not there has none.
pub(crate) fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    below_except(folder, &[])
}

/// The same, without the folders of these names.
pub(crate) fn below_except(folder: &Path, skipped: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, skipped, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, skipped: &[&str], found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| unreadable(folder))?;
    for entry in entries {
        let entry = entry.with_context(|| unreadable(folder))?;
        let path = entry.path();
        if !path.is_dir() {
            found.push(path);
        } else if !skipped.iter().any(|name| entry.file_name() == *name) {
            collect(&path, skipped, found)?;
        }
    }
    Ok(())
}

/// A file's bytes, or a sentence that names it.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| unreadable(path))
}

/// A file's text, or a sentence that names it.
pub(crate) fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| unreadable(path))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    let unwritable = || format!("{} cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(unwritable)?;
    }
    fs::write(path, content).with_context(unwritable)
}

/// A path's last part, as text.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn unreadable(path: &Path) -> String {
    format!("{} cannot be read", path.display())
}
