//! Each state of a letter's life has a face of its own, and no form where it cannot be signed.

use crate::server::Server;

const LETTER: &str = r#"+++
title = "A letter"
lang = "en"
status = "STATUS"
status_note = "So the campaign says."
opens_at = OPENS
closes_at = CLOSES

[response]
date = 2026-06-21
author = "Somebody"
text = "We **will**."
url = "https://example.org/answer"
+++
Words.
"#;

async fn pages(cases: &[(&str, &str, &str)]) -> Vec<String> {
    let server = Server::start().await;
    for (index, (status, opens, closes)) in cases.iter().enumerate() {
        let text = LETTER
            .replace("STATUS", status)
            .replace("OPENS", opens)
            .replace("CLOSES", closes);
        std::fs::write(server.letters().join(format!("life-{index}.md")), text).unwrap();
    }
    let server = Server::open(server.stop().await).await;
    let mut pages = Vec::new();
    for index in 0..cases.len() {
        pages.push(server.get(&format!("/letters/life-{index}")).await.text());
    }
    pages
}

#[tokio::test]
async fn each_state_says_what_it_is() {
    let (past, future) = ("2020-05-01", "2999-05-01");
    let cases = [
        ("open", future, future, "Signing opens on 1 May 2999."),
        ("open", past, past, "Signing closed on 1 May 2020."),
        (
            "paused",
            past,
            future,
            "Signing is paused, and comes back here.",
        ),
        (
            "delivered",
            past,
            past,
            "The letter was handed over with its signatures.",
        ),
        ("answered", past, past, "The letter was answered."),
    ];
    let asked = cases.map(|(status, opens, closes, _)| (status, opens, closes));
    for (page, (status, .., sentence)) in pages(&asked).await.iter().zip(cases) {
        assert!(page.contains(sentence), "{status}: {page}");
        assert!(page.contains("So the campaign says."), "{status}");
        assert!(!page.contains("name=\"email\""), "{status} has a form");
    }
}

#[tokio::test]
async fn a_day_that_has_not_come_is_not_when_it_closed() {
    let (past, future) = ("2020-05-01", "2999-05-01");
    let cases = [("closed", past, future), ("scheduled", past, future)];
    for page in pages(&cases).await {
        assert!(page.contains("part=\"standing\""), "{page}");
        assert!(
            !page.contains("2999") && !page.contains("1 May 2020"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn the_answer_stands_below_the_letter() {
    let page = pages(&[("answered", "2020-05-01", "2020-05-01")])
        .await
        .remove(0);
    let answer = page.split("part=\"response\"").nth(1).unwrap();
    for piece in [
        "The answer",
        "Published 21 June 2026",
        "Somebody",
        "<strong>will</strong>",
        "https://example.org/answer",
    ] {
        assert!(answer.contains(piece), "{piece} is missing in {answer}");
    }
}
