//! Tools that Cargo builds from source, once for each version.

use super::cache;
use crate::command;
use crate::console;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which versions of its dependencies a tool is built with.
pub(crate) enum Resolution {
    /// Those that the tool's authors locked.
    Locked,
    /// The newest that fit.
    Newest,
}

/// How a program shows that it is what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// It says its version.
    Version,
    /// It is there, which Cargo sees to last. It knows no `--version`, and would start instead.
    Presence,
}

/// A program in a package of the registry.
pub(crate) struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    resolution: Resolution,
    proof: Proof,
}

impl CargoTool {
    pub(crate) fn new(
        package: &'static str,
        program: &'static str,
        version: &str,
        resolution: Resolution,
    ) -> Self {
        Self {
            package,
            program,
            version: version.to_owned(),
            resolution,
            proof: Proof::Version,
        }
    }

    /// The same, for a program that does not say its version.
    pub(crate) fn without_version(self) -> Self {
        Self {
            proof: Proof::Presence,
            ..self
        }
    }

    /// The program, built first where the cache does not hold it in working order.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let root = cache::of(self.program, &self.version)?;
        let program =
            root.join("bin")
                .join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        if self.works(&program) {
            return Ok(program);
        }
        let title = format!("{} {}", self.program, self.version);
        console::detail(&format!(
            "{title}: building it from source into {}; this takes some minutes, once",
            root.display()
        ));
        let mut install = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        install
            .args([
                "install",
                self.package,
                "--version",
                &self.version,
                "--force",
                "--root",
            ])
            .arg(&root);
        if matches!(self.resolution, Resolution::Locked) {
            install.arg("--locked");
        }
        // Minutes of optimising would save milliseconds of running.
        install
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        forget_the_wasm_build(&mut install);
        command::run(&format!("install-{}", self.program), &mut install)?;
        ensure!(
            self.works(&program),
            "{title} was built, but does not run: {}",
            program.display()
        );
        Ok(program)
    }

    fn works(&self, program: &Path) -> bool {
        if self.proof == Proof::Presence {
            return program.is_file();
        }
        // Trunk takes NO_COLOR for a flag of its own, and refuses "1" as its value.
        command::answer(
            Command::new(program)
                .arg("--version")
                .env_remove("NO_COLOR"),
        )
        .is_some_and(|answer| says_version(&answer, &self.version))
    }
}

/// A tool runs on this machine: nothing that was set for the Wasm may reach its compiler.
fn forget_the_wasm_build(command: &mut Command) {
    for variable in [
        "CARGO_BUILD_TARGET",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_TARGET_DIR",
        "CARGO_UNSTABLE_BUILD_STD",
        "CARGO_UNSTABLE_BUILD_STD_FEATURES",
        "RUSTC",
        "RUSTC_BOOTSTRAP",
        "RUSTFLAGS",
    ] {
        command.env_remove(variable);
    }
}

/// Whether a program's answer to `--version` names this version, and not one that begins alike.
pub(super) fn says_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::says_version;

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(says_version("trunk 0.21.14", "0.21.14"));
        assert!(says_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!says_version("trunk 0.21.140", "0.21.14"));
        assert!(!says_version("", "0.21.14"));
    }
}
