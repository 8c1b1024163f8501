//! The same release from another folder: a copy of the checkout is built under a longer path, and
//! every file has to be the same to the bit.

use super::{folder, sums};
use crate::console::{self, Steps};
use crate::{command, files, workspace};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a build leaves at the top of a checkout, and what is no part of it.
const NOT_COPIED: [&str; 4] = [".git", "data", "dist", "target"];

/// Builds the copy and compares. The first release has to be there.
pub(super) fn check(with_server: bool) -> Result<()> {
    let mut steps = Steps::new(1);
    let step = steps.begin("The same release in another folder: about four minutes");
    let elsewhere = Elsewhere::copy()?;
    let mut again = Command::new(std::env::current_exe().context("where am I?")?);
    again
        .arg("dist")
        .env(workspace::OTHER_ROOT, &elsewhere.checkout)
        .current_dir(&elsewhere.checkout);
    if !with_server {
        again.arg("--without-server");
    }
    command::run("dist-elsewhere", &mut again)?;

    let there = elsewhere.checkout.join("target/dist");
    let different = sums::differences(&folder(), &there)?;
    let count = sums::of(&there)?.len();
    ensure!(count > 0, "the second build has left nothing");
    ensure!(
        different.is_empty(),
        "two builds differ: {}",
        different.join("; ")
    );
    step.end(&format!("{count} files, the same to the bit"));
    console::detail(&format!("built in {}", elsewhere.checkout.display()));
    Ok(())
}

/// A copy of the checkout, which goes with this value.
struct Elsewhere {
    top: PathBuf,
    checkout: PathBuf,
}

impl Elsewhere {
    fn copy() -> Result<Self> {
        let top =
            std::env::temp_dir().join(format!("open-letter-elsewhere-{}", std::process::id()));
        let checkout = top.join("a-folder-with-a-longer-name").join("checkout");
        let elsewhere = Self { top, checkout };
        for file in files::below_except(workspace::root(), &["node_modules", "target", ".git"])? {
            let name = file.strip_prefix(workspace::root()).unwrap_or(&file);
            if !apart(name) {
                files::write(&elsewhere.checkout.join(name), files::bytes(&file)?)?;
            }
        }
        Ok(elsewhere)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.top);
    }
}

fn apart(name: &Path) -> bool {
    let top = name.components().next();
    top.is_some_and(|top| NOT_COPIED.iter().any(|not| top.as_os_str() == *not))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_sources_and_no_builds() {
        for (name, expected) in [
            ("target/dist/SHA256SUMS", true),
            ("dist/index.html", true),
            (".git/HEAD", true),
            (".cargo/config.toml", false),
            ("xtask/src/release/mod.rs", false),
            ("Cargo.lock", false),
        ] {
            assert_eq!(apart(Path::new(name)), expected, "{name}");
        }
    }
}
