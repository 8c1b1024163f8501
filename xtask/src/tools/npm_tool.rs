//! Tools that npm installs, once for each version, outside of the checkout.

use super::cache;
use super::cargo_tool::says_version;
use crate::command::{self, npm_program};
use crate::{console, files};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program in an npm package.
pub(crate) struct NpmTool {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    pub(super) program: &'static str,
    /// The version as the program itself prints it.
    pub(super) calls_itself: &'static str,
}

impl NpmTool {
    /// The program, installed first where the cache does not hold it in working order.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let root = cache::of(self.package, self.version)?;
        let program = root
            .join("node_modules/.bin")
            .join(npm_program(self.program));
        if self.works(&program) {
            return Ok(program);
        }
        require_node()?;
        let package = format!("{}@{}", self.package, self.version);
        console::detail(&format!(
            "{package}: installing it with npm into {}",
            root.display()
        ));
        // npm installs into the nearest folder with a manifest. Told a prefix instead, it would
        // look for the system's own settings (a proxy, a certificate) below that.
        files::write(&root.join("package.json"), "{ \"private\": true }\n")?;
        command::run(
            &format!("install-{}", self.package),
            Command::new(npm_program("npm"))
                .args(["install", "--no-audit", "--no-fund", &package])
                .current_dir(&root),
        )?;
        ensure!(
            self.works(&program),
            "{package} was installed, but does not run: {}",
            program.display()
        );
        Ok(program)
    }

    fn works(&self, program: &Path) -> bool {
        command::answer(Command::new(program).arg("--version"))
            .is_some_and(|answer| says_version(&answer, self.calls_itself))
    }
}

/// Node comes with its users' systems in too many ways to choose one of them here.
pub(crate) fn require_node() -> Result<()> {
    for program in ["node".to_owned(), npm_program("npm")] {
        ensure!(
            command::answer(Command::new(&program).arg("--version")).is_some(),
            "{program} is missing: install Node.js 20 or newer, with npm"
        );
    }
    Ok(())
}
