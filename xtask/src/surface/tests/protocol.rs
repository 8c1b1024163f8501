//! The protocol's words and the letter's members, against the table.

use super::super::table::{ATTRIBUTES, ERRORS, Kind, Member, Shape, TYPES, Told};
use super::{below, between, quoted, same, strange};
use crate::{files, workspace};
use open_letter_core::config::View;
use open_letter_core::protocol::{Field, MAX_PAGE_SIZE, PAGE_SIZE};
use serde_json::Value;
use std::collections::BTreeSet;

fn words(name: &str) -> BTreeSet<String> {
    match shape(name) {
        Shape::Words(words) => words.iter().map(|&word| word.to_owned()).collect(),
        _ => panic!("{name} is no choice of words"),
    }
}

fn shape(name: &str) -> &'static Shape {
    &TYPES.iter().find(|found| found.name == name).unwrap().shape
}

/// The words of an enum that is written with `words!`.
fn words_in(file: &str, expected: &str) -> BTreeSet<String> {
    let text = files::text(&workspace::path(file)).unwrap();
    let (_, after) = text.split_once(&format!("\"{expected}\" {{")).unwrap();
    let (body, _) = after.split_once("\n    }\n").unwrap();
    between(body, " = \"", "\"").into_iter().collect()
}

fn codes(told: Told) -> BTreeSet<String> {
    let codes = ERRORS.iter().filter(|error| error.told == told);
    codes.map(|error| error.code.to_owned()).collect()
}

#[test]
fn the_backends_codes_are_the_protocols() {
    let known = words_in("core/src/protocol/mod.rs", "a code of the protocol");
    same("error codes", &codes(Told::Backend), &known);
}

/// The codes of failures are those that `Failure::code` names, and the rest is in the scripts.
#[test]
fn the_widgets_codes_are_told_somewhere_and_no_others() {
    let failure = files::text(&workspace::path("core/src/flow/failure.rs")).unwrap();
    let (_, code) = failure.split_once("pub fn code(").unwrap();
    let (code, _) = code.split_once("\n    }\n").unwrap();
    let mut told: BTreeSet<String> = quoted(code, '"').into_iter().collect();
    told.extend(between(&failure, "const ADAPTER: &str = \"", "\""));
    let scripts = below("static/embed", "js", &[]).join("\n");
    let own = codes(Told::Widget);
    let in_scripts = quoted(&scripts, '\'')
        .into_iter()
        .filter(|word| own.contains(word));
    told.extend(in_scripts);
    same("error codes of the widget", &own, &told);
    let named = ["code: '", "throw ['", "refusal('"];
    let named = named
        .iter()
        .flat_map(|from| between(&scripts, from, "'"))
        .collect();
    let all = own.union(&codes(Told::Backend)).cloned().collect();
    strange("static/embed", &named, &all);
}

#[test]
fn the_words_of_types_are_the_cores() {
    for word in words("View") {
        assert_eq!(View::parse(&word).as_str(), word);
    }
    // Nobody is told of the trap, and those that the letter names have its names behind a dot.
    let fields = Field::ALL.iter().filter(|field| **field != Field::Trap);
    let fields = fields.map(|field| field.name().to_owned()).collect();
    same("fields", &words("Field"), &fields);
    for (name, file, expected) in [
        (
            "SignatureStatus",
            "core/src/protocol/mod.rs",
            "a signature's status",
        ),
        (
            "LetterStatus",
            "core/src/letter.rs",
            "scheduled, open, paused, closed, delivered or answered",
        ),
        ("Need", "core/src/letter.rs", "off, optional or required"),
        ("Moderation", "core/src/letter.rs", "before, after or none"),
    ] {
        same(name, &words(name), &words_in(file, expected));
    }
}

#[test]
fn bounds_and_defaults_are_the_cores() {
    let find = |name: &str| {
        ATTRIBUTES
            .iter()
            .find(|attribute| attribute.name == name)
            .unwrap()
    };
    let page_size = find("page-size");
    assert!(matches!(page_size.kind, Kind::Number(1, MAX_PAGE_SIZE)));
    assert_eq!(page_size.default, PAGE_SIZE.to_string());
    assert_eq!(find("view").default, View::default().as_str());
    for attribute in ATTRIBUTES {
        if let Some(words) = attribute.kind.words() {
            assert!(words.contains(&attribute.default), "{}", attribute.name);
        }
    }
}

fn members(members: &[Member]) -> BTreeSet<String> {
    members
        .iter()
        .map(|member| member.plain().to_owned())
        .collect()
}

fn properties(schema: &Value, all: &Value) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap();
        found.extend(properties(&all[name], all));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        found.extend(properties(part, all));
    }
    let own = schema["properties"].as_object().into_iter().flatten();
    found.extend(own.map(|(name, _)| name.clone()));
    found
}

#[test]
fn the_letters_types_are_those_of_the_openapi() {
    let text = files::text(&workspace::path("docs/openapi.json")).unwrap();
    let api: Value = serde_json::from_str(&text).unwrap();
    let schemas = &api["components"]["schemas"];
    for name in [
        "Letter",
        "Reference",
        "Badge",
        "Fields",
        "Consent",
        "Proof",
        "Signatory",
        "FirstPage",
    ] {
        let Shape::Object(own) = shape(name) else {
            panic!("{name} is no object")
        };
        same(name, &members(own), &properties(&schemas[name], schemas));
    }
    for name in ["Block", "Inline"] {
        let Shape::Tagged(own) = shape(name) else {
            panic!("{name} has no kinds")
        };
        let schemas = schemas[name]["oneOf"].as_array().unwrap();
        assert_eq!(own.len(), schemas.len());
        for schema in schemas {
            let tag = schema["properties"]["type"]["const"].as_str().unwrap();
            let (_, own) = own.iter().find(|(own, _)| *own == tag).unwrap();
            let mut own = members(own);
            own.insert("type".to_owned());
            same(tag, &own, &properties(schema, schemas.first().unwrap()));
        }
    }
}

/// Nothing that a type speaks of may be missing from the table.
#[test]
fn types_name_types_that_there_are() {
    const BUILT_IN: [&str; 3] = ["Partial", "Record", "OpenLetterOptions"];
    let known = |word: &str| {
        BUILT_IN.contains(&word)
            || word == "ErrorCode"
            || TYPES.iter().any(|kind| kind.name == word)
    };
    let kinds = TYPES.iter().flat_map(|kind| match kind.shape {
        Shape::Object(members) => members.iter().collect::<Vec<_>>(),
        Shape::Tagged(kinds) => kinds.iter().flat_map(|(_, members)| *members).collect(),
        Shape::Words(_) => Vec::new(),
    });
    for member in kinds {
        for word in member
            .kind
            .split(|letter: char| !letter.is_ascii_alphanumeric())
        {
            let named = word.starts_with(|letter: char| letter.is_ascii_uppercase());
            assert!(!named || known(word), "{}: {word}", member.name);
        }
    }
}
