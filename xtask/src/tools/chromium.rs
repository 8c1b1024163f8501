//! The browser of the scenarios.

use super::{debian, playwright, search_path};
use anyhow::{Context, Result, ensure};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// A browser that scenarios can run in.
#[derive(Debug, Clone)]
pub(crate) enum Chromium {
    /// One of the system's.
    At(PathBuf),
    /// The one that Playwright downloads for itself.
    Playwrights,
}

impl Chromium {
    /// Finds a browser, or installs one.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(place) = env::var_os("CHROMIUM").filter(|place| !place.is_empty()) {
            let place = PathBuf::from(place);
            ensure!(
                place.is_file(),
                "CHROMIUM names {}, which is not there",
                place.display()
            );
            return Ok(Self::At(place));
        }
        if let Some(place) = on_path() {
            return Ok(Self::At(place));
        }
        if debian::can_install() && debian::install(&["chromium"], "the browser tests").is_ok() {
            return on_path()
                .map(Self::At)
                .context("Debian's chromium is not on the PATH");
        }
        playwright::install("chromium")
            .context("no browser: install Chromium, or set CHROMIUM to the path of one")?;
        Ok(Self::Playwrights)
    }

    /// Tells Playwright which browser to start.
    pub(crate) fn prepare(&self, command: &mut Command) {
        match self {
            Self::At(place) => command.env("CHROMIUM", place),
            Self::Playwrights => command.env_remove("CHROMIUM"),
        };
    }

    /// One line on what was found.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::At(place) => place.display().to_string(),
            Self::Playwrights => "Playwright's Chromium".to_owned(),
        }
    }
}

fn on_path() -> Option<PathBuf> {
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .into_iter()
    .find_map(search_path::find)
}
