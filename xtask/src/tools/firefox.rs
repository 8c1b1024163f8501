//! Firefox, and the driver that Mozilla wrote for it.

use super::engines::Engine;
use super::{debian, pins, playwright, search_path};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Finds it, or installs it.
pub(super) fn ensure() -> Result<Engine> {
    let browser = match place() {
        Some(place) => place,
        None if debian::can_install() => {
            debian::install(&["firefox-esr"], "Firefox")?;
            place().context("Debian's firefox-esr is not on the PATH")?
        }
        None => {
            playwright::install("firefox").context("no Firefox: install it, or firefox-esr")?;
            return Ok(Engine::Playwrights);
        }
    };
    // Debian has no package of the driver, and npm's downloads a program from elsewhere.
    let driver = match search_path::find("geckodriver") {
        Some(driver) => driver,
        None => pins::geckodriver().ensure()?,
    };
    Ok(Engine::Systems { browser, driver })
}

fn place() -> Option<PathBuf> {
    ["firefox-esr", "firefox"]
        .into_iter()
        .find_map(search_path::find)
}
