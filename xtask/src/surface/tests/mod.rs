//! The table is true: it and the sources name the same things.

mod protocol;
mod scripts;
mod sources;

use super::outputs;
use crate::{files, workspace};
use std::collections::BTreeSet;

/// The texts of the files below a folder with this extension, but for those of some names.
fn below(folder: &str, extension: &str, except: &[&str]) -> Vec<String> {
    let found: Vec<String> = files::below(&workspace::path(folder))
        .unwrap()
        .into_iter()
        .filter(|file| file.extension().is_some_and(|is| is == extension))
        .filter(|file| !except.contains(&files::name(file).as_str()))
        .map(|file| files::text(&file).unwrap())
        .collect();
    assert!(!found.is_empty(), "nothing was found in {folder}");
    found
}

/// What stands between two marks, each time.
fn between(text: &str, from: &str, to: &str) -> Vec<String> {
    text.split(from)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(to)?.0.to_owned()))
        .collect()
}

/// What stands between quotation marks, a line at a time: an apostrophe in one says nothing about
/// the next.
fn quoted(text: &str, mark: char) -> Vec<String> {
    text.lines()
        .flat_map(|line| line.split(mark).skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

/// Fails where the two differ.
fn same(what: &str, table: &BTreeSet<String>, sources: &BTreeSet<String>) {
    let missing: Vec<_> = sources.difference(table).collect();
    let gone: Vec<_> = table.difference(sources).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "{what}: the table lacks {missing:?}, and has {gone:?}, which nothing in the sources is"
    );
}

/// Fails where something is found that is not known.
fn strange(place: &str, found: &BTreeSet<String>, known: &BTreeSet<String>) {
    let strange: Vec<_> = found.difference(known).collect();
    assert!(
        strange.is_empty(),
        "{place} has {strange:?}, which the table lacks"
    );
    assert!(!found.is_empty(), "nothing was found in {place}");
}

#[test]
fn what_is_written_from_the_table_is_up_to_date() {
    for output in outputs().unwrap() {
        let kept = files::text(&workspace::path(output.path)).unwrap_or_default();
        assert!(
            kept == output.text,
            "{} is stale: cargo xtask reference",
            output.path
        );
    }
}
