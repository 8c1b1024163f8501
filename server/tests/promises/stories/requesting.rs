//! What an address may ask for, and how many mails go to it.

use serde_json::{Value, json};

use crate::server::{Reading, Server, signature};

const ADA: &str = "ada@example.org";
const MINUTE_AGO: &str = "UPDATE mails SET queued_at = queued_at - 60000";

fn resend(email: &str, receipt: &str) -> Value {
    json!({ "email": email, "action": "resend", "receipt": receipt })
}

fn change(email: &str, receipt: &str) -> Value {
    json!({ "email": email, "action": "change_address", "receipt": receipt })
}

pub(crate) async fn another_mail_after_a_minute(server: Server) {
    let receipt = server.sign(&signature("Ada Inkwell", ADA)).await;
    let first = server.mail_to(ADA, 0).await;
    let again = server.request(&resend(ADA, &receipt)).await;
    assert_eq!(again.status, 202);
    assert_eq!(again.text_of("receipt"), receipt);
    server.mails_are_done().await;
    assert_eq!(server.mails_to(ADA).len(), 1);

    server.database.execute(MINUTE_AGO).await;
    server.request(&resend("eve@example.org", &receipt)).await;
    server.request(&resend(ADA, &receipt)).await;
    let second = server.mail_to(ADA, 1).await;
    server.mails_are_done().await;
    assert!(server.mails_to("eve@example.org").is_empty());
    // Whichever mail is read first, its code is right.
    assert_eq!(server.confirm(&receipt, &first.code()).await.status, 200);
    assert_eq!(server.confirm(&receipt, &second.code()).await.status, 200);
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn a_mistyped_address_is_corrected(server: Server) {
    let (typo, right) = ("adaa@example.org", "ada@example.org");
    let receipt = server.sign(&signature("Ada Inkwell", typo)).await;
    let astray = server.mail_to(typo, 0).await;
    let changed = server.request(&change(right, &receipt)).await;
    assert_eq!(
        (changed.status.as_u16(), changed.text_of("receipt")),
        (202, receipt.clone())
    );
    let mail = server.mail_to(right, 0).await;
    if astray.code() != mail.code() {
        assert_eq!(server.confirm(&receipt, &astray.code()).await.status, 422);
    }
    let confirmed = server.confirm(&receipt, &mail.code()).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    let own = server.own("GET", &confirmed.manage(), &Value::Null).await;
    assert_eq!(own.text_of("email"), right);
    // A signature that stands is not moved to another address.
    server.request(&change("eve@example.org", &receipt)).await;
    server.mails_are_done().await;
    assert!(server.mails_to("eve@example.org").is_empty());
}

pub(crate) async fn an_address_is_corrected_three_times(server: Server) {
    let receipt = server
        .sign(&signature("Ada Inkwell", "ada-0@example.org"))
        .await;
    for number in 1..=4 {
        let email = format!("ada-{number}@example.org");
        assert_eq!(server.request(&change(&email, &receipt)).await.status, 202);
        server.mails_are_done().await;
        let mails = usize::from(number <= 3);
        assert_eq!(server.mails_to(&email).len(), mails, "{number}");
    }
    let code = server.mail_to("ada-3@example.org", 0).await.code();
    assert_eq!(server.confirm(&receipt, &code).await.status, 200);
}

pub(crate) async fn requests_are_answered_alike(server: Server) {
    server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    let receipt = "0".repeat(32);
    for action in ["resend", "change_address", "manage", "not_me"] {
        for email in [ADA, "nobody@example.org"] {
            let body = json!({ "email": email, "action": action, "receipt": receipt });
            let answer = server.request(&body).await;
            assert_eq!(answer.status, 202, "{action}");
            let members = answer.json();
            assert_eq!(members.as_object().unwrap().len(), 1, "{}", answer.text);
            let given = answer.text_of("receipt");
            assert_eq!(
                given == receipt,
                matches!(action, "resend" | "change_address")
            );
            assert_eq!(given.len(), receipt.len());
        }
    }
    let without = json!({ "email": ADA, "action": "change_address" });
    let answer = server.request(&without).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.json()["errors"][0]["pointer"], "/receipt");
    assert_eq!(answer.json()["errors"][0]["code"], "required");
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn three_mails_a_day(server: Server) {
    for number in 0..6 {
        server.sign(&signature(&format!("Ada {number}"), ADA)).await;
        let letter = if number % 2 == 0 {
            "a-letter"
        } else {
            "another"
        };
        let elsewhere = signature("Ada", &format!("ADA+{number}@example.org"));
        assert_eq!(server.sign_in(letter, &elsewhere).await.status, 202);
    }
    server.mails_are_done().await;
    assert_eq!(left(&server).await, 3);
    let a_day = "UPDATE mails SET done_at = done_at - 24 * 3600000";
    server.database.execute(a_day).await;
    for _ in 0..4 {
        server.sign(&signature("Ada", ADA)).await;
    }
    server.mails_are_done().await;
    assert_eq!(left(&server).await, 6);
}

pub(crate) async fn a_mail_that_is_moot_does_not_leave(server: Server) {
    let manage = server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    server.own("DELETE", &manage, &Value::Null).await;
    let asked = server
        .request(&json!({ "email": ADA, "action": "manage" }))
        .await;
    assert_eq!(asked.status, 202);
    server.mails_are_done().await;
    assert_eq!(server.mails_to(ADA).len(), 1);
    let kept = "SELECT COUNT(*) FROM mails WHERE payload IS NOT NULL";
    assert_eq!(server.database.number(kept).await, 0);
}

async fn left(server: &Server) -> i64 {
    server
        .database
        .number("SELECT COUNT(*) FROM mails WHERE state = 'left'")
        .await
}
