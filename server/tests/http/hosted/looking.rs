//! Who only looks changes nothing, and what is one person's stays theirs.

use axum::http::Request;

use super::visitor::{Form, LETTER, Visitor, link};
use crate::server::PUBLIC_URL;

const SHARED: [&str; 8] = [
    "sent",
    "confirmed",
    "kept",
    "withdrawn",
    "manage",
    "manage/sent",
    "not-me/done",
    "not-me/undone",
];

/// Every kind of link, from mails in every state.
async fn links(visitor: &Visitor) -> Vec<String> {
    let mut links = Vec::new();
    let mut add = |mail| links.extend([link(&mail, 0), link(&mail, 1)]);
    visitor.sign("Ada Inkwell", "ada@example.org").await;
    add(visitor.mail("ada@example.org", 1).await);
    add(visitor
        .sign_and_confirm("Bob Blotter", "bob@example.org")
        .await);
    visitor.sign("Bob Teaspoon", "bob@example.org").await;
    add(visitor.mail("bob@example.org", 2).await);
    let page = visitor.page(&format!("{LETTER}/manage?lang=en")).await;
    let form = Form::with_button(&page, "Send me a code").fill("email", "bob@example.org");
    visitor.follow(form).await;
    let mail = visitor.mail("bob@example.org", 3).await;
    add(mail);
    visitor.sign("Cleo", "cleo@example.org").await;
    let mail = visitor.mail("cleo@example.org", 1).await;
    let page = visitor.page(&link(&mail, 1)).await;
    visitor
        .press(&page, "Delete it, and never write to me again")
        .await;
    add(mail);
    links
}

#[tokio::test]
async fn a_link_that_is_only_looked_at_changes_nothing() {
    let visitor = Visitor::new().await;
    let mut paths = links(&visitor).await;
    assert_eq!(paths.len(), 10);
    paths.extend(["confirm", "own", "not-me"].map(|page| format!("{LETTER}/{page}?token=none")));
    paths.extend(SHARED.map(|page| format!("{LETTER}/{page}")));
    // The worker may still be noting that its last mail has left.
    visitor.change("DELETE FROM mails").await;
    let before = visitor.dump().await;
    assert!(before.len() > 10);
    for path in &paths {
        for method in ["GET", "HEAD"] {
            for _ in 0..100 {
                let request = Request::builder().method(method).uri(path);
                let answer = visitor.server.send(request.body("".into()).unwrap()).await;
                assert!(
                    matches!(answer.status.as_u16(), 200 | 410),
                    "{path}: {}",
                    answer.status
                );
            }
        }
        assert_eq!(visitor.dump().await, before, "{path}");
    }
    let page = visitor.page(&paths[0]).await;
    visitor.press(&page, "Confirm my signature").await;
    assert_ne!(
        visitor.dump().await,
        before,
        "a change would have been seen"
    );
}

#[tokio::test]
async fn what_is_one_persons_is_kept_by_nobody_and_told_to_nobody() {
    let visitor = Visitor::new().await;
    let mut paths = links(&visitor).await;
    paths.extend(["confirm", "own", "not-me"].map(|page| format!("{LETTER}/{page}?token=none")));
    for path in paths {
        let answer = visitor.get(&path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("etag"), "");
        assert_eq!(
            answer.header("content-security-policy"),
            format!(
                "default-src 'none'; style-src 'self'; img-src 'self' https:; \
                 form-action 'self' {PUBLIC_URL}; base-uri 'none'; frame-ancestors 'none'"
            )
        );
        let html = answer.text();
        assert!(html.contains("name=\"robots\" content=\"noindex\""));
        for piece in ["<script", "style=\"", "onclick", "@example.org<"] {
            assert!(!html.contains(piece), "{piece} in {html}");
        }
    }
}

#[tokio::test]
async fn what_is_the_same_for_all_may_be_kept() {
    let visitor = Visitor::new().await;
    for page in SHARED {
        let path = format!("{LETTER}/{page}");
        let answer = visitor.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=60, stale-while-revalidate=600"
        );
        let etag = answer.header("etag");
        assert!(etag.starts_with("W/\""));
        let again = visitor.server.get_with(&path, "if-none-match", etag).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        assert!(answer.text().contains(&format!(
            "<a href=\"{LETTER}\"><bdi lang=\"en\" dir=\"ltr\">A letter</bdi></a>"
        )));
        let arabic = visitor.page(&format!("{path}?lang=ar")).await;
        assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
        assert_eq!(
            visitor.get(&format!("/letters/none/{page}")).await.status,
            404
        );
    }
}

#[tokio::test]
async fn a_page_without_its_token_leads_to_where_a_code_is_typed() {
    let visitor = Visitor::new().await;
    for (page, next) in [("confirm", "sent"), ("own", "manage/sent")] {
        let answer = visitor.get(&format!("{LETTER}/{page}?lang=ar")).await;
        assert_eq!(answer.status, 303);
        assert_eq!(
            answer.header("location"),
            format!("{LETTER}/{next}?lang=ar")
        );
    }
    assert_eq!(visitor.get(&format!("{LETTER}/not-me")).await.status, 410);
}

#[tokio::test]
async fn forms_that_are_none_of_ours_are_refused() {
    let visitor = Visitor::new().await;
    let before = visitor.dump().await;
    for (page, form) in [
        ("confirm", ""),
        ("confirm", "token=a"),
        ("confirm", "token=a&choice=other"),
        (
            "confirm",
            "token=a&choice=keep&email=a%40example.org&code=123456",
        ),
        ("confirm", "token=a&token=a&choice=keep"),
        ("confirm", "email=a%40example.org&code=123456&more=1"),
        ("manage", ""),
        ("manage", "email=a%40example.org&action=not_me"),
        ("own", "token=a"),
        ("own", "token=a&action=other"),
        ("own", "token=a&action=save&name=Ada"),
        ("own", "token=a&action=open&manage=b"),
        ("own", "action=open&email=a%40example.org"),
        ("own", "action=withdraw&manage=a&name=b"),
        ("not-me", "token=a"),
        ("not-me", "token=a&choice=keep"),
    ] {
        let request = Request::post(format!("{LETTER}/{page}"))
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = visitor
            .server
            .send(request.body(form.into()).unwrap())
            .await;
        assert_eq!(answer.status, 400, "{page} {form}");
        let json = Request::post(format!("{LETTER}/{page}")).header("content-type", "text/plain");
        assert_eq!(
            visitor
                .server
                .send(json.body(form.into()).unwrap())
                .await
                .status,
            400
        );
    }
    for (page, form) in [
        ("confirm", "token=none&choice=confirm"),
        ("own", "token=none&action=open"),
        ("own", "manage=none&action=withdraw"),
        ("own", "manage=none&action=save&name=Ada"),
        ("not-me", "token=none&choice=delete"),
        ("not-me", "token=none&choice=block"),
    ] {
        let request = Request::post(format!("{LETTER}/{page}"))
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = visitor
            .server
            .send(request.body(form.into()).unwrap())
            .await;
        assert_eq!(answer.status, 410, "{page} {form}");
    }
    assert_eq!(visitor.dump().await, before);
}
