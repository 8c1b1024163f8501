//! What signers see of a review, and how their signatures are found.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::server::{Answer, Server, signature};

const QUEUE: &str = "a-letter/queue";

pub(crate) async fn a_spelling_is_mended_and_the_first_one_kept(server: Server) {
    server
        .sign(
            "a-letter",
            &signature("wilhelmina TEASPOON", "w@example.org"),
        )
        .await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let seen = browser.shown(QUEUE).await.remove(0);
    let mut fields = vec![
        ("id", &*seen.id),
        ("seen", &*seen.seen),
        ("name", "Wilhelmina Teaspoon"),
        ("role", "Librarian"),
        ("affiliation", ""),
    ];
    let page = browser.press("a-letter/spelling", &fields).await;
    for words in ["Signed as", "wilhelmina TEASPOON", "Example Library"] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    // The page was of the spelling before.
    fields[2] = ("name", "Somebody Else");
    let stale = browser.press("a-letter/spelling", &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let now = browser.shown(QUEUE).await.remove(0);
    fields[1] = ("seen", &*now.seen);
    for (name, told) in [
        ("", "should not be empty"),
        (&*"x".repeat(101), "is too long"),
    ] {
        fields[2] = ("name", name);
        let wrong = browser.press("a-letter/spelling", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains(told), "{}", wrong.text);
    }
    browser.decide("a-letter", &now, "approve").await;
    assert_eq!(server.names("a-letter").await, ["Wilhelmina Teaspoon"]);
    assert_eq!(
        own(&server, "w@example.org").await["name"],
        "Wilhelmina Teaspoon"
    );
    // How it was signed lies there sealed.
    let plain = "SELECT COUNT(*) FROM signatures WHERE name LIKE '%TEASPOON%'";
    assert!(
        server.database.number(plain).await <= 1,
        "SQLite's LIKE knows no case"
    );
    // Spelt as it was signed, there is nothing on record.
    let now = browser.find("a-letter", "words", "teasp").await.remove(0);
    let fields = [
        ("id", &*now.id),
        ("seen", &*now.seen),
        ("name", "wilhelmina TEASPOON"),
        ("role", "Librarian"),
        ("affiliation", "Example Library"),
    ];
    let page = browser.press("a-letter/spelling", &fields).await;
    assert!(!page.text.contains("Signed as"), "{}", page.text);
}

/// What the signer of an address sees of their signature.
async fn own(server: &Server, email: &str) -> Value {
    let answer = ask_own(server, email, "GET").await;
    serde_json::from_str(&answer.text).unwrap()
}

/// Does something with one's own signature, with the code of a mail.
async fn ask_own(server: &Server, email: &str, method: &str) -> Answer {
    let manage = manage(server, "a-letter", email).await;
    let request = Request::builder()
        .method(method)
        .uri("/v1/letters/a-letter/own")
        .header("authorization", format!("Bearer {manage}"));
    server.send(request.body(Body::empty()).unwrap()).await
}

/// What opens one's own signature for half an hour, by the code of a mail.
pub(crate) async fn manage(server: &Server, letter: &str, email: &str) -> String {
    let post = async |path: &str, body: Value| {
        let request = Request::post(format!("/v1/letters/{letter}/{path}"))
            .header("content-type", "application/json")
            .body(body.to_string().into());
        server.send(request.unwrap()).await
    };
    post("requests", json!({ "email": email, "action": "manage" })).await;
    let mail = server.mail_to(email).await;
    let code = mail.mail.code.unwrap();
    let answer = post("confirm", json!({ "email": email, "code": code })).await;
    let answer: Value = serde_json::from_str(&answer.text).unwrap();
    answer["manage"].as_str().unwrap().to_owned()
}

pub(crate) async fn who_withdraws_leaves_no_decision(server: Server) {
    server.signed_by("a-letter", 0..2).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let waiting = browser.shown(QUEUE).await;
    for shown in &waiting {
        browser.decide("a-letter", shown, "approve").await;
    }
    let gone = ask_own(&server, "person-0@example.org", "DELETE").await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    assert_eq!(server.database.rows("decisions").await, 1);
    assert_eq!(server.counts_agree("a-letter").await, 1);
    // There is nothing left to be taken back.
    browser.press("a-letter/undo", &[]).await;
    let page = browser.press("a-letter/undo", &[]).await;
    assert!(page.text.contains("nothing of yours"), "{}", page.text);
    assert_eq!(server.counts_agree("a-letter").await, 0);
}

pub(crate) async fn what_its_signer_changed_is_looked_at_again(server: Server) {
    server.signed_by("a-letter", 0..1).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let seen = browser.shown(QUEUE).await.remove(0);
    // As a signer does who corrects what was signed: sealed anew.
    server
        .database
        .execute("UPDATE signatures SET private = mailbox, role = 'Spy'")
        .await;
    let stale = browser.decide("a-letter", &seen, "approve").await;
    assert_ne!(stale.status, StatusCode::OK);
    assert_eq!(server.counts_agree("a-letter").await, 0);
    server.database.execute("DELETE FROM signatures").await;
    let gone = browser.decide("a-letter", &seen, "approve").await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.text.contains("taken it back"), "{}", gone.text);
}

