//! What building the widget takes.

use super::wasm_compiler::{Aim, WasmCompiler};
use super::{lock_file, pins, search_path};
use crate::{files, workspace};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// The compiler for the Wasm, and all that Trunk and its hook call.
pub(crate) struct WidgetTools {
    compiler: WasmCompiler,
    wasm_bindgen: PathBuf,
    trunk: PathBuf,
}

impl WidgetTools {
    /// Finds or installs them all.
    pub(crate) fn ensure() -> Result<Self> {
        let compiler = WasmCompiler::ensure()?;
        let lock = files::text(&workspace::path("Cargo.lock"))?;
        let version = lock_file::version_of("wasm-bindgen", &lock)?;
        let wasm_bindgen = pins::wasm_bindgen(&version).ensure()?;
        let trunk = pins::trunk().ensure()?;
        // The hook would install these as well, but a long build should not end in that.
        pins::ESBUILD.ensure()?;
        pins::MARKED.ensure()?;
        pins::WASM_OPT.ensure()?;
        Ok(Self {
            compiler,
            wasm_bindgen,
            trunk,
        })
    }

    /// One line on what was found.
    pub(crate) fn describe(&self) -> String {
        self.compiler.describe()
    }

    /// The version of the standard library that is compiled into the Wasm.
    pub(crate) fn library_version(&self) -> String {
        self.compiler.library_version()
    }

    /// Trunk, in the environment of the Wasm and with the tools that it looks for.
    pub(crate) fn trunk(&self, aim: Aim) -> Result<Command> {
        let mut trunk = Command::new(&self.trunk);
        self.prepare(&mut trunk, aim);
        trunk
            .env("PATH", search_path::with(&[&self.wasm_bindgen])?)
            // The hook must not compile this program anew with the compiler of the Wasm.
            .env("OPEN_LETTER_XTASK", std::env::current_exe().context("where am I?")?)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .current_dir(workspace::root());
        // Trunk takes NO_COLOR for a flag of its own, and refuses "1" as its value.
        if std::env::var_os("NO_COLOR").is_some() {
            trunk.env_remove("NO_COLOR").env("TRUNK_COLOR", "never");
        }
        Ok(trunk)
    }

    /// Sets a command's environment for the Wasm.
    pub(crate) fn prepare(&self, command: &mut Command, aim: Aim) {
        self.compiler.prepare(command, aim);
        // Two compilers would take turns in throwing away each other's work.
        command.env("CARGO_TARGET_DIR", workspace::path("target/wasm"));
    }
}
