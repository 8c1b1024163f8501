//! The crates behind a file, as Cargo resolves them for it.

use crate::{command, files, workspace};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::process::Stdio;

/// What a package is compiled for.
pub(super) enum Target {
    /// The browser.
    Wasm,
    /// This machine, with the browser's files inside.
    Host,
}

/// A crate of a version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Crate {
    pub(super) name: String,
    pub(super) version: String,
    /// As its manifest says it.
    pub(super) licence: String,
    /// SHA-256 of what the registry serves; none for the packages of this workspace.
    pub(super) checksum: Option<String>,
}

impl Crate {
    /// The standard library, which is compiled in as well.
    pub(super) fn std(version: &str) -> Self {
        Self {
            name: "std".to_owned(),
            version: version.to_owned(),
            licence: "MIT OR Apache-2.0".to_owned(),
            checksum: None,
        }
    }
}

/// The crates that a package links, without macros and what else only builds it.
pub(super) fn of(package: &str, target: &Target) -> Result<Vec<Crate>> {
    let mut tree = command::cargo(["tree", "--locked", "--prefix", "none"]);
    tree.args(["--package", package, "--edges", "normal,no-proc-macro"])
        .args(["--format", "{p}\t{l}"])
        .stdin(Stdio::null());
    match target {
        Target::Wasm => tree.args(["--target", "wasm32-unknown-unknown"]),
        Target::Host => tree.args(["--features", "dist"]),
    };
    let output = tree.output().context("cargo tree does not start")?;
    ensure!(
        output.status.success(),
        "cargo tree failed for {package}: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let lock = files::text(&workspace::path("Cargo.lock"))?;
    read(&String::from_utf8(output.stdout)?, &checksums(&lock)?)
}

/// Reads lines such as `yew v0.23.0`, a tab, `MIT OR Apache-2.0 (*)`.
fn read(tree: &str, checksums: &BTreeMap<String, String>) -> Result<Vec<Crate>> {
    let mut found = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let line = line.strip_suffix(" (*)").unwrap_or(line);
        let (package, licence) = line
            .split_once('\t')
            .context("cargo tree speaks otherwise than it did")?;
        let mut words = package.split(' ');
        let name = words.next().unwrap_or_default();
        let version = words.next().and_then(|word| word.strip_prefix('v'));
        let version = version.with_context(|| format!("{package} has no version"))?;
        found.push(Crate {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
            checksum: checksums.get(&format!("{name} {version}")).cloned(),
        });
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The lock file's checksums, by name and version.
fn checksums(lock: &str) -> Result<BTreeMap<String, String>> {
    let lock: toml::Table = lock.parse().context("Cargo.lock cannot be read")?;
    let packages = lock.get("package").and_then(|list| list.as_array());
    let text = |package: &toml::Value, key: &str| Some(package.get(key)?.as_str()?.to_owned());
    Ok(packages
        .context("Cargo.lock has no packages")?
        .iter()
        .filter_map(|package| {
            let name = text(package, "name")?;
            let version = text(package, "version")?;
            Some((format!("{name} {version}"), text(package, "checksum")?))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_listed_once_with_the_checksum_of_its_version() {
        let lock = "[[package]]\nname = \"yew\"\nversion = \"0.23.0\"\nchecksum = \"abc\"\n\
            [[package]]\nname = \"open-letter\"\nversion = \"1.0.0\"\n";
        let tree = "open-letter v1.0.0 (/a folder/x)\tMIT OR Apache-2.0\n\
            yew v0.23.0\tMIT OR Apache-2.0\nyew v0.23.0\tMIT OR Apache-2.0 (*)\n";
        let found = read(tree, &checksums(lock).unwrap()).unwrap();
        let short: Vec<_> = found
            .iter()
            .map(|found| (&*found.name, &*found.version, found.checksum.as_deref()))
            .collect();
        assert_eq!(
            short,
            [
                ("open-letter", "1.0.0", None),
                ("yew", "0.23.0", Some("abc"))
            ]
        );
        assert!(read("yew 0.23.0", &BTreeMap::new()).is_err());
    }
}
