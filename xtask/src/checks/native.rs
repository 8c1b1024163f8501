//! The Rust tests.

use super::Extent;
use super::tally::Counts;
use crate::command::{self, Finished};
use crate::console;
use crate::tools::{Cluster, Postgres, Python};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// All tests that take no long time. Those that need Python or Postgres fail where there is none.
pub(super) fn run(
    extent: Extent,
    python: Option<&Python>,
    postgres: Option<&Postgres>,
) -> Result<Counts> {
    let mut tests = command::cargo(["test", "--workspace", "--no-fail-fast"]);
    let _cluster = prepare(&mut tests, extent, python, postgres)?;
    let finished = command::finish("native-tests", &mut tests)?;
    let counts = count(&finished.output()).of_suite(finished.status.success());
    show_failures(counts, &finished);
    Ok(counts)
}

/// The tests that are marked as ignored, since they take long.
pub(super) fn run_ignored(python: Option<&Python>, postgres: Option<&Postgres>) -> Result<Counts> {
    let mut tests = command::cargo(["test", "--workspace", "--no-fail-fast", "--", "--ignored"]);
    let _cluster = prepare(&mut tests, Extent::Soak, python, postgres)?;
    let finished = command::finish("long-native-tests", &mut tests)?;
    let counts = count(&finished.output());
    if finished.status.success() && counts == Counts::default() {
        console::detail("no native test is marked as long yet");
        return Ok(counts);
    }
    let counts = counts.of_suite(finished.status.success());
    show_failures(counts, &finished);
    Ok(counts)
}

/// Some tests, shown as they run.
pub(super) fn run_some(
    arguments: &[OsString],
    python: Option<&Python>,
    postgres: Option<&Postgres>,
) -> Result<ExitCode> {
    let mut tests = command::cargo(["test"]);
    let _cluster = prepare(&mut tests, Extent::Everyday, python, postgres)?;
    let status = tests
        .args(arguments)
        .status()
        .context("cargo does not start")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Tells tests what there is. The Postgres ends with what this gives.
fn prepare(
    tests: &mut Command,
    extent: Extent,
    python: Option<&Python>,
    postgres: Option<&Postgres>,
) -> Result<Option<Cluster>> {
    extent.prepare(tests);
    if let Some(python) = python {
        python.prepare(tests);
    }
    tests.env("RUST_BACKTRACE", "0");
    let cluster = postgres.map(Postgres::start).transpose()?;
    if let Some(cluster) = &cluster {
        cluster.prepare(tests);
    }
    Ok(cluster)
}

/// Shows what the failed tests said: the end of the output belongs to whichever ran last.
fn show_failures(counts: Counts, finished: &Finished) {
    let output = finished.output();
    let failures = failures(&output);
    if counts.failed > 0 && failures.is_empty() {
        finished.show_tail();
    } else if counts.failed > 0 {
        finished.show(&failures);
    }
}

/// The lines in which test programs report their failures.
fn failures(output: &str) -> Vec<&str> {
    let mut within = false;
    output
        .lines()
        .filter(|line| {
            within = *line == "failures:" || within && !line.starts_with("test result: ");
            within
        })
        .filter(|line| !line.trim().is_empty() && *line != "failures:")
        .collect()
}

/// Sums up the lines with which each test program ends.
fn count(output: &str) -> Counts {
    output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .map(|result| Counts {
            passed: number_before(result, "passed"),
            failed: number_before(result, "failed"),
        })
        .fold(Counts::default(), std::ops::Add::add)
}

fn number_before(result: &str, word: &str) -> u64 {
    let words: Vec<&str> = result
        .split([' ', ';'])
        .filter(|part| !part.is_empty())
        .collect();
    let pairs = words.windows(2).find_map(|pair| match pair {
        [number, what] if *what == word => number.parse().ok(),
        _ => None,
    });
    pairs.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_summed() {
        let output = "running 2 tests\n\
            test a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished\n\
            \n\
            test result: FAILED. 11 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            count(output),
            Counts {
                passed: 13,
                failed: 3
            }
        );
    }

    #[test]
    fn failures_are_found_among_what_passed() {
        let output = "test a ... FAILED\n\nfailures:\n\n---- a stdout ----\nwrong\n\n\
            failures:\n    a\n\ntest result: FAILED. 0 passed; 1 failed\n\nrunning 0 tests\n";
        assert_eq!(failures(output), ["---- a stdout ----", "wrong", "    a"]);
        assert!(failures("test a ... ok\n").is_empty());
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            count("error: could not compile `core`\n5 passed; 1 failed\n"),
            Counts::default()
        );
    }
}
