//! A signature: what is typed, what is sent, and what is shown.

mod request;

pub use crate::signatory::Signatory;
pub use request::draft_from_json;

use crate::email::Email;
use crate::json::Json;
use crate::letter::{Letter, Need};
use crate::protocol::{Field, FieldCode, FieldError};
use crate::text::{Affiliation, Role, SignerName};

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
}

/// A signature that holds all the rules of its letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSignature {
    /// The name.
    pub name: SignerName,
    /// Where a confirmation would go.
    pub email: Email,
    /// What the signer does.
    pub role: Option<Role>,
    /// Where.
    pub affiliation: Option<Affiliation>,
    /// Whether the name stays out of the list.
    pub anonymous: bool,
    /// The version of the terms that were accepted, where the letter has some.
    pub consent_version: Option<String>,
    /// The language that the signer read the form in.
    pub lang: Option<String>,
    /// Which text was signed.
    pub letter_version: Option<String>,
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
            Field::Anonymous | Field::Consent | Field::Code => "",
        }
    }

    /// Where what is typed into a field is kept; none for boxes to tick, and for what is no
    /// part of a signature.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        match field {
            Field::Name => Some(&mut self.name),
            Field::Email => Some(&mut self.email),
            Field::Role => Some(&mut self.role),
            Field::Affiliation => Some(&mut self.affiliation),
            Field::Anonymous | Field::Consent | Field::Code => None,
        }
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, field: Field) -> bool {
        match field {
            Field::Anonymous => self.anonymous,
            Field::Consent => self.accepted,
            _ => false,
        }
    }

    /// Ticks or unticks a box.
    pub fn tick(&mut self, field: Field, on: bool) {
        match field {
            Field::Anonymous => self.anonymous = on,
            Field::Consent => self.accepted = on,
            _ => {}
        }
    }

    /// What is wrong with one field, if anything.
    #[must_use]
    pub fn error(&self, field: Field, letter: &Letter) -> Option<FieldCode> {
        let fields = &letter.fields;
        match field {
            Field::Name => wrong(SignerName::parse(&self.name).err(), Need::Required),
            Field::Email if fields.email == Need::Off => None,
            Field::Email if fields.email == Need::Optional && self.email.trim().is_empty() => None,
            Field::Email => Email::parse(&self.email).err(),
            Field::Role => wrong(Role::parse(&self.role).err(), fields.role),
            Field::Affiliation => wrong(
                Affiliation::parse(&self.affiliation).err(),
                fields.affiliation,
            ),
            Field::Anonymous => {
                (self.anonymous && fields.anonymous == Need::Off).then_some(FieldCode::NotAllowed)
            }
            Field::Consent => {
                let terms = letter.consent.as_ref()?;
                let named = self.consent_version.as_ref();
                let same = named.is_none_or(|version| *version == terms.version);
                (!(self.accepted && same)).then_some(FieldCode::NotAccepted)
            }
            Field::Code => None,
        }
    }

    /// Everything that is wrong, in the order of the form.
    #[must_use]
    pub fn errors(&self, letter: &Letter) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for field in Field::ALL {
            errors.extend(
                self.error(field, letter)
                    .map(|code| FieldError::new(field, code)),
            );
        }
        errors
    }

    /// A signature that can be stored, if the form holds all the rules of its letter.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn check(&self, letter: &Letter) -> Result<NewSignature, Vec<FieldError>> {
        let errors = self.errors(letter);
        let (Ok(name), Ok(email)) = (SignerName::parse(&self.name), Email::parse(&self.email))
        else {
            return Err(errors);
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(NewSignature {
            name,
            email,
            // Without errors, a text that cannot be parsed is one that was left empty.
            role: Role::parse(&self.role).ok(),
            affiliation: Affiliation::parse(&self.affiliation).ok(),
            anonymous: self.anonymous,
            consent_version: letter
                .consent
                .as_ref()
                .map(|consent| consent.version.clone()),
            lang: self.lang.clone(),
            letter_version: self.letter_version.clone(),
        })
    }

    /// The body of `POST L/signatures`. Members that were left empty are left out.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let text = |typed: &str| Some(typed.trim()).filter(|text| !text.is_empty()).into();
        let consent = self
            .consent_version
            .as_deref()
            .map_or(Json::Null, |version| {
                Json::object(vec![
                    ("version", version.into()),
                    ("accepted", self.accepted.into()),
                ])
            });
        Json::object(vec![
            ("name", text(&self.name)),
            ("email", text(&self.email)),
            ("role", text(&self.role)),
            ("affiliation", text(&self.affiliation)),
            (
                "anonymous",
                if self.anonymous {
                    true.into()
                } else {
                    Json::Null
                },
            ),
            ("consent", consent),
            ("lang", self.lang.as_deref().into()),
            ("letter_version", self.letter_version.as_deref().into()),
        ])
    }
}

