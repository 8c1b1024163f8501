//! Where things are.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Names a copy of the checkout for this program to work in, so that one program can build in two
/// folders what has to come out the same.
pub(crate) const OTHER_ROOT: &str = "OPEN_LETTER_XTASK_ROOT";

/// The checkout's root, known since this program was compiled in it.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| match std::env::var_os(OTHER_ROOT) {
        Some(other) => other.into(),
        None => {
            let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
            xtask.parent().unwrap_or(xtask).to_owned()
        }
    })
}

/// A path below the root, written with slashes.
pub(crate) fn path(below: &str) -> PathBuf {
    root().join(below)
}

/// What is served: the studio page, and the embed bundle below it.
pub(crate) fn dist() -> PathBuf {
    path("dist")
}

/// The npm package, as it is packed.
pub(crate) fn npm_package() -> PathBuf {
    path("target/npm")
}

/// The version of all that is released from here.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

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
