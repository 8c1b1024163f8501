//! Locale files: the same strings in every language, with the plural forms of each.

use super::assert_none;
use crate::{files, workspace};
use serde_json::Value;
use std::path::Path;

/// CLDR's plural categories, which languages use in different numbers.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn is_plural(value: &Value) -> bool {
    value.as_object().is_some_and(|forms| {
        forms.contains_key("other") && forms.keys().all(|key| CATEGORIES.contains(&key.as_str()))
    })
}

/// What one language lacks, or has too much, beside another.
fn differences(file: &str, at: &str, english: &Value, other: &Value) -> Vec<String> {
    let place = |key: &str| {
        if at.is_empty() {
            key.to_owned()
        } else {
            format!("{at}.{key}")
        }
    };
    match (english, other) {
        _ if is_plural(english) && is_plural(other) => Vec::new(),
        _ if is_plural(english) => {
            vec![format!(
                "{file}: give {at} its plural forms, \"other\" among them"
            )]
        }
        (Value::Object(english), Value::Object(other)) => {
            let missing = english.keys().filter(|key| !other.contains_key(*key));
            let strange = other.keys().filter(|key| !english.contains_key(*key));
            let below = english
                .iter()
                .filter_map(|(key, value)| Some((key, value, other.get(key)?)));
            missing
                .map(|key| format!("{file}: translate {}", place(key)))
                .chain(
                    strange
                        .map(|key| format!("{file}: remove {}, or add it to en.json", place(key))),
                )
                .chain(below.flat_map(|(key, one, two)| differences(file, &place(key), one, two)))
                .collect()
        }
        (Value::String(_), Value::String(text)) if text.trim().is_empty() => {
            vec![format!("{file}: translate {at}, which is empty")]
        }
        _ if std::mem::discriminant(english) == std::mem::discriminant(other) => Vec::new(),
        _ => vec![format!("{file}: {at} has another type than in en.json")],
    }
}

fn folder_differences(folder: &str) -> Vec<String> {
    let folder = workspace::path(folder);
    let locales = files::below(&folder).unwrap();
    let read =
        |path: &Path| -> Value { serde_json::from_str(&files::text(path).unwrap()).unwrap() };
    if locales.is_empty() {
        return Vec::new();
    }
    let english = read(&folder.join("en.json"));
    let mut complaints: Vec<String> = locales
        .iter()
        .flat_map(|path| differences(&super::below_root(path), "", &english, &read(path)))
        .collect();
    if !folder.join("ar.json").is_file() {
        complaints.push(format!(
            "{}: ar.json is missing",
            super::below_root(&folder)
        ));
    }
    complaints
}

#[test]
fn every_language_has_every_string() {
    assert_none(&folder_differences("static/locales/widget"));
    assert_none(&folder_differences("static/locales/server"));
}

#[test]
fn planted_gaps_are_seen() {
    let english = serde_json::json!({
        "sign": "Sign",
        "count": {"one": "one signature", "other": "{n} signatures"},
        "form": {"name": "Name", "email": "E-mail"},
    });
    let count = |other: Value| differences("ar.json", "", &english, &other).len();
    let full = serde_json::json!({
        "sign": "a",
        "count": {"zero": "a", "one": "a", "two": "a", "few": "a", "many": "a", "other": "a"},
        "form": {"name": "a", "email": "a"},
    });
    assert_eq!(count(full.clone()), 0);

    let with = |pointer: &str, value: Value| {
        let mut changed = full.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed
    };
    assert_eq!(count(with("/sign", "".into())), 1);
    assert_eq!(count(with("/sign", 1.into())), 1);
    assert_eq!(count(with("/count", serde_json::json!({"one": "a"}))), 1);
    assert_eq!(
        count(with("/form", serde_json::json!({"name": "a", "role": "a"}))),
        2
    );
}
