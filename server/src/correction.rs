//! A correction, put in the place of what is stored of a signature.

use open_letter_core::Json;
use open_letter_core::letter::{Letter, Need};
use open_letter_core::protocol::{Field, FieldError, Own};
use open_letter_core::signature::{Draft, NewSignature};
use open_letter_core::text::{Affiliation, Reason, Role, Sector};

use crate::signing;

/// What is stored of a signature, as its form shows it.
pub(crate) fn draft(own: &Own, letter: &Letter) -> Draft {
    let mut draft = Draft::default();
    // It was written by the types of the same members, so it can be read.
    let stored = serde_json::to_value(own).and_then(serde_json::from_value::<Json>);
    draft.recall(&stored.unwrap_or_default(), letter);
    // What the letter no longer asks for is in no form, and nothing that a signer could mend.
    for field in letter.form() {
        if letter.need(field) == Need::Off {
            draft.tick(field, false);
            if let Some(text) = draft.text_mut(field) {
                text.clear();
            }
        }
    }
    draft.email.clone_from(&own.email);
    draft.accepted = own.consent_version.is_some();
    draft.consent_version.clone_from(&own.consent_version);
    draft.lang.clone_from(&own.lang);
    draft.letter_version.clone_from(&own.letter_version);
    draft
}

/// The signature that is stored, with what the body of `PATCH L/own` changes.
pub(crate) fn corrected(
    own: &Own,
    correction: &Json,
    letter: &Letter,
) -> Result<NewSignature, Vec<FieldError>> {
    let draft = draft(own, letter).corrected(correction, letter)?;
    let mut new = signing::check(&draft, &with_terms(letter, &draft))?;
    stay(&mut new, own, letter);
    Ok(new)
}

/// What the letter no longer asks for stays as it was.
fn stay(new: &mut NewSignature, own: &Own, letter: &Letter) {
    let off = |field| letter.need(field) == Need::Off;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    if off(Field::Role) {
        new.role = Role::parse(&text(&own.role)).ok();
    }
    if off(Field::Affiliation) {
        new.affiliation = Affiliation::parse(&text(&own.affiliation)).ok();
    }
    if off(Field::Sector) {
        new.sector = Sector::parse(&text(&own.more.sector)).ok();
    }
    if off(Field::Reason) {
        new.reason = Reason::parse(&text(&own.more.reason)).ok();
    }
    if off(Field::Anonymous) {
        new.anonymous = own.anonymous;
    }
    new.updates |= off(Field::Updates) && own.more.updates;
    new.outcome |= off(Field::Outcome) && own.more.outcome;
    if let Json::Object(answers) = &own.more.answers {
        for (name, answer) in answers {
            let asked = letter
                .fields
                .custom
                .iter()
                .any(|question| question.get("name").as_str() == Some(name));
            let answer = answer
                .as_str()
                .and_then(|answer| Reason::parse(answer).ok());
            new.answers.extend(
                answer
                    .filter(|_| !asked)
                    .map(|answer| (name.clone(), answer)),
            );
        }
    }
    for claim in &own.more.badges {
        if !letter.fields.badges.contains(&claim.id) {
            new.badges.push(claim.clone());
        }
    }
}

/// The letter with the terms that were accepted: who corrects a name agrees to nothing new.
fn with_terms(letter: &Letter, draft: &Draft) -> Letter {
    let mut letter = letter.clone();
    letter.consent = match (letter.consent, &draft.consent_version) {
        (Some(mut terms), Some(version)) => {
            terms.version.clone_from(version);
            Some(terms)
        }
        _ => None,
    };
    letter
}
