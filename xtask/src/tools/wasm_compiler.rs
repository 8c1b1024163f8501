//! The compiler for the Wasm: it builds the standard library anew, which saves a quarter of the
//! widget's bytes and needs no prebuilt one, only the library's source.

use super::rustc::{Rustc, version};
use super::{debian, search_path};
use crate::command;
use crate::console;
use anyhow::{Context, Result, bail, ensure};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Where Debian's packages put theirs.
const DEBIAN: &str = "/usr/bin/rustc";

/// A network that swallows what is sent to it answers never.
const PATIENCE: Duration = Duration::from_secs(60);

/// A compiler with its library's source, and the linker that it has to be told of.
#[derive(Debug, Clone)]
pub(crate) struct WasmCompiler {
    rustc: Rustc,
    linker: Option<String>,
}

/// What a build of the Wasm is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// As few bytes as can be: a panic has no message, since its text would be downloaded.
    Bytes,
    /// Messages for the person who develops.
    Messages,
}

impl WasmCompiler {
    /// Finds a compiler, and installs what is missing of one.
    pub(crate) fn ensure() -> Result<Self> {
        let default = Rustc::ask(Path::new("rustc"));
        if let Some(rustc) = default.clone().filter(Rustc::has_source) {
            return Self::with_linker(rustc);
        }
        if let Some(rustc) = debians() {
            return Self::with_linker(rustc);
        }
        if default.is_some() && rustup_adds_source() {
            let rustc = Rustc::ask(Path::new("rustc")).filter(Rustc::has_source);
            return Self::with_linker(rustc.context("rustup added no source of the library")?);
        }
        if debian::can_install() {
            debian::install(&["rustc-web", "rust-web-src"], "the Wasm's compiler")?;
            let rustc = debians().context("Debian's rustc-web is too old for this project")?;
            return Self::with_linker(rustc);
        }
        bail!(
            "the standard library's source is missing: run `rustup component add rust-src`, \
             or on Debian `apt-get install rustc-web rust-web-src` as root"
        )
    }

    fn with_linker(rustc: Rustc) -> Result<Self> {
        if rustc.has_linker() {
            return Ok(Self {
                rustc,
                linker: None,
            });
        }
        let linker = format!("wasm-ld-{}", rustc.about.llvm);
        if search_path::find(&linker).is_none() {
            let package = format!("lld-{}", rustc.about.llvm);
            debian::install(&[&package], "a linker of the compiler's LLVM")?;
            ensure!(
                search_path::find(&linker).is_some(),
                "{package} has brought no {linker}"
            );
        }
        Ok(Self {
            rustc,
            linker: Some(linker),
        })
    }

    /// One line on what was found.
    pub(crate) fn describe(&self) -> String {
        let (major, minor) = self.rustc.about.release;
        let linker = self.linker.as_deref().unwrap_or("its own linker");
        format!(
            "{} {major}.{minor} with {linker}",
            self.rustc.program.display()
        )
    }

    /// Its library's version, which is its own.
    pub(crate) fn library_version(&self) -> String {
        let (major, minor) = self.rustc.about.release;
        format!("{major}.{minor}")
    }

    /// Sets a command's environment for the Wasm. Crates for this machine are not concerned.
    pub(crate) fn prepare(&self, command: &mut Command, aim: Aim) {
        const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
        const LINKER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER";
        // These two would take the place of the flags below.
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        if self.rustc.program != Path::new("rustc") {
            command.env("RUSTC", &self.rustc.program);
        }
        if let Some(linker) = &self.linker {
            command.env(LINKER, linker);
        }
        // A stable compiler allows the unstable flags below under this name alone.
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        match aim {
            Aim::Messages => {}
            Aim::Bytes => {
                command
                    .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
                    .env(
                        FLAGS,
                        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none \
                     -Zfmt-debug=none",
                    );
            }
        }
    }
}

/// Debian's compiler, where it is new enough and has its source.
fn debians() -> Option<Rustc> {
    let least = version(env!("CARGO_PKG_RUST_VERSION"))?;
    Rustc::ask(Path::new(DEBIAN))
        .filter(|rustc| rustc.about.release >= least)
        .filter(Rustc::has_source)
}

fn rustup_adds_source() -> bool {
    if search_path::find("rustup").is_none() {
        return false;
    }
    console::detail("rustup component add rust-src: the standard library's source");
    let finished = command::finish_within(
        "rust-src",
        Command::new("rustup")
            .args(["component", "add", "rust-src"])
            .env("RUSTUP_MAX_RETRIES", "0"),
        Some(PATIENCE),
    );
    let added = finished.is_ok_and(|finished| finished.status.success());
    if !added {
        console::detail("rustup cannot download it here");
    }
    added
}
