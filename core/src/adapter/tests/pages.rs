//! Lists and their pages.

use super::*;

#[test]
fn pages_lead_on_until_there_is_nobody_left() {
    let list = |paging: Value| {
        adapter(
            json!({"signatures": {"url": "{+base}/list?page={page}&offset={offset}&n={limit}", "items": "/items", "fields": {"name": "/name"}, "count": "/n", "paging": paging}}),
        )
    };
    let items = |n: usize| Value::from(vec![json!({"name": "A"}); n]);
    for (paging, after, came, count, next) in [
        (json!({"by": "page"}), None, 2, json!(null), Some("2")),
        (json!({"by": "page"}), Some("3"), 2, json!(null), Some("4")),
        (json!({"by": "page"}), Some("3"), 1, json!(null), None),
        (json!({"by": "page"}), Some("3"), 2, json!(6), None),
        (
            json!({"by": "page", "first": 0}),
            None,
            2,
            json!(4),
            Some("1"),
        ),
        (
            json!({"by": "page", "first": 0}),
            Some("1"),
            2,
            json!(4),
            None,
        ),
        (json!({"by": "offset"}), None, 2, json!(null), Some("2")),
        (json!({"by": "offset"}), Some("2"), 1, json!(4), Some("3")),
        (json!({"by": "offset"}), Some("2"), 0, json!(4), None),
    ] {
        let read = read(
            &list(paging.clone()),
            Operation::Signatures,
            &ask(SRC, 2, after),
            200,
            &[],
            json!({"items": items(came), "n": count}),
        )
        .unwrap();
        assert_eq!(
            read["next"].as_str(),
            next,
            "{paging} after {after:?}: {came} of {count}"
        );
    }
    let wire = |paging, after| {
        list(paging)
            .request(Operation::Signatures, &ask(SRC, 500, after))
            .unwrap()
            .unwrap()
            .url
    };
    assert_eq!(
        wire(json!({"by": "page", "max": 100}), Some("4")),
        "https://letters.example.org/v1/list?page=4&offset=4&n=100"
    );
}

#[test]
fn a_next_address_stays_on_its_origin() {
    let list = |by: &str| {
        adapter(
            json!({"signatures": {"url": "{+src}", "items": "", "fields": {"name": "/name"}, "paging": {"by": by, "next": {"header": "Next-Page"}}}}),
        )
    };
    for (next, expected) in [
        (
            "https://letters.example.org/v1/list?page=2",
            Some("https://letters.example.org/v1/list?page=2"),
        ),
        (
            "/v1/list?page=2",
            Some("https://letters.example.org/v1/list?page=2"),
        ),
        (
            "list2.json",
            Some("https://letters.example.org/v1/list2.json"),
        ),
        (
            "?page=2",
            Some("https://letters.example.org/v1/list?page=2"),
        ),
        ("https://evil.example.com/", None),
        ("//evil.example.com/", None),
        ("javascript:alert(1)", None),
        ("https://letters.example.org@evil.example.com/", None),
        ("https://letters.example.org.evil.example.com/", None),
    ] {
        let link = format!("<https://x.example.org/>; rel=\"prev\", <{next}>; rel=\"next\"");
        for (by, header) in [
            ("url", ("Next-Page", next)),
            ("link", ("Link", link.as_str())),
        ] {
            let read = read(
                &list(by),
                Operation::Signatures,
                &ask(SRC, 2, None),
                200,
                &[header],
                json!([]),
            );
            match expected {
                Some(url) => assert_eq!(read.unwrap()["next"], url),
                None => assert_eq!(read.unwrap_err().code(), "adapter", "{next}"),
            }
        }
    }
}

#[test]
fn objects_become_arrays_and_signatories_without_ids_get_their_places() {
    let backend = adapter(
        json!({"signatures": {"url": "{+src}", "items": {"at": "/all", "as": "object_to_array"}, "fields": {"id": "/key", "name": "/name"}}}),
    );
    let read = read(
        &backend,
        Operation::Signatures,
        &ask(SRC, 5, None),
        200,
        &[],
        json!({"all": {"b": {"name": "Bo"}, "a": {"name": "  "}}}),
    )
    .unwrap();
    assert_eq!(
        read["items"],
        json!([{"id": "a"}, {"id": "b", "name": "Bo"}])
    );
}
