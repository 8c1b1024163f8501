//! No e-mail address in what anybody may read.

use std::io::Write;

use open_letter_core::{Email, Json};

use super::lack::{Found, ensure};
use super::report::Report;
use super::subject::Subject;

/// What a letter's author writes, who may give an address of their own.
const AUTHORED: [&str; 13] = [
    "title",
    "standfirst",
    "addressee",
    "author",
    "body",
    "takeaways",
    "references",
    "source",
    "url",
    "consent",
    "tags",
    "badges",
    "contact",
];

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    for call in ["", "count", "signatures?limit=200"] {
        // What cannot be read is told elsewhere, and keeps its secrets.
        let _ = subject.get(call);
    }
    let what = "what anybody may read has no e-mail address, but for the letter's own text";
    let public = subject.public.borrow();
    if public.is_empty() {
        report.not_tried(what, "nothing could be read");
        return;
    }
    report.check(
        what,
        public
            .iter()
            .try_for_each(|(asked, json)| none_in(asked, json)),
    );
}

fn none_in(asked: &str, json: &Json) -> Found {
    let authored: &[&str] = if asked == "L" { &AUTHORED } else { &[] };
    let found = match json {
        Json::Object(members) => members
            .iter()
            .filter(|(name, _)| !authored.contains(&name.as_str()))
            .find_map(|(name, value)| address_in(value).map(|rest| step(name, &rest))),
        other => address_in(other),
    };
    ensure(found.is_none(), || {
        let pointer = found.unwrap_or_default();
        let asked = if asked == "L" {
            asked.to_owned()
        } else {
            format!("L/{asked}")
        };
        format!("{asked} has one at {pointer}")
    })
}

/// Where the first address stands, as a JSON Pointer.
fn address_in(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => has_address(text).then(String::new),
        Json::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some(step(&index.to_string(), &address_in(item)?))),
        Json::Object(members) => members.iter().find_map(|(name, value)| {
            if has_address(name) {
                return Some(String::new());
            }
            Some(step(name, &address_in(value)?))
        }),
        _ => None,
    }
}

fn step(token: &str, rest: &str) -> String {
    format!("/{}{rest}", token.replace('~', "~0").replace('/', "~1"))
}

fn has_address(text: &str) -> bool {
    let between = |c: char| c.is_whitespace() || "<>()[],;:\"'|".contains(c);
    text.contains('@')
        && text
            .split(between)
            .any(|word| word.contains('@') && Email::parse(word.trim_end_matches('.')).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(asked: &str, text: &str) -> Option<String> {
        let json: Json = serde_json::from_str(text).unwrap();
        none_in(asked, &json).err().map(|lack| lack.0)
    }

    #[test]
    fn an_address_is_found_and_not_repeated() {
        for (text, place) in [
            (
                r#"{"items":[{"email":"ada@example.org"}]}"#,
                "/items/0/email",
            ),
            (
                r#"{"items":[{"name":"Ada <ada@example.org>."}]}"#,
                "/items/0/name",
            ),
            (
                r#"{"more":{"a/b":["mailto:ada@example.org"]}}"#,
                "/more/a~1b/0",
            ),
            (r#"{"by":{"ada@example.org":1}}"#, " /by"),
        ] {
            let told = told("signatures", text).unwrap();
            assert!(told.ends_with(place), "{told}");
            assert!(!told.contains('@'), "{told}");
        }
        for text in [r#"{"items":[{"name":"@ada"}]}"#, r#"{"role":"ada @ work"}"#] {
            assert_eq!(told("signatures", text), None);
        }
    }

    #[test]
    fn the_letters_author_may_give_one() {
        assert_eq!(told("L", r#"{"author":"me@example.org"}"#), None);
        assert!(told("L", r#"{"signers":["me@example.org"]}"#).is_some());
        assert!(told("signatures", r#"{"author":"me@example.org"}"#).is_some());
    }
}
