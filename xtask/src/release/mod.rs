//! `cargo xtask dist`: what is handed to others, in `target/dist/`.
//!
//! `site/` is a whole static host: the studio, `embed/1/` and the folder of the exact version, each
//! file with its compressed forms. Beside it lie the server with the same files inside, the npm
//! package, and lists of what is in them. Nothing in it depends on the folder or the time that it
//! was made in.

mod npm;
mod reproduce;
mod sbom;
mod server;
mod sums;

use crate::console::{self, Steps};
use crate::tools::WidgetTools;
use crate::{files, widget, workspace};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a release is made.
#[derive(Args)]
pub(crate) struct Releasing {
    /// Make it a second time in a copy of the checkout elsewhere, and compare every byte
    #[arg(long)]
    check_reproducible: bool,
    /// Leave the server out, which takes most of the time
    #[arg(long)]
    without_server: bool,
}

/// Makes a release, or makes it twice.
pub(crate) fn run(releasing: &Releasing) -> Result<ExitCode> {
    let with_server = !releasing.without_server;
    make(with_server)?;
    if releasing.check_reproducible {
        reproduce::check(with_server)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes the release, without the server, in two folders, and fails where a byte differs.
pub(crate) fn check_reproducible() -> Result<()> {
    make(false)?;
    reproduce::check(false)
}

fn folder() -> PathBuf {
    workspace::path("target/dist")
}

fn make(with_server: bool) -> Result<()> {
    let mut steps = Steps::new(if with_server { 5 } else { 4 });
    widget::ensure(&mut steps)?;
    let out = folder();
    if out.exists() {
        fs::remove_dir_all(&out).context("an earlier release cannot go")?;
    }

    let step = steps.begin("The static host");
    let site = out.join("site");
    copy(&workspace::dist(), &site)?;
    step.end("copied");

    let step = steps.begin("Lists of what is shipped");
    let std = WidgetTools::ensure()?.library_version();
    let embed = sbom::of_embed(&std)?;
    files::write(&out.join("open-letter.cdx.json"), &embed)?;
    if with_server {
        let list = sbom::of_server(&std)?;
        files::write(&out.join("open-letter-server.cdx.json"), list)?;
    }
    step.end("written");

    let step = steps.begin("The npm package");
    npm::pack(&embed, &out)?;
    step.end("packed");

    if with_server {
        let step = steps.begin("The server, with all of it inside");
        server::build(&out)?;
        step.end("built");
    }
    sums::write(&out)?;
    tell(&out)
}

/// Says where it lies, and the tag that may carry a hash.
fn tell(out: &Path) -> Result<()> {
    let list = out.join("site").join(workspace::EMBED).join("release.json");
    let list: serde_json::Value = serde_json::from_str(&files::text(&list)?)?;
    let integrity = list["integrity"]["open-letter.js"]
        .as_str()
        .context("release.json has no hash of the loader")?;
    console::say(&format!("The release lies in {}.", out.display()));
    console::say(&format!(
        "<script async src=\"…/embed/{}/open-letter.js\" integrity=\"{integrity}\" crossorigin=\"anonymous\"></script>",
        workspace::VERSION
    ));
    Ok(())
}

/// Copies every file below a folder.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files::below(from)? {
        let name = file.strip_prefix(from).unwrap_or(&file);
        files::write(&to.join(name), files::bytes(&file)?)?;
    }
    Ok(())
}
