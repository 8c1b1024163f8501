//! What an adapter document may say, as one table, and what is wrong with one that says something
//! else. `static/adapters/schema.json` says the same for editors; a test holds the two together.

use super::answer::{COUNT, LETTER, SIGNATORY};
use super::value::find;
use crate::json::{Json, Mismatch};

/// Something that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a JSON Pointer into the document.
    pub pointer: String,
    /// What is wrong with it, in words.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = match self.pointer.as_str() {
            "" => "the document",
            pointer => pointer,
        };
        f.write_str(place)?;
        f.write_str(" ")?;
        f.write_str(&self.message)
    }
}

/// What a part of a document has to be.
enum Shape {
    Anything,
    Text,
    /// A text in which every brace belongs to a variable.
    Template,
    Pointer,
    /// A whole number within bounds.
    Number(f64, f64),
    /// One of some words.
    Word(&'static [&'static str]),
    /// An object with some of these members.
    Members(&'static [(&'static str, Shape)]),
    /// An object with values under some of these names.
    Values(&'static [&'static str]),
    /// An object of templates under any names.
    Templates,
    /// A pointer, or where else something stands.
    Value,
    Rules,
}

use Shape::{
    Anything, Members, Number, Pointer, Rules, Template, Templates, Text, Value, Values, Word,
};

