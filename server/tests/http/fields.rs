//! What a letter asks for: sent, kept, seen by its signer and corrected.

use axum::http::Request;
use serde_json::{Value, json};
use sqlx::Row;

use crate::hosted::visitor::{Visitor, code};
use crate::server::{Answer, Server, signing};

const ADA: &str = "ada@example.org";

/// A letter that asks for everything that can be asked for.
const LETTER: &str = r#"+++
title = "A letter with questions"
lang = "en"
moderation = "MODERATION"
confirmation = CONFIRMATION
controller = "The Glass Teapot Campaign"
contacts_days = 30

[fields]
role = "optional"
affiliation = "optional"
sector = "required"
sectors = ["Health", "Teapots"]
reason = "optional"
anonymous = "optional"
updates = "optional"
outcome = "optional"
badges = ["code", "kind"]

[[fields.custom]]
name = "ward"
label = "Which ward?"
kind = "choice"
options = ["North", "South"]
need = "required"

[[fields.custom]]
name = "note"
label = "A note"
hint = "A short one."
max = 20

[consent]
version = "1"
text = "I agree."

[[badges]]
id = "code"
label = "Has written code"
evidence = "required"

[[badges]]
id = "kind"
label = "Kind"
+++
Words.
"#;

async fn server(moderation: &str, confirmation: bool) -> Server {
    let server = Server::start().await;
    let text = LETTER
        .replace("MODERATION", moderation)
        .replace("CONFIRMATION", &confirmation.to_string());
    std::fs::write(server.letters().join("asks.md"), text).unwrap();
    Server::open(server.stop().await).await
}

fn full() -> Value {
    json!({
        "name": "Wilhelmina Teaspoon",
        "email": ADA,
        "role": "Pourer",
        "sector": "Teapots",
        "reason": "It is ours to pour.",
        "outcome": true,
        "answers": { "ward": "North", "note": "planted-answer" },
        "badges": [{ "id": "kind" }, { "id": "code", "evidence": "planted-evidence" }],
        "consent": { "version": "1", "accepted": true, "updates": true },
        "trap": { "text": "", "millis": 21_000 },
    })
}

async fn sign(server: &Server, key: &str, body: &Value) -> Answer {
    server.send(signing("asks", key, body.to_string())).await
}

async fn own(server: &Server, method: &str, manage: &str, body: Option<Value>) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri("/v1/letters/asks/own")
        .header("authorization", format!("Bearer {manage}"))
        .header("content-type", "application/json");
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    server.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn the_letter_says_what_it_asks_for() {
    let letter = server("before", false).await.get("/v1/letters/asks").await;
    let fields = &letter.json()["fields"];
    assert_eq!(fields["sectors"], json!(["Health", "Teapots"]));
    assert_eq!(fields["badges"], json!(["code", "kind"]));
    assert_eq!(fields["custom"][0]["options"], json!(["North", "South"]));
    assert_eq!(fields["custom"][1]["max"], 20.0);
    assert_eq!(letter.json()["contacts_days"], 30);
}

#[tokio::test]
async fn what_is_wrong_is_pointed_at() {
    let server = server("before", false).await;
    let long = "x".repeat(1_001);
    for (place, value, at, told) in [
        ("sector", json!(null), "/sector", "required"),
        ("sector", json!("Coffee"), "/sector", "not_accepted"),
        ("reason", json!(long), "/reason", "too_long"),
        ("reason", json!(7), "/reason", "malformed"),
        ("outcome", json!("yes"), "/outcome", "malformed"),
        ("answers", json!({}), "/answers/ward", "required"),
        (
            "answers",
            json!({ "ward": "East" }),
            "/answers/ward",
            "not_accepted",
        ),
        (
            "answers",
            json!({ "ward": 1 }),
            "/answers/ward",
            "malformed",
        ),
        (
            "answers",
            json!({ "ward": "North", "note": "x".repeat(21) }),
            "/answers/note",
            "too_long",
        ),
        (
            "answers",
            json!({ "ward": "North", "shoe": "x" }),
            "/answers/shoe",
            "not_allowed",
        ),
        ("answers", json!("North"), "/answers", "malformed"),
        (
            "badges",
            json!([{ "id": "kind" }, { "id": "code" }]),
            "/badges/1/evidence",
            "required",
        ),
        (
            "badges",
            json!([{ "id": "code", "evidence": long }]),
            "/badges/0/evidence",
            "too_long",
        ),
        (
            "badges",
            json!([{ "id": "saint" }]),
            "/badges/0/id",
            "not_allowed",
        ),
        (
            "badges",
            json!([{ "id": "kind" }, { "id": "kind" }]),
            "/badges/1/id",
            "not_allowed",
        ),
        (
            "badges",
            json!([{ "id": "kind", "shown": true }]),
            "/badges/0/shown",
            "not_allowed",
        ),
        ("badges", json!(["kind"]), "/badges/0", "malformed"),
        (
            "trap",
            json!({ "millis": "soon" }),
            "/trap/millis",
            "malformed",
        ),
    ] {
        let mut body = full();
        body[place] = value;
        let (status, code, errors) = sign(&server, "key", &body).await.problem();
        assert_eq!((status, code.as_str()), (422, "invalid"), "{body}");
        assert_eq!(errors, [(at.to_owned(), told.to_owned())], "{body}");
    }
    assert_eq!(server.rows("submissions").await, 0);
}

