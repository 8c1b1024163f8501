//! What is refused, and how that is said.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::server::{Answer, Server, signature, signing};

type Told = (u16, &'static str, Vec<(&'static str, &'static str)>);

fn assert_told(answer: &Answer, (status, code, errors): &Told, what: &str) {
    let errors: Vec<_> = errors
        .iter()
        .map(|(at, code)| ((*at).to_owned(), (*code).to_owned()))
        .collect();
    assert_eq!(
        answer.problem(),
        (*status, (*code).to_owned(), errors),
        "{what}"
    );
}

fn with(member: &str, value: Value) -> Value {
    let mut body = signature("ada@example.org");
    body[member] = value;
    body
}

#[tokio::test]
async fn each_wrong_field_is_pointed_to() {
    let server = Server::start().await;
    let long = |length: usize| Value::from("x".repeat(length));
    for (body, at, code) in [
        (with("name", "".into()), "/name", "required"),
        (with("name", " \u{200b} ".into()), "/name", "required"),
        (with("name", long(101)), "/name", "too_long"),
        (with("name", "Ada\u{202e}".into()), "/name", "malformed"),
        (with("name", 7.into()), "/name", "malformed"),
        (with("name", json!(["Ada"])), "/name", "malformed"),
        (with("email", Value::Null), "/email", "required"),
        (with("email", "ada".into()), "/email", "malformed"),
        (
            with("email", "ada@example.org\r\nBcc: all@example.org".into()),
            "/email",
            "malformed",
        ),
        (
            with("email", format!("a@{}.org", "x".repeat(260)).into()),
            "/email",
            "too_long",
        ),
        (with("role", long(121)), "/role", "too_long"),
        (with("affiliation", long(121)), "/affiliation", "too_long"),
        (with("anonymous", "yes".into()), "/anonymous", "malformed"),
        (with("consent", Value::Null), "/consent", "malformed"),
        (
            with("consent", json!({ "version": "1", "accepted": false })),
            "/consent/accepted",
            "not_accepted",
        ),
        (
            with("consent", json!({ "version": "0", "accepted": true })),
            "/consent/accepted",
            "not_accepted",
        ),
        (
            with("consent", json!({ "accepted": true, "more": 1 })),
            "/consent/more",
            "not_allowed",
        ),
        (with("lang", long(36)), "/lang", "too_long"),
        (
            with("letter_version", long(65)),
            "/letter_version",
            "too_long",
        ),
        (with("nickname", "A".into()), "/nickname", "not_allowed"),
        (with("a/b~c", "A".into()), "/a~1b~0c", "not_allowed"),
    ] {
        let answer = server.sign("key", &body).await;
        assert_told(
            &answer,
            &(422, "invalid", vec![(at, code)]),
            &body.to_string(),
        );
    }
    assert_eq!(server.rows("submissions").await, 0);
}

#[tokio::test]
async fn all_wrong_fields_are_told_at_once() {
    let server = Server::start().await;
    let answer = server.sign("key", &json!({})).await;
    let expected = vec![
        ("/name", "required"),
        ("/email", "required"),
        ("/consent/accepted", "not_accepted"),
    ];
    assert_told(&answer, &(422, "invalid", expected), "an empty form");
    assert_eq!(answer.json()["errors"][0]["detail"], "Enter your name.");
}

#[tokio::test]
async fn what_is_no_json_object_is_malformed() {
    let server = Server::start().await;
    let deep = format!("{}1{}", r#"{"name":["#.repeat(40), "]}".repeat(40));
    let very_deep = "[".repeat(10_000);
    let flood = format!(
        "{{{}}}",
        (0..1_001)
            .map(|n| format!("\"k{n}\":1"))
            .collect::<Vec<_>>()
            .join(",")
    );
    for body in [
        "",
        "name=Ada",
        "{",
        "{\"name\":\"Ada\"}}",
        "{\"name\":\"\\ud800\"}",
        "{\"n\":1e999}",
        "\u{feff}{}",
        "<html></html>",
        &deep,
        &very_deep,
        &flood,
    ] {
        let answer = server
            .send(signing("a-letter", "key", body.to_owned()))
            .await;
        assert_told(
            &answer,
            &(400, "malformed", vec![]),
            &body[..body.len().min(40)],
        );
    }
    let answer = server
        .send(signing("a-letter", "key", vec![b'{', 0xff, b'}']))
        .await;
    assert_told(&answer, &(400, "malformed", vec![]), "not UTF-8");
    for body in ["null", "[]", "\"Ada\"", "7", "true"] {
        let answer = server.send(signing("a-letter", "key", body)).await;
        assert_told(&answer, &(422, "invalid", vec![("", "malformed")]), body);
    }
}

#[tokio::test]
async fn the_type_and_the_key_are_needed() {
    let server = Server::start().await;
    let body = signature("ada@example.org").to_string();
    let post = || Request::post("/v1/letters/a-letter/signatures");
    for media_type in [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
    ] {
        let request = post()
            .header("content-type", media_type)
            .header("idempotency-key", "k");
        let answer = server
            .send(request.body(Body::from(body.clone())).unwrap())
            .await;
        assert_told(&answer, &(400, "malformed", vec![]), media_type);
    }
    let key = |key: &str| {
        let request = post().header("content-type", "Application/JSON; charset=utf-8");
        request
            .header("idempotency-key", key)
            .body(Body::from(body.clone()))
            .unwrap()
    };
    for (value, code) in [
        ("", "malformed"),
        ("a b", "malformed"),
        ("k\u{e9}y", "malformed"),
        (&*"k".repeat(129), "too_long"),
    ] {
        let answer = server.send(key(value)).await;
        assert_told(&answer, &(422, "invalid", vec![("", code)]), value);
    }
    let none = post()
        .header("content-type", "application/json")
        .body(Body::from(body.clone()));
    assert_told(
        &server.send(none.unwrap()).await,
        &(422, "invalid", vec![("", "required")]),
        "no key",
    );
    let two = post()
        .header("content-type", "application/json")
        .header("idempotency-key", "a");
    let two = two
        .header("idempotency-key", "b")
        .body(Body::from(body.clone()))
        .unwrap();
    assert_told(
        &server.send(two).await,
        &(422, "invalid", vec![("", "required")]),
        "two keys",
    );
    assert_eq!(server.send(key(&"k".repeat(128))).await.status, 202);
}

#[tokio::test]
async fn sixteen_kilobytes_are_the_most() {
    let server = Server::start().await;
    let padded = |length: usize| {
        let body = signature("ada@example.org").to_string();
        format!("{body}{}", " ".repeat(length - body.len()))
    };
    assert_eq!(
        server
            .send(signing("a-letter", "k", padded(16 * 1024)))
            .await
            .status,
        202
    );
    for length in [16 * 1024 + 1, 1 << 20, (1 << 20) + 1, 3 << 20] {
        let answer = server.send(signing("a-letter", "k", padded(length))).await;
        assert_told(&answer, &(413, "too_large", vec![]), &length.to_string());
    }
    // In pieces, without a length said beforehand.
    let pieces = (0..17).map(|_| Ok(vec![b' '; 1_000])).collect();
    let body = Body::from_stream(Pieces(pieces));
    let answer = server.send(signing("a-letter", "k", body)).await;
    assert_told(&answer, &(413, "too_large", vec![]), "in pieces");
    let broken = Body::from_stream(Pieces(vec![Err(std::io::Error::other("cut off"))]));
    let answer = server.send(signing("a-letter", "k", broken)).await;
    assert_told(&answer, &(400, "malformed", vec![]), "cut off");
}

/// A body that comes in pieces.
struct Pieces(Vec<Result<Vec<u8>, std::io::Error>>);

impl futures_core::Stream for Pieces {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop())
    }
}

