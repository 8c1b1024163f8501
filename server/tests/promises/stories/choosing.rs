//! What the owner of an address chooses on the pages that a mail's links lead to.

use crate::server::{Answer, Reading, Server, signature};

const ADA: &str = "ada@example.org";

async fn choose(server: &Server, token: &str, choice: &str) -> Answer {
    let fields = [("token", token), ("choice", choice)];
    server.form("/letters/a-letter/confirm", &fields).await
}

async fn not_me(server: &Server, token: &str, choice: &str) -> Answer {
    let fields = [("token", token), ("choice", choice)];
    server.form("/letters/a-letter/not-me", &fields).await
}

fn leads_to(answer: &Answer, page: &str) {
    assert_eq!(answer.status, 303, "{}", answer.text);
    let location = answer.headers["location"].to_str().unwrap();
    let path = location.split('?').next().unwrap();
    assert_eq!(path, format!("/letters/a-letter/{page}"));
}

/// Ada has signed, and somebody sends another signature for her address.
async fn signed_and_sent_again(server: &Server) -> String {
    server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    server.sign(&signature("Eve Elsewhere", ADA)).await;
    let mail = server.mail_to(ADA, 1).await;
    // Looking changes nothing.
    for _ in 0..3 {
        let page = server.get(&mail.link()).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert_eq!(page.headers["cache-control"], "no-store");
        assert!(page.text.contains("Ada Inkwell") && page.text.contains("Eve Elsewhere"));
    }
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    mail.token()
}