#[tokio::test]
async fn what_a_letter_does_not_ask_for_is_refused() {
    let server = Server::start().await;
    for (place, value, at) in [
        ("sector", json!("Health"), "/sector"),
        ("reason", json!("So."), "/reason"),
        ("outcome", json!(true), "/outcome"),
        ("answers", json!({ "ward": "North" }), "/answers/ward"),
        ("badges", json!([{ "id": "kind" }]), "/badges/0/id"),
        (
            "consent",
            json!({ "version": "1", "accepted": true, "updates": true }),
            "/consent/updates",
        ),
    ] {
        let mut body = crate::server::signature(ADA);
        body[place] = value;
        let (_, _, errors) = server.sign("key", &body).await.problem();
        assert_eq!(errors, [(at.to_owned(), "not_allowed".to_owned())]);
    }
}

#[tokio::test]
async fn a_trap_that_snaps_refuses_nothing_and_is_not_kept() {
    let server = server("before", false).await;
    let mut body = full();
    body["trap"] = json!({ "text": "planted-trap", "millis": 1 });
    assert_eq!(sign(&server, "key", &body).await.status, 202);
    let visitor = Visitor { server };
    let rows = visitor.dump().await;
    assert!(!rows.iter().any(|row| row.contains("planted")), "{rows:?}");
}

#[tokio::test]
async fn answers_and_evidence_lie_sealed_and_the_rest_in_its_place() {
    let server = server("before", false).await;
    let answer = sign(&server, "key", &full()).await;
    assert_eq!(answer.json()["status"], "in_review", "{}", answer.text());
    let mut database = server.database().await;
    let sql = "SELECT sector, reason, updates, tell_outcome, badges, held FROM signatures";
    let row = sqlx::query(sql).fetch_one(&mut database).await.unwrap();
    assert_eq!(row.get::<String, _>("sector"), "Teapots");
    assert_eq!(row.get::<String, _>("reason"), "It is ours to pour.");
    assert_eq!(
        (
            row.get::<i64, _>("updates"),
            row.get::<i64, _>("tell_outcome")
        ),
        (1, 1)
    );
    assert_eq!(
        row.get::<String, _>("badges"),
        "[]",
        "a claim is not a badge"
    );
    assert_eq!(row.get::<String, _>("held"), "asked");
    let visitor = Visitor { server };
    let rows = visitor.dump().await;
    assert!(rows.iter().any(|row| row.contains("It is ours to pour.")));
    assert!(!rows.iter().any(|row| row.contains("planted")), "{rows:?}");
}

#[tokio::test]
async fn a_claim_waits_for_a_person_and_its_signature_counts_meanwhile() {
    let server = server("none", false).await;
    let mut body = full();
    body.as_object_mut().unwrap().remove("outcome");
    assert_eq!(
        sign(&server, "key", &body).await.json()["status"],
        "published"
    );
    let letter = server.get("/v1/letters/asks").await.json();
    assert_eq!(letter["signatures"]["count"], 1);
    let shown = &letter["signatures"]["items"][0];
    assert_eq!(shown["badges"], json!([]));
    assert_eq!(shown["reason"], "It is ours to pour.");
    let mut database = server.database().await;
    let held: String = sqlx::query_scalar("SELECT held FROM signatures")
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(held, "badge");
}

