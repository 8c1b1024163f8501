//! The browsers of other engines than Chromium's.

use super::{firefox, webkit};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// A browser of one engine.
#[derive(Debug, Clone)]
pub(crate) enum Engine {
    /// The system's, with the driver that the engine's own authors wrote.
    Systems { browser: PathBuf, driver: PathBuf },
    /// The build that Playwright downloads for itself.
    Playwrights,
}

impl Engine {
    /// Tells scenarios which browser to start, or that Playwright knows.
    fn prepare(&self, command: &mut Command, browser_in: &str, driver_in: &str) {
        match self {
            Self::Systems { browser, driver } => {
                command.env(browser_in, browser).env(driver_in, driver)
            }
            Self::Playwrights => command.env_remove(browser_in).env_remove(driver_in),
        };
    }

    fn describe(&self, name: &str) -> String {
        match self {
            Self::Systems { browser, .. } => browser.display().to_string(),
            Self::Playwrights => format!("Playwright's {name}"),
        }
    }
}

/// Both.
#[derive(Debug, Clone)]
pub(crate) struct Engines {
    firefox: Engine,
    webkit: Engine,
}

impl Engines {
    /// Finds them, or installs them.
    pub(crate) fn ensure() -> Result<Self> {
        Ok(Self {
            firefox: firefox::ensure()?,
            webkit: webkit::ensure()?,
        })
    }

    /// Tells scenarios where they are.
    pub(crate) fn prepare(&self, command: &mut Command) {
        let Self { firefox, webkit } = self;
        firefox.prepare(command, "OPEN_LETTER_FIREFOX", "OPEN_LETTER_GECKODRIVER");
        webkit.prepare(command, "OPEN_LETTER_WEBKIT", "OPEN_LETTER_WEBKIT_DRIVER");
    }

    /// One line on what was found.
    pub(crate) fn describe(&self) -> String {
        let Self { firefox, webkit } = self;
        format!(
            "{}, {}",
            firefox.describe("Firefox"),
            webkit.describe("WebKit")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn playwrights_own_are_named_by_nothing() {
        let engines = Engines {
            firefox: Engine::Systems {
                browser: "/opt/firefox".into(),
                driver: "/opt/geckodriver".into(),
            },
            webkit: Engine::Playwrights,
        };
        let mut command = Command::new("true");
        engines.prepare(&mut command);
        let told: Vec<_> = command
            .get_envs()
            .map(|(name, value)| {
                (
                    name.to_str().unwrap(),
                    value.map(|value| value.to_str().unwrap()),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("OPEN_LETTER_FIREFOX", Some("/opt/firefox")),
                ("OPEN_LETTER_GECKODRIVER", Some("/opt/geckodriver")),
                ("OPEN_LETTER_WEBKIT", None),
                ("OPEN_LETTER_WEBKIT_DRIVER", None),
            ]
        );
        assert_eq!(engines.describe(), "/opt/firefox, Playwright's WebKit");
    }
}
