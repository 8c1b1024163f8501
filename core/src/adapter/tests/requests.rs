//! Variables, addresses and bodies.

use super::*;

#[test]
fn urls_are_made_of_src_its_parts_and_its_fragment() {
    for (template, expected) in [
        ("{+src}", "https://letters.example.org/v1/keep%20it?x=1"),
        ("{+base}/{id}", "https://letters.example.org/v1/keep%20it"),
        (
            "{+origin}/{table}/{id}?k={apikey}",
            "https://letters.example.org/names/keep%20it?k=a%2Fb",
        ),
        ("{+origin}/{+apikey}", "https://letters.example.org/a/b"),
        ("{+base}?n={limit}", "https://letters.example.org/v1?n=50"),
    ] {
        let adapter = adapter(json!({"letter": {"url": template}}));
        let wire = adapter
            .request(Operation::Letter, &ask(SRC, 50, None))
            .unwrap()
            .unwrap();
        assert_eq!((wire.method.as_str(), wire.url.as_str()), ("GET", expected));
    }
    let adapter = adapter(json!({"letter": {"url": "{+base}?k={secret}"}}));
    let fault = adapter
        .request(Operation::Letter, &ask(SRC, 50, None))
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "/letter/url needs {secret}, which has no value here: src can give it, as in #secret=…"
    );
}

#[test]
fn only_http_is_asked() {
    for url in [
        "javascript:alert(1)",
        "data:text/plain,x",
        "/relative",
        "mailto:a@example.org",
    ] {
        let adapter = adapter(json!({"letter": {"url": url}}));
        let fault = adapter
            .request(Operation::Letter, &ask(SRC, 50, None))
            .unwrap_err();
        assert_eq!(fault.pointer, "/letter/url", "{url}");
    }
}

#[test]
fn bodies_hold_typed_values_and_leave_out_what_is_empty() {
    let adapter = adapter(json!({"sign": {
        "url": "{+src}",
        "body": {
            "query": "mutation($n:String!){x}",
            "n": "{limit}",
            "name": {"stringValue": "{name}"},
            "role": {"stringValue": "{role}"},
            "list": ["{role}", "{name}", null],
            "anonymous": "{anonymous}",
            "key": "{dedupe}",
            "uuid": "{uuid}",
            "at": "{now}",
            "terms": "{consent_version}",
        },
    }}));
    let ask = Ask::from_json(&core(json!({
        "src": SRC, "limit": 5, "key": "0123456789abcdef0123456789abcdef", "now": 1_777_626_000_000_i64,
        "signature": {"name": "{limit}", "anonymous": true, "consent": {"version": "2", "accepted": true}},
    }))).unwrap();
    let wire = adapter.request(Operation::Sign, &ask).unwrap().unwrap();
    assert_eq!(wire.method, "POST");
    assert_eq!(
        serde_json::to_value(wire.body.unwrap()).unwrap(),
        json!({
            "query": "mutation($n:String!){x}",
            "n": 5.0,
            "name": {"stringValue": "{limit}"},
            "list": ["{limit}", null],
            "anonymous": true,
            "key": "0123456789abcdef0123456789abcdef",
            "uuid": "01234567-89ab-4def-8123-456789abcdef",
            "at": "2026-05-01T09:00:00.000Z",
            "terms": "2",
        })
    );
}

#[test]
fn forms_are_encoded_and_texts_are_json() {
    let body = json!({"name": "{name}", "n": "{limit}", "yes": true});
    for (send, media_type, expected) in [
        (
            "form",
            "application/x-www-form-urlencoded",
            json!("n=5&name=A%20%26%20B%3D%C3%A9&yes=true"),
        ),
        (
            "text",
            "text/plain",
            json!({"name": "A & B=é", "n": 5.0, "yes": true}),
        ),
        (
            "json",
            "application/json",
            json!({"name": "A & B=é", "n": 5.0, "yes": true}),
        ),
    ] {
        let adapter = adapter(json!({"sign": {"url": "{+src}", "send": send, "body": body}}));
        let mut ask = ask(SRC, 5, None);
        ask.signature = core(json!({"name": "A & B=é"}));
        let wire = adapter.request(Operation::Sign, &ask).unwrap().unwrap();
        assert_eq!(wire.media_type, media_type);
        assert_eq!(serde_json::to_value(wire.body.unwrap()).unwrap(), expected);
    }
}
