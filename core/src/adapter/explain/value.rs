//! What one value of a document finds.

use super::finding::{Finding, Say, Weight};
use super::near::{nearest, shown};
use crate::adapter::Answer;
use crate::adapter::template::text;
use crate::adapter::value::{coerce, find, place, read};
use crate::json::Json;

/// What a value has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What the native protocol has under the name.
    Native,
    /// An array.
    Array,
    /// A text, or what can be written as one.
    Text,
    /// An object or an array, in which other things stand.
    Whole,
}

/// A value of a document, under its name there.
#[derive(Clone, Copy)]
pub(super) struct Sought<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a Json,
    pub(super) kind: Kind,
    /// What it is if nothing is found.
    pub(super) missing: Weight,
}

impl Sought<'_> {
    /// What it finds in an answer.
    pub(super) fn look(self, root: &Json, answer: &Answer<'_>) -> Finding {
        let Self { name, value, .. } = self;
        let at = value.as_str().or(value.get("at").as_str());
        let header = value.get("header").as_str();
        let said = |weight, say| Finding::new(weight, say).with("name", name);
        let raw = match (at, header) {
            (Some(pointer), _) => find(root, pointer).cloned(),
            (_, Some(header)) => (answer.header)(header).map(Json::String),
            _ => return self.constant(),
        };
        let place = match place(value) {
            whole if whole.is_empty() => "\"\", the whole,".to_owned(),
            place => place,
        };
        let Some(raw) = raw else {
            if at.is_none() {
                return said(self.missing, Say::NoHeader).with("place", place);
            }
            return self.nothing(root, &place);
        };
        let said = |weight, say| said(weight, say).with("place", place.as_str());
        if matches!(&raw, Json::Null) || raw.as_str().is_some_and(|text| text.trim().is_empty()) {
            // What may be missing may be empty.
            let weight = match self.missing {
                Weight::Fault => Weight::Fault,
                _ => Weight::Good,
            };
            return said(weight, Say::Empty);
        }
        let said = |weight, say| said(weight, say).with("value", shown(&raw));
        let Some(found) = read(value, root, answer) else {
            return match value.get("after").as_str() {
                Some(after) => {
                    said(self.missing, Say::NoSeparator).with("after", format!("\"{after}\""))
                }
                None => said(self.missing, Say::NoJsonInside),
            };
        };
        match self.native(found) {
            Err(expected) => said(Weight::Fault, Say::Wrong).with("expected", expected),
            Ok(native) if native == raw => said(Weight::Good, Say::Found),
            Ok(native) => said(Weight::Good, Say::Became).with("native", shown(&native)),
        }
    }

    /// What it becomes, or what it should have been.
    pub(super) fn native(self, found: Json) -> Result<Json, &'static str> {
        match self.kind {
            Kind::Native => coerce(self.name, found).map_err(|mismatch| mismatch.expected),
            Kind::Array if !matches!(found, Json::Array(_)) => Err("an array"),
            Kind::Text if text(&found).is_none() => Err("a text"),
            _ => Ok(found),
        }
    }

    fn constant(self) -> Finding {
        let value = self.value.get("value");
        let said = |weight, say| Finding::new(weight, say).with("name", self.name);
        match self.native(value.clone()) {
            Ok(native) => said(Weight::Good, Say::Always).with("native", shown(&native)),
            Err(expected) => said(Weight::Fault, Say::Wrong)
                .with("place", "value")
                .with("value", shown(value))
                .with("expected", expected),
        }
    }

    fn nothing(self, root: &Json, place: &str) -> Finding {
        let from_text = self.value.get("after") != &Json::Null;
        let transform = self.value.get("as").as_str();
        let fits = |json: &Json| match (transform, self.kind) {
            _ if from_text => json.as_str().is_some(),
            (Some("json_string"), _) => json.as_str().is_some(),
            (Some("object_to_array"), _) => matches!(json, Json::Object(_)),
            (_, Kind::Whole) => matches!(json, Json::Array(_) | Json::Object(_)),
            _ => self
                .native(json.clone())
                .is_ok_and(|native| native != Json::Null),
        };
        match nearest(root, place, self.name, &fits) {
            Some((near, found)) => Finding::new(self.missing.max(Weight::Remark), Say::Near)
                .with("name", self.name)
                .with("place", place)
                .with(
                    "near",
                    if near.is_empty() {
                        "\"\", the whole,"
                    } else {
                        &near
                    },
                )
                .with("value", shown(found)),
            None => Finding::new(self.missing, Say::Nothing)
                .with("name", self.name)
                .with("place", place),
        }
    }
}
