//! What `dist/` was built from, so that nothing is built twice.

use crate::{files, workspace};
use anyhow::{Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The files and folders that the studio page, the embed bundle and the npm package are made of.
const INPUTS: [&str; 17] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Trunk.toml",
    "adapter",
    "core",
    "index.html",
    "js",
    "npm",
    "src",
    "static",
    "studio",
    "view",
    "xtask/src/bundle",
    "xtask/src/tools",
];

/// Folders below them that the server alone reads, while it runs.
const NOT_BUNDLED: [&str; 2] = ["static/letters", "static/locales/server"];

/// The inputs' digest, taken before a build.
pub(crate) struct Stamp {
    inputs: String,
}

impl Stamp {
    /// Reads all inputs, so that a change during the build is not taken for built.
    pub(crate) fn read_inputs() -> Result<Self> {
        let mut found = Vec::new();
        for input in INPUTS.map(workspace::path) {
            if input.is_dir() {
                found.extend(files::below(&input)?);
            } else if input.is_file() {
                found.push(input);
            }
        }
        let apart = NOT_BUNDLED.map(workspace::path);
        found.retain(|file| !apart.iter().any(|folder| file.starts_with(folder)));
        Ok(Self {
            inputs: digest(workspace::root(), &found)?,
        })
    }

    /// Whether `dist/` is what was built from just these inputs. Trunk also leaves debug
    /// builds there, hence the look at the outputs.
    pub(crate) fn holds(&self) -> bool {
        let kept = fs::read_to_string(place()).unwrap_or_default();
        self.with_outputs().is_ok_and(|now| now == kept)
    }

    /// Keeps the stamp of what has just been built.
    pub(crate) fn keep(&self) -> Result<()> {
        ensure!(
            workspace::dist().join("index.html").is_file(),
            "dist/ lost its page during the build; is Trunk at work in another terminal?"
        );
        files::write(&place(), self.with_outputs()?)
    }

    fn with_outputs(&self) -> Result<String> {
        let mut outputs = files::below(&workspace::dist())?;
        outputs.extend(files::below(&workspace::npm_package())?);
        let outputs = digest(workspace::root(), &outputs)?;
        Ok(format!("inputs {}\noutputs {outputs}\n", self.inputs))
    }
}

fn place() -> PathBuf {
    workspace::notes().join("widget.stamp")
}

/// One digest over the names and contents of files.
fn digest(root: &Path, paths: &[PathBuf]) -> Result<String> {
    let mut all = Sha256::new();
    for file in paths {
        let name = file
            .strip_prefix(root)
            .unwrap_or(file)
            .to_string_lossy()
            .into_owned();
        let content = files::bytes(file)?;
        all.update(format!("{name}\n{}\n", content.len()));
        all.update(content);
    }
    Ok(all
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_follows_names_and_contents() {
        let folder = std::env::temp_dir().join(format!("open-letter-stamp-{}", std::process::id()));
        let digest_of = |name: &str, content: &str| {
            let file = folder.join(name);
            files::write(&file, content).unwrap();
            digest(&folder, &[file]).unwrap()
        };
        let first = digest_of("a", "letter");
        assert_eq!(first, digest_of("a", "letter"));
        assert_ne!(first, digest_of("a", "letters"));
        assert_ne!(first, digest_of("b", "letter"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
