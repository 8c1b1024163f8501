//! The fields of the form, and what can be wrong with them.

use crate::json::{FromJson, Json, Mismatch};
use crate::words::words;

words! {
    /// What is wrong with a field, for programs.
    FieldCode, "a field's code of the protocol" {
        /// Nothing was given.
        Required = "required",
        /// It has too few characters.
        TooShort = "too_short",
        /// It has too many characters.
        TooLong = "too_long",
        /// It is not of its form.
        #[default]
        Malformed = "malformed",
        /// It was not asked for.
        NotAllowed = "not_allowed",
        /// It must be accepted.
        NotAccepted = "not_accepted",
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// What the signer does.
    Role,
    /// Where.
    Affiliation,
    /// Whether the name stays out of the list.
    Anonymous,
    /// Whether the terms are accepted.
    Consent,
    /// The code from a mail, in the forms that come after the signature's.
    Code,
}

impl Field {
    /// Every field of a signature, in the order of its form.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Email,
        Self::Role,
        Self::Affiliation,
        Self::Anonymous,
        Self::Consent,
    ];

    /// The name of its input, in the widget and on the hosted page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Role => "role",
            Self::Affiliation => "affiliation",
            Self::Anonymous => "anonymous",
            Self::Consent => "consent",
            Self::Code => "code",
        }
    }

    /// The field of a signature with that input name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Where its value stands in the body of a request.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Name => "/name",
            Self::Email => "/email",
            Self::Role => "/role",
            Self::Affiliation => "/affiliation",
            Self::Anonymous => "/anonymous",
            Self::Consent => "/consent/accepted",
            Self::Code => "/code",
        }
    }
}

/// One wrong field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct FieldError {
    /// Where in the request's body, as a JSON Pointer.
    pub pointer: String,
    /// What is wrong, for programs.
    pub code: FieldCode,
    /// What is wrong, for people; the widget has its own words.
    pub detail: String,
}

impl FieldError {
    /// An error of a field of the form.
    #[must_use]
    pub fn new(field: Field, code: FieldCode) -> Self {
        Self::at(field.pointer(), code)
    }

    /// An error of any place in the body.
    #[must_use]
    pub fn at(pointer: &str, code: FieldCode) -> Self {
        Self {
            pointer: pointer.to_owned(),
            code,
            detail: String::new(),
        }
    }

    /// The field of the form that it is about.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        Field::ALL.into_iter().chain([Field::Code]).find(|field| {
            self.pointer == field.pointer() || self.pointer.strip_prefix('/') == Some(field.name())
        })
    }
}

impl FromJson for FieldError {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            pointer: json.read("pointer")?,
            code: json.read("code").unwrap_or_default(),
            detail: json.read::<Option<_>>("detail")?.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_no_member_of_a_signature() {
        assert_eq!(Field::from_name("code"), None);
        let error = FieldError::new(Field::Code, FieldCode::Malformed);
        assert_eq!(error.field(), Some(Field::Code));
    }

    #[test]
    fn consent_is_found_by_both_of_its_pointers() {
        for pointer in ["/consent", "/consent/accepted"] {
            assert_eq!(
                FieldError::at(pointer, FieldCode::NotAccepted).field(),
                Some(Field::Consent)
            );
        }
        assert_eq!(
            FieldError::at("/consent/version", FieldCode::Malformed).field(),
            None
        );
    }
}
