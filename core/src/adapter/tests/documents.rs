//! What a document may say, and what its form asks for.

use super::*;

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_was_meant() {
    for (document, expected) in [
        (
            json!({"leter": {}}),
            r#"/leter is not known here; "letter" was probably meant"#,
        ),
        (json!({"zebra": {}}), "/zebra is not known here"),
        (json!([]), "the document should be an object"),
        (
            json!({"letter": {"fields": {"tittle": "/t"}}}),
            r#"/letter/fields/tittle is not known here; "title" was probably meant"#,
        ),
        (
            json!({"letter": {"method": "get"}}),
            r#"/letter/method should be one of: GET, HEAD, POST, PUT, PATCH, DELETE; "GET" was probably meant"#,
        ),
        (
            json!({"letter": {"fields": {"title": "t"}}}),
            "/letter/fields/title should be a JSON Pointer, which begins with /",
        ),
        (
            json!({"letter": {"url": "{+base"}}),
            "/letter/url should have a variable's name between each { and }",
        ),
        (
            json!({"letter": {"url": 7}}),
            "/letter/url should be a string",
        ),
        (
            json!({"letter": {"fields": {"title": {"at": "/t", "value": "x"}}}}),
            r#"/letter/fields/title needs one of "at", "header" and "value""#,
        ),
        (json!({"count": {}}), r#"/count needs "fields""#),
        (
            json!({"count": {"fields": {"count": ""}, "poll": 1}}),
            "/count/poll is a number out of bounds here",
        ),
        (
            json!({"sign": {"url": "x", "errors": [{"status": 409}]}}),
            r#"/sign/errors/0 needs "means""#,
        ),
        (
            json!({"sign": {"url": "x", "errors": {}}}),
            "/sign/errors should be an array",
        ),
        (json!({"a/b~": 1}), "/a~1b~0 is not known here"),
    ] {
        assert_eq!(faults(document.clone()), [expected], "{document}");
    }
    assert_eq!(
        faults(json!({"a": 1, "b": 2})).len(),
        2,
        "all of them are told"
    );
}

#[test]
fn the_form_asks_for_what_is_sent_and_says_what_is_safe() {
    let sign = |body: Value| {
        adapter(
            json!({"fallback": "{+base}/read", "contact": "mailto:a@example.org", "letter": {"fields": {"title": {"value": "T"}, "fields": {"value": {"role": "required", "affiliation": "required"}}}}, "sign": {"url": "{+src}", "body": body}}),
        )
    };
    let first = sign(json!({"n": "{name}", "r": "{role}", "k": "{dedupe}"}));
    assert!(first.abilities().safe && first.abilities().sign && !first.abilities().list);
    let letter = read(
        &first,
        Operation::Letter,
        &ask(SRC, 5, None),
        200,
        &[],
        json!(null),
    )
    .unwrap();
    assert_eq!(
        letter["fields"],
        json!({"email": "off", "role": "required", "affiliation": "off", "anonymous": "off"})
    );
    assert_eq!(letter["url"], "https://letters.example.org/v1/read");
    assert_eq!(letter["contact"], "mailto:a@example.org");
    let second = sign(json!({"n": "{name}", "e": "{email}", "a": "{anonymous}", "q": "x{role}"}));
    assert!(!second.abilities().safe);
    let letter = read(
        &second,
        Operation::Letter,
        &ask(SRC, 5, None),
        200,
        &[],
        json!(null),
    )
    .unwrap();
    assert_eq!(
        letter["fields"],
        json!({"email": "required", "role": "off", "affiliation": "off", "anonymous": "optional"})
    );
}
