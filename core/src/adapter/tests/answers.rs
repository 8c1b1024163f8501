//! What answers say, and what refusals mean.

use super::*;

#[test]
fn values_come_from_anywhere_and_are_understood_from_strings() {
    let count = |value: Value| {
        adapter(json!({"count": {"url": "{+src}", "fields": {"count": value, "as_of": "/at"}}}))
    };
    for (value, headers, body, expected) in [
        (json!("/n"), vec![], json!({"n": 7}), json!(7.0)),
        (json!("/n"), vec![], json!({"n": " 7 "}), json!(7.0)),
        (
            json!("/a/1/n~1m"),
            vec![],
            json!({"a": [0, {"n/m": 3}]}),
            json!(3.0),
        ),
        (
            json!({"header": "content-range", "after": "/"}),
            vec![("Content-Range", "0-0/236")],
            json!([]),
            json!(236.0),
        ),
        (
            json!({"at": "/s", "as": "json_string"}),
            vec![],
            json!({"s": "12"}),
            json!(12.0),
        ),
        (json!({"value": 4}), vec![], json!(null), json!(4.0)),
    ] {
        let read = read(
            &count(value.clone()),
            Operation::Count,
            &ask(SRC, 5, None),
            200,
            &headers,
            body,
        )
        .unwrap();
        assert_eq!(read["count"], expected, "{value}");
    }
    for (at, expected) in [
        (
            json!("2026-05-01 09:00:00.123Z"),
            "2026-05-01T09:00:00.123Z",
        ),
        (json!("2026-05-01T09:00:00"), "2026-05-01T09:00:00.000Z"),
        (json!("2026-05-01 11:00:00+02"), "2026-05-01T09:00:00.000Z"),
        (json!("2026-05-01"), "2026-05-01T00:00:00.000Z"),
        (json!(1_777_626_000), "2026-05-01T09:00:00.000Z"),
        (json!("1777626000123"), "2026-05-01T09:00:00.123Z"),
    ] {
        let read = read(
            &count(json!("/n")),
            Operation::Count,
            &ask(SRC, 5, None),
            200,
            &[],
            json!({"n": 1, "at": at}),
        )
        .unwrap();
        assert_eq!(read["as_of"], expected, "{at}");
    }
    for (n, code) in [
        (json!(-1), "wrong_type"),
        (json!(0.5), "wrong_type"),
        (json!("9".repeat(1_000)), "wrong_type"),
        (json!([]), "wrong_type"),
        (json!(null), "adapter"),
    ] {
        let failure = read(
            &count(json!("/n")),
            Operation::Count,
            &ask(SRC, 5, None),
            200,
            &[],
            json!({"n": n}),
        )
        .unwrap_err();
        assert_eq!(failure.code(), code, "{n}");
        assert!(failure.message().contains("/n"), "{}", failure.message());
        assert!(failure.message().len() < 200);
    }
}

#[test]
fn failures_mean_what_the_rules_say() {
    let backend = adapter(json!({"sign": {
        "url": "{+src}",
        "body": {"person": "{name}", "mail": {"value": "{email}"}, "key": "{uuid}"},
        "status": {"value": "in_review"},
        "fail_if": {"at": "/errors"},
        "errors": [
            {"status": 409, "means": "duplicate"},
            {"status": 400, "at": "/code", "is": "over", "means": "closed"},
            {"status": 400, "means": "invalid", "fields": "/data"},
            {"status": 422, "means": "invalid", "fields": "/errors", "name": "/field"},
            {"status": 401, "means": "auth"},
            {"at": "/errors/0/slow", "is": true, "means": "rate_limited"},
        ],
    }}));
    let sign = |status, body| {
        read(
            &backend,
            Operation::Sign,
            &ask(SRC, 5, None),
            status,
            &[],
            body,
        )
    };
    assert_eq!(sign(201, json!(null)).unwrap()["status"], "in_review");
    assert_eq!(
        sign(409, json!({})).unwrap()["status"],
        "in_review",
        "nobody learns who has signed"
    );
    let fails = |status, body: Value| {
        let failure = sign(status, body).unwrap_err();
        let fields: Vec<_> = match &failure {
            Failure::Problem(problem) => problem
                .errors
                .iter()
                .map(|error| error.pointer.clone())
                .collect(),
            _ => Vec::new(),
        };
        (failure.code(), fields.join(" "))
    };
    for (status, body, code, fields) in [
        (400, json!({"code": "over"}), "closed", ""),
        (
            400,
            json!({"data": {"person": {}, "else": {}}}),
            "invalid",
            "/name",
        ),
        (
            422,
            json!({"errors": [{"field": "mail"}, {"field": "name"}]}),
            "invalid",
            "/name /email",
        ),
        (401, json!(null), "unauthorised", ""),
        (200, json!({"errors": [{"slow": true}]}), "rate_limited", ""),
        (200, json!({"errors": [{"what": 1}]}), "invalid", ""),
        (429, json!(null), "rate_limited", ""),
        (503, json!(null), "unavailable", ""),
        (404, json!(null), "not_found", ""),
        (418, json!(null), "unavailable", ""),
    ] {
        assert_eq!(
            fails(status, body.clone()),
            (code, fields.to_owned()),
            "{status} {body}"
        );
    }
}

