//! From a submission to a signature, by a typed code.

use serde_json::json;

use crate::server::{Answer, LETTER, Reading, Server, another, signature};

const ADA: &str = "ada@example.org";

pub(crate) async fn a_code_publishes(server: Server) {
    let receipt = server.sign(&signature("Ada Inkwell", ADA)).await;
    let mail = server.mail_to(ADA, 0).await;
    assert_eq!(server.count().await, 0);
    assert!(server.names().await.is_empty());
    let confirmed = server.confirm(&receipt, &mail.code()).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    assert_eq!(confirmed.text_of("status"), "published");
    assert_eq!(confirmed.headers["cache-control"], "no-store");
    assert_eq!(server.count().await, 1);
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
}

pub(crate) async fn a_lost_answer_is_given_again(server: Server) {
    let receipt = server.sign(&signature("Ada Inkwell", ADA)).await;
    let code = server.mail_to(ADA, 0).await.code();
    for _ in 0..3 {
        let confirmed = server.confirm(&receipt, &code).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text);
        let own = server.own("GET", &confirmed.manage(), &json!({})).await;
        assert_eq!(own.status, 200, "{}", own.text);
    }
    assert_eq!(server.count().await, 1);
    let ten_minutes_ago = "UPDATE tokens SET used_at = used_at - 600001 WHERE purpose = 'code'";
    server.database.execute(ten_minutes_ago).await;
    let late = server.confirm(&receipt, &code).await;
    assert_eq!(late.problem(), wrong(4));
}

pub(crate) async fn two_at_once_are_one(server: Server) {
    let receipt = server.sign(&signature("Ada Inkwell", ADA)).await;
    let code = server.mail_to(ADA, 0).await.code();
    let (one, other) = tokio::join!(
        server.confirm(&receipt, &code),
        server.confirm(&receipt, &code)
    );
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (200, 200));
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn a_code_may_be_typed_in_other_digits(server: Server) {
    let receipt = server.sign(&signature("Ada Inkwell", ADA)).await;
    let code = server.mail_to(ADA, 0).await.code();
    let mut typed: Vec<char> = code
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + 0x660).unwrap())
        .collect();
    typed.insert(3, ' ');
    let confirmed = server.confirm(&receipt, &String::from_iter(typed)).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
}

pub(crate) async fn five_wrong_codes_spend_it(server: Server) {
    let receipt = server.sign(&signature("Ada Inkwell", ADA)).await;
    let code = server.mail_to(ADA, 0).await.code();
    // What is no code costs no try.
    let malformed = server.confirm(&receipt, "12345").await;
    assert_eq!(malformed.problem(), (422, "invalid".to_owned(), None));
    let errors = &malformed.json()["errors"];
    assert_eq!(errors[0]["pointer"], "/code");
    assert_eq!(errors[0]["code"], "malformed");

    let unknown = "0".repeat(32);
    for expected in [wrong(4), wrong(3), wrong(2), wrong(1), spent(), spent()] {
        let known = server.confirm(&receipt, &another(&code)).await;
        assert_eq!(known.problem(), expected);
        // What does not exist is answered alike, to the letter.
        let answer = server.confirm(&unknown, &another(&code)).await;
        assert_eq!(answer.text, known.text);
    }
    assert_eq!(server.confirm(&receipt, &code).await.problem(), spent());
    assert_eq!(server.count().await, 0);
}

