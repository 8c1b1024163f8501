//! `cargo xtask adapter check`: tries an adapter document on its backend as a browser would, and
//! says in plain words what is missing. What the answers mean is `core::adapter::explain`'s to say.

mod client;
mod cors;
mod exchange;
mod show;

use crate::{console, files, workspace};
use anyhow::{Context, Result, bail, ensure};
use clap::{Args, Subcommand};
use exchange::Browser;
use open_letter_core::Json;
use open_letter_core::adapter::explain::{Setting, Weight, explain, summary};
use open_letter_core::rich_text::Href;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// A line of the report, as it is printed.
type Out<'a> = dyn FnMut(&str) + 'a;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Ask each operation of a backend, and say what its answers lack
    Check(Arguments),
}

#[derive(Args)]
pub(crate) struct Arguments {
    /// An adapter document's path, or a preset's name
    file: String,
    /// The `src` that the tag will have
    #[arg(long)]
    src: String,
    /// The origin of the page that the tag will stand on
    #[arg(long, default_value = "https://page.example.org")]
    origin: String,
    /// Sign as Wilhelmina Teaspoon, who is invented, and sign again
    #[arg(long)]
    sign: bool,
}

/// Runs the command. It fails where something has to be put right.
pub(crate) fn run(command: &Command) -> Result<ExitCode> {
    let Command::Check(arguments) = command;
    Ok(if check(arguments, &mut console::say)? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Whether nothing has to be put right.
fn check(arguments: &Arguments, out: &mut Out<'_>) -> Result<bool> {
    let origin_of = |url: &str| Href::parse(url).and_then(|href| href.origin());
    let src = &arguments.src;
    ensure!(
        origin_of(src).is_some(),
        "--src {src} should be a whole address that begins with https:// or http://"
    );
    let page = origin_of(&arguments.origin)
        .with_context(|| format!("--origin {} is none", arguments.origin))?;
    let path = find(&arguments.file)?;
    let text = files::text(&path)?;
    let document: Json =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))?;

    let browser = Browser::new(page);
    let setting = setting(src, arguments.sign);
    let (mut outcomes, mut shown, mut good) = (Vec::new(), 0, true);
    let mut said = show::Said::default();
    loop {
        let report = explain(&document, &setting, &outcomes);
        for section in report.sections.iter().skip(shown) {
            show::section(section, &said, out);
            good &= !section.is_faulty();
            said = show::Said::default();
        }
        shown = report.sections.len();
        let Some(step) = report.next else {
            if !good {
                out("What is marked with ✗ has to be put right.");
            }
            out(&summary(&report.abilities));
            return Ok(good);
        };
        let exchange = browser.perform(&step);
        good &= exchange
            .complaints
            .iter()
            .all(|(weight, _)| *weight != Weight::Fault);
        said = show::Said::of(&exchange, &step);
        outcomes.push(exchange.outcome);
    }
}

/// A document by its path, or a preset by its name.
fn find(name: &str) -> Result<PathBuf> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(path.to_owned());
    }
    let presets = workspace::path("static/adapters");
    let preset = presets.join(format!("{name}.json"));
    if !name.contains('/') && preset.is_file() {
        return Ok(preset);
    }
    let names: Vec<String> = files::below(&presets)?
        .iter()
        .filter_map(|path| files::name(path).strip_suffix(".json").map(str::to_owned))
        .filter(|name| name != "schema")
        .collect();
    bail!(
        "there is no file {name}, and no such preset; there are {}",
        names.join(", ")
    )
}

fn setting(src: &str, sign: bool) -> Setting {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let digest = Sha256::digest(format!("{} {}", now.as_nanos(), std::process::id()));
    Setting {
        src: src.to_owned(),
        sign,
        key: digest[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        now: i64::try_from(now.as_millis()).unwrap_or_default(),
        parse: |text| serde_json::from_str(text).ok(),
    }
}

#[cfg(test)]
mod tests;