#[tokio::test]
async fn its_signer_sees_all_of_it_and_corrects_it() {
    let server = server("none", true).await;
    let visitor = Visitor { server };
    let mut body = full();
    body.as_object_mut().unwrap().remove("outcome");
    let signed = sign(&visitor.server, "key", &body).await.json();
    let mail = visitor.mail(ADA, 1).await;
    let confirm = json!({ "receipt": signed["receipt"], "code": code(&mail) });
    let request = Request::post("/v1/letters/asks/confirm")
        .header("content-type", "application/json")
        .body(confirm.to_string().into())
        .unwrap();
    let confirmed = visitor.server.send(request).await.json();
    let manage = confirmed["manage"].as_str().unwrap();

    let seen = own(&visitor.server, "GET", manage, None).await.json();
    assert_eq!(
        seen["answers"],
        json!({ "ward": "North", "note": "planted-answer" })
    );
    assert_eq!(seen["badges"][0], json!({ "id": "kind", "evidence": null }));
    assert_eq!(seen["badges"][1]["evidence"], "planted-evidence");
    assert_eq!(
        (&seen["updates"], &seen["sector"]),
        (&json!(true), &json!("Teapots"))
    );

    let correction = json!({
        "reason": "",
        "sector": "Health",
        "updates": false,
        "answers": { "note": null },
        "badges": [],
    });
    let changed = own(&visitor.server, "PATCH", manage, Some(correction)).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let changed = changed.json();
    assert_eq!(changed["reason"], Value::Null);
    assert_eq!(changed["sector"], "Health");
    assert_eq!(changed["answers"], json!({ "ward": "North" }));
    assert_eq!(
        (&changed["updates"], &changed["badges"]),
        (&json!(false), &json!([]))
    );
    assert_eq!(changed["name"], "Wilhelmina Teaspoon");

    for (correction, at) in [
        (json!({ "answers": { "ward": "" } }), "/answers/ward"),
        (json!({ "email": "bob@example.org" }), "/email"),
        (json!({ "trap": {} }), "/trap"),
    ] {
        let refused = own(&visitor.server, "PATCH", manage, Some(correction)).await;
        assert_eq!(refused.problem().2[0].0, at);
    }
}

#[tokio::test]
async fn the_form_without_script_sends_the_same() {
    let server = server("before", false).await;
    let page = server.get("/letters/asks").await.text();
    for piece in [
        "<select part=\"input\" id=\"open-letter-sector\" name=\"sector\"",
        "<textarea part=\"input\" id=\"open-letter-reason\" name=\"reason\"",
        "name=\"answers.ward\"",
        "name=\"answers.note\"",
        "name=\"badges.code\"",
        "name=\"evidence.code\"",
        "name=\"updates\"",
        "name=\"outcome\"",
        "name=\"trap\"",
        "Until 30 days after the letter closes, The Glass Teapot Campaign keeps your address.",
    ] {
        assert!(page.contains(piece), "{piece} is missing in {page}");
    }
    assert!(
        !page.contains("name=\"evidence.kind\""),
        "nothing shows that somebody is kind"
    );
    let fields = |pairs: &[(&str, &str)]| {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(own).collect::<Vec<_>>()
    };
    let mut form = fields(&[
        ("name", "Wilhelmina Teaspoon"),
        ("email", ADA),
        ("sector", "Teapots"),
        ("reason", ""),
        ("answers.ward", "South"),
        ("answers.note", ""),
        ("badges.code", "on"),
        ("evidence.code", ""),
        ("updates", "on"),
        ("consent", "1"),
        ("trap", ""),
    ]);
    let visitor = Visitor { server };
    let refused = visitor.post("/letters/asks/signatures", &form).await;
    assert_eq!(refused.status, 422);
    let page = refused.text();
    assert!(
        page.contains("Please fill in “What shows this?”."),
        "{page}"
    );
    assert!(
        page.contains("<option selected value=\"South\">")
            || page.contains("value=\"South\" selected"),
        "{page}"
    );
    form.retain(|(name, _)| name != "evidence.code");
    form.extend(fields(&[("evidence.code", "planted-evidence")]));
    let sent = visitor.post("/letters/asks/signatures", &form).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let page = visitor.page(sent.header("location")).await;
    assert!(page.contains("It waits for review"), "{page}");
    let sql = "SELECT COUNT(*) FROM signatures WHERE sector = 'Teapots' AND updates = 1";
    assert_eq!(visitor.number(sql).await, 1);
}
