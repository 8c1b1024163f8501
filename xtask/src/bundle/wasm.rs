//! The Wasm, as small as wasm-opt makes it in the bytes that are sent.

use super::{Finish, compressed};
use crate::files;
use crate::tools::WASM_OPT;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// Named one by one: with all of its features on, wasm-opt 132 writes imports in a compact
/// form that browsers refuse.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Ways that have each been the best one, depending on the widget.
///
/// What brotli packs best is code that is alike, and side by side: a common subexpression taken
/// out saves raw bytes and costs sent ones, and functions in the order of their names have their
/// like beside them.
const WAYS: [&[&str]; 3] = [
    &[
        "--flatten",
        "--rereloop",
        "-Os",
        "-ocimfs",
        "100",
        "-aimfs",
        "1",
        "--skip-pass=local-cse",
        "--skip-pass=simplify-locals",
        "--reorder-functions-by-name",
    ],
    &[
        "--flatten",
        "--rereloop",
        "-Os",
        "-ocimfs",
        "200",
        "--skip-pass=local-cse",
        "--reorder-functions-by-name",
    ],
    &[
        "-Os",
        "-ocimfs",
        "100",
        "-aimfs",
        "1",
        "--skip-pass=local-cse",
        "--reorder-functions-by-name",
    ],
];

/// What only tools read, and no browser.
const STRIP: [&str; 2] = ["--strip-producers", "--strip-target-features"];

/// The module in its smallest form by brotli bytes: raw bytes have misled here.
pub(super) fn smallest(module: &Path, work: &Path, finish: Finish) -> Result<Vec<u8>> {
    if finish == Finish::Debug {
        return files::bytes(module);
    }
    let wasm_opt = WASM_OPT.ensure()?;
    let mut running = Vec::new();
    for (number, way) in WAYS.iter().enumerate() {
        let output = work.join(format!("way-{number}.wasm"));
        let mut command = Command::new(&wasm_opt);
        command
            .args(*way)
            .args(FEATURES)
            .args(STRIP)
            .arg(module)
            .arg("-o")
            .arg(&output);
        running.push((
            command.spawn().context("wasm-opt does not start")?,
            output,
            way,
        ));
    }
    let mut candidates = Vec::new();
    for (mut child, output, way) in running {
        let status = child.wait().context("wasm-opt was lost from sight")?;
        ensure!(status.success(), "wasm-opt {} failed", way.join(" "));
        let content = files::bytes(&output)?;
        candidates.push((compressed::brotli(&content)?.len(), content));
    }
    let best = candidates.into_iter().min_by_key(|(size, _)| *size);
    Ok(best.context("wasm-opt was not asked")?.1)
}
