use super::*;
use crate::Json;
use crate::letter::{Consent, Fields};

fn letter() -> Letter {
    Letter {
        fields: Fields {
            email: Need::Required,
            role: Need::Optional,
            affiliation: Need::Required,
            anonymous: Need::Optional,
            ..Fields::default()
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
    let again = draft_from_json(&signed.to_json(&letter()), &letter())
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
    let errors = draft_from_json(&json, &letter()).unwrap_err();
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
