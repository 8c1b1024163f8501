//! What the server takes and how fast it answers, measured on this machine. `cargo xtask bench`
//! runs it, and docs/benches.md says what the figures mean.

mod alike;
mod client;
mod cpu;
mod figures;
mod import;
mod load;
mod plain;
mod read;
mod relay;
mod server;
mod sign;
mod table;
mod viral;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, ValueEnum};

use cpu::Usage;

/// What a bench comes to. Whoever runs it reads the error.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Measures the server.
#[derive(Parser)]
struct Arguments {
    /// What to measure; without a name, all of it.
    benches: Vec<Bench>,
    /// How often each figure is taken.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// How many read the letter in the hour of `viral`.
    #[arg(long, default_value_t = 60_000)]
    readers: u64,
    /// Into how many minutes that hour is pressed.
    #[arg(long, default_value_t = 3.0)]
    minutes: f64,
    /// Cargo says so to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bench {
    /// Signatures acknowledged in a second, beside a commit for each row.
    Sign,
    /// The letter, its count and its first page, with and without a matching ETag.
    Read,
    /// Times of answers that must not tell one address from another.
    Alike,
    /// An hour in which a letter goes viral. It is not among all of them unless it is named.
    Viral,
    /// The time and the memory that an import takes, and that a repeat adds nobody.
    Import,
}

// One thread, so that the load takes one core at most and it shows when that is too little.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Tells whether every figure that has a target reaches it.
async fn run(arguments: &Arguments) -> Outcome<bool> {
    let rounds = arguments.rounds.max(1);
    let mut benches = arguments.benches.clone();
    if benches.is_empty() {
        benches.extend([Bench::Sign, Bench::Read, Bench::Alike]);
    }
    let mut reached = true;
    for bench in benches {
        let (since, before) = (Instant::now(), Usage::now(None));
        match bench {
            Bench::Sign => reached &= sign::run(rounds).await?,
            Bench::Read => read::run(rounds).await?,
            Bench::Alike => alike::run().await?,
            Bench::Viral => reached &= viral::run(arguments.readers, arguments.minutes).await?,
            Bench::Import => reached &= import::run()?,
        }
        say(&Usage::others(before, since.elapsed()));
        say("");
    }
    Ok(reached)
}

/// Prints a line. A reader who has gone away is no reason to stop.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