pub(crate) async fn a_button_publishes(server: Server) {
    server.sign(&signature("Ada Inkwell", ADA)).await;
    let mail = server.mail_to(ADA, 0).await;
    assert_eq!(server.get(&mail.link()).await.status, 200);
    assert_eq!(server.count().await, 0);
    leads_to(
        &choose(&server, &mail.token(), "confirm").await,
        "confirmed",
    );
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    // Pressed again, it changes nothing.
    leads_to(
        &choose(&server, &mail.token(), "withdraw").await,
        "confirmed",
    );
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn what_is_new_replaces(server: Server) {
    let token = signed_and_sent_again(&server).await;
    leads_to(&choose(&server, &token, "replace").await, "confirmed");
    assert_eq!(server.names().await, [Some("Eve Elsewhere".to_owned())]);
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn what_stands_is_kept(server: Server) {
    let token = signed_and_sent_again(&server).await;
    leads_to(&choose(&server, &token, "keep").await, "kept");
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    leads_to(&choose(&server, &token, "replace").await, "kept");
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn both_are_withdrawn(server: Server) {
    let token = signed_and_sent_again(&server).await;
    leads_to(&choose(&server, &token, "withdraw").await, "withdrawn");
    assert_eq!(server.count().await, 0);
    for table in ["signatures", "submissions", "tokens", "mails", "attempts"] {
        assert_eq!(server.database.rows(table).await, 0, "{table}");
    }
}

pub(crate) async fn it_was_somebody_else(server: Server) {
    let (eve, bob) = ("eve@example.org", "bob@example.org");
    server.sign_and_confirm(&signature("Bob Paper", bob)).await;
    let receipt = server.sign(&signature("Eve Elsewhere", eve)).await;
    let mail = server.mail_to(eve, 0).await;
    leads_to(
        &not_me(&server, &mail.not_me_token(), "delete").await,
        "not-me/done",
    );
    assert_eq!(server.confirm(&receipt, &mail.code()).await.status, 422);
    assert_eq!(server.names().await, [Some("Bob Paper".to_owned())]);
    let people = "SELECT COUNT(DISTINCT mailbox) FROM submissions";
    assert_eq!(server.database.number(people).await, 1);
}

pub(crate) async fn somebody_elses_signature_is_deleted(server: Server) {
    // Eve confirmed with a code that she read over Ada's shoulder.
    server
        .sign_and_confirm(&signature("Eve Elsewhere", ADA))
        .await;
    let mail = server.mail_to(ADA, 0).await;
    leads_to(
        &not_me(&server, &mail.not_me_token(), "delete").await,
        "not-me/done",
    );
    assert_eq!(server.count().await, 0);
    assert_eq!(server.database.rows("submissions").await, 0);
}

pub(crate) async fn what_was_ones_own_survives_not_me(server: Server) {
    server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    server.sign(&signature("Eve Elsewhere", ADA)).await;
    let mail = server.mail_to(ADA, 1).await;
    leads_to(
        &not_me(&server, &mail.not_me_token(), "delete").await,
        "not-me/done",
    );
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn who_is_blocked_gets_no_mail(server: Server) {
    server.sign(&signature("Ada Inkwell", ADA)).await;
    let token = server.mail_to(ADA, 0).await.not_me_token();
    leads_to(&not_me(&server, &token, "block").await, "not-me/done");
    for letter in ["a-letter", "another"] {
        let answer = server
            .sign_in(letter, &signature("Ada", "ADA+1@example.org"))
            .await;
        assert_eq!(answer.status, 202);
    }
    server.mails_are_done().await;
    assert_eq!(server.outbox.list().len(), 1);
    // A slip can be undone.
    leads_to(&not_me(&server, &token, "unblock").await, "not-me/undone");
    server.sign(&signature("Ada Inkwell", ADA)).await;
    server.mail_to(ADA, 1).await;
}

pub(crate) async fn a_link_is_for_one_purpose(server: Server) {
    server.sign(&signature("Ada Inkwell", ADA)).await;
    let mail = server.mail_to(ADA, 0).await;
    for (token, path) in [
        (mail.token(), "not-me"),
        (mail.token(), "own"),
        (mail.not_me_token(), "confirm"),
        (mail.not_me_token(), "own"),
    ] {
        let choice = match path {
            "own" => ("action", "open"),
            "confirm" => ("choice", "confirm"),
            _ => ("choice", "delete"),
        };
        let path = format!("/letters/a-letter/{path}");
        let answer = server.form(&path, &[("token", &token), choice]).await;
        assert_eq!(answer.status, 410, "{path}");
    }
    for token in [mail.token(), mail.not_me_token(), mail.code()] {
        let own = server.own("GET", &token, &serde_json::Value::Null).await;
        assert_eq!(own.status, 401);
    }
    // And for one letter.
    let fields = [("token", mail.token()), ("choice", "confirm".to_owned())];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let elsewhere = server.form("/letters/another/confirm", &fields).await;
    assert_eq!(elsewhere.status, 410);
    assert_eq!(server.database.rows("signatures").await, 0);
    leads_to(
        &choose(&server, &mail.token(), "confirm").await,
        "confirmed",
    );
}

pub(crate) async fn a_link_grows_old(server: Server) {
    server.sign(&signature("Ada Inkwell", ADA)).await;
    let mail = server.mail_to(ADA, 0).await;
    server
        .database
        .execute("UPDATE tokens SET expires_at = 1")
        .await;
    for choice in ["confirm", "keep", "withdraw"] {
        assert_eq!(choose(&server, &mail.token(), choice).await.status, 410);
    }
    assert_eq!(
        not_me(&server, &mail.not_me_token(), "delete").await.status,
        410
    );
    assert_eq!(server.get(&mail.link()).await.status, 410);
    assert_eq!(server.count().await, 0);
    assert_eq!(server.database.rows("submissions").await, 1);
}

pub(crate) async fn a_link_to_ones_own_opens_once(server: Server) {
    server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    server
        .form("/letters/a-letter/manage", &[("email", ADA)])
        .await;
    let mail = server.mail_to(ADA, 1).await;
    assert_eq!(server.get(&mail.link()).await.status, 200);
    let token = mail.token();
    let fields = [("action", "open"), ("token", token.as_str())];
    let page = server.form("/letters/a-letter/own", &fields).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains(ADA) && page.text.contains("Ada Inkwell"));
    assert_eq!(page.headers["cache-control"], "no-store");
    let again = server.form("/letters/a-letter/own", &fields).await;
    assert_eq!(again.status, 410);
    assert_eq!(server.count().await, 1);
}
