//! The browser scenarios of `e2e/`, against a server and a build of this checkout.

use super::Extent;
use super::tally::Counts;
use crate::command::{self, npm_program};
use crate::tools::{Chromium, Cluster, Postgres, Toolbox};
use crate::{files, server, workspace};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// All scenarios. Those that start a backend of somebody else fail where there is none.
pub(super) fn run(chromium: &Chromium, toolbox: &Toolbox, extent: Extent) -> Result<Counts> {
    let mut playwright = Command::new(npm_program("npx"));
    playwright.args(["--no-install", "playwright", "test"]);
    chromium.prepare(&mut playwright);
    let _cluster = prepare(&mut playwright, toolbox)?;
    extent.prepare(&mut playwright);
    count_those_of("scenarios", &mut playwright)
}

/// Runs a set of scenarios, and counts them by the report of this name.
pub(super) fn count_those_of(set: &str, playwright: &mut Command) -> Result<Counts> {
    let report = workspace::notes().join(format!("{set}.json"));
    if report.exists() {
        fs::remove_file(&report).context("the last run's report cannot go")?;
    }
    playwright
        .arg("--reporter=list,json")
        .current_dir(workspace::path("e2e"))
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("OPEN_LETTER_SERVER", server::build_debug()?)
        .env("OPEN_LETTER_DIST", workspace::dist());
    let finished = command::finish(set, playwright)?;

    let counts = files::text(&report)
        .and_then(|text| count(&text))
        .unwrap_or_default();
    let counts = counts.of_suite(finished.status.success());
    if counts.failed > 0 {
        finished.show_tail();
    }
    Ok(counts)
}

/// Tells scenarios which backends there are. The Postgres ends with what this gives.
fn prepare(playwright: &mut Command, toolbox: &Toolbox) -> Result<Option<Cluster>> {
    if let Ok(backends) = &toolbox.backends {
        backends.prepare(playwright);
    }
    if let Ok(postrust) = &toolbox.postrust {
        playwright.env("OPEN_LETTER_POSTRUST", postrust);
    }
    let postgres = toolbox.postgres.as_ref().ok();
    let cluster = postgres.map(Postgres::start).transpose()?;
    if let Some(cluster) = &cluster {
        cluster.prepare(playwright);
    }
    Ok(cluster)
}

/// Reads Playwright's report. A scenario that was skipped, or that passed only when tried again,
/// has failed: nobody would look at it otherwise.
fn count(report: &str) -> Result<Counts> {
    let report: Value = serde_json::from_str(report).context("Playwright's report is not JSON")?;
    let stat = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    let broken = report["errors"].as_array().map_or(0, Vec::len) as u64;
    Ok(Counts {
        passed: stat("expected"),
        failed: stat("unexpected") + stat("skipped") + stat("flaky") + broken,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_and_flaky_scenarios_have_failed() {
        let report = r#"{"stats": {"expected": 7, "unexpected": 1, "skipped": 2, "flaky": 3}}"#;
        assert_eq!(
            count(report).unwrap(),
            Counts {
                passed: 7,
                failed: 6
            }
        );
    }

    #[test]
    fn a_file_that_does_not_load_has_failed() {
        let report = r#"{"stats": {"expected": 1}, "errors": [{"message": "SyntaxError"}]}"#;
        assert_eq!(
            count(report).unwrap(),
            Counts {
                passed: 1,
                failed: 1
            }
        );
    }
}
