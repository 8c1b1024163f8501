//! A signature: what is typed, what is sent, and what is shown.

mod body;
mod new;
mod request;

pub use crate::signatory::Signatory;
pub use new::{Claim, NewSignature, Trap};
pub use request::draft_from_json;

use crate::email::Email;
use crate::json::Json;
use crate::letter::{Letter, Need};
use crate::protocol::{Field, FieldCode, FieldError};
use crate::site::names_site;
use crate::text::clean;

/// What stands in the form, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// What the signer does.
    pub role: String,
    /// Where.
    pub affiliation: String,
    /// Whether the name stays out of the list.
    pub anonymous: bool,
    /// Whether the campaign's terms are accepted.
    pub accepted: bool,
    /// Which terms those were; the form's own where it is not said.
    pub consent_version: Option<String>,
    /// The language that the signer read the form in.
    pub lang: Option<String>,
    /// Which text was signed.
    pub letter_version: Option<String>,
    /// What stands in every other field that was touched; something, for a box that is ticked.
    pub more: Vec<(Field, String)>,
    /// Milliseconds from when the form was first seen until it was sent, where that was told.
    pub millis: Option<u64>,
}

impl Draft {
    /// What was typed into a field.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Email => &self.email,
            Field::Role => &self.role,
            Field::Affiliation => &self.affiliation,
            _ => {
                let found = self.more.iter().find(|(other, _)| *other == field);
                found.map_or("", |(_, text)| text)
            }
        }
    }

    /// Where what is typed into a field is kept; none for the boxes that every letter may have,
    /// and for what is no part of a signature.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        match field {
            Field::Name => Some(&mut self.name),
            Field::Email => Some(&mut self.email),
            Field::Role => Some(&mut self.role),
            Field::Affiliation => Some(&mut self.affiliation),
            Field::Anonymous | Field::Consent | Field::Code => None,
            _ => {
                if !self.more.iter().any(|(other, _)| *other == field) {
                    self.more.push((field, String::new()));
                }
                let found = self.more.iter_mut().find(|(other, _)| *other == field);
                found.map(|(_, text)| text)
            }
        }
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, field: Field) -> bool {
        match field {
            Field::Anonymous => self.anonymous,
            Field::Consent => self.accepted,
            _ => field.is_box() && !self.text(field).is_empty(),
        }
    }

    /// Ticks or unticks a box.
    pub fn tick(&mut self, field: Field, on: bool) {
        match field {
            Field::Anonymous => self.anonymous = on,
            Field::Consent => self.accepted = on,
            _ => {
                if let Some(place) = self.text_mut(field).filter(|_| field.is_box()) {
                    *place = if on { "on".to_owned() } else { String::new() };
                }
            }
        }
    }

    /// The badges that are claimed, in the order in which they were.
    pub(crate) fn claims(&self) -> impl Iterator<Item = u8> + '_ {
        self.more.iter().filter_map(|(field, text)| match field {
            Field::Badge(index) if !text.is_empty() => Some(*index),
            _ => None,
        })
    }

    /// What is wrong with one field, if anything.
    #[must_use]
    pub fn error(&self, field: Field, letter: &Letter) -> Option<FieldCode> {
        let need = letter.need(field);
        let typed = self.text(field);
        match field {
            Field::Email if need == Need::Off => None,
            Field::Email if need == Need::Optional && typed.trim().is_empty() => None,
            Field::Email => Email::parse(typed).err(),
            Field::Consent => {
                let terms = letter.consent.as_ref()?;
                let named = self.consent_version.as_ref();
                let same = named.is_none_or(|version| *version == terms.version);
                (!(self.accepted && same)).then_some(FieldCode::NotAccepted)
            }
            Field::Code | Field::Trap => None,
            // What is told of a badge that is not claimed goes nowhere.
            Field::Evidence(index) if !self.ticked(Field::Badge(index)) => None,
            _ if field.is_box() => {
                (self.ticked(field) && need == Need::Off).then_some(FieldCode::NotAllowed)
            }
            _ => {
                let code = wrong(typed, need, letter.max(field), letter.options(field));
                // What stands in the list advertises nothing.
                let sited = match field {
                    Field::Name => names_site(typed, true),
                    Field::Role | Field::Affiliation | Field::Sector => names_site(typed, false),
                    _ => false,
                };
                code.or(sited.then_some(FieldCode::Malformed))
            }
        }
    }

    /// Everything that is wrong, in the order of the form.
    #[must_use]
    pub fn errors(&self, letter: &Letter) -> Vec<FieldError> {
        self.mistakes(&letter.form(), letter)
    }

    /// What is wrong with some fields.
    pub(crate) fn mistakes(&self, fields: &[Field], letter: &Letter) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for field in fields {
            if let Some(code) = self.error(*field, letter) {
                let pointer = letter.pointer(*field, self);
                errors.push(FieldError::at(&pointer, code).about(*field));
            }
        }
        errors
    }
}

/// What is wrong with a text, if anything.
fn wrong(typed: &str, need: Need, max: usize, options: &[Json]) -> Option<FieldCode> {
    match (clean(typed, max), need) {
        (Err(FieldCode::Required), Need::Off | Need::Optional) => None,
        (_, Need::Off) => Some(FieldCode::NotAllowed),
        (Ok(text), _)
            if !options.is_empty() && !options.iter().any(|one| one.as_str() == Some(&text)) =>
        {
            Some(FieldCode::NotAccepted)
        }
        (checked, _) => checked.err(),
    }
}

#[cfg(test)]
mod tests;