#[tokio::test]
async fn a_letter_that_is_not_open_says_so() {
    let server = Server::start().await;
    for (letter, code) in [
        ("scheduled", "scheduled"),
        ("paused", "paused"),
        ("closed", "closed"),
        ("delivered", "closed"),
        ("answered", "closed"),
    ] {
        let body = signature("ada@example.org").to_string();
        let answer = server.send(signing(letter, "key", body)).await;
        assert_told(&answer, &(403, code, vec![]), letter);
        let answer = server.send(signing(letter, "key", "{}")).await;
        assert_told(
            &answer,
            &(403, code, vec![]),
            "that comes before the fields",
        );
        assert_eq!(
            server.get(&format!("/v1/letters/{letter}")).await.json()["status"],
            letter
        );
    }
    assert_eq!(server.rows("submissions").await, 0);
}

#[tokio::test]
async fn pages_are_asked_for_in_known_words() {
    let server = Server::start().await;
    for (query, at, code) in [
        ("limit=0", "/limit", "malformed"),
        ("limit=201", "/limit", "malformed"),
        ("limit=many", "/limit", "malformed"),
        ("limit=1&limit=1", "/limit", "malformed"),
        ("cursor=%00", "/cursor", "malformed"),
        (
            "cursor=' OR 1=1 --".replace(' ', "%20").leak(),
            "/cursor",
            "malformed",
        ),
        ("q=ada", "/q", "not_allowed"),
        ("affiliation=x", "/affiliation", "not_allowed"),
        ("sector=x", "/sector", "not_allowed"),
        ("page=2", "/page", "not_allowed"),
    ] {
        let answer = server
            .get(&format!("/v1/letters/a-letter/signatures?{query}"))
            .await;
        assert_told(&answer, &(422, "invalid", vec![(at, code)]), query);
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let server = Server::start().await;
    let not_found: Told = (404, "not_found", vec![]);
    for path in [
        "/v1",
        "/v1/letters",
        "/v1/letters/none",
        "/v1/letters/none/count",
        "/v1/letters/none/signatures",
        "/v1/letters/a-letter/confirmed",
        "/v1/letters/%ff",
        "/v1/letters/..%2f..%2fsecret",
        "/v1/letters/a-letter/",
    ] {
        assert_told(&server.get(path).await, &not_found, path);
    }
    let answer = server.send(signing("none", "key", "{}")).await;
    assert_told(&answer, &not_found, "signing no letter");
    for (method, path) in [
        ("DELETE", "/v1/letters/a-letter"),
        ("POST", "/v1/letters/a-letter"),
        ("PUT", "/v1/letters/a-letter/signatures"),
        ("PATCH", "/v1/letters/a-letter/count"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty())
            .unwrap();
        let answer = server.send(request).await;
        assert_told(&answer, &(405, "not_found", vec![]), path);
        assert!(answer.header("allow").contains("GET"), "{path}");
    }
}

#[tokio::test]
async fn a_database_that_fails_is_told_without_its_words() {
    let server = Server::start().await;
    server.lose_database().await;
    for path in ["", "/count", "/signatures"] {
        let answer = server.get(&format!("/v1/letters/a-letter{path}")).await;
        assert_told(&answer, &(503, "unavailable", vec![]), path);
        assert_eq!(answer.json()["retry_after"], 5);
        assert_eq!(answer.header("retry-after"), "5");
    }
    let answer = server.sign("key", &signature("ada@example.org")).await;
    assert_told(&answer, &(503, "unavailable", vec![]), "signing");
    let page = server.get("/letters/a-letter").await;
    assert_eq!(page.status, 503);
    assert!(page.text().contains("try again in a minute"));
}
