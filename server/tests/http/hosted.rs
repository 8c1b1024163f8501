//! The page that needs no script.

mod confirming;
mod framing;
mod life;
mod linking;
mod looking;
mod not_me;
mod owning;
pub(crate) mod visitor;

use axum::http::Request;

use crate::server::{Answer, PUBLIC_URL, Server};

async fn post(server: &Server, letter: &str, form: &str) -> Answer {
    let request = Request::post(format!("/letters/{letter}/signatures"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned().into())
        .unwrap();
    server.send(request).await
}

const FORM: &str = "name=Ada+Inkwell&email=ada%40example.org&role=&affiliation=&consent=1";

#[tokio::test]
async fn the_page_is_the_same_for_everybody() {
    let server = Server::start().await;
    server.sign_as(0).await;
    let answer = server.get("/letters/a-letter").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=60, stale-while-revalidate=600"
    );
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(
        answer.header("content-security-policy"),
        format!(
            "default-src 'none'; style-src 'self'; img-src 'self' https:; \
             form-action 'self' {PUBLIC_URL}; base-uri 'none'; frame-ancestors 'self'"
        )
    );
    let html = answer.text();
    for piece in [
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">",
        "<title>A letter</title>",
        "<link rel=\"canonical\" href=\"https://letters.example.org/letters/a-letter\">",
        "<link rel=\"stylesheet\" href=\"/embed/1/open-letter.css\">",
        "1 signature so far",
        "Published 1 May 2026",
        "Ada Inkwell",
        "method=\"post\"",
        "name=\"consent\"",
    ] {
        assert!(html.contains(piece), "{piece} is missing in {html}");
    }
    for piece in [
        "<script>",
        "<script src",
        "style=\"",
        "onclick",
        "nonce",
        "person-0@",
    ] {
        assert!(!html.contains(piece), "{piece}");
    }
    tokio::time::sleep(std::time::Duration::from_millis(3)).await;
    let again = server.get_with("/letters/a-letter", "cookie", "a=b").await;
    assert_eq!(
        again.body, answer.body,
        "not a byte of it depends on reader or time"
    );
}

#[tokio::test]
async fn the_address_chooses_the_language_and_nothing_else_does() {
    let server = Server::start().await;
    let arabic = server.get("/letters/a-letter?lang=ar").await.text();
    assert!(
        arabic.contains("<html lang=\"ar\" dir=\"rtl\">"),
        "{arabic}"
    );
    assert!(arabic.contains("١ مايو ٢٠٢٦"), "{arabic}");
    for query in ["", "?lang=en", "?lang=tlh", "?lang=%3Cscript%3E"] {
        let page = server
            .get(&format!("/letters/a-letter{query}"))
            .await
            .text();
        assert!(page.contains("<html lang=\"en\" dir=\"ltr\">"), "{query}");
    }
    let asked = server
        .get_with("/letters/a-letter", "accept-language", "ar")
        .await
        .text();
    assert!(asked.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn a_form_without_script_signs_once() {
    let server = Server::start().await;
    for _ in 0..2 {
        let answer = post(&server, "a-letter", FORM).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(answer.header("location"), "/letters/a-letter/received");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(
        (
            server.rows("submissions").await,
            server.rows("signatures").await
        ),
        (1, 1)
    );
    assert_eq!(server.count().await, 1);
    let received = server.get("/letters/a-letter/received").await;
    assert_eq!(received.status, 200);
    assert!(received.text().contains("Thank you."));
    assert!(!received.text().contains("<form"));
    // The same mailbox with other words is another submission, and still one signature.
    post(&server, "a-letter", &FORM.replace("Inkwell", "Teaspoon")).await;
    assert_eq!(
        (
            server.rows("submissions").await,
            server.rows("signatures").await
        ),
        (2, 1)
    );
}

#[tokio::test]
async fn the_language_of_the_form_stays_with_the_signer() {
    let server = Server::start().await;
    let answer = post(&server, "a-letter", &format!("{FORM}&lang=ar")).await;
    assert_eq!(
        answer.header("location"),
        "/letters/a-letter/received?lang=ar"
    );
    let wrong = post(
        &server,
        "a-letter",
        "name=&email=&role=&affiliation=&lang=ar",
    )
    .await;
    assert!(wrong.text().contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[tokio::test]
async fn a_wrong_form_comes_back_as_it_was_with_what_is_wrong() {
    let server = Server::start().await;
    let form = "name=%3Cb%3EAda%22&email=ada&role=Poet&affiliation=&anonymous=on&consent=1";
    let answer = post(&server, "a-letter", form).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.header("cache-control"), "no-store");
    let html = answer.text();
    assert!(
        html.contains("Enter an e-mail address such as name@example.org."),
        "{html}"
    );
    assert!(
        html.contains("href=\"#open-letter-email\""),
        "the summary leads to the field"
    );
    assert!(html.contains("value=\"ada\""));
    assert!(html.contains("value=\"Poet\""));
    assert!(
        html.contains("value=\"&lt;b&gt;Ada&quot;\"") || !html.contains("<b>Ada"),
        "{html}"
    );
    assert_eq!(html.matches("checked").count(), 2, "both boxes stay ticked");
    // Terms that have changed meanwhile are to be agreed to anew.
    let stale = post(&server, "a-letter", &FORM.replace("consent=1", "consent=0")).await;
    assert_eq!(stale.status, 422);
    assert!(!stale.text().contains("checked"));
    assert_eq!(server.rows("submissions").await, 0);
}

#[tokio::test]
async fn what_is_no_form_of_ours_is_refused() {
    let server = Server::start().await;
    for form in [
        "name=Ada&extra=1",
        "name=Ada&name=Bob",
        "consent=1&consent=1",
    ] {
        assert_eq!(post(&server, "a-letter", form).await.status, 400, "{form}");
    }
    let json = Request::post("/letters/a-letter/signatures")
        .header("content-type", "application/json")
        .body("{}".into())
        .unwrap();
    assert_eq!(server.send(json).await.status, 400);
    let long = post(&server, "a-letter", &format!("name={}", "x".repeat(17_000))).await;
    assert_eq!(long.status, 413);
    assert!(long.text().contains("go back and shorten it"));
    for answer in [
        post(&server, "none", FORM).await,
        server.get("/letters/none").await,
    ] {
        assert_eq!(answer.status, 404);
        assert!(
            answer
                .text()
                .contains("There is no letter at this address.")
        );
    }
}

#[tokio::test]
async fn a_closed_letter_has_no_form_and_takes_none() {
    let server = Server::start().await;
    assert!(!server.get("/letters/closed").await.text().contains("<form"));
    let answer = post(&server, "closed", FORM).await;
    assert_eq!(answer.status, 403);
    assert_eq!(server.rows("submissions").await, 0);
}
