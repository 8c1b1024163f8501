//! Letters, counts and pages of signatories.

use std::collections::HashSet;

use open_letter_core::json::{FromJson, Json};
use open_letter_core::letter::{Count, Letter, Page};

use crate::server::Server;

#[tokio::test]
async fn a_letter_comes_with_its_count_and_its_first_page() {
    let server = Server::start().await;
    for number in 0..51 {
        server.sign_as(number).await;
    }
    let answer = server.get("/v1/letters/a-letter").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=60, stale-while-revalidate=600"
    );
    let json: Json = serde_json::from_slice(&answer.body).unwrap();
    let letter = Letter::from_json(&json).unwrap();
    assert_eq!(letter.id, "a-letter");
    assert_eq!(
        letter.url.unwrap().as_str(),
        "https://letters.example.org/letters/a-letter"
    );
    assert_eq!(letter.version.unwrap().len(), 16);
    assert_eq!(letter.signatures.count.unwrap().count, 51);
    assert_eq!(letter.signatures.page.items.len(), 50);
    assert!(letter.signatures.page.next.is_some());
}

#[tokio::test]
async fn a_letter_that_nobody_has_signed_has_an_empty_page() {
    let server = Server::start().await;
    let signatures = &server.get("/v1/letters/plain").await.json()["signatures"];
    assert_eq!(signatures["count"], 0);
    assert_eq!(signatures["items"].as_array().unwrap().len(), 0);
    assert!(signatures["next"].is_null());
}

#[tokio::test]
async fn pages_lead_to_the_end_without_gap_or_repeat() {
    let server = Server::start().await;
    for number in 0..45 {
        server.sign_as(number).await;
    }
    for limit in [1, 7, 15, 44, 45, 46, 200] {
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let query = cursor
                .map(|cursor| format!("&cursor={cursor}"))
                .unwrap_or_default();
            let answer = server
                .get(&format!(
                    "/v1/letters/a-letter/signatures?limit={limit}{query}"
                ))
                .await;
            let json: Json = serde_json::from_slice(&answer.body).unwrap();
            let page = Page::from_json(&json).unwrap();
            assert!(page.items.len() <= limit);
            // Somebody signs while somebody else is reading.
            if seen.is_empty() {
                server.sign_as(1_000 + limit).await;
            }
            seen.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let ids: HashSet<_> = seen.iter().map(|signatory| signatory.id.clone()).collect();
        assert_eq!(ids.len(), seen.len(), "limit {limit}: nobody comes twice");
        assert!(
            seen.is_sorted_by(|one, other| (one.signed_at, &one.id) > (other.signed_at, &other.id))
        );
        let expected = server.count().await - 1;
        assert_eq!(
            seen.len() as u64,
            expected,
            "limit {limit}: nobody is missing"
        );
    }
}

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_twice() {
    let server = Server::start().await;
    server.sign_as(0).await;
    let paths = [
        "/v1/letters/a-letter",
        "/v1/letters/a-letter/count",
        "/v1/letters/a-letter/signatures",
        "/letters/a-letter",
        "/letters/a-letter/received",
    ];
    for (number, path) in paths.into_iter().enumerate() {
        let first = server.get(path).await;
        let etag = first.header("etag").to_owned();
        assert!(etag.starts_with("W/\""), "{path}");
        let strong = etag.trim_start_matches("W/").to_owned();
        for known in [
            etag.clone(),
            format!("\"x\", {etag}"),
            strong,
            "*".to_owned(),
        ] {
            let again = server.get_with(path, "if-none-match", &known).await;
            assert_eq!(again.status, 304, "{path} {known}");
            assert!(again.body.is_empty());
            assert_eq!(again.header("etag"), etag);
            assert_eq!(again.header("cache-control"), first.header("cache-control"));
        }
        server.sign_as(1 + number).await;
        let changed = server.get_with(path, "if-none-match", &etag).await;
        assert_eq!(changed.status, 200, "{path}");
        assert_ne!(changed.header("etag"), etag);
    }
}

#[tokio::test]
async fn the_count_says_when_it_was_true() {
    let server = Server::start().await;
    server.sign_as(0).await;
    let read = |json: Vec<u8>| Count::from_json(&serde_json::from_slice(&json).unwrap()).unwrap();
    let first = server.get("/v1/letters/a-letter/count").await;
    assert_eq!(
        first.header("cache-control"),
        "public, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400"
    );
    let etag = first.header("etag").to_owned();
    let first = read(first.body);
    tokio::time::sleep(std::time::Duration::from_millis(3)).await;
    let second = server.get("/v1/letters/a-letter/count").await;
    assert_eq!(second.header("etag"), etag, "the moment alone is no change");
    let second = read(second.body);
    assert_eq!((first.count, second.count), (1, 1));
    assert!(second.as_of > first.as_of);
    assert_eq!(
        server.get("/v1/letters/another/count").await.json()["count"],
        0
    );
}

#[tokio::test]
async fn head_answers_as_get_does_without_a_body() {
    let server = Server::start().await;
    let request = axum::http::Request::head("/v1/letters/a-letter")
        .body("".into())
        .unwrap();
    let answer = server.send(request).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.is_empty());
    assert!(answer.header("etag").starts_with("W/"));
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_ask() {
    let server = Server::start().await;
    for encoding in ["br", "gzip"] {
        for path in ["/v1/letters/a-letter", "/letters/a-letter"] {
            let answer = server.get_with(path, "accept-encoding", encoding).await;
            assert_eq!(answer.header("content-encoding"), encoding);
            assert_eq!(answer.header("vary"), "accept-encoding");
        }
    }
}

#[tokio::test]
async fn any_page_may_ask_and_none_with_credentials() {
    let server = Server::start().await;
    let preflight = axum::http::Request::options("/v1/letters/a-letter/signatures")
        .header("origin", "https://blog.example.org")
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "content-type,idempotency-key",
        )
        .body("".into())
        .unwrap();
    let answer = server.send(preflight).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    assert_eq!(answer.header("access-control-max-age"), "86400");
    let allowed = answer.header("access-control-allow-headers");
    for name in [
        "content-type",
        "idempotency-key",
        "authorization",
        "if-none-match",
    ] {
        assert!(allowed.contains(name), "{allowed}");
    }
    assert!(
        answer
            .header("access-control-allow-methods")
            .contains("POST")
    );
    for path in ["/v1/letters/a-letter", "/v1/letters/none", "/v1/nothing"] {
        let answer = server
            .get_with(path, "origin", "https://blog.example.org")
            .await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(
            answer.header("access-control-expose-headers"),
            "etag,retry-after,link"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
    }
}
