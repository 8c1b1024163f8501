//! The published schema and the check of adapter documents say the same.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use open_letter_core::Json;
use open_letter_core::adapter::check;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../static/adapters/schema.json");

/// A document that says everything that one can say.
fn whole() -> Value {
    let operation = |more: Value| {
        let mut operation = json!({
            "url": "{+base}/x/{id}?n={limit}",
            "method": "GET",
            "headers": { "X-Key": "{key}" },
            "body": { "any": ["thing", "{limit}", null] },
            "send": "json",
            "root": "/data",
            "fail_if": { "at": "/ok", "is": false },
            "errors": [{ "status": 400, "at": "/code", "is": 7, "means": "invalid", "fields": { "at": "/e" }, "name": "/n" }],
        });
        let members = operation.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        operation
    };
    let value = json!({ "header": "Content-Range", "after": "/", "as": "json_string" });
    json!({
        "$schema": "schema.json",
        "name": "Everything",
        "fallback": "{+src}",
        "contact": "mailto:teapot@example.org",
        "letter": operation(json!({ "fields": { "title": "/t", "body": { "at": "/b", "as": "html" }, "lang": { "value": "en" } } })),
        "count": operation(json!({ "fields": { "count": value, "as_of": "" }, "poll": 60 })),
        "signatures": operation(json!({
            "items": { "at": "", "as": "object_to_array" },
            "fields": { "id": "/key", "name": "/name" },
            "count": "/n",
            "paging": { "by": "cursor", "first": 0, "max": 100, "next": "/next", "url": "{+src}?c={cursor}" },
        })),
        "sign": operation(json!({ "status": { "value": "published" } })),
    })
}

struct Both(jsonschema::Validator);

impl Both {
    fn new() -> Self {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        Self(jsonschema::draft202012::new(&schema).unwrap())
    }

    /// Whether the document is right, on which both have to agree.
    fn agree(&self, document: &Value, why: &str) -> bool {
        let faults = check(&serde_json::from_value::<Json>(document.clone()).unwrap());
        let by_schema = self.0.is_valid(document);
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            faults.is_empty(),
            by_schema,
            "{why}: {faults:?} in {document}"
        );
        by_schema
    }
}

/// The pointers to every object in a document, apart from what may be anything.
fn objects(value: &Value, pointer: &str, found: &mut Vec<String>) {
    if let Some(members) = value.as_object() {
        found.push(pointer.to_owned());
        for (name, member) in members {
            if name != "body" || pointer.ends_with("fields") {
                objects(member, &format!("{pointer}/{name}"), found);
            }
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        objects(item, &format!("{pointer}/{index}"), found);
    }
}

#[test]
fn everything_that_can_be_said_is_right_for_both() {
    assert!(Both::new().agree(&whole(), "whole"));
}

#[test]
fn unknown_members_and_wrong_kinds_are_wrong_for_both() {
    let (both, whole) = (Both::new(), whole());
    let mut places = Vec::new();
    objects(&whole, "", &mut places);
    assert!(places.len() > 25, "{places:?}");
    let mut refused = 0;
    for place in &places {
        let mut changed = whole.clone();
        let object = changed.pointer_mut(place).unwrap().as_object_mut().unwrap();
        object.insert("unheard-of".to_owned(), json!("x"));
        // Headers have any names, and a value that is no template is none of theirs.
        let right = both.agree(&changed, place);
        assert_eq!(right, place.ends_with("/headers"), "{place}");
        let names: Vec<_> = object_names(&whole, place);
        for name in names {
            for wrong in [
                json!(null),
                json!(7.5),
                json!("{"),
                json!([]),
                json!({}),
                json!(true),
            ] {
                let mut changed = whole.clone();
                let object = changed.pointer_mut(place).unwrap().as_object_mut().unwrap();
                object.insert(name.clone(), wrong.clone());
                let right = both.agree(&changed, &format!("{place}/{name} = {wrong}"));
                refused += usize::from(!right);
            }
            let mut changed = whole.clone();
            let object = changed.pointer_mut(place).unwrap().as_object_mut().unwrap();
            object.remove(&name);
            both.agree(&changed, &format!("{place} without {name}"));
        }
    }
    assert!(refused > 300, "{refused}");
}

fn object_names(document: &Value, place: &str) -> Vec<String> {
    let object = document.pointer(place).unwrap().as_object().unwrap();
    object.keys().cloned().collect()
}
