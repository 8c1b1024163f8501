//! The members of a small JSON object, read strictly, with everything told that is wrong.

use open_letter_core::protocol::{Field, FieldCode, FieldError};
use open_letter_core::{Email, Json};

use crate::app::App;
use crate::problem::Refusal;

/// An object that is being read.
pub(super) struct Members<'a> {
    json: &'a Json,
    errors: Vec<FieldError>,
}

impl<'a> Members<'a> {
    /// Looks for members that the call does not have.
    pub(super) fn read(json: &'a Json, known: &[&str]) -> Self {
        let mut members = Self {
            json,
            errors: Vec::new(),
        };
        match json {
            Json::Object(all) => {
                for (name, _) in all {
                    if !known.contains(&name.as_str()) {
                        let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
                        members.wrong(&pointer, FieldCode::NotAllowed);
                    }
                }
            }
            _ => members.wrong("", FieldCode::Malformed),
        }
        members
    }

    pub(super) fn wrong(&mut self, pointer: &str, code: FieldCode) {
        self.errors.push(FieldError::at(pointer, code));
    }

    /// A text that has to be there and to be read by `parse`.
    pub(super) fn text<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        if *self.json.get(name) == Json::Null {
            self.wrong(&format!("/{name}"), FieldCode::Required);
            return None;
        }
        self.optional(name, parse)
    }

    /// A text that may be missing.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.json.get(name);
        if *value == Json::Null {
            return None;
        }
        let read = value.as_str().and_then(parse);
        if read.is_none() {
            self.wrong(&format!("/{name}"), FieldCode::Malformed);
        }
        read
    }

    /// An address.
    pub(super) fn email(&mut self, name: &str, required: bool) -> Option<Email> {
        let value = self.json.get(name);
        if *value == Json::Null && !required {
            return None;
        }
        let read = match value {
            Json::Null => Err(FieldCode::Required),
            Json::String(text) => Email::parse(text),
            _ => Err(FieldCode::Malformed),
        };
        read.map_err(|code| self.wrong(Field::Email.pointer(), code))
            .ok()
    }

    /// Refuses the request where anything was wrong.
    pub(super) fn end(self, app: &App) -> Result<(), Refusal> {
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(Refusal::invalid(self.errors, app.locales.english()))
    }
}
