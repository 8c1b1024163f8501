//! What another site's page, or another session's, may send: nothing.

use axum::http::StatusCode;

use crate::browser::{Browser, OURS, attribute, form};
use crate::database::Kind;
use crate::server::{PASSWORD, PUBLIC, Server};

/// What browsers tell of forms that the desk's page has not sent.
const STRANGE: [&[(&str, &str)]; 8] = [
    &[],
    &[("origin", "null")],
    &[("origin", "https://evil.example")],
    &[("origin", "https://letters.example.org.evil.example")],
    &[("origin", "http://letters.example.org")],
    &[("origin", PUBLIC), ("sec-fetch-site", "cross-site")],
    &[("origin", "null"), ("sec-fetch-site", "same-site")],
    &[
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "same-origin"),
    ],
];

/// What they tell of those that it has.
const OWN: [&[(&str, &str)]; 3] = [
    &OURS,
    &[("origin", PUBLIC)],
    &[("origin", PUBLIC), ("sec-fetch-site", "same-origin")],
];

#[tokio::test]
async fn a_form_of_another_site_changes_nothing() {
    let server = Server::start(Kind::Sqlite).await;
    server.signed_by("a-letter", 0..3).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let ada = Browser::of(&server, "ada").await;
    let page = browser.read("a-letter/queue").await;
    let token = token(&page);
    let others = self::token(&ada.read("a-letter/queue").await);
    assert_ne!(token, others);
    let shown = browser.shown("a-letter/queue").await;
    let path = "/desk/letters/a-letter/decide";
    let post = async |shown_at: usize, token: &str, headers: &[(&str, &str)]| {
        let fields = [
            ("token", token),
            ("id", &shown[shown_at].id),
            ("seen", &shown[shown_at].seen),
            ("act", "approve"),
        ];
        server
            .send(form(path, &fields, &browser.cookie, headers))
            .await
    };
    for headers in STRANGE {
        let answer = post(0, &token, headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(
            answer.text.contains("Nothing was changed"),
            "{}",
            answer.text
        );
        assert!(answer.text.contains("https://letters.example.org/desk"));
    }
    for wrong in ["", "0", &others, &token[1..]] {
        let answer = post(0, wrong, &OURS).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{wrong}");
    }
    assert_eq!(server.count("a-letter").await, 0);
    assert_eq!(server.database.rows("decisions").await, 0);
    for (number, headers) in OWN.into_iter().enumerate() {
        assert_eq!(
            post(number, &token, headers).await.status,
            StatusCode::SEE_OTHER
        );
    }
    assert_eq!(server.count("a-letter").await, 3);
}

#[tokio::test]
async fn nobody_is_signed_in_by_another_site() {
    let server = Server::start(Kind::Sqlite).await;
    let fields = [("name", "wilhelmina"), ("password", PASSWORD)];
    for headers in STRANGE {
        let answer = server
            .send(form("/desk/sign-in", &fields, "", headers))
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(server.database.rows("desk_sessions").await, 0);
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let server = Server::start(Kind::Sqlite).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let token = token(&browser.read("a-letter/queue").await);
    let long = "x".repeat(1_100_000);
    let fields = [("token", &*token), ("by", "words"), ("q", &long)];
    let path = "/desk/letters/a-letter/search";
    let answer = server
        .send(form(path, &fields, &browser.cookie, &OURS))
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    for (act, words) in [
        ("", ""),
        ("publish", ""),
        ("reject", ""),
        ("reject:because", ""),
        ("reject:other", ""),
        ("reject:other", &*"x".repeat(301)),
    ] {
        let fields = [("id", "x"), ("seen", "y"), ("act", act), ("words", words)];
        let answer = browser.press("a-letter/decide", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        assert!(answer.text.contains("lease"), "{}", answer.text);
    }
}

fn token(page: &str) -> String {
    attribute(page, "name=\"token\"", "value").unwrap()
}
