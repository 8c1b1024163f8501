//! A letter that asks for a proof of work: with a good one a signature counts, and without it a
//! person looks first. Nobody is refused.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

use crate::server::{Answer, Server, signature};

const LETTER: &str = "proven";
const BY_MAIL: &str = "proven-by-mail";

/// Asks for a challenge and does its work, or all but the last step of it.
async fn work(server: &Server, letter: &str, good: bool) -> Value {
    let answer = server.get(&format!("/v1/letters/{letter}/proof")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.json()["bits"], 8);
    let challenge = answer.text_of("challenge");
    let is_good = |nonce: &u32| Sha256::digest(format!("{challenge}:{nonce}"))[0] == 0;
    let nonce = (0..).find(|nonce| is_good(nonce) == good).unwrap();
    json!({ "challenge": challenge, "nonce": nonce.to_string() })
}

fn with(proof: &Value, who: &str) -> Value {
    let mut body = signature(who, &format!("{who}@example.org"));
    body["proof"] = proof.clone();
    body
}

/// What became of a signature that was taken.
async fn status(server: &Server, letter: &str, body: &Value) -> String {
    let answer = server.sign_in(letter, body).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    answer.text_of("status")
}

async fn count(server: &Server, letter: &str) -> Value {
    let answer = server.get(&format!("/v1/letters/{letter}/count")).await;
    answer.json()["count"].clone()
}

async fn held(server: &Server) -> i64 {
    let waiting = "SELECT COUNT(*) FROM signatures \
        WHERE held = 'proof' AND status = 'in_review' AND network IS NULL";
    server.database.number(waiting).await
}

pub(crate) async fn without_a_good_proof_a_person_looks(server: Server) {
    let letter = server.get("/v1/letters/proven").await.json();
    assert_eq!(
        letter["proof"],
        json!({ "algorithm": "SHA-256", "bits": 8 })
    );
    let good = work(&server, LETTER, true).await;
    assert_eq!(
        status(&server, LETTER, &with(&good, "good")).await,
        "published"
    );
    let other = work(&server, BY_MAIL, true).await;
    let wrong = work(&server, LETTER, false).await;
    let forged = json!({ "challenge": "A".repeat(76), "nonce": "1" });
    let cases = [
        (&good, "used"),
        (&other, "other"),
        (&wrong, "wrong"),
        (&forged, "forged"),
    ];
    for (proof, who) in cases {
        assert_eq!(
            status(&server, LETTER, &with(proof, who)).await,
            "in_review",
            "{who}"
        );
    }
    for (proof, who) in [(&Value::Null, "null"), (&good, "good")] {
        // Who has signed already is answered as a stranger is.
        assert_eq!(
            status(&server, LETTER, &with(proof, who)).await,
            "in_review"
        );
    }
    let none = signature("None", "none@example.org");
    assert_eq!(status(&server, LETTER, &none).await, "in_review");
    let fields = [
        ("name", "Page"),
        ("email", "page@example.org"),
        ("consent", "1"),
    ];
    let hosted = server.form("/letters/proven/signatures", &fields).await;
    let location = hosted.headers["location"].to_str().unwrap();
    assert!(
        location.starts_with("/letters/proven/in-review"),
        "{location}"
    );
    assert_eq!(count(&server, LETTER).await, 1);
    assert_eq!(held(&server).await, 7);

    let malformed = server
        .sign_in(LETTER, &with(&json!({ "nonce": 1 }), "malformed"))
        .await;
    assert_eq!(malformed.status, 422);
    assert_eq!(malformed.json()["errors"][0]["pointer"], "/proof/challenge");
}

pub(crate) async fn the_same_request_is_answered_the_same(server: Server) {
    let good = work(&server, LETTER, true).await;
    let sign = async |key: &str, proof: &Value| -> String {
        let answer = server.sign_with_key(LETTER, key, &with(proof, key)).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
        answer.text_of("status")
    };
    assert_eq!(sign("one", &good).await, "published");
    // Its answer was lost; its work may be lost with it, or done anew.
    let another = work(&server, LETTER, true).await;
    for proof in [&good, &Value::Null, &another] {
        assert_eq!(sign("one", proof).await, "published");
    }
    assert_eq!(sign("two", &Value::Null).await, "in_review");
    let late = work(&server, LETTER, true).await;
    assert_eq!(sign("two", &late).await, "in_review");
    assert_eq!(count(&server, LETTER).await, 1);
    assert_eq!(server.database.rows("signatures").await, 2);
}

pub(crate) async fn of_many_at_once_one_has_used_it(server: Server) {
    let good = work(&server, LETTER, true).await;
    let servers = [Arc::new(server.beside().await), Arc::new(server)];
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let body = with(&good, &format!("person-{number}"));
        let server = Arc::clone(&servers[number % 2]);
        tasks.spawn(async move { status(&server, LETTER, &body).await });
    }
    let all = tasks.join_all().await;
    let [_, server] = servers;
    let published = all.iter().filter(|status| *status == "published").count();
    assert_eq!(published, 1, "{all:?}");
    assert_eq!(count(&server, LETTER).await, 1);
    assert_eq!(held(&server).await, 19);
}

pub(crate) async fn a_mail_comes_either_way(server: Server) {
    let good = work(&server, BY_MAIL, true).await;
    let confirmed = async |who: &str, proof: &Value| -> Answer {
        let answer = server.sign_in(BY_MAIL, &with(proof, who)).await;
        assert_eq!(answer.text_of("status"), "pending_confirmation");
        let code = server.mail_to(&format!("{who}@example.org"), 0).await;
        let body = json!({ "receipt": answer.text_of("receipt"), "code": code.mail.code });
        server
            .post(&format!("/v1/letters/{BY_MAIL}/confirm"), &body)
            .await
    };
    for (who, proof, expected) in [
        ("good", &good, "published"),
        ("used", &good, "in_review"),
        ("none", &Value::Null, "in_review"),
    ] {
        let answer = confirmed(who, proof).await;
        assert_eq!(answer.text_of("status"), expected, "{who}");
    }
    assert_eq!(count(&server, BY_MAIL).await, 1);
}

pub(crate) async fn what_is_not_asked_for_is_not_looked_at(server: Server) {
    let answer = server.get("/v1/letters/unconfirmed/proof").await;
    assert_eq!(answer.problem(), (404, "not_found".to_owned(), None));
    let good = work(&server, LETTER, true).await;
    for who in ["one", "two"] {
        let body = with(&good, who);
        assert_eq!(status(&server, "unconfirmed", &body).await, "published");
    }
    assert_eq!(server.database.rows("spent_proofs").await, 0);
}

pub(crate) async fn a_used_proof_is_forgotten_with_its_time(server: Server) {
    for who in ["one", "two"] {
        let good = work(&server, LETTER, true).await;
        assert_eq!(
            status(&server, LETTER, &with(&good, who)).await,
            "published"
        );
    }
    assert_eq!(server.database.rows("spent_proofs").await, 2);
    server
        .database
        .execute("UPDATE spent_proofs SET expires_at = 1")
        .await;
    let good = work(&server, LETTER, true).await;
    assert_eq!(
        status(&server, LETTER, &with(&good, "new")).await,
        "published"
    );
    let server = server.restart().await;
    for _ in 0..500 {
        if server.database.rows("spent_proofs").await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(server.database.rows("spent_proofs").await, 1);
    assert_eq!(
        status(&server, LETTER, &with(&good, "again")).await,
        "in_review"
    );
}
