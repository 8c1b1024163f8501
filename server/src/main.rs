//! The program `open-letter-server`.

use std::io::{self, Write};
use std::process::ExitCode;

use open_letter_server::cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => return failure(&error),
    };
    match cli.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure(&error),
    }
}

fn failure(error: &dyn std::error::Error) -> ExitCode {
    // Nothing is left to tell it to where standard error is closed.
    let _ = writeln!(io::stderr(), "{error}");
    ExitCode::FAILURE
}
