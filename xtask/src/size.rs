//! What a host page downloads, and whether it is too much.

use crate::console;
use crate::{files, workspace};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// The loader's budget in brotli bytes; DESIGN.md's table "Bytes and time" says the same.
const LOADER: u64 = 2_000;

/// The budget of all that a reader near the letter downloads. The design has 90,000 with every
/// feature; this is where what there is has brought it, and what comes next has to say what it
/// costs.
const WIDGET: u64 = 88_000;

/// The budget of what is loaded besides where a tag names an adapter.
const ADAPTERS: u64 = 30_000;

/// A file's part in the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Loader,
    Widget,
    /// Loaded only where a tag names an adapter.
    Adapters,
    /// Loaded only where an adapter's letter is written in it.
    Markdown,
    /// Loaded only for a letter that asks for a proof of work.
    Proof,
    /// The hosted page links it; a host page gets the same text inside of the script.
    HostedPage,
}

/// One line of the table.
#[derive(Debug, Clone)]
struct Weighed {
    what: &'static str,
    name: String,
    part: Part,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table of `dist/`, and fails where it is over budget.
pub(crate) fn report() -> Result<()> {
    let files = weigh_all(&workspace::dist().join(workspace::EMBED))?;
    for line in table(&files) {
        console::say(&line);
    }
    let over = over_budget(&files);
    ensure!(over.is_empty(), "over budget: {}", over.join("; "));
    Ok(())
}

fn weigh_all(embed: &Path) -> Result<Vec<Weighed>> {
    let weigh = |what, part, folder: &str, prefix: &str, suffix: &str| {
        weigh(what, part, &embed.join(folder), prefix, suffix)
    };
    Ok(vec![
        weigh("loader", Part::Loader, "", "open-letter", ".js")?,
        weigh(
            "boot, glue, stylesheet",
            Part::Widget,
            "",
            "open-letter-",
            ".js",
        )?,
        weigh("Wasm", Part::Widget, "", "open-letter-", ".wasm")?,
        weigh("one locale", Part::Widget, "locales", "ar-", ".json")?,
        weigh(
            "adapters: script, glue",
            Part::Adapters,
            "",
            "adapter-",
            ".js",
        )?,
        weigh("adapters: Wasm", Part::Adapters, "", "adapter-", ".wasm")?,
        weigh("Markdown", Part::Markdown, "", "markdown-", ".js")?,
        weigh("proof of work", Part::Proof, "", "proof-", ".js")?,
        weigh(
            "hosted page's stylesheet",
            Part::HostedPage,
            "",
            "open-letter",
            ".css",
        )?,
    ])
}

/// The only file of that name. Between a dash and the suffix stands a hash.
fn weigh(
    what: &'static str,
    part: Part,
    folder: &Path,
    prefix: &str,
    suffix: &str,
) -> Result<Weighed> {
    let fits = |name: &str| {
        let middle = name
            .strip_prefix(prefix)
            .and_then(|rest| rest.strip_suffix(suffix));
        middle.is_some_and(|hash| hash.is_empty() != prefix.ends_with('-'))
    };
    let missing = || {
        format!(
            "{} holds no {what}; `cargo xtask build` makes it",
            folder.display()
        )
    };
    let found = fs::read_dir(folder)
        .with_context(missing)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| fits(&files::name(path)))
        .with_context(missing)?;
    let raw = length(&found).with_context(missing)?;
    let form = |suffix: &str| {
        // A file too small to be compressed is sent as it is.
        length(Path::new(&format!("{}.{suffix}", found.display()))).unwrap_or(raw)
    };
    Ok(Weighed {
        what,
        name: files::name(&found),
        part,
        raw,
        gzip: form("gz"),
        brotli: form("br"),
    })
}

fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|data| data.len())
}

