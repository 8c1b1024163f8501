//! A signature as it is sent: the body of `POST L/signatures`.

use super::Draft;
use crate::json::{FromJson, Json, Mismatch};
use crate::protocol::{Field, FieldCode, FieldError};

/// Reads the body of `POST L/signatures`, strictly: a member that the protocol does not know is
/// an error, so that no client believes that something was stored which was not.
///
/// # Errors
/// Every member of a wrong type or an unknown name.
pub fn draft_from_json(json: &Json) -> Result<Draft, Vec<FieldError>> {
    let Json::Object(members) = json else {
        return Err(vec![FieldError::at("", FieldCode::Malformed)]);
    };
    let mut draft = Draft::default();
    let mut errors = Vec::new();
    for (name, value) in members {
        let read = match name.as_str() {
            "anonymous" => put(&mut draft.anonymous, value),
            "lang" => put(&mut draft.lang, value),
            "letter_version" => put(&mut draft.letter_version, value),
            "consent" => read_consent(&mut draft, value),
            text => match Field::from_name(text).and_then(|field| draft.text_mut(field)) {
                Some(place) => {
                    Option::from_json(value).map(|text| *place = text.unwrap_or_default())
                }
                None => {
                    errors.push(FieldError::at(&pointer(name), FieldCode::NotAllowed));
                    continue;
                }
            },
        };
        if let Err(mismatch) = read {
            let place = mismatch.under(name).pointer;
            errors.push(FieldError::at(&place, FieldCode::Malformed));
        }
    }
    if errors.is_empty() {
        Ok(draft)
    } else {
        Err(errors)
    }
}

fn pointer(name: &str) -> String {
    Mismatch::here("").under(name).pointer
}

fn put<T: FromJson>(place: &mut T, value: &Json) -> Result<(), Box<Mismatch>> {
    *place = T::from_json(value)?;
    Ok(())
}

fn read_consent(draft: &mut Draft, value: &Json) -> Result<(), Box<Mismatch>> {
    for (name, _) in value.expect_object()? {
        if !matches!(name.as_str(), "version" | "accepted" | "updates") {
            return Err(Mismatch::here("version, accepted or updates").under(name));
        }
    }
    draft.consent_version = value.read("version")?;
    draft.accepted = value.read::<Option<bool>>("accepted")?.unwrap_or_default();
    if value.read::<Option<bool>>("updates")? == Some(true) {
        return Err(Mismatch::here("false: this letter sends no updates").under("updates"));
    }
    Ok(())
}
