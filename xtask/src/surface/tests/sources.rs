//! Names that the widget's sources bear, against those of the table, both ways.

use super::super::table::{CUSTOM_PROPERTIES, CustomProperty, Named, PARTS, SLOTS};
use super::{below, between, quoted, same, strange};
use std::collections::BTreeSet;

fn names(all: &[Named]) -> BTreeSet<String> {
    all.iter().map(|one| one.name.to_owned()).collect()
}

/// The views, but for the page that is none of the element.
fn widget() -> Vec<String> {
    below("view/src", "rs", &["hosted.rs"])
}

/// What is laid into the element: the default look and the themes, not the server's own pages.
fn stylesheets() -> Vec<String> {
    below(
        "static/themes",
        "css",
        &["hosted.css", "outbox.css", "shared.css"],
    )
}

/// What takes the name of a part, as the last of its literal arguments.
const NAMED: [&str; 6] = [
    "part(",
    "line(",
    "button(",
    "in_its_language(",
    "beside(",
    "detail(",
];

/// The parts that a view's text gives to its elements: what `NAMED` is called with, or the first
/// value after the beginning of an element whose first attribute is its part.
fn parts_of(text: &str) -> BTreeSet<String> {
    let mut values = Vec::new();
    for from in NAMED {
        let mut calls = between(text, from, ")");
        // Where the name is handed in, the only literal is the tag.
        calls.retain(|call| from != "part(" || call.ends_with('"'));
        values.extend(calls.iter().filter_map(|call| quoted(call, '"').pop()));
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for from in ["[\"part\"", "[ \"part\"", "&KEYS"] {
        for rest in text.split(from).skip(1) {
            let first = between(rest, ".is(", ";").into_iter().next();
            values.extend(first.iter().flat_map(|value| quoted(value, '"')));
        }
    }
    let words = values.iter().flat_map(|value| value.split_whitespace());
    words.map(str::to_owned).collect()
}

/// The parts that a stylesheet speaks of.
fn parts_in_css(text: &str) -> BTreeSet<String> {
    let found = ["[part~=\"", "::part("].into_iter().zip(["\"", ")"]);
    found
        .flat_map(|(from, to)| between(text, from, to))
        .collect()
}

fn custom_properties_in(text: &str) -> BTreeSet<String> {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter == '-';
    text.split("--open-letter-")
        .skip(1)
        .map(|rest| {
            rest.split(|letter| !is_part(letter))
                .next()
                .unwrap_or_default()
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_parts_are_those_of_the_view() {
    let found = widget().iter().flat_map(|text| parts_of(text)).collect();
    same("parts", &names(PARTS), &found);
}

#[test]
fn stylesheets_speak_of_parts_that_there_are() {
    let css = stylesheets().join("\n");
    strange("static/themes", &parts_in_css(&css), &names(PARTS));
}

#[test]
fn the_custom_properties_are_those_of_the_default_look() {
    let known = CUSTOM_PROPERTIES
        .iter()
        .map(|property: &CustomProperty| property.name.to_owned());
    let known: BTreeSet<String> = known.collect();
    let css = below("static/themes/default", "css", &[]).join("\n");
    same("custom properties", &known, &custom_properties_in(&css));
    let themes = stylesheets().join("\n");
    strange("static/themes", &custom_properties_in(&themes), &known);
}

#[test]
fn the_slots_are_those_of_the_view() {
    let view = widget().join("\n");
    let named = between(&view, " slot(out, \"", "\"");
    let mut found: BTreeSet<String> = named.into_iter().collect();
    if view.contains("plain(\"slot\")") {
        found.insert(String::new());
    }
    same("slots", &names(SLOTS), &found);
}

#[test]
fn planted_names_are_seen() {
    let view = "out.part(tag, \"list\");\nout.line(\"p\", \"hint\", text());\n\
        out.start(\"a\", &[\"part\", \"id\"]);\nout.is(if a { \"field consent\" } else { \"field\" });\n\
        out.is(\"no\");\nout.start(\"b\", &[\"id\"]);\nout.is(\"neither\");\n\
        out.start(tag, &KEYS);\nout.is(\"status\");\ndetail(out, \"role\", x);\nout.part(tag, name);";
    let found: Vec<String> = parts_of(view).into_iter().collect();
    assert_eq!(
        found,
        ["consent", "field", "hint", "list", "role", "status"]
    );
    let css = "[part~=\"title\"] { color: var(--open-letter-on-accent, red) } x::part(body) {}";
    assert_eq!(parts_in_css(css).len(), 2);
    assert!(custom_properties_in(css).contains("on-accent"));
}
