//! The server, asked by a program that knows nothing of it but `docs/openapi.json`.

use super::tally::Counts;
use crate::tools::Python;
use crate::{command, console, files, server, workspace};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// It takes a minute or two where nothing else runs.
const PATIENCE: Duration = Duration::from_secs(900);

pub(super) fn run(python: &Python) -> Result<Counts> {
    let program = server::build_debug()?;
    let folder = workspace::notes().join("schemathesis");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("the last run's folder cannot go")?;
    }
    fs::create_dir_all(folder.join("dist")).context("a folder cannot be made")?;
    let server = Running::start(&program, &folder)?;
    let report = folder.join("report.json");
    let below = |name: &str| workspace::path("xtask/python").join(name);

    let mut schemathesis = Command::new(python.program("schemathesis"));
    schemathesis
        .arg("--config-file")
        .arg(below("schemathesis.toml"))
        .arg("run")
        .arg(workspace::path("docs/openapi.json"))
        .args(["--url", &server.origin, "--no-color"])
        .args(["--report", "json", "--report-json-path"])
        .arg(&report)
        // It leaves notes where it runs, and Python its bytecode beside the hooks.
        .current_dir(&folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("SCHEMATHESIS_HOOKS", below("hooks.py"))
        // A proxy would be asked for this very machine.
        .env("NO_PROXY", "127.0.0.1");
    let finished = command::finish_within("schemathesis", &mut schemathesis, Some(PATIENCE))?;
    drop(server);

    let outcome = files::text(&report)
        .and_then(|text| serde_json::from_str(&text).context("its report is not JSON"))
        .map(|report| Outcome::read(&report));
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            finished.show_tail();
            return Err(error.context("schemathesis left no report"));
        }
    };
    console::detail(&format!("schemathesis sent {} requests", outcome.requests));
    let counts = outcome.counts().of_suite(finished.status.success());
    if counts.failed > 0 {
        for failure in &outcome.failures {
            console::say(&format!("      | {failure}"));
        }
        finished.show_tail();
    }
    Ok(counts)
}

/// A server over a new database, ended with its owner.
struct Running {
    child: Child,
    origin: String,
    /// Kept open, for a server that cannot write its lines would not live long.
    lines: BufReader<ChildStdout>,
}

impl Running {
    fn start(program: &Path, folder: &Path) -> Result<Self> {
        let log = File::create(workspace::notes().join("schemathesis-server.log"))
            .context("the server's log cannot be written")?;
        let mut server = Command::new(program);
        server
            .args(["serve", "--listen", "127.0.0.1:0", "--database"])
            .arg(format!("sqlite:{}", folder.join("letters.db").display()))
            .arg("--secret-file")
            .arg(folder.join("secret"))
            .arg("--letters")
            .arg(workspace::path("xtask/python/letters"))
            .arg("--dist")
            .arg(folder.join("dist"))
            // One client sends everything, and its mails are read where they lie.
            .args(["--posts-per-minute", "0", "--outbox", "--mail-rate", "1000000"]);
        // Whatever is set for another server.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OPEN_LETTER_") {
                server.env_remove(name);
            }
        }
        let mut child = server
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .context("the server does not start")?;
        let stdout = child.stdout.take().context("the server has no output")?;
        let mut running = Self {
            child,
            origin: String::new(),
            lines: BufReader::new(stdout),
        };
        let mut line = String::new();
        while running.lines.read_line(&mut line)? > 0 {
            if let Some(origin) = line.trim().strip_prefix("listening on ") {
                origin.clone_into(&mut running.origin);
                return Ok(running);
            }
            line.clear();
        }
        bail!("the server ended at once; target/xtask/schemathesis-server.log says why")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the report tells of each operation.
#[derive(Debug, PartialEq)]
struct Outcome {
    operations: u64,
    requests: u64,
    /// One sentence for each thing that is wrong.
    failures: Vec<String>,
    /// The operations among them.
    failed: u64,
}

impl Outcome {
    fn read(report: &Value) -> Self {
        let number = |place: &str| report.pointer(place).and_then(Value::as_u64);
        let operations = number("/operations/total").unwrap_or(0);
        let mut failures = Vec::new();
        let mut failed = BTreeSet::new();
        for failure in list(&report["failures"]) {
            for operation in list(&failure["operations"]) {
                failures.push(format!("{operation}: {}", failure["title"]));
                failed.insert(operation.to_string());
            }
        }
        // Where every request was refused, nothing was learnt of what is accepted.
        for (operation, phases) in report["valid_rates"].as_object().into_iter().flatten() {
            let phases = phases.as_object().into_iter().flatten();
            let accepted = phases.filter_map(|(_, rate)| rate["accepted"].as_u64());
            if accepted.sum::<u64>() == 0 {
                failures.push(format!("\"{operation}\": no request was accepted"));
                failed.insert(format!("\"{operation}\""));
            }
        }
        let mut failed = failed.len() as u64;
        for error in list(&report["errors"]) {
            failures.push(format!("an error: {error}"));
            failed += 1;
        }
        let untested = operations - number("/operations/tested").unwrap_or(0).min(operations);
        if untested > 0 || report["complete"] != true {
            failures.push(format!("not completed: {untested} operations untested"));
            failed += untested.max(1);
        }
        Self {
            operations,
            requests: number("/test_cases/generated").unwrap_or(0),
            failures,
            failed,
        }
    }

    /// An operation is one check, however many requests it took.
    fn counts(&self) -> Counts {
        Counts {
            passed: self.operations.saturating_sub(self.failed),
            failed: self.failed,
        }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report() -> Value {
        json!({
            "complete": true,
            "operations": { "total": 2, "tested": 2 },
            "test_cases": { "generated": 90 },
            "failures": [],
            "errors": [],
            "valid_rates": {
                "GET /a": { "coverage": { "accepted": 0 }, "fuzzing": { "accepted": 3 } },
                "POST /a": { "fuzzing": { "accepted": 1 } },
            },
        })
    }

    fn counts(report: &Value) -> (u64, u64) {
        let Counts { passed, failed } = Outcome::read(report).counts();
        (passed, failed)
    }

    #[test]
    fn each_operation_counts_once() {
        let mut report = report();
        assert_eq!(counts(&report), (2, 0));
        report["failures"] = json!([
            { "title": "Server error", "operations": ["POST /a"] },
            { "title": "Undocumented status", "operations": ["POST /a"] },
        ]);
        assert_eq!(counts(&report), (1, 1));
        assert_eq!(Outcome::read(&report).failures.len(), 2);
    }

    #[test]
    fn an_operation_that_was_never_accepted_has_failed() {
        let mut report = report();
        report["valid_rates"]["POST /a"]["fuzzing"]["accepted"] = json!(0);
        assert_eq!(counts(&report), (1, 1));
    }

    #[test]
    fn a_run_that_was_cut_short_has_failed() {
        let mut report = report();
        report["operations"]["tested"] = json!(1);
        report["complete"] = json!(false);
        assert_eq!(counts(&report), (1, 1));
        assert!(counts(&json!({})).1 > 0);
    }
}
