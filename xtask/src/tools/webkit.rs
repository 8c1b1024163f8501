//! WebKit: its small browser for GTK, the driver that comes with it, and a screen to run it on
//! where nobody looks.

use super::engines::Engine;
use super::{debian, playwright, search_path};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The browser is part of the library, which the driver's package asks for.
const PACKAGES: [&str; 2] = ["webkit2gtk-driver", "xvfb"];
/// What it is called in the library's folder, in the order of preference.
const VERSIONS: [&str; 2] = ["webkit2gtk-4.1", "webkit2gtk-4.0"];

/// Finds it, or installs it.
pub(super) fn ensure() -> Result<Engine> {
    if let Some(engine) = find() {
        return Ok(engine);
    }
    if debian::can_install() {
        debian::install(&PACKAGES, "WebKit")?;
        return find().context("Debian's webkit2gtk-driver and xvfb do not bring WebKitWebDriver, MiniBrowser and Xvfb");
    }
    playwright::install("webkit").context("no WebKit: install webkit2gtk-driver and xvfb")?;
    Ok(Engine::Playwrights)
}

fn find() -> Option<Engine> {
    let driver = search_path::find("WebKitWebDriver")?;
    search_path::find("Xvfb")?;
    let browser = browser(Path::new("/usr/lib"))?;
    Some(Engine::Systems { browser, driver })
}

/// The browser is off the search path, by architecture: `/usr/lib/x86_64-linux-gnu/…`.
fn browser(libraries: &Path) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = fs::read_dir(libraries)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    VERSIONS.into_iter().find_map(|version| {
        folders
            .iter()
            .map(|folder| folder.join(version).join("MiniBrowser"))
            .find(|place| place.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newer_library_is_preferred_whatever_the_architecture() {
        let libraries =
            std::env::temp_dir().join(format!("open-letter-lib-{}", std::process::id()));
        let place = |version: &str| {
            libraries
                .join("riscv64-linux-gnu")
                .join(version)
                .join("MiniBrowser")
        };
        assert_eq!(browser(&libraries), None);
        for version in ["webkit2gtk-4.0", "webkit2gtk-4.1"] {
            fs::create_dir_all(place(version).parent().unwrap()).unwrap();
            fs::write(place(version), "").unwrap();
            assert_eq!(browser(&libraries), Some(place(version)));
        }
        fs::remove_dir_all(libraries).unwrap();
    }
}