fn table(files: &[Weighed]) -> Vec<String> {
    let row = |what: &str, name: &str, sizes: [String; 3], note: &str| {
        let [raw, gzip, brotli] = sizes;
        format!("{what:<26}{name:<34}{raw:>9}{gzip:>9}{brotli:>11}  {note}")
            .trim_end()
            .to_owned()
    };
    let mut lines = vec![row(
        "",
        "",
        ["raw", "gzip 9", "brotli 11"].map(String::from),
        "",
    )];
    for file in files {
        let note = match file.part {
            Part::Loader => format!("of {}", grouped(LOADER)),
            Part::Widget => String::new(),
            Part::Adapters => "with an adapter alone".to_owned(),
            Part::Markdown => "where an adapter asks for it".to_owned(),
            Part::Proof => "where a letter asks for it".to_owned(),
            Part::HostedPage => "not loaded by a host page".to_owned(),
        };
        let sizes = [file.raw, file.gzip, file.brotli].map(grouped);
        lines.push(row(file.what, &file.name, sizes, &note));
    }
    let of_widget = |size: fn(&Weighed) -> u64| grouped(sum(files, Part::Widget, size));
    let sizes = [
        of_widget(|file| file.raw),
        of_widget(|file| file.gzip),
        of_widget(|file| file.brotli),
    ];
    lines.push(row(
        "beyond the loader",
        "",
        sizes,
        &format!("of {}", grouped(WIDGET)),
    ));
    lines
}

fn over_budget(files: &[Weighed]) -> Vec<String> {
    [
        ("the loader", Part::Loader, LOADER),
        ("the widget", Part::Widget, WIDGET),
        ("what adapters load", Part::Adapters, ADAPTERS),
    ]
    .into_iter()
    .map(|(what, part, budget)| (what, sum(files, part, |file| file.brotli), budget))
    .filter(|(_, weight, budget)| weight > budget)
    .map(|(what, weight, budget)| {
        let (weight, budget) = (grouped(weight), grouped(budget));
        format!("{what} has {weight} brotli bytes, and {budget} is the limit")
    })
    .collect()
}

fn sum(files: &[Weighed], part: Part, size: fn(&Weighed) -> u64) -> u64 {
    files
        .iter()
        .filter(|file| file.part == part)
        .map(size)
        .sum()
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(part: Part, brotli: u64) -> Weighed {
        Weighed {
            what: "",
            name: String::new(),
            part,
            raw: 0,
            gzip: 0,
            brotli,
        }
    }

    #[test]
    fn a_budget_may_be_used_up_and_not_passed() {
        let full = [
            weighed(Part::Loader, LOADER),
            weighed(Part::Widget, WIDGET - 1),
            weighed(Part::Widget, 1),
            weighed(Part::HostedPage, WIDGET),
        ];
        assert!(over_budget(&full).is_empty());

        let mut over = full.to_vec();
        over.push(weighed(Part::Widget, 1));
        assert_eq!(
            over_budget(&over),
            ["the widget has 88,001 brotli bytes, and 88,000 is the limit"]
        );
        over.push(weighed(Part::Loader, 1));
        assert_eq!(over_budget(&over).len(), 2);
    }

    #[test]
    fn the_loader_is_told_from_the_script_with_a_hash() {
        let folder = std::env::temp_dir().join(format!("open-letter-size-{}", std::process::id()));
        files::write(&folder.join("open-letter.js"), "12345").unwrap();
        files::write(&folder.join("open-letter.js.br"), "123").unwrap();
        files::write(&folder.join("open-letter-0123456789abcdef.js"), "1234567").unwrap();

        let loader = weigh("loader", Part::Loader, &folder, "open-letter", ".js").unwrap();
        assert_eq!((loader.raw, loader.gzip, loader.brotli), (5, 5, 3));
        let boot = weigh("boot", Part::Widget, &folder, "open-letter-", ".js").unwrap();
        assert_eq!(boot.raw, 7);
        assert!(weigh("Wasm", Part::Widget, &folder, "open-letter-", ".wasm").is_err());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [0, 999, 1_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
