//! The letter in a frame on somebody else's page.

use axum::http::Request;

use super::visitor::{Form, Visitor, code};
use crate::server::{Answer, PUBLIC_URL, Server};

const FRAME: &str = "/letters/a-letter/embed";

fn policy(script: &str, framers: &str) -> String {
    format!(
        "default-src 'none'; {script}style-src 'self'; img-src 'self' https:; \
         form-action 'self' {PUBLIC_URL}; base-uri 'none'; frame-ancestors {framers}"
    )
}

async fn post(server: &Server, path: &str, form: &str) -> Answer {
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        // What a browser says of a frame in a sandbox.
        .header("origin", "null")
        .body(form.to_owned().into())
        .unwrap();
    server.send(request).await
}

#[tokio::test]
async fn only_what_is_made_for_frames_stands_in_strangers_frames() {
    let server = Server::start().await;
    for page in ["", "/received", "/sent", "/confirmed"] {
        let answer = server.get(&format!("{FRAME}{page}")).await;
        assert_eq!(answer.status, 200, "{page}");
        assert_eq!(
            answer.header("content-security-policy"),
            policy("script-src 'self'; ", "*")
        );
        assert_eq!(answer.header("x-frame-options"), "");
        assert_eq!(answer.header("set-cookie"), "");
        assert!(answer.header("cache-control").starts_with("public"));
        let html = answer.text();
        assert!(html.contains("<html lang=\"en\" dir=\"ltr\" data-frame=\"auto\">"));
        assert!(html.contains("name=\"robots\" content=\"noindex\""));
        assert!(!html.contains("ld+json"));
        let scripts: Vec<_> = html.split("<script").skip(1).collect();
        assert_eq!(scripts.len(), 1, "{html}");
        assert!(scripts[0].contains("src=\"/embed/1/frame.js\""));
    }
    for page in [
        "",
        "/received",
        "/sent",
        "/manage",
        "/withdrawn",
        "/not-me/done",
    ] {
        let answer = server.get(&format!("/letters/a-letter{page}")).await;
        assert_eq!(
            answer.header("content-security-policy"),
            policy("", "'self'")
        );
        assert!(!answer.text().contains("data-frame"));
    }
}

#[tokio::test]
async fn it_wears_the_colours_and_speaks_the_language_that_its_address_asks_for() {
    let server = Server::start().await;
    for (query, html, colours) in [
        (
            "?theme=dark",
            "lang=\"en\" dir=\"ltr\" data-frame=\"dark\"",
            "dark",
        ),
        (
            "?theme=light&lang=ar",
            "lang=\"ar\" dir=\"rtl\" data-frame=\"light\"",
            "light",
        ),
        (
            "?theme=%22%3E",
            "lang=\"en\" dir=\"ltr\" data-frame=\"auto\"",
            "light dark",
        ),
    ] {
        let page = server.get(&format!("{FRAME}{query}")).await.text();
        assert!(page.contains(html), "{html} in {page}");
        let colours = format!("<meta name=\"color-scheme\" content=\"{colours}\">");
        assert!(page.contains(&colours));
    }
}

#[tokio::test]
async fn links_leave_it_and_the_form_stays() {
    let server = Server::start().await;
    let html = server.get(&format!("{FRAME}?theme=dark")).await.text();
    assert!(html.contains(&format!(
        " action=\"{FRAME}/signatures?theme=dark#open-letter-form\""
    )));
    let links: Vec<_> = html.split("<a ").skip(1).collect();
    assert!(links.len() > 1);
    for link in links {
        let tag = link.split('>').next().unwrap();
        if tag.contains("href=\"#") {
            assert!(!tag.contains("target="), "{tag}");
        } else {
            assert!(tag.contains("target=\"_blank\""), "{tag}");
            assert!(tag.contains("noopener"), "{tag}");
        }
    }
    assert!(html.contains(&format!(
        "href=\"{PUBLIC_URL}/letters/a-letter/manage?lang=en\" target"
    )));
}

#[tokio::test]
async fn a_signature_from_a_frame_counts_and_stays_in_the_frame() {
    let server = Server::start().await;
    let form = "name=Ada+Inkwell&email=ada%40example.org&role=&affiliation=&consent=1&lang=en";
    let path = format!("{FRAME}/signatures?theme=dark");
    let wrong = post(&server, &path, &form.replace("ada%40", "ada")).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        wrong.header("content-security-policy"),
        policy("script-src 'self'; ", "*")
    );
    let html = wrong.text();
    assert!(
        html.contains("data-frame=\"dark\"") && html.contains("error-summary"),
        "{html}"
    );
    assert!(html.contains(&format!(
        "{FRAME}/signatures?lang=en&amp;theme=dark#open-letter-form"
    )));
    assert_eq!(server.rows("submissions").await, 0);
    for _ in 0..2 {
        let answer = post(&server, &path, form).await;
        assert_eq!(answer.status, 303);
        let next = format!("{FRAME}/received?lang=en&theme=dark");
        assert_eq!(answer.header("location"), next);
    }
    assert_eq!(server.count().await, 1);
}

#[tokio::test]
async fn a_code_is_typed_in_the_frame_and_a_link_is_not_followed_there() {
    let visitor = Visitor::new().await;
    let page = visitor.page("/letters/by-mail/embed?theme=light").await;
    let form = Form::with_button(&page, "Sign")
        .fill("name", "Ada Inkwell")
        .fill("email", "ada@example.org")
        .fill("consent", "1");
    let (to, page) = visitor.follow(form).await;
    assert_eq!(to, "/letters/by-mail/embed/sent?lang=en&theme=light");
    let mail = visitor.mail("ada@example.org", 1).await;
    let form = Form::with_button(&page, "Confirm")
        .fill("email", "ada@example.org")
        .fill("code", code(&mail));
    let (to, page) = visitor.follow(form).await;
    assert_eq!(to, "/letters/by-mail/embed/confirmed?lang=en&theme=light");
    assert!(
        page.contains("href=\"/letters/by-mail/manage?lang=en\" target=\"_blank\""),
        "{page}"
    );
    assert!(
        page.contains("href=\"/letters/by-mail/embed?lang=en&amp;theme=light\">"),
        "{page}"
    );
    // What waits for one click has no place there.
    let token = "token=abc&choice=confirm";
    let answer = post(&visitor.server, "/letters/by-mail/embed/confirm", token).await;
    assert_eq!(answer.status, 400);
    for page in [
        "confirm?token=abc",
        "own",
        "manage",
        "not-me",
        "kept",
        "withdrawn",
    ] {
        let path = format!("/letters/by-mail/embed/{page}");
        let status = visitor.get(&path).await.status.as_u16();
        assert!(matches!(status, 404 | 405), "{path}: {status}");
    }
}
