//! What a backend lacks, in words.

use open_letter_core::Json;
use open_letter_core::json::Mismatch;

/// What was found instead of what was expected, as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack(pub(super) String);

/// What a check finds.
pub(super) type Found<T = ()> = Result<T, Lack>;

/// Fails with what was found instead.
pub(super) fn lacking<T>(found: impl Into<String>) -> Found<T> {
    Err(Lack(found.into()))
}

/// Fails unless something holds.
pub(super) fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Found {
    if holds { Ok(()) } else { lacking(otherwise()) }
}

impl Lack {
    /// A value of another shape. What stands there may be about a person, so only its kind is
    /// told.
    pub(super) fn mismatch(mismatch: &Mismatch, whole: &Json) -> Self {
        let kind = match at(whole, &mismatch.pointer) {
            None | Some(Json::Null) => "missing or null",
            Some(Json::Bool(_)) => "true or false",
            Some(Json::Number(_)) => "a number",
            Some(Json::String(_)) => "a string",
            Some(Json::Array(_)) => "an array",
            Some(Json::Object(_)) => "an object",
        };
        Self(format!("{mismatch}, and is {kind}"))
    }
}

/// The value that a JSON Pointer finds.
pub(super) fn at<'a>(json: &'a Json, pointer: &str) -> Option<&'a Json> {
    pointer.split('/').skip(1).try_fold(json, |json, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        match json {
            Json::Array(items) => items.get(token.parse::<usize>().ok()?),
            Json::Object(members) => members
                .iter()
                .find(|(name, _)| *name == token)
                .map(|(_, value)| value),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use open_letter_core::json::FromJson;
    use open_letter_core::letter::Page;

    use super::*;

    #[test]
    fn the_kind_of_what_stands_there_is_told_and_not_the_value() {
        let told = |text: &str| {
            let json: Json = serde_json::from_str(text).unwrap();
            let mismatch = Page::from_json(&json).unwrap_err();
            Lack::mismatch(&mismatch, &json).0
        };
        assert_eq!(
            told(r#"{"items":[{"id":"1","name":{"first":"Ada"}}]}"#),
            "/items/0/name should be a string, and is an object"
        );
        assert_eq!(
            told(r#"{"items":[{"id":"1","signed_at":"yesterday"}]}"#),
            "/items/0/signed_at should be a time such as 2026-05-01T09:00:00Z, and is a string"
        );
        assert_eq!(
            told(r#"{"items":[{}]}"#),
            "/items/0/id should be a string, and is missing or null"
        );
    }
}
