//! Signatures that are kept, each once.

use axum::Router;
use serde_json::{Value, json};

use crate::server::{Answer, Server, send, signature, signing};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_signature_is_kept_counted_and_shown() {
    let server = Server::start().await;
    let answer = server.sign("key", &signature(ADA)).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    let accepted = answer.json();
    assert_eq!(accepted["status"], "published");
    let receipt = accepted["receipt"].as_str().unwrap();
    assert!(receipt.len() == 32 && receipt.bytes().all(|byte| byte.is_ascii_hexdigit()));

    let signatures = &server.get("/v1/letters/a-letter").await.json()["signatures"];
    assert_eq!(signatures["count"], 1);
    let signatory = &signatures["items"][0];
    assert_eq!(signatory["name"], "Ada Inkwell");
    assert_eq!(signatory["role"], "Librarian");
    assert_eq!(signatory["affiliation"], "Example Library");
    assert_eq!(signatory["badges"], json!([]));
    assert_ne!(
        signatory["id"], accepted["receipt"],
        "a receipt is nobody else's business"
    );
}

#[tokio::test]
async fn who_signs_anonymously_keeps_the_role_alone() {
    let server = Server::start().await;
    let mut body = signature(ADA);
    body["anonymous"] = true.into();
    assert_eq!(server.sign("key", &body).await.status, 202);
    let page = server.get("/v1/letters/a-letter/signatures").await;
    assert!(!page.text().contains("Inkwell"));
    assert_eq!(page.json()["items"][0]["name"], Value::Null);
    assert_eq!(page.json()["items"][0]["role"], "Librarian");
}

#[tokio::test]
async fn the_same_request_is_one_however_often_it_comes() {
    let server = Server::start().await;
    let first = server.sign("key", &signature(ADA)).await;
    for _ in 0..3 {
        let again = server.sign("key", &signature(ADA)).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
    }
    // Neither the order of members nor white space makes it another one.
    let turned = r#" {"consent":{"accepted":true,"version":"1"},"affiliation":"Example Library",
        "role":"Librarian","email":"ada@example.org","name":"Ada Inkwell"} "#;
    let again = server.send(signing("a-letter", "key", turned)).await;
    assert_eq!(again.body, first.body);
    assert_eq!(
        (
            server.rows("submissions").await,
            server.rows("signatures").await
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn another_body_under_the_same_key_is_refused() {
    let server = Server::start().await;
    server.sign("key", &signature(ADA)).await;
    let other = server.sign("key", &signature("bob@example.org")).await;
    assert_eq!(other.problem(), (422, "key_reused".to_owned(), vec![]));
    assert_eq!(server.rows("submissions").await, 1);
    // A key belongs to its letter.
    let elsewhere = server
        .send(signing("another", "key", signature(ADA).to_string()))
        .await;
    assert_eq!(elsewhere.status, 202);
}

#[tokio::test]
async fn one_mailbox_signs_once_and_is_not_told() {
    let server = Server::start().await;
    let mut receipts = Vec::new();
    for (number, email) in [
        "ada@example.org",
        "ADA@example.org",
        "ada+letters@Example.org",
        "ada@example.org",
    ]
    .iter()
    .enumerate()
    {
        let mut body = signature(email);
        body["name"] = format!("Ada the {number}").into();
        let answer = server.sign(&format!("key-{number}"), &body).await;
        assert_eq!(answer.status, 202);
        assert_eq!(answer.json()["status"], "published");
        receipts.push(answer.json()["receipt"].clone());
    }
    receipts.dedup();
    assert_eq!(
        receipts.len(),
        4,
        "each submission has a receipt of its own"
    );
    assert_eq!(
        (
            server.rows("submissions").await,
            server.rows("signatures").await
        ),
        (4, 1)
    );
    assert_eq!(server.count().await, 1);
    let page = server.get("/v1/letters/a-letter/signatures").await;
    assert_eq!(
        page.json()["items"][0]["name"],
        "Ada the 0",
        "the first one stays untouched"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_from_one_mailbox_are_one() {
    let server = Server::start().await;
    let same_key = (0..25).map(|_| ("key".to_owned(), ADA.to_owned()));
    let own_keys = (0..25).map(|n| (format!("key-{n}"), format!("ada+{n}@example.org")));
    let tasks: Vec<_> = same_key
        .chain(own_keys)
        .map(|(key, email)| tokio::spawn(sign_until_answered(server.router.clone(), key, email)))
        .collect();
    let mut receipts = std::collections::HashSet::new();
    for task in tasks {
        let answer = task.await.unwrap();
        assert_eq!(answer.status, 202, "{}", answer.text());
        receipts.insert(answer.json()["receipt"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        receipts.len(),
        26,
        "one for the shared key, and one for each of the others"
    );
    assert_eq!(
        (
            server.rows("submissions").await,
            server.rows("signatures").await
        ),
        (26, 1)
    );
    assert_eq!(server.count().await, 1);
}

/// A request whose key is under way is told to come again, and is told the same then.
async fn sign_until_answered(router: Router, key: String, email: String) -> Answer {
    loop {
        let request = signing("a-letter", &key, signature(&email).to_string());
        let answer = send(router.clone(), request).await;
        if answer.status != 409 {
            return answer;
        }
        assert_eq!(answer.json()["code"], "in_flight");
        assert_eq!(answer.json()["retry_after"], 1);
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again_after_the_letter_has_closed() {
    let server = Server::start().await;
    let first = server.sign("key", &signature(ADA)).await;
    let file = server.letters().join("a-letter.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("lang =", "status = \"closed\"\nlang =")).unwrap();
    let server = Server::open(server.stop().await).await;
    let again = server.sign("key", &signature(ADA)).await;
    assert_eq!((again.status, again.body), (first.status, first.body));
    let late = server.sign("key-2", &signature("bob@example.org")).await;
    assert_eq!(late.problem().1, "closed");
}

#[tokio::test]
async fn what_is_optional_may_be_left_out() {
    let server = Server::start().await;
    let least = json!({ "name": "李", "email": ADA });
    let answer = server
        .send(signing("plain", "key", least.to_string()))
        .await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let signatory = &server.get("/v1/letters/plain/signatures").await.json()["items"][0];
    assert_eq!(signatory["name"], "李");
    assert!(signatory["role"].is_null());
}
