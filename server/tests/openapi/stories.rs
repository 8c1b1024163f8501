//! Every answer that the document describes is given by the router, and looks as described.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::server::{Answer, signature};
use crate::waiting;
use crate::witness::{Told, Witness};

pub(crate) const LETTER: &str = "/v1/letters/a-letter";
pub(crate) const SIGN: &str = "/v1/letters/a-letter/signatures";
pub(crate) const CONFIRM: &str = "/v1/letters/a-letter/confirm";
const REQUESTS: &str = "/v1/letters/a-letter/requests";
const OWN: &str = "/v1/letters/a-letter/own";
pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");

/// What these stories cannot bring about: a panic. It is answered for all routes in one place,
/// whose own test holds it against the document.
fn out_of_reach((_, status, _): &Told) -> bool {
    *status == 500
}

fn described(document: &Document) -> BTreeSet<Told> {
    let mut told = BTreeSet::new();
    for operation in document.operations() {
        for (status, answer) in document.answers(&operation) {
            let mut codes = document.codes(answer);
            if codes.is_empty() {
                codes.push(String::new());
            }
            let codes = codes.into_iter();
            told.extend(codes.map(|code| (operation.to_string(), status, code)));
        }
    }
    told
}

#[tokio::test]
async fn what_is_described_is_answered() {
    let mut witness = Witness::start().await;
    signing(&mut witness).await;
    confirming(&mut witness).await;
    reading(&mut witness).await;
    asking(&mut witness).await;
    owning(&mut witness).await;
    refusing(&mut witness).await;
    preflights(&mut witness).await;
    waiting::three_days(&mut witness).await;
    waiting::for_one_s_own_answer(&mut witness).await;
    waiting::for_others(&mut witness).await;
    without_a_database(&mut witness).await;

    let described = described(&witness.document);
    let unseen: Vec<&Told> = described
        .difference(&witness.seen)
        .filter(|told| !out_of_reach(told))
        .collect();
    assert!(unseen.is_empty(), "never answered: {unseen:#?}");
}

async fn signing(witness: &mut Witness) {
    let signed = sign(witness, "one", &signature("ada@example.org")).await;
    assert_eq!(signed.json()["status"], "pending_confirmation");
    let reused = sign(witness, "one", &signature("bob@example.org")).await;
    assert_eq!(reused.status, 422);
    for status in ["scheduled", "paused", "closed"] {
        let path = format!("/v1/letters/{status}/signatures");
        let headers = [JSON, ("idempotency-key", "one")];
        let body = signature("ada@example.org");
        let answer = witness.call("POST", &path, &headers, body).await;
        assert_eq!(answer.status, 403);
    }
    let mut wrong = signature("nobody");
    wrong["nickname"] = json!("Ada");
    let refused = sign(witness, "two", &wrong).await;
    assert_eq!(refused.json()["errors"].as_array().unwrap().len(), 1);
    let keyless = witness.post(SIGN, signature("ada@example.org")).await;
    assert_eq!(keyless.status, 422);
}

async fn confirming(witness: &mut Witness) {
    for number in 0..3 {
        let (receipt, code) = submit(witness, number).await;
        let answer = witness
            .post(CONFIRM, json!({ "receipt": receipt, "code": code }))
            .await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["status"], "published");
    }
    let (receipt, _) = submit(witness, 3).await;
    for tries_left in [4, 3, 2, 1] {
        let wrong = witness
            .post(CONFIRM, json!({ "receipt": receipt, "code": "00 00-00" }))
            .await;
        assert_eq!(wrong.json()["tries_left"], tries_left);
    }
    let spent = witness
        .post(CONFIRM, json!({ "receipt": receipt, "code": "000000" }))
        .await;
    assert_eq!(spent.json()["tries_left"], 0);
    let by_address = json!({ "email": "stranger@example.org", "code": "٠٠٠٠٠٠" });
    assert_eq!(
        witness.post(CONFIRM, by_address).await.json()["code"],
        "code_wrong"
    );
    for body in [
        json!({ "receipt": receipt, "code": "12345" }),
        json!({ "receipt": receipt, "email": "ada@example.org", "code": "123456" }),
        json!({ "receipt": receipt, "code": "123456", "more": 1 }),
        json!({ "code": "123456" }),
        json!({ "receipt": receipt }),
    ] {
        assert_eq!(
            witness.post(CONFIRM, &body).await.json()["code"],
            "invalid",
            "{body}"
        );
    }
}

