//! What the form of the hosted page sends.

use open_letter_core::protocol::Field;
use open_letter_core::signature::Draft;

/// Reads a form strictly: each field once, and none that the page does not have.
pub(super) fn draft(body: &[u8]) -> Option<Draft> {
    let mut draft = Draft::default();
    let mut seen = Vec::new();
    for (name, value) in form_urlencoded::parse(body) {
        if seen.contains(&name) {
            return None;
        }
        match (Field::from_name(&name), &*name) {
            (Some(Field::Anonymous), _) => draft.anonymous = true,
            // The box's value is the version of the terms that stood beside it.
            (Some(Field::Consent), _) => {
                draft.accepted = true;
                draft.consent_version = Some(value.into_owned());
            }
            (Some(field), _) => *draft.text_mut(field)? = value.into_owned(),
            (None, "lang") => draft.lang = Some(value.into_owned()),
            (None, _) => return None,
        }
        seen.push(name);
    }
    Some(draft)
}

/// The language that an address asks for.
pub(super) fn wished_lang(query: Option<&str>) -> Option<String> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find_map(|(name, value)| (name == "lang").then(|| value.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_field_by_field() {
        let read = draft(b"name=Ada+I.&email=ada%40example.org&anonymous=on&consent=2&lang=ar");
        let expected = Draft {
            name: "Ada I.".to_owned(),
            email: "ada@example.org".to_owned(),
            anonymous: true,
            accepted: true,
            consent_version: Some("2".to_owned()),
            lang: Some("ar".to_owned()),
            ..Draft::default()
        };
        assert_eq!(read, Some(expected));
        assert_eq!(draft(b""), Some(Draft::default()));
        for form in [
            "name=a&name=b",
            "consent=1&consent=1",
            "unknown=1",
            "Name=a",
            "=x",
        ] {
            assert_eq!(draft(form.as_bytes()), None, "{form}");
        }
    }
}
