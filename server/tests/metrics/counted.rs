//! What is counted, and that it is about nobody.

use crate::server::Server;

/// The figure of a line.
fn figure(text: &str, line: &str) -> f64 {
    let found = text
        .lines()
        .find_map(|told| told.strip_prefix(line)?.strip_prefix(' '));
    found
        .unwrap_or_else(|| panic!("no {line} in {text}"))
        .parse()
        .unwrap()
}

#[tokio::test]
async fn what_happens_is_counted() {
    let server = Server::start().await;
    for number in 0..3 {
        let email = format!("ada-{number}@example.org");
        assert_eq!(server.sign("a-letter", "Ada Inkwell", &email).await, 202);
    }
    assert_eq!(
        server
            .sign("by-mail", "Ada Inkwell", "ada@example.org")
            .await,
        202
    );
    assert_eq!(server.sign("a-letter", "", "ada@example.org").await, 422);
    server.get("/v1/letters/a-letter").await;
    server.get("/v1/letters/no-letter").await;
    server
        .sign_strictly(&["one@example.org", "two@example.org", "three@example.org"])
        .await;
    let (media_type, text) = server.metrics().await;
    assert_eq!(
        media_type,
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
    );
    assert!(text.ends_with("# EOF\n"), "{text}");
    let signatures = "route=\"/v1/letters/{id}/signatures\"";
    for (line, expected) in [
        (
            "open_letter_signatures_total{outcome=\"published\"}".to_owned(),
            3.0,
        ),
        (
            "open_letter_signatures_total{outcome=\"pending_confirmation\"}".to_owned(),
            1.0,
        ),
        (
            "open_letter_signatures_total{outcome=\"invalid\"}".to_owned(),
            1.0,
        ),
        (
            "open_letter_signatures_total{outcome=\"in_review\"}".to_owned(),
            1.0,
        ),
        (
            "open_letter_signatures_noticed_total{reason=\"network\"}".to_owned(),
            1.0,
        ),
        ("open_letter_limited_total".to_owned(), 2.0),
        (
            format!("open_letter_requests_total{{{signatures},method=\"POST\",status=\"2xx\"}}"),
            5.0,
        ),
        (
            format!("open_letter_requests_total{{{signatures},method=\"POST\",status=\"4xx\"}}"),
            3.0,
        ),
        (
            format!("open_letter_request_seconds_count{{{signatures}}}"),
            8.0,
        ),
        (
            format!("open_letter_request_seconds_bucket{{le=\"+Inf\",{signatures}}}"),
            8.0,
        ),
        (
            "open_letter_review_waiting{reason=\"network\"}".to_owned(),
            1.0,
        ),
        (
            "open_letter_review_waiting{reason=\"limit\"}".to_owned(),
            0.0,
        ),
    ] {
        assert_eq!(figure(&text, &line), expected, "{line} in {text}");
    }
    let read = "open_letter_requests_total{route=\"/v1/letters/{id}\",method=\"GET\"";
    assert_eq!(figure(&text, &format!("{read},status=\"2xx\"}}")), 1.0);
    assert_eq!(figure(&text, &format!("{read},status=\"4xx\"}}")), 1.0);
    // A change is in one commit, and a commit has at least one.
    let commits = figure(&text, "open_letter_commits_total");
    let works = figure(&text, "open_letter_committed_works_total");
    assert!(commits >= 5.0 && works >= commits, "{text}");
}

#[tokio::test]
async fn nothing_is_told_of_readers_and_signers() {
    let server = Server::start().await;
    server
        .sign("a-letter", "Wilhelmina Teaspoon", "teaspoon@example.org")
        .await;
    server
        .sign("teaspoon", "Wilhelmina Teaspoon", "teaspoon@example.org")
        .await;
    server.get("/teaspoon?q=teaspoon").await;
    server
        .get("/v1/letters/a-letter/signatures?q=teaspoon")
        .await;
    server.sign_strictly(&["teaspoon-2@example.org"]).await;
    let (_, text) = server.metrics().await;
    for planted in ["easpoon", "example.org", "127.0.0", "a-letter"] {
        assert!(!text.contains(planted), "{planted} in {text}");
    }
}

#[tokio::test]
async fn the_first_address_tells_nothing() {
    let server = Server::start().await;
    assert_eq!(server.get("/metrics").await.0, 404);
}

#[tokio::test]
async fn lines_have_an_end() {
    let server = Server::start().await;
    let lines = |text: &str| text.lines().count();
    server.get("/one").await;
    let (_, before) = server.metrics().await;
    for number in 0..50 {
        server.get(&format!("/{number}")).await;
        server.get(&format!("/v1/letters/{number}/count")).await;
    }
    let (_, after) = server.metrics().await;
    // One more route, with its times and one status.
    assert!(lines(&after) < lines(&before) + 20, "{after}");
}