async fn reading(witness: &mut Witness) {
    for call in ["", "/count", "/signatures"] {
        let path = format!("{LETTER}{call}");
        let answer = witness.get(&path).await;
        assert_eq!(answer.status, 200);
        let known = [("if-none-match", answer.header("etag"))];
        assert_eq!(witness.call("GET", &path, &known, "").await.status, 304);
        let nowhere = witness.get(&format!("/v1/letters/none{call}")).await;
        assert_eq!(nowhere.status, 404);
    }
    let page = witness.get(&format!("{SIGN}?limit=2")).await.json();
    let next = page["next"].as_str().unwrap();
    let rest = witness.get(&format!("{SIGN}?cursor={next}")).await.json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    for query in ["limit=0", "cursor=x", "q=ada", "limit=1&limit=1"] {
        let refused = witness.get(&format!("{SIGN}?{query}")).await;
        assert_eq!(refused.status, 422, "{query}");
    }
}

async fn asking(witness: &mut Witness) {
    let (receipt, _) = submit(witness, 4).await;
    let ask = |action: &str, email: &str| json!({ "action": action, "email": email });
    for action in ["resend", "manage", "not_me"] {
        let answer = witness
            .post(REQUESTS, ask(action, "stranger@example.org"))
            .await;
        assert_eq!(answer.status, 202, "{action}");
    }
    let mut change = ask("change_address", "right@example.org");
    assert_eq!(witness.post(REQUESTS, &change).await.status, 422);
    change["receipt"] = Value::Null;
    assert_eq!(witness.post(REQUESTS, &change).await.status, 422);
    change["receipt"] = receipt.into();
    let changed = witness.post(REQUESTS, &change).await;
    assert_eq!(changed.json()["receipt"], change["receipt"]);
    let refused = witness
        .post(REQUESTS, ask("sign", "stranger@example.org"))
        .await;
    assert_eq!(refused.status, 422);
}

async fn owning(witness: &mut Witness) {
    let (receipt, code) = submit(witness, 5).await;
    let confirmed = witness
        .post(CONFIRM, json!({ "receipt": receipt, "code": code }))
        .await;
    let token = format!("Bearer {}", confirmed.json()["manage"].as_str().unwrap());
    let headers = [JSON, ("authorization", &*token)];
    let stored = witness.call("GET", OWN, &headers, "").await.json();
    assert_eq!(stored["email"], "person-5@example.org");
    let correction =
        json!({ "name": "Bea Inkwell", "role": null, "affiliation": "", "anonymous": true });
    let corrected = witness
        .call("PATCH", OWN, &headers, correction)
        .await
        .json();
    assert_eq!(corrected["name"], "Bea Inkwell");
    assert_eq!(
        [&corrected["role"], &corrected["affiliation"]],
        [&Value::Null; 2]
    );
    for wrong in [
        json!({ "email": "eve@example.org" }),
        json!({ "name": "" }),
        json!([]),
    ] {
        let refused = witness.call("PATCH", OWN, &headers, &wrong).await;
        assert_eq!(refused.status, 422, "{wrong}");
    }
    for _ in 0..2 {
        let gone = witness.call("DELETE", OWN, &headers, "").await;
        assert_eq!(gone.json(), json!({ "status": "withdrawn" }));
    }
    let stranger = [JSON, ("authorization", "Bearer nobody")];
    for (method, headers) in [
        ("GET", &headers[..]),
        ("PATCH", &headers[..]),
        ("GET", &headers[..1]),
        ("DELETE", &headers[..1]),
        ("DELETE", &stranger[..]),
    ] {
        let refused = witness.call(method, OWN, headers, "{}").await;
        assert_eq!(refused.status, 401, "{method}");
    }
}

