//! `cargo xtask reference`: what embedders read about `<open-letter>`, written from one table.

mod declarations;
mod manifest;
mod reference;
mod snippets;
mod table;
#[cfg(test)]
mod tests;

use crate::console::Steps;
use crate::{files, workspace};
use anyhow::Result;
use std::process::ExitCode;

/// A file that is written from the table: its path below the root, and its text.
struct Output {
    path: &'static str,
    text: String,
}

fn outputs() -> Result<[Output; 3]> {
    Ok([
        Output {
            path: "npm/custom-elements.json",
            text: manifest::write()?,
        },
        Output {
            path: "npm/open-letter.d.ts",
            text: declarations::write(),
        },
        Output {
            path: "docs/reference.md",
            text: reference::write(),
        },
    ])
}

/// Writes what is written from the table.
pub(crate) fn write() -> Result<ExitCode> {
    let step = Steps::new(1).begin("Manifest, types and reference page");
    for Output { path, text } in outputs()? {
        files::write(&workspace::path(path), text)?;
    }
    step.end("written");
    Ok(ExitCode::SUCCESS)
}