pub(crate) async fn an_address_and_a_code_are_enough(server: Server) {
    server.sign(&signature("Ada Inkwell", ADA)).await;
    let code = server.mail_to(ADA, 0).await.code();
    let stranger = by_address(&server, "nobody@example.org", &another(&code)).await;
    let known = by_address(&server, ADA, &another(&code)).await;
    assert_eq!(known.problem(), wrong(4));
    assert_eq!(stranger.text, known.text);
    let confirmed = by_address(&server, "ADA+tag@example.org", &code).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn an_address_has_five_tries_a_day(server: Server) {
    let code = {
        server.sign(&signature("Ada Inkwell", ADA)).await;
        server.mail_to(ADA, 0).await.code()
    };
    for expected in [wrong(4), wrong(3), wrong(2), wrong(1), spent(), spent()] {
        let known = by_address(&server, ADA, &another(&code)).await;
        assert_eq!(known.problem(), expected);
        let stranger = by_address(&server, "nobody@example.org", &another(&code)).await;
        assert_eq!(stranger.text, known.text);
    }
    assert_eq!(by_address(&server, ADA, &code).await.problem(), spent());
    // A new submission gives no new tries.
    server.sign(&signature("Ada Inkwell", ADA)).await;
    let code = server.mail_to(ADA, 1).await.code();
    assert_eq!(by_address(&server, ADA, &code).await.problem(), spent());
    server
        .database
        .execute("UPDATE attempts SET expires_at = 1")
        .await;
    assert_eq!(by_address(&server, ADA, &code).await.status, 200);
}

pub(crate) async fn a_code_grows_old(server: Server) {
    let receipt = server.sign(&signature("Ada Inkwell", ADA)).await;
    let mail = server.mail_to(ADA, 0).await;
    server
        .database
        .execute("UPDATE tokens SET expires_at = 1")
        .await;
    let expired = (410, "code_expired".to_owned(), None);
    assert_eq!(
        server.confirm(&receipt, &mail.code()).await.problem(),
        expired
    );
    assert_eq!(
        by_address(&server, ADA, &mail.code()).await.problem(),
        wrong(4)
    );
    assert_eq!(server.count().await, 0);
}

pub(crate) async fn a_code_is_for_one_receipt_in_one_letter(server: Server) {
    let (ada, bob) = ("ada@example.org", "bob@example.org");
    let receipt = server.sign(&signature("Ada Inkwell", ada)).await;
    server.sign(&signature("Bob Paper", bob)).await;
    let (hers, his) = (
        server.mail_to(ada, 0).await.code(),
        server.mail_to(bob, 0).await.code(),
    );
    if hers != his {
        assert_eq!(server.confirm(&receipt, &his).await.problem(), wrong(4));
    }
    let elsewhere = json!({ "receipt": receipt, "code": hers });
    let elsewhere = server.post("/v1/letters/another/confirm", &elsewhere).await;
    assert_eq!(elsewhere.problem(), wrong(4));
    assert_eq!(server.confirm(&receipt, &hers).await.status, 200);
}

pub(crate) async fn who_signs_again_replaces_by_a_code(server: Server) {
    server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    let receipt = server.sign(&signature("Ada Ink-Well", ADA)).await;
    let mail = server.mail_to(ADA, 1).await;
    assert_ne!(mail.mail.subject, server.mail_to(ADA, 0).await.mail.subject);
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    let confirmed = server.confirm(&receipt, &mail.code()).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    assert_eq!(server.names().await, [Some("Ada Ink-Well".to_owned())]);
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn a_call_is_read_strictly(server: Server) {
    let receipt = "0".repeat(32);
    for body in [
        json!({ "code": "123456" }),
        json!({ "receipt": receipt, "email": ADA, "code": "123456" }),
        json!({ "receipt": receipt }),
        json!({ "receipt": receipt, "code": 123_456 }),
        json!({ "receipt": receipt, "code": "123456", "more": 1 }),
        json!([]),
    ] {
        let answer = server.post(&format!("{LETTER}/confirm"), &body).await;
        assert_eq!(
            answer.problem(),
            (422, "invalid".to_owned(), None),
            "{body}"
        );
    }
}

async fn by_address(server: &Server, email: &str, code: &str) -> Answer {
    let body = json!({ "email": email, "code": code });
    server.post(&format!("{LETTER}/confirm"), &body).await
}

fn wrong(tries_left: u64) -> (u16, String, Option<u64>) {
    (422, "code_wrong".to_owned(), Some(tries_left))
}

fn spent() -> (u16, String, Option<u64>) {
    (410, "code_spent".to_owned(), Some(0))
}