/// What is refused of every call that writes.
async fn refusing(witness: &mut Witness) {
    let headers = [
        JSON,
        ("idempotency-key", "three"),
        ("authorization", "Bearer x"),
    ];
    for (method, call) in with_bodies(&witness.document) {
        let path = format!("{LETTER}{call}");
        let long = "x".repeat(16_385);
        for (body, status) in [("{", 400), (&*long, 413)] {
            let answer = witness.call(&method, &path, &headers, body).await;
            assert_eq!(answer.status, status, "{method} {path}");
        }
        let typeless = witness.call(&method, &path, &headers[1..], "{}").await;
        assert_eq!(typeless.status, 400, "{method} {path}");
    }
    let all = witness.document.operations().into_iter();
    for operation in all.filter(|operation| operation.method != "options") {
        let nowhere = operation.path.replace("{id}", "none");
        let method = operation.method.to_uppercase();
        let answer = witness.call(&method, &nowhere, &headers, "{}").await;
        assert_eq!(answer.status, 404, "{operation}");
    }
}

/// What a browser asks before a page of another origin may.
async fn preflights(witness: &mut Witness) {
    for call in [
        "",
        "/count",
        "/signatures",
        "/proof",
        "/confirm",
        "/requests",
        "/own",
    ] {
        let asked = [
            ("origin", "https://embedder.example"),
            ("access-control-request-method", "POST"),
            (
                "access-control-request-headers",
                "content-type,idempotency-key",
            ),
        ];
        let path = format!("{LETTER}{call}");
        let answer = witness.call("OPTIONS", &path, &asked, "").await;
        assert_eq!(answer.status, 200, "{path}");
    }
}

async fn without_a_database(witness: &mut Witness) {
    witness.server.lose_database().await;
    for call in ["", "/count", "/signatures"] {
        assert_eq!(witness.get(&format!("{LETTER}{call}")).await.status, 503);
    }
    assert_eq!(
        sign(witness, "four", &signature("eve@example.org"))
            .await
            .status,
        503
    );
    let code = json!({ "receipt": "0".repeat(32), "code": "123456" });
    assert_eq!(witness.post(CONFIRM, code).await.status, 503);
    let request = json!({ "action": "manage", "email": "eve@example.org" });
    assert_eq!(witness.post(REQUESTS, request).await.status, 503);
    let token = format!("Bearer {}", "A".repeat(22));
    for method in ["GET", "PATCH", "DELETE"] {
        let headers = [JSON, ("authorization", &*token)];
        let answer = witness.call(method, OWN, &headers, "{}").await;
        assert_eq!(answer.status, 503, "{method}");
    }
}

/// Methods and calls that take a body.
fn with_bodies(document: &Document) -> Vec<(String, String)> {
    let all = document.operations().into_iter();
    all.filter(|operation| !document.of(operation)["requestBody"].is_null())
        .map(|operation| {
            let call = operation.path.trim_start_matches("/v1/letters/{id}");
            (operation.method.to_uppercase(), call.to_owned())
        })
        .collect()
}

async fn sign(witness: &mut Witness, key: &str, body: &Value) -> Answer {
    let headers = [JSON, ("idempotency-key", key)];
    let asked = witness.get(&format!("{LETTER}/proof")).await;
    assert_eq!(asked.status, 200);
    let mut body = body.clone();
    body["proof"] = worked(&asked.json());
    witness.call("POST", SIGN, &headers, &body).await
}

/// Does the work that a challenge asks for, of eight bits.
fn worked(asked: &Value) -> Value {
    assert_eq!(asked["bits"], 8);
    let challenge = asked["challenge"].as_str().unwrap();
    let good = |nonce: &u32| Sha256::digest(format!("{challenge}:{nonce}"))[0] == 0;
    let nonce = (0..).find(good).unwrap().to_string();
    json!({ "challenge": challenge, "nonce": nonce })
}

/// Signs as somebody new, and gives the receipt and the code from the mail.
pub(crate) async fn submit(witness: &mut Witness, number: u32) -> (String, String) {
    let email = format!("person-{number}@example.org");
    let answer = sign(witness, &email, &signature(&email)).await;
    let receipt = answer.json()["receipt"].as_str().unwrap().to_owned();
    (receipt, witness.server.code_to(&email, 1).await)
}