impl NewSignature {
    /// The signature as a request would have it, in one spelling for each signature.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let draft = Draft {
            name: self.name.as_str().to_owned(),
            email: self.email.as_str().to_owned(),
            role: text(self.role.as_ref().map(Role::as_str)),
            affiliation: text(self.affiliation.as_ref().map(Affiliation::as_str)),
            anonymous: self.anonymous,
            accepted: self.consent_version.is_some(),
            consent_version: self.consent_version.clone(),
            lang: self.lang.clone(),
            letter_version: self.letter_version.clone(),
        };
        draft.to_json()
    }
}

/// What is wrong with a text that its letter needs so, if anything is.
fn wrong(error: Option<FieldCode>, need: Need) -> Option<FieldCode> {
    match (error, need) {
        (Some(FieldCode::Required), Need::Off | Need::Optional) => None,
        (_, Need::Off) => Some(FieldCode::NotAllowed),
        (error, _) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::{Consent, Fields};

    fn letter() -> Letter {
        Letter {
            fields: Fields {
                email: Need::Required,
                role: Need::Optional,
                affiliation: Need::Required,
                anonymous: Need::Optional,
            },
            consent: Some(Consent {
                version: "1".into(),
                text: "Yes".into(),
            }),
            ..Letter::default()
        }
    }

    fn draft() -> Draft {
        Draft {
            name: "Ada Inkwell".into(),
            email: "ada@example.org".into(),
            affiliation: "Example Trust".into(),
            accepted: true,
            ..Draft::default()
        }
    }

    fn codes(draft: &Draft, letter: &Letter) -> Vec<(String, FieldCode)> {
        let errors = draft.check(letter).err().unwrap_or_default();
        errors
            .into_iter()
            .map(|error| (error.pointer, error.code))
            .collect()
    }

    #[test]
    fn a_good_draft_survives_the_wire() {
        let signed = Draft {
            consent_version: Some("1".into()),
            ..draft()
        };
        let signature = signed.check(&letter()).unwrap();
        let again = draft_from_json(&signed.to_json())
            .unwrap()
            .check(&letter())
            .unwrap();
        assert_eq!(signature, again);
    }

    #[test]
    fn every_mistake_is_told_at_once_in_the_order_of_the_form() {
        let empty = codes(&Draft::default(), &letter());
        let expected = [
            ("/name", FieldCode::Required),
            ("/email", FieldCode::Required),
            ("/affiliation", FieldCode::Required),
            ("/consent/accepted", FieldCode::NotAccepted),
        ];
        assert_eq!(empty, expected.map(|(p, c)| (p.to_owned(), c)));
    }

    #[test]
    fn what_the_letter_does_not_ask_for_is_refused() {
        let plain = Letter::default();
        let filled = Draft {
            anonymous: true,
            ..draft()
        };
        let expected = [
            ("/affiliation", FieldCode::NotAllowed),
            ("/anonymous", FieldCode::NotAllowed),
        ];
        assert_eq!(
            codes(&filled, &plain),
            expected.map(|(p, c)| (p.to_owned(), c))
        );
    }

    #[test]
    fn consent_to_other_terms_is_no_consent() {
        let old = Draft {
            consent_version: Some("0".into()),
            ..draft()
        };
        assert_eq!(
            codes(&old, &letter()),
            [("/consent/accepted".to_owned(), FieldCode::NotAccepted)]
        );
    }

    #[test]
    fn unknown_members_and_wrong_types_are_pointed_at() {
        let json: Json = serde_json::from_str(
            r#"{"name":["Ada"],"e/mail":"x","consent":{"accepted":"yes"},"email":null}"#,
        )
        .unwrap();
        let errors = draft_from_json(&json).unwrap_err();
        let told: Vec<_> = errors
            .iter()
            .map(|e| (e.pointer.as_str(), e.code))
            .collect();
        assert_eq!(
            told,
            [
                ("/name", FieldCode::Malformed),
                ("/e~1mail", FieldCode::NotAllowed),
                ("/consent/accepted", FieldCode::Malformed),
            ]
        );
    }
}
