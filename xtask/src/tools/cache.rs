//! The user's cache of tools: one folder a tool and version, shared by all checkouts.

use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::PathBuf;

/// The folder of one tool in one version.
pub(crate) fn of(tool: &str, version: &str) -> Result<PathBuf> {
    let cache = folder(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
        .context("no home folder is known; set OPEN_LETTER_CACHE to a folder for tools")?;
    Ok(cache.join(format!("{tool}-{version}")))
}

fn folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let below =
        |name: &str, rest: &str| variable(name).map(|folder| PathBuf::from(folder).join(rest));
    let own = variable("OPEN_LETTER_CACHE").map(PathBuf::from);
    let system = || {
        if cfg!(windows) {
            below("LOCALAPPDATA", "open-letter")
        } else if cfg!(target_os = "macos") {
            below("HOME", "Library/Caches/open-letter")
        } else {
            below("HOME", ".cache/open-letter")
        }
    };
    own.or_else(|| below("XDG_CACHE_HOME", "open-letter"))
        .or_else(system)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(set: &[(&str, &str)]) -> Option<PathBuf> {
        folder(|name| {
            let (_, value) = set.iter().find(|(variable, _)| *variable == name)?;
            Some(value.into())
        })
    }

    #[test]
    fn the_projects_own_variable_comes_first() {
        let set = [
            ("OPEN_LETTER_CACHE", "/a"),
            ("XDG_CACHE_HOME", "/b"),
            ("HOME", "/c"),
        ];
        assert_eq!(folder_with(&set), Some("/a".into()));
        assert_eq!(folder_with(&set[1..]), Some("/b/open-letter".into()));
    }

    #[test]
    fn without_any_home_there_is_no_cache() {
        assert_eq!(folder_with(&[]), None);
    }
}
