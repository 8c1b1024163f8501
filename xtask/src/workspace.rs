//! Where things are.

use std::path::{Path, PathBuf};

/// The checkout's root, known since this program was compiled in it.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path below the root, written with slashes.
pub(crate) fn path(below: &str) -> PathBuf {
    root().join(below)
}

/// What is served: the studio page, and the embed bundle below it.
pub(crate) fn dist() -> PathBuf {
    path("dist")
}

/// The embed bundle's place in a folder that is served, by major version.
pub(crate) const EMBED: &str = "embed/1";

/// Logs, stamps and reports of this program.
pub(crate) fn notes() -> PathBuf {
    path("target/xtask")
}

/// A binary that Cargo built here.
pub(crate) fn built(profile: &str, name: &str) -> PathBuf {
    path("target")
        .join(profile)
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_root_holds_the_workspace() {
        let manifest = std::fs::read_to_string(super::path("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"));
    }
}
