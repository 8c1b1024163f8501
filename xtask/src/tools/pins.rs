//! The versions of all tools that are not in a lock file.
//!
//! wasm-bindgen is pinned by `Cargo.lock`, since its program and its crate must be of one
//! version; Playwright and axe by `e2e/package-lock.json`.

use super::cargo_tool::{CargoTool, Resolution};
use super::npm_tool::NpmTool;

/// Builds the page and the Wasm, and serves them to developers. 0.22 wants a newer compiler.
pub(crate) fn trunk() -> CargoTool {
    CargoTool::new("trunk", "trunk", "0.21.14", Resolution::Locked)
}

/// Checks the dependencies' licences and sources.
pub(crate) fn cargo_deny() -> CargoTool {
    CargoTool::new("cargo-deny", "cargo-deny", "0.20.2", Resolution::Newest)
}

/// Drives Firefox, by the protocol of all browsers.
pub(crate) fn geckodriver() -> CargoTool {
    CargoTool::new("geckodriver", "geckodriver", "0.37.1", Resolution::Newest)
}

/// Speaks PostgREST's protocol in front of a Postgres. Its lock file, too, may be ahead of a
/// registry's mirror.
pub(crate) fn postrust() -> CargoTool {
    CargoTool::new("postrust-server", "postrust", "3.1.0", Resolution::Newest).without_version()
}

/// Makes the Wasm's JavaScript half. Its own lock file names releases that a registry's mirror
/// may not have yet.
pub(crate) fn wasm_bindgen(version: &str) -> CargoTool {
    CargoTool::new(
        "wasm-bindgen-cli",
        "wasm-bindgen",
        version,
        Resolution::Newest,
    )
}

/// Bundles and minifies scripts and stylesheets.
pub(crate) const ESBUILD: NpmTool = NpmTool {
    package: "esbuild",
    version: "0.28.2",
    program: "esbuild",
    calls_itself: "0.28.2",
};

/// Makes the Wasm smaller.
pub(crate) const WASM_OPT: NpmTool = NpmTool {
    package: "binaryen",
    version: "132.0.0",
    program: "wasm-opt",
    calls_itself: "132",
};

/// Reads Markdown in the browser, where an adapter asks for it. Only its module is used.
pub(crate) const MARKED: NpmTool = NpmTool {
    package: "marked",
    version: "18.2.1",
    program: "marked",
    calls_itself: "18.2.1",
};