const METHODS: Shape = Word(&["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const ENCODINGS: Shape = Word(&["json", "form", "text"]);
const CONDITION: Shape = Members(&[("at", Pointer), ("is", Anything)]);

/// The members of every operation, and those of one.
macro_rules! operation {
    ($($name:literal: $shape:expr),*) => {
        Members(&[
            ("url", Template),
            ("method", METHODS),
            ("headers", Templates),
            ("body", Anything),
            ("send", ENCODINGS),
            ("root", Value),
            ("fail_if", CONDITION),
            ("errors", Rules),
            $(($name, $shape)),*
        ])
    };
}

const DOCUMENT: Shape = Members(&[
    ("$schema", Text),
    ("name", Text),
    ("fallback", Template),
    ("contact", Template),
    ("letter", operation!("fields": Values(LETTER))),
    (
        "count",
        operation!("fields": Values(COUNT), "poll": Number(10.0, 3_600.0)),
    ),
    (
        "signatures",
        operation!(
            "items": Value,
            "fields": Values(SIGNATORY),
            "count": Value,
            "paging": Members(&[
                ("by", Word(&["page", "offset", "cursor", "url", "link"])),
                ("first", Number(0.0, 1e9)),
                ("max", Number(1.0, 1e9)),
                ("next", Value),
                ("url", Template),
            ])
        ),
    ),
    ("sign", operation!("status": Value)),
]);

const VALUE: &[(&str, Shape)] = &[
    ("at", Pointer),
    ("header", Text),
    ("value", Anything),
    ("after", Text),
    (
        "as",
        Word(&["html", "markdown", "json_string", "object_to_array"]),
    ),
];

const RULE: &[(&str, Shape)] = &[
    ("status", Number(100.0, 599.0)),
    ("at", Pointer),
    ("is", Anything),
    (
        "means",
        Word(&["duplicate", "invalid", "closed", "rate_limited", "auth"]),
    ),
    ("fields", Value),
    ("name", Pointer),
];

/// Members without which a part makes no sense, and where those parts stand.
const NEEDED: &[(&str, &[&str])] = &[
    ("/count", &["fields"]),
    ("/count/fields", &["count"]),
    ("/signatures", &["items", "fields"]),
    ("/signatures/paging", &["by"]),
    ("/sign", &["url"]),
];

/// Everything that is wrong with a document.
#[must_use]
pub fn check(document: &Json) -> Vec<Fault> {
    let mut check = Check::default();
    check.shape(&DOCUMENT, document);
    for (pointer, names) in NEEDED {
        check.pointer = (*pointer).to_owned();
        if let Some(part) = find(document, pointer) {
            check.needs(part, names);
        }
    }
    check.faults
}

#[derive(Default)]
struct Check {
    pointer: String,
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, message: &[&str]) {
        let pointer = self.pointer.clone();
        let message = message.concat();
        self.faults.push(Fault { pointer, message });
    }

    /// Looks at something a step further down.
    fn under(&mut self, name: &str, look: &mut dyn FnMut(&mut Self)) {
        let length = self.pointer.len();
        self.pointer
            .push_str(&Mismatch::here("").under(name).pointer);
        look(self);
        self.pointer.truncate(length);
    }

    fn needs(&mut self, part: &Json, names: &[&str]) {
        for name in names {
            if part.get(name) == &Json::Null {
                self.fault(&["needs \"", name, "\""]);
            }
        }
    }

    fn shape(&mut self, shape: &Shape, json: &Json) {
        let text = json.as_str();
        let expected = match (shape, json) {
            (Anything, _) | (Text, Json::String(_)) => return,
            (Template, Json::String(text)) => {
                if is_template(text) {
                    return;
                }
                "should have a variable's name between each { and }"
            }
            (Pointer, Json::String(text)) | (Value, Json::String(text)) => {
                if text.is_empty() || text.starts_with('/') {
                    return;
                }
                "should be a JSON Pointer, which begins with /"
            }
            (Number(least, most), Json::Number(number)) => {
                if (*least..=*most).contains(number) && number.fract() == 0.0 {
                    return;
                }
                "is a number out of bounds here"
            }
            (Word(words), _) => {
                if let Some(text) = text {
                    if words.contains(&text) {
                        return;
                    }
                    let near = nearest(text, &mut words.iter().copied());
                    return self.fault(&["should be one of: ", &words.join(", "), &near]);
                }
                "should be a word"
            }
            (Members(known), Json::Object(_)) => return self.members(json, known),
            (Value, Json::Object(_)) => {
                let sources = ["at", "header", "value"];
                let given = sources.iter().filter(|name| json.get(name) != &Json::Null);
                if given.count() != 1 {
                    self.fault(&["needs one of \"at\", \"header\" and \"value\""]);
                }
                return self.members(json, VALUE);
            }
            (Values(names), Json::Object(members)) => {
                for (name, value) in members {
                    self.under(name, &mut |check| {
                        if names.contains(&name.as_str()) {
                            check.shape(&Value, value);
                        } else {
                            check.unknown(name, &mut names.iter().copied());
                        }
                    });
                }
                return;
            }
            (Templates, Json::Object(members)) => {
                for (name, value) in members {
                    self.under(name, &mut |check| check.shape(&Template, value));
                }
                return;
            }
            (Rules, Json::Array(rules)) => {
                for (index, rule) in rules.iter().enumerate() {
                    self.under(&index.to_string(), &mut |check| {
                        check.members(rule, RULE);
                        check.needs(rule, &["means"]);
                    });
                }
                return;
            }
            (Text | Template | Pointer, _) => "should be a string",
            (Number(..), _) => "should be a number",
            (Rules, _) => "should be an array",
            (Value, _) => "should be a JSON Pointer or an object",
            _ => "should be an object",
        };
        self.fault(&[expected]);
    }

    fn members(&mut self, json: &Json, known: &[(&str, Shape)]) {
        for (name, value) in json.expect_object().unwrap_or_default() {
            self.under(
                name,
                &mut |check| match known.iter().find(|(other, _)| other == name) {
                    Some((_, shape)) => check.shape(shape, value),
                    None => check.unknown(name, &mut known.iter().map(|(name, _)| *name)),
                },
            );
        }
    }

    fn unknown(&mut self, name: &str, known: &mut dyn Iterator<Item = &str>) {
        let near = nearest(name, known);
        self.fault(&["is not known here", &near]);
    }
}

/// Whether each opening brace has a name and its closing one.
fn is_template(text: &str) -> bool {
    let mut parts = text.split('{');
    let closed = !parts.next().unwrap_or_default().contains('}');
    closed
        && parts.all(|part| match part.split_once('}') {
            Some((name, rest)) => {
                let name = name.strip_prefix('+').unwrap_or(name);
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                !name.is_empty() && name.bytes().all(plain) && !rest.contains('}')
            }
            None => false,
        })
}

/// What was probably meant, where one word is near.
fn nearest(name: &str, known: &mut dyn Iterator<Item = &str>) -> String {
    let mut best = (3, "");
    for word in known {
        let steps = distance(name, word);
        if steps < best.0 && steps < word.len() {
            best = (steps, word);
        }
    }
    match best.1 {
        "" => String::new(),
        word => ["; \"", word, "\" was probably meant"].concat(),
    }
}

/// How many letters are to be added, dropped or changed (Levenshtein), two swapped ones counting
/// as two.
pub(super) fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, a) in from.bytes().enumerate() {
        let mut diagonal = index;
        row[0] = index + 1;
        for (place, b) in to.bytes().enumerate() {
            let change = diagonal + usize::from(!a.eq_ignore_ascii_case(&b));
            diagonal = row[place + 1];
            row[place + 1] = change.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[to.len()]
}
