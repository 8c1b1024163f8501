//! Everything one does with this project: `cargo xtask --help`.

mod adapter_check;
mod bench;
mod bundle;
mod checks;
mod cli;
mod command;
mod console;
mod examples;
mod files;
mod release;
mod serve;
mod server;
mod size;
mod stamp;
mod surface;
#[cfg(test)]
mod tidy;
mod tools;
mod widget;
mod workspace;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            console::complain(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
