//! The words that stand for something are the same in the document and in `core`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::Document;

const PROTOCOL: &str = include_str!("../../../core/src/protocol/mod.rs");
const CONFIRMATION: &str = include_str!("../../../core/src/protocol/confirmation.rs");
const FIELD: &str = include_str!("../../../core/src/field.rs");
const LETTER: &str = include_str!("../../../core/src/letter.rs");

/// The words of a `words!` in a source.
fn written<'a>(source: &'a str, name: &str) -> BTreeSet<&'a str> {
    let start = format!("\n    {name}, \"");
    let (_, body) = source.split_once(&start).expect(name);
    let (body, _) = body.split_once("\n    }\n").unwrap();
    let lines = body.lines().filter_map(|line| line.split_once(" = \""));
    lines
        .map(|(_, word)| word.split('"').next().unwrap())
        .collect()
}

/// The words that the document has at a place, by `enum` or by `const`.
fn described<'a>(document: &'a Document, places: &[&str]) -> BTreeSet<&'a str> {
    let schemas = &document.root["components"]["schemas"];
    let mut words = BTreeSet::new();
    for place in places {
        let schema = schemas.pointer(place).expect(place);
        let listed = schema["enum"].as_array().into_iter().flatten();
        words.extend(listed.chain(schema.get("const")).filter_map(Value::as_str));
    }
    words
}

#[test]
fn every_word_is_described_and_no_other() {
    let document = Document::read();
    for (source, name, places) in [
        (PROTOCOL, "Code", &["/Problem/properties/code"][..]),
        (FIELD, "FieldCode", &["/FieldError/properties/code"]),
        (LETTER, "Status", &["/Letter/properties/status"]),
        (LETTER, "Need", &["/Need"]),
        (LETTER, "Moderation", &["/Letter/properties/moderation"]),
        (
            CONFIRMATION,
            "Action",
            &[
                "/Request/oneOf/0/properties/action",
                "/Request/oneOf/1/properties/action",
            ],
        ),
    ] {
        let written = written(source, name);
        assert!(written.len() >= 3, "{name}: {written:?}");
        assert_eq!(written, described(&document, places), "{name}");
    }
}

#[test]
fn what_no_backend_of_ours_says_is_no_status() {
    let mut written = written(PROTOCOL, "SignatureStatus");
    // The widget's own word, for backends that do not say what became of a signature.
    assert!(written.remove("sent"));
    assert_eq!(written, described(&Document::read(), &["/SignatureStatus"]));
}

#[test]
fn codes_of_answers_are_codes() {
    let document = Document::read();
    let known = described(&document, &["/Problem/properties/code"]);
    for operation in document.operations() {
        for (status, answer) in document.answers(&operation) {
            for code in document.codes(answer) {
                assert!(known.contains(&*code), "{operation}, {status}: {code}");
            }
        }
    }
}
