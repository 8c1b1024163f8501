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
    /// In which field of work.
    Sector,
    /// Why they sign.
    Reason,
    /// The answer to one of the letter's own questions, by its place among them.
    Answer(u8),
    /// A badge that is claimed, by its place among those that can be.
    Badge(u8),
    /// What shows that it is theirs.
    Evidence(u8),
    /// Whether the name stays out of the list.
    Anonymous,
    /// Whether a mail is to tell how the review ends.
    Outcome,
    /// Whether news of the campaign are wanted.
    Updates,
    /// Whether the terms are accepted.
    Consent,
    /// What nobody sees, and only programs fill in.
    Trap,
    /// The code from a mail, in the forms that come after the signature's.
    Code,
}

impl Field {
    /// The fields that every letter has, asked for or not, in the order of the form.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Email,
        Self::Role,
        Self::Affiliation,
        Self::Sector,
        Self::Reason,
        Self::Anonymous,
        Self::Outcome,
        Self::Updates,
        Self::Consent,
        Self::Trap,
    ];

    /// How many of them come before the letter's own questions.
    pub(crate) const TEXTS: usize = 6;

    /// The name of its input, or what that begins with.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Role => "role",
            Self::Affiliation => "affiliation",
            Self::Sector => "sector",
            Self::Reason => "reason",
            Self::Answer(_) => "answers",
            Self::Badge(_) => "badges",
            Self::Evidence(_) => "evidence",
            Self::Anonymous => "anonymous",
            Self::Outcome => "outcome",
            Self::Updates => "updates",
            Self::Consent => "consent",
            Self::Trap => "trap",
            Self::Code => "code",
        }
    }

    /// Where its value stands in the body of a request, or what that begins or ends with.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Name => "/name",
            Self::Email => "/email",
            Self::Role => "/role",
            Self::Affiliation => "/affiliation",
            Self::Sector => "/sector",
            Self::Reason => "/reason",
            Self::Answer(_) => "/answers/",
            Self::Badge(_) => "/badges/",
            Self::Evidence(_) => "/evidence",
            Self::Anonymous => "/anonymous",
            Self::Outcome => "/outcome",
            Self::Updates => "/consent/updates",
            Self::Consent => "/consent/accepted",
            Self::Trap => "/trap/text",
            Self::Code => "/code",
        }
    }

    /// Whether it is a box to tick.
    #[must_use]
    pub fn is_box(self) -> bool {
        matches!(
            self,
            Self::Badge(_) | Self::Anonymous | Self::Outcome | Self::Updates | Self::Consent
        )
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
    /// The field, where it is known besides its pointer.
    #[cfg_attr(feature = "wire", serde(skip))]
    pub place: Option<Field>,
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
            place: None,
        }
    }

    /// The same error, of a field that only the letter knows the place of.
    #[must_use]
    pub fn about(self, field: Field) -> Self {
        Self {
            place: Some(field),
            ..self
        }
    }

    /// The field of the form that it is about.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        let named = |field: &Field| {
            self.pointer == field.pointer() || self.pointer.strip_prefix('/') == Some(field.name())
        };
        self.place
            .or_else(|| Field::ALL.into_iter().chain([Field::Code]).find(named))
    }
}

impl FromJson for FieldError {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            pointer: json.read("pointer")?,
            code: json.read("code").unwrap_or_default(),
            detail: json.read::<Option<_>>("detail")?.unwrap_or_default(),
            place: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_no_member_of_a_signature() {
        assert!(!Field::ALL.contains(&Field::Code));
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
