//! What the design asks of the sources and no compiler guards.
//!
//! Each rule is a function from a text to its complaints, tried here on a text that breaks it,
//! and then on the checkout. A complaint says what to do.

mod arrows;
mod locales;
mod manifests;
mod text;

use crate::{files, workspace};
use std::path::Path;

/// A file of the checkout: its path below the root, with slashes, and its text.
struct Source {
    path: String,
    text: String,
}

/// All files below these folders with one of these extensions.
fn sources(folders: &[&str], extensions: &[&str]) -> Vec<Source> {
    const GENERATED: [&str; 6] = ["target", "dist", "data", "node_modules", "results", ".git"];
    folders
        .iter()
        .flat_map(|folder| files::below_except(&workspace::path(folder), &GENERATED).unwrap())
        .filter(|file| {
            file.extension()
                .is_some_and(|end| extensions.contains(&&*end.to_string_lossy()))
        })
        .map(|file| Source {
            path: below_root(&file),
            text: files::text(&file).unwrap(),
        })
        .collect()
}

fn below_root(file: &Path) -> String {
    let path = file.strip_prefix(workspace::root()).unwrap();
    path.to_string_lossy().replace('\\', "/")
}

/// The text's lines that are code, with their numbers: prose may name what code must not use.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| {
            let line = line.trim_start();
            !["//", "/*", "* ", "*/", "<!--"]
                .iter()
                .any(|mark| line.starts_with(mark))
                && line != "*"
        })
}

/// Whether a line has this word, and not as a part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(start, found)| {
        let before = line[..start].chars().next_back();
        let after = line[start + found.len()..].chars().next();
        let open_start = !word.starts_with(is_part) || !before.is_some_and(is_part);
        let open_end = !word.ends_with(is_part) || !after.is_some_and(is_part);
        open_start && open_end
    })
}

/// Fails with all complaints at once.
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn words_are_whole() {
    assert!(has_word("let x = eval(y)", "eval("));
    assert!(!has_word("retrieval(y)", "eval("));
    assert!(has_word("use crate::element;", "crate::element"));
    assert!(!has_word("use crate::elements;", "crate::element"));
}

#[test]
fn comments_are_no_code() {
    let text = "// one\n/* two\n * three\n */\nfour // five\n";
    assert_eq!(code(text).collect::<Vec<_>>(), [(5, "four // five")]);
}
