//! One small set of scenarios in every engine that browsers have.

use super::scenarios;
use super::tally::Counts;
use crate::command::npm_program;
use crate::tools::{Chromium, Engines};
use anyhow::Result;
use std::process::Command;

/// Chromium runs them too: what is true there alone is said elsewhere.
pub(super) fn run(chromium: &Chromium, engines: &Engines) -> Result<Counts> {
    let mut playwright = Command::new(npm_program("npx"));
    playwright.args(["--no-install", "playwright", "test"]);
    playwright.args(["--config", "engines/playwright.config.js"]);
    chromium.prepare(&mut playwright);
    engines.prepare(&mut playwright);
    scenarios::count_those_of("engines", &mut playwright)
}
