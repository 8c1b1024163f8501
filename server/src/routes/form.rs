//! What the forms of the hosted pages send.

use axum::body::Body;
use axum::http::HeaderMap;
use open_letter_core::letter::Letter;
use open_letter_core::protocol::Field;
use open_letter_core::signature::Draft;

use super::body::{self, media_type};
use super::unhosted::Unhosted;

/// The body of a form.
pub(super) async fn posted(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Unhosted> {
    let body = body::read(body).await?;
    if media_type(headers).eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        Ok(body)
    } else {
        Err(Unhosted::NoForm)
    }
}

/// The fields of a form, read strictly: each once, and none that the page does not have.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a form that may have the fields that are `known`.
    pub(super) fn read(body: &[u8], known: &[&str]) -> Option<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(body) {
            if !known.contains(&&*name) || fields.iter().any(|(seen, _)| *seen == name) {
                return None;
            }
            fields.push((name.into_owned(), value.into_owned()));
        }
        Some(Self(fields))
    }

    /// Takes a field's value out.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let index = self.0.iter().position(|(field, _)| field == name)?;
        Some(self.0.swap_remove(index).1)
    }

    /// Whether every field has been taken.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads some fields of the letter's form, just as strictly, and beside them those that are
/// `known`.
pub(super) fn draft(
    body: &[u8],
    letter: &Letter,
    fields: &[Field],
    known: &[&str],
) -> Option<(Draft, Fields)> {
    let mut draft = Draft::default();
    let mut seen = Vec::new();
    let mut others = Vec::new();
    for (name, value) in form_urlencoded::parse(body) {
        if seen.contains(&name) {
            return None;
        }
        let field = fields
            .iter()
            .find(|field| letter.input_name(**field) == name);
        match field {
            // The box's value is the version of the terms that stood beside it.
            Some(Field::Consent) => {
                draft.accepted = true;
                draft.consent_version = Some(value.into_owned());
            }
            Some(field) if field.is_box() => draft.tick(*field, true),
            Some(field) => *draft.text_mut(*field)? = value.into_owned(),
            None if known.contains(&&*name) => others.push((name.to_string(), value.into_owned())),
            None => return None,
        }
        seen.push(name);
    }
    Some((draft, Fields(others)))
}

/// A value in the query of an address.
pub(super) fn queried(query: Option<&str>, wanted: &str) -> Option<String> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &[u8]) -> Option<(Draft, Option<String>)> {
        let letter = Letter::default();
        let (draft, mut others) = draft(body, &letter, &letter.form(), &["lang"])?;
        Some((draft, others.take("lang")))
    }

    #[test]
    fn a_form_is_read_field_by_field() {
        let asked = read(b"name=Ada+I.&email=ada%40example.org&anonymous=on&consent=2&lang=ar");
        let expected = Draft {
            name: "Ada I.".to_owned(),
            email: "ada@example.org".to_owned(),
            anonymous: true,
            accepted: true,
            consent_version: Some("2".to_owned()),
            ..Draft::default()
        };
        assert_eq!(asked, Some((expected, Some("ar".to_owned()))));
        assert_eq!(read(b""), Some((Draft::default(), None)));
        for form in [
            "name=a&name=b",
            "consent=1&consent=1",
            "unknown=1",
            "Name=a",
            "=x",
        ] {
            assert_eq!(read(form.as_bytes()), None, "{form}");
        }
    }

    #[test]
    fn fields_are_known_and_stand_there_once() {
        let known = ["token", "lang"];
        let mut fields = Fields::read(b"token=a%2Bb&lang=ar", &known).unwrap();
        assert_eq!(fields.take("token").as_deref(), Some("a+b"));
        assert!(!fields.is_empty());
        assert_eq!(fields.take("token"), None);
        for form in ["token=a&token=a", "token=a&more=b", "Token=a"] {
            assert!(Fields::read(form.as_bytes(), &known).is_none(), "{form}");
        }
    }
}