#[test]
fn without_a_status_or_a_word_on_duplicates_it_is_sent() {
    let sign = |more: Value| {
        let mut operation = json!({"url": "{+src}"});
        operation
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let adapter = adapter(json!({"sign": operation}));
        read(
            &adapter,
            Operation::Sign,
            &ask(SRC, 5, None),
            200,
            &[],
            json!({"state": "published"}),
        )
        .unwrap()
    };
    let rule = json!([{"status": 409, "means": "duplicate"}]);
    assert_eq!(sign(json!({}))["status"], "sent");
    assert_eq!(sign(json!({"status": "/state"}))["status"], "sent");
    assert_eq!(sign(json!({"errors": rule}))["status"], "sent");
    assert_eq!(
        sign(json!({"errors": rule, "status": "/state"}))["status"],
        "published"
    );
    assert_eq!(
        sign(json!({"errors": rule, "status": "/else"}))["status"],
        "sent"
    );
}

#[test]
fn a_letter_is_as_readable_as_it_can_be() {
    let backend = adapter(json!({
        "letter": {"url": "{+src}", "root": "/0", "fields": {"title": "/title", "body": "/text", "status": "/state"}},
        "count": {"root": "/0", "fields": {"count": "/n"}},
        "signatures": {"root": "/0", "items": "/names", "fields": {"name": "/name"}},
    }));
    let letter = |body| {
        read(
            &backend,
            Operation::Letter,
            &ask(SRC, 5, None),
            200,
            &[],
            body,
        )
    };
    let good = letter(
        json!([{"title": "T", "text": "One.\n\nTwo.", "state": "open", "n": 2, "names": []}]),
    );
    assert_eq!(good.unwrap().get("fault"), None);
    let untitled = letter(json!([{"text": "One.", "n": 1, "names": []}])).unwrap();
    assert_eq!(untitled["title"], "");
    assert_eq!(untitled["body"], "One.");
    assert_eq!(untitled["fault"]["message"], "`/title` found nothing");
    let unknown =
        letter(json!([{"title": "T", "state": "publish", "n": "many", "names": 3}])).unwrap();
    assert_eq!(
        unknown["status"], "closed",
        "nobody signs what may not be open"
    );
    assert_eq!(unknown["fault"]["code"], "wrong_type");
    assert_eq!(letter(json!([{"n": 1}])).unwrap_err().code(), "adapter");
    assert_eq!(letter(json!([])).unwrap_err().code(), "not_found");
}

#[test]
fn what_does_not_fit_goes_alone_and_consent_does_not() {
    let backend = adapter(json!({"letter": {"url": "{+src}", "fields": {
        "title": "/title", "references": "/references", "source": "/source", "tags": "/tags", "consent": "/consent",
    }}}));
    let letter = |body| {
        read(
            &backend,
            Operation::Letter,
            &ask(SRC, 5, None),
            200,
            &[],
            body,
        )
        .unwrap()
    };
    for (name, wrong) in [
        ("references", json!("a book")),
        (
            "references",
            json!([{"title": "A", "url": "javascript:alert(1)"}]),
        ),
        ("source", json!("a paper")),
        ("tags", json!("one, two")),
    ] {
        let read = letter(json!({"title": "T", (name): wrong}));
        assert_eq!((&read["title"], &read[name]), (&json!("T"), &json!(null)));
        assert_eq!(read["fault"]["code"], "wrong_type", "{name}");
    }
    let read = letter(json!({"title": "T", "consent": "I agree."}));
    assert_eq!(
        read["consent"], "I agree.",
        "the widget refuses this letter"
    );
    assert!(crate::Letter::from_json(&core(read)).is_err());
}

#[test]
fn markup_loses_its_tags_where_nothing_can_read_it() {
    let mut json = core(
        json!({"title": {"html": "A <b>B"}, "body": {"html": "<p>One.</p><p>Two<br>three <em>four</em>.</p>"}, "x": {"html": 1}}),
    );
    assert!(has_markup(&json));
    plain_markup(&mut json);
    assert!(!has_markup(&json));
    assert_eq!(json.get("title").as_str(), Some("A B"));
    assert_eq!(
        json.get("body").as_str(),
        Some("One.\n\nTwo\n\nthree four.\n\n")
    );
}