pub(crate) async fn signatures_are_found(server: Server) {
    let mut hidden = signature("Élodie Brûlé", "elodie@example.org");
    server.sign("a-letter", &hidden).await;
    hidden["name"] = "Otto 50% Inkpot".into();
    hidden["email"] = "otto@example.org".into();
    hidden["anonymous"] = true.into();
    hidden["role"] = "Straßenbauer_in".into();
    server.sign("a-letter", &hidden).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let found = async |by: &str, sought: &str| {
        let found = browser.find("a-letter", by, sought).await;
        found.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    let elodie = ["Élodie Brûlé".to_owned()];
    let otto = ["Otto 50% Inkpot".to_owned()];
    for sought in [
        "élodie",
        "ÉLODIE BRÛLÉ",
        "Élod",
        "brûl",
        "die b",
        "  Élodie ",
    ] {
        assert_eq!(found("words", sought).await, elodie, "{sought}");
    }
    for sought in ["straße", "BAUER_", "straßenbauer_in"] {
        assert_eq!(found("words", sought).await, otto, "{sought}");
    }
    assert_eq!(found("words", "library").await.len(), 2);
    // A name that is kept out of the list is sealed; and nothing stands for anything else.
    for sought in ["Otto", "%", "é_odie", "!"] {
        assert!(found("words", sought).await.is_empty(), "{sought}");
    }
    assert_eq!(found("address", "Otto+letters@Example.org").await, otto);
    assert!(found("address", "otto@example.com").await.is_empty());
    for (by, sought) in [("words", " "), ("address", "otto")] {
        let wrong = browser
            .press("a-letter/search", &[("by", by), ("q", sought)])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

pub(crate) async fn who_asked_hears_how_it_ended(server: Server) {
    server.signed_by("a-letter", 0..4).await;
    server
        .database
        .execute("UPDATE signatures SET tell_outcome = 1 WHERE name <> 'Person Number-3'")
        .await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let waiting = browser.shown(QUEUE).await;
    browser.decide("a-letter", &waiting[0], "approve").await;
    let words = "Please sign with the name that you are known by.";
    let fields = [
        ("id", &*waiting[1].id),
        ("seen", &*waiting[1].seen),
        ("act", "reject:other"),
        ("words", words),
    ];
    browser.press("a-letter/decide", &fields).await;
    browser.decide("a-letter", &waiting[3], "approve").await;
    browser.decide("a-letter", &waiting[2], "approve").await;
    assert_eq!(server.database.rows("mails").await, 3);
    browser.press("a-letter/undo", &[]).await;
    assert_eq!(
        server.database.rows("mails").await,
        2,
        "what is undone is not told"
    );
    assert!(
        server.outbox.list().is_empty(),
        "there is time for second thoughts"
    );

    server
        .database
        .execute("UPDATE mails SET due_at = 0, queued_at = 0")
        .await;
    let approved = server.mail_to("person-0@example.org").await.mail;
    assert_eq!(approved.subject, "Your signature under “A letter” counts");
    assert_eq!(approved.code, None);
    let rejected = server.mail_to("person-1@example.org").await.mail;
    assert_eq!(
        rejected.subject,
        "Your signature under “A letter” does not count"
    );
    assert!(rejected.text.contains(words), "{}", rejected.text);
    let not_me = rejected.links.last().unwrap();
    assert!(not_me.url.contains("/not-me?"), "{}", not_me.url);
}

pub(crate) async fn over_the_days_limit_it_hears_the_next_day(server: Server) {
    server.signed_by("a-letter", 0..1).await;
    let told = "UPDATE signatures SET tell_outcome = 1";
    server.database.execute(told).await;
    // The mailbox has had what it gets in a day.
    for number in 0..3 {
        let had = format!(
            "INSERT INTO mails (id, kind, priority, letter_id, receipt, mailbox, queued_at, due_at, \
             tries, state, done_at) SELECT 'had-{number}', 'manage', 0, 'a-letter', 'none', mailbox, \
             signed_at, 0, 1, 'left', signed_at FROM signatures"
        );
        server.database.execute(&had).await;
    }
    let browser = Browser::of(&server, "wilhelmina").await;
    let waiting = browser.shown(QUEUE).await.remove(0);
    let now = "UPDATE mails SET due_at = 0, queued_at = 0 WHERE state = 'queued'";
    let put_off = "SELECT COUNT(*) FROM mails WHERE kind = 'approved' AND state = 'queued' \
        AND reason = 'limit' AND tries = 0 AND due_at > 0";
    browser.decide("a-letter", &waiting, "approve").await;
    server.database.execute(now).await;
    let waits = async {
        while server.database.number(put_off).await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    let waits = tokio::time::timeout(crate::server::PATIENCE, waits).await;
    assert!(waits.is_ok(), "it is neither sent nor dropped");
    assert!(server.outbox.list().is_empty());
    // A day later.
    let day = "UPDATE mails SET done_at = done_at - 86400001 WHERE state = 'left'";
    server.database.execute(day).await;
    server.database.execute(now).await;
    let mail = server.mail_to("person-0@example.org").await.mail;
    assert_eq!(mail.subject, "Your signature under “A letter” counts");
}
