//! The tools: found where they are there, installed where not, named in either case.

mod cache;
mod cargo_tool;
mod chromium;
mod debian;
mod engines;
mod firefox;
mod lock_file;
mod npm_tool;
mod pins;
mod playwright;
mod postgres;
mod python;
mod rust_component;
mod rustc;
mod search_path;
mod strace;
mod wasm_compiler;
mod webkit;
mod widget_tools;

pub(crate) use chromium::Chromium;
pub(crate) use engines::Engines;
pub(crate) use pins::{ESBUILD, MARKED, WASM_OPT};
pub(crate) use postgres::{Cluster, Postgres};
pub(crate) use python::Python;
pub(crate) use search_path::find as find_program;
pub(crate) use wasm_compiler::Aim;
pub(crate) use widget_tools::WidgetTools;

use crate::console::{self, Steps};
use anyhow::Result;
use std::path::PathBuf;
use std::process::ExitCode;

/// How many steps it takes to gather all tools.
pub(crate) const STEPS: usize = 9;

/// A tool, or the sentence that says what to install. Whoever needs it repeats the sentence.
pub(crate) type Found<T> = Result<T, String>;

/// All the tools that the checks use.
pub(crate) struct Toolbox {
    pub(crate) components: Found<()>,
    pub(crate) widget: Found<WidgetTools>,
    pub(crate) cargo_deny: Found<PathBuf>,
    pub(crate) chromium: Found<Chromium>,
    pub(crate) engines: Found<Engines>,
    pub(crate) python: Found<Python>,
    pub(crate) backends: Found<Python>,
    pub(crate) postgres: Found<Postgres>,
    pub(crate) postrust: Found<PathBuf>,
}

impl Toolbox {
    /// Finds or installs every tool. A missing one stops only what it is for.
    pub(crate) fn gather(steps: &mut Steps) -> Self {
        Self {
            components: gather(
                steps,
                "Tools: rustfmt and clippy",
                |()| "both are there".into(),
                || {
                    rust_component::ensure("rustfmt", "fmt")?;
                    rust_component::ensure("clippy", "clippy")
                },
            ),
            widget: gather(
                steps,
                "Tools: the Wasm's compiler, wasm-bindgen, Trunk, esbuild, wasm-opt",
                WidgetTools::describe,
                WidgetTools::ensure,
            ),
            cargo_deny: gather(
                steps,
                "Tools: cargo-deny",
                |place: &PathBuf| place.display().to_string(),
                || pins::cargo_deny().ensure(),
            ),
            chromium: browser(steps),
            engines: gather(
                steps,
                "Tools: Firefox and WebKit, with their drivers",
                Engines::describe,
                Engines::ensure,
            ),
            python: python(steps),
            backends: gather(
                steps,
                "Tools: PocketBase, Kinto, Datasette, Django REST framework",
                Python::describe,
                || Python::ensure(&python::BACKENDS),
            ),
            postgres: postgres(steps),
            postrust: gather(
                steps,
                "Tools: postrust, for what PostgREST speaks",
                |place: &PathBuf| place.display().to_string(),
                || pins::postrust().ensure(),
            ),
        }
    }

    fn missing(&self) -> impl Iterator<Item = &String> {
        [
            self.components.as_ref().err(),
            self.widget.as_ref().err(),
            self.cargo_deny.as_ref().err(),
            self.chromium.as_ref().err(),
            self.engines.as_ref().err(),
            self.python.as_ref().err(),
            self.backends.as_ref().err(),
            self.postgres.as_ref().err(),
            self.postrust.as_ref().err(),
        ]
        .into_iter()
        .flatten()
    }
}

/// Finds or installs a browser and what drives it.
pub(crate) fn browser(steps: &mut Steps) -> Found<Chromium> {
    let title = "Tools: Playwright and a browser";
    gather(steps, title, Chromium::describe, || {
        playwright::ensure()?;
        Chromium::ensure()
    })
}

/// Finds or installs Python's packages.
pub(crate) fn python(steps: &mut Steps) -> Found<Python> {
    let title = "Tools: Python with schemathesis and aiosmtpd";
    gather(steps, title, Python::describe, || {
        Python::ensure(&python::CHECKS)
    })
}

/// Finds or installs what tests of the databases need.
pub(crate) fn postgres(steps: &mut Steps) -> Found<Postgres> {
    let title = "Tools: Postgres and strace";
    gather(steps, title, Postgres::describe, || {
        strace::ensure()?;
        Postgres::ensure()
    })
}

/// Installs whatever is missing.
pub(crate) fn setup() -> Result<ExitCode> {
    let toolbox = Toolbox::gather(&mut Steps::new(STEPS));
    let missing = toolbox.missing().count();
    if missing == 0 {
        console::say("All tools are there.");
        return Ok(ExitCode::SUCCESS);
    }
    anyhow::bail!("{missing} of the {STEPS} groups of tools could not be completed, as said above")
}

fn gather<T>(
    steps: &mut Steps,
    title: &str,
    describe: impl Fn(&T) -> String,
    ensure: impl FnOnce() -> Result<T>,
) -> Found<T> {
    let step = steps.begin(title);
    match ensure() {
        Ok(tool) => {
            step.end(&describe(&tool));
            Ok(tool)
        }
        Err(error) => {
            let sentence = format!("{error:#}");
            step.end(&sentence);
            Err(sentence)
        }
    }
}
