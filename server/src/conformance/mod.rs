//! Tells what a backend meets of the native protocol, and what it lacks.
//!
//! The suite knows a letter's address and nothing else: it asks over HTTP, as the widget on a
//! stranger's page would, and never looks at how a backend was built. It is blocking, since it
//! asks for one thing after another.

mod answer;
mod cache;
mod client;
mod confirm;
mod cors;
mod invented;
mod lack;
mod letter;
mod level;
mod list;
mod native;
mod own;
mod private;
mod read;
mod report;
mod sign;
mod subject;

use std::io::{self, Write};

use clap::Args;

use crate::start::StartError;
use level::Level;
use report::Report;
use subject::Subject;

#[derive(Debug, Args)]
pub(crate) struct ConformanceArgs {
    /// The letter's address: what an embedder writes into `src`.
    url: String,
    /// Tries signing too. It leaves invented signatures, on addresses at example.org.
    #[arg(long)]
    write: bool,
    /// The levels to try, with commas between them; without it, all of them.
    #[arg(long, value_enum, value_delimiter = ',')]
    level: Vec<Level>,
}

/// Runs the suite, and prints what was found, line by line.
pub(crate) async fn conformance(args: ConformanceArgs) -> Result<(), StartError> {
    if !args.url.starts_with("http://") && !args.url.starts_with("https://") {
        return Err(StartError::LetterUrl(args.url));
    }
    let suite = move || run(&args, io::stdout());
    let (lacking, tried) = tokio::task::spawn_blocking(suite)
        .await
        .map_err(io::Error::other)?;
    match lacking {
        0 => Ok(()),
        lacking => Err(StartError::Lacking { lacking, tried }),
    }
}

/// How many things are lacking, of how many that were tried.
fn run(args: &ConformanceArgs, out: impl Write) -> (usize, usize) {
    let chosen = |level: Level| args.level.is_empty() || args.level.contains(&level);
    let subject = Subject::new(&args.url, args.write, chosen(Level::Sign));
    let mut report = Report::new(out);
    report.line(&format!("L is {}", args.url));
    for level in Level::ALL.into_iter().filter(|level| chosen(*level)) {
        report.begin(level);
        match level {
            Level::Read => read::check(&subject, &mut report),
            Level::List => list::check(&subject, &mut report),
            Level::Cors => cors::check(&subject, &mut report),
            Level::Cache => cache::check(&subject, &mut report),
            Level::Sign => sign::check(&subject, &mut report),
            Level::Confirm => confirm::check(&subject, &mut report),
            Level::Own => own::check(&subject, &mut report),
            Level::Private => private::check(&subject, &mut report),
        }
    }
    for left in subject.left.borrow().iter() {
        report.line(&format!("left behind: {left}"));
    }
    report.end()
}
