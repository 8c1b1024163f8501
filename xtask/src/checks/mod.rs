//! `cargo xtask test` and `cargo xtask soak`: every check, counted. All of them run, whatever
//! fails before, so that one run tells everything.

mod engines;
mod licences;
mod native;
mod scenarios;
mod schemathesis;
mod tally;

use crate::command;
use crate::console::{self, Steps};
use crate::tools::{self, Found, Toolbox};
use crate::{examples, release, size, widget};
use anyhow::{Result, bail};
use std::ffi::OsString;
use std::process::ExitCode;
use tally::{Counts, Tally};

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What has to be done within half an hour on two cores.
    Everyday,
    /// Full matrices and long runs too.
    Soak,
}

impl Extent {
    /// Tells native tests and scenarios that there is time.
    fn prepare(self, command: &mut std::process::Command) {
        match self {
            Self::Everyday => command.env_remove("OPEN_LETTER_SOAK"),
            Self::Soak => command.env("OPEN_LETTER_SOAK", "1"),
        };
    }
}

/// Runs the checks. Its last line counts them: "N passed, M failed".
pub(crate) fn run(extent: Extent) -> Result<ExitCode> {
    let checks = match extent {
        Extent::Everyday => 10,
        Extent::Soak => 12,
    };
    let mut steps = Steps::new(tools::STEPS + checks);
    let toolbox = Toolbox::gather(&mut steps);
    let mut tally = Tally::default();

    tally.add("formatting", &mut steps, || {
        needs(&toolbox.components)?;
        passes("fmt", &mut command::cargo(["fmt", "--all", "--check"]))
    });
    tally.add("clippy, warnings as errors", &mut steps, || {
        needs(&toolbox.components)?;
        let mut clippy = command::cargo(["clippy", "--workspace", "--all-targets"]);
        passes("clippy", clippy.args(["--", "-D", "warnings"]))
    });
    tally.add("dependencies", &mut steps, || {
        licences::check(needs(&toolbox.cargo_deny)?)
    });
    let python = toolbox.python.as_ref().ok();
    let postgres = toolbox.postgres.as_ref().ok();
    tally.add("native tests", &mut steps, || {
        native::run(extent, python, postgres)
    });
    if extent == Extent::Soak {
        tally.add("long native tests", &mut steps, || {
            native::run_ignored(python, postgres)
        });
    }
    tally.add("the protocol, by schemathesis", &mut steps, || {
        schemathesis::run(needs(&toolbox.python)?)
    });
    let mut built = false;
    tally.add("the Wasm build", &mut steps, || {
        let outcome = widget::build_if_changed(|| needs(&toolbox.widget))?;
        built = true;
        console::detail(outcome);
        Ok(Counts::ONE_PASSED)
    });
    tally.add("sizes against their budget", &mut steps, || {
        if !built {
            bail!("there is no build to weigh");
        }
        size::report()?;
        Ok(Counts::ONE_PASSED)
    });
    tally.add("the examples' builds", &mut steps, || {
        if !built {
            bail!("there is no package to build them with");
        }
        examples::build(needs(&toolbox.widget)?)?;
        Ok(Counts::ONE_PASSED)
    });
    tally.add("browser scenarios", &mut steps, || {
        let chromium = needs(&toolbox.chromium)?;
        if !built {
            bail!("there is no build to load");
        }
        scenarios::run(chromium, &toolbox, extent)
    });
    tally.add("scenarios in three engines", &mut steps, || {
        let (chromium, engines) = (needs(&toolbox.chromium)?, needs(&toolbox.engines)?);
        if !built {
            bail!("there is no build to load");
        }
        engines::run(chromium, engines)
    });
    if extent == Extent::Soak {
        tally.add("a second build elsewhere, to the bit", &mut steps, || {
            if !built {
                bail!("there is no first build");
            }
            release::check_reproducible()?;
            Ok(Counts::ONE_PASSED)
        });
    }
    Ok(tally.close())
}

/// Runs native tests as `cargo test` would, with the tools that they need.
pub(crate) fn run_native(arguments: &[OsString]) -> Result<ExitCode> {
    let mut steps = Steps::new(2);
    let (python, postgres) = (tools::python(&mut steps), tools::postgres(&mut steps));
    native::run_some(arguments, python.as_ref().ok(), postgres.as_ref().ok())
}

/// A tool, or the sentence that says what to install for it.
fn needs<T>(tool: &Found<T>) -> Result<&T> {
    tool.as_ref()
        .map_err(|sentence| anyhow::anyhow!("{sentence}"))
}

/// A program that is one check by itself.
fn passes(name: &str, command: &mut std::process::Command) -> Result<Counts> {
    command::run(name, command)?;
    Ok(Counts::ONE_PASSED)
}
