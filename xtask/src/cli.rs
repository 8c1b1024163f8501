//! The commands and what each of them calls.

use crate::checks::{self, Extent};
use crate::console::Steps;
use crate::release::{self, Releasing};
use crate::serve::{self, Serving};
use crate::{adapter_check, bench, bundle, examples, server, size, surface, tools, widget};
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Everything one does with Open Letter. Each command installs what it misses, and says so.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build what changed, then show the demo letter on a server of your own
    Serve(Serving),
    /// Run every check and count them: formatting, lints, licences, tests, sizes, browser
    Test,
    /// The same, with the long runs
    Soak,
    /// Run native tests as `cargo test` does, with the Postgres and the Python that some need
    Native {
        /// What `cargo test` is told, such as `-p open-letter-server --test promises`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Leave dist/ and target/release/open-letter-server, in release form
    Build,
    /// Make a release in target/dist/: the static host, the server with it inside, the npm package
    Dist(Releasing),
    /// Build the pages of examples/, for the scenarios that open them
    Examples,
    /// Print what a host page loads, raw and compressed; fail over budget
    Size,
    /// Measure the server on this machine: sign, read, alike, or all three; or in the browser an
    /// adapter (adapter), a letter on a page (page) or a review by keyboard (review); see
    /// docs/benches.md
    Bench {
        /// What to measure, and --rounds
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Try an adapter document on its backend; see docs/checking-an-adapter.md
    #[command(subcommand)]
    Adapter(adapter_check::Command),
    /// Write custom-elements.json, open-letter.d.ts and docs/reference.md from their one table
    Reference,
    /// Run Trunk with the project's own Wasm compiler, as in `cargo xtask trunk serve`
    Trunk {
        /// What Trunk is told
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Install every tool that the other commands would
    Setup,
    /// Trunk's post-build hook: makes the embed bundle in Trunk's staging folder
    #[command(hide = true)]
    Bundle,
    /// Opens an address as soon as a server answers there
    #[command(hide = true)]
    OpenWhenReady {
        /// The port on this machine
        port: u16,
    },
}

/// Runs a command to its exit code.
pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Serve(serving) => serve::serve(&serving),
        Command::Test => checks::run(Extent::Everyday),
        Command::Soak => checks::run(Extent::Soak),
        Command::Native { arguments } => checks::run_native(&arguments),
        Command::Build => build(),
        Command::Dist(releasing) => release::run(&releasing),
        Command::Examples => examples::run(),
        Command::Size => {
            widget::ensure(&mut Steps::new(1))?;
            size::report()?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Bench { arguments } => bench::run(&arguments),
        Command::Adapter(command) => adapter_check::run(&command),
        Command::Reference => surface::write(),
        Command::Trunk { arguments } => widget::trunk(&arguments),
        Command::Setup => tools::setup(),
        Command::Bundle => {
            bundle::from_trunk()?;
            Ok(ExitCode::SUCCESS)
        }
        Command::OpenWhenReady { port } => {
            serve::open_when_ready(port)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn build() -> Result<ExitCode> {
    let mut steps = Steps::new(2);
    widget::ensure(&mut steps)?;
    server::build_release(&mut steps)?;
    size::report()?;
    Ok(ExitCode::SUCCESS)
}
