//! An invented signer, new for each run.

use open_letter_core::Json;
use open_letter_core::letter::{Letter, Need};
use open_letter_core::signature::Draft;

use crate::id;

/// Somebody who is nobody.
pub(super) struct Invented {
    pub(super) draft: Draft,
    letter: Letter,
}

impl Invented {
    /// Fills in what the letter asks for, and nothing that it does not.
    pub(super) fn for_letter(letter: &Letter) -> Self {
        let chance = id::random().unwrap_or_default();
        let short = chance.get(..8).unwrap_or_default();
        let asked = |need: Need, text: &str| match need {
            Need::Required => text.to_owned(),
            Need::Off | Need::Optional => String::new(),
        };
        Self {
            letter: letter.clone(),
            draft: Draft {
                name: format!("Wilhelmina Teaspoon {short}"),
                email: format!("conformance-{short}@example.org"),
                role: asked(letter.fields.role, "Invented signer"),
                affiliation: asked(letter.fields.affiliation, "Nowhere"),
                accepted: letter.consent.is_some(),
                consent_version: letter.consent.as_ref().map(|terms| terms.version.clone()),
                lang: Some("en".to_owned()),
                letter_version: letter.version.clone(),
                ..Draft::default()
            },
        }
    }

    /// The body of a request to sign.
    pub(super) fn body(&self) -> Vec<u8> {
        written(&self.draft.to_json(&self.letter))
    }

    /// The body with one member set, or left out where the value is `null`.
    pub(super) fn with(&self, name: &str, value: Json) -> Vec<u8> {
        let Json::Object(mut members) = self.draft.to_json(&self.letter) else {
            return Vec::new();
        };
        members.retain(|(known, _)| known != name);
        if value != Json::Null {
            members.push((name.to_owned(), value));
        }
        written(&Json::Object(members))
    }
}

/// A key of one's own for each intent.
pub(super) fn key() -> String {
    id::random().unwrap_or_default()
}

pub(super) fn written(json: &Json) -> Vec<u8> {
    serde_json::to_vec(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use open_letter_core::letter::{Consent, Fields};

    use super::*;

    #[test]
    fn an_invented_signature_holds_the_rules_of_its_letter() {
        for need in [Need::Off, Need::Optional, Need::Required] {
            let letter = Letter {
                fields: Fields {
                    role: need,
                    affiliation: need,
                    anonymous: need,
                    ..Fields::default()
                },
                consent: (need == Need::Required).then(|| Consent {
                    version: "7".to_owned(),
                    text: "I agree.".to_owned(),
                }),
                ..Letter::default()
            };
            let invented = Invented::for_letter(&letter);
            assert!(invented.draft.check(&letter).is_ok(), "{need:?}");
            assert!(invented.draft.email.ends_with("@example.org"));
        }
    }

    #[test]
    fn a_member_is_set_or_left_out() {
        let invented = Invented::for_letter(&Letter::default());
        let read = |body: Vec<u8>| serde_json::from_slice::<Json>(&body).unwrap();
        let without = read(invented.with("name", Json::Null));
        assert_eq!(*without.get("name"), Json::Null);
        let with = read(invented.with("name", "Somebody".into()));
        assert_eq!(with.get("name").as_str(), Some("Somebody"));
    }
}
