//! Reads answers as the native protocol has them. The types of `core` forgive what other backends
//! leave out, and are read from adapters' answers too; here it is told.

use open_letter_core::Json;
use open_letter_core::letter::{Count, Letter, Page};
use open_letter_core::protocol::{Accepted, SignatureStatus};

use super::answer::read_from;
use super::lack::{Found, at, ensure};

const A_TIME: &str = "a time such as 2026-05-01T09:00:00Z";

pub(super) fn letter(json: &Json) -> Found<Letter> {
    let letter: Letter = read_from(json)?;
    there(
        json,
        "/signatures/count",
        "a whole number that is not negative",
    )?;
    there(json, "/signatures/as_of", A_TIME)?;
    signed(json, "/signatures/items")?;
    there(json, "/status", "a letter's status")?;
    let is_text = matches!(json.get("body"), Json::String(_));
    ensure(!is_text, || {
        "/body should be an array of blocks, and is a string".to_owned()
    })?;
    Ok(letter)
}

pub(super) fn count(json: &Json) -> Found<Count> {
    let count = read_from(json)?;
    there(json, "/as_of", A_TIME)?;
    Ok(count)
}

pub(super) fn page(json: &Json) -> Found<Page> {
    let page = read_from(json)?;
    there(json, "/items", "an array")?;
    signed(json, "/items")?;
    Ok(page)
}

pub(super) fn accepted(json: &Json) -> Found<Accepted> {
    let accepted: Accepted = read_from(json)?;
    ensure(!accepted.receipt.is_empty(), || {
        "/receipt is empty".to_owned()
    })?;
    // The widget's own word for what an adapter cannot tell.
    let known = accepted.status != SignatureStatus::Sent;
    ensure(known, || {
        "/status should be a signature's status, and is another word".to_owned()
    })?;
    Ok(accepted)
}

fn signed(json: &Json, items: &str) -> Found {
    let Some(Json::Array(all)) = at(json, items) else {
        return Ok(());
    };
    for index in 0..all.len() {
        there(json, &format!("{items}/{index}/signed_at"), A_TIME)?;
    }
    Ok(())
}

fn there(json: &Json, pointer: &str, expected: &str) -> Found {
    let found = at(json, pointer).is_some_and(|value| *value != Json::Null);
    ensure(found, || {
        format!("{pointer} should be {expected}, and is missing or null")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_other_backends_leave_out_is_told() {
        let whole = r#"{"id":"a","title":"A","status":"open","signatures":{"count":1,
            "as_of":"2026-05-01","items":[{"id":"1","signed_at":"2026-05-01"}],"next":null}}"#;
        assert!(letter(&parse(whole)).is_ok());
        for (part, other, pointer) in [
            (r#""count":1,"#, "", "/signatures/count "),
            (r#""as_of":"2026-05-01","#, "", "/signatures/as_of "),
            (
                r#","signed_at":"2026-05-01""#,
                "",
                "/signatures/items/0/signed_at ",
            ),
            (r#""id":"a","#, r#""id":"a","body":"Words","#, "/body "),
        ] {
            let lack = letter(&parse(&whole.replace(part, other))).unwrap_err();
            assert!(lack.0.starts_with(pointer), "{}", lack.0);
        }
        assert!(count(&parse(r#"{"count":1}"#)).is_err());
        assert!(page(&parse(r#"{"next":null}"#)).is_err());
        assert!(accepted(&parse(r#"{"receipt":"1","status":"sent"}"#)).is_err());
        assert!(accepted(&parse(r#"{"receipt":"","status":"published"}"#)).is_err());
        assert!(accepted(&parse(r#"{"receipt":"1","status":"published"}"#)).is_ok());
    }
}
