//! The dependencies: their licences, their sources, and known faults where those can be fetched.

use super::tally::Counts;
use crate::command;
use crate::console;
use crate::workspace;
use anyhow::Result;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The database of known faults is fetched within this time, or not at all.
const PATIENCE: Duration = Duration::from_secs(90);

pub(super) fn check(cargo_deny: &Path) -> Result<Counts> {
    let deny = |arguments: &[&str]| {
        let mut deny = Command::new(cargo_deny);
        deny.arg("--workspace")
            .args(arguments)
            .current_dir(workspace::root());
        deny
    };
    command::run("deny", &mut deny(&["check", "bans", "licenses", "sources"]))?;

    let fetch = command::finish_within("deny-fetch", &mut deny(&["fetch", "db"]), Some(PATIENCE));
    if !fetch.is_ok_and(|fetch| fetch.status.success()) {
        console::detail(
            "known faults (RustSec) were not looked up: their database cannot be fetched here",
        );
        return Ok(Counts::ONE_PASSED);
    }
    command::run(
        "deny-advisories",
        &mut deny(&["--offline", "check", "advisories"]),
    )?;
    Ok(Counts::ONE_PASSED + Counts::ONE_PASSED)
}
