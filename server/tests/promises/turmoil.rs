//! Calls that get into each other's way, since all are about one mailbox.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use crate::database::Kind;
use crate::random::Random;
use crate::server::{LETTER, Reading, Server, signature};

/// Two submissions are confirmed, what stands is corrected and taken back, and its address asks
/// for mails, all at the same time. Any order of these is right; a failure is not.
async fn any_order_is_right(kind: Kind, rounds: u64) {
    let server = Arc::new(Server::start(kind).await);
    let mut random = Random::new(Random::seed("any_order_is_right"));
    for round in 0..rounds {
        let email = |which: &str| format!("person-{round}+{which}@example.org");
        let manage = server
            .sign_and_confirm(&signature("First", &email("first")))
            .await;
        let mut calls = Vec::new();
        for which in ["second", "third"] {
            let receipt = server.sign(&signature("Second", &email(which))).await;
            let code = server.mail_to(&email(which), 0).await.code();
            if which == "third" {
                let elsewhere = format!("elsewhere-{round}@example.org");
                let change =
                    json!({ "email": elsewhere, "action": "change_address", "receipt": receipt });
                calls.push(("requests", change));
            }
            calls.push(("confirm", json!({ "receipt": receipt, "code": code })));
        }
        calls.push(("PATCH", json!({ "name": "Corrected" })));
        calls.push(("DELETE", json!({})));
        calls.push(("DELETE", json!({})));
        calls.push((
            "requests",
            json!({ "email": email("first"), "action": "manage" }),
        ));
        let mut all = JoinSet::new();
        while !calls.is_empty() {
            let place = usize::try_from(random.below(calls.len() as u64)).unwrap();
            let (call, body) = calls.swap_remove(place);
            let (server, manage) = (Arc::clone(&server), manage.clone());
            all.spawn(async move {
                let (answer, right) = match call {
                    "PATCH" | "DELETE" => (server.own(call, &manage, &body).await, [200, 401]),
                    "confirm" => (
                        server.post(&format!("{LETTER}/confirm"), &body).await,
                        [200, 422],
                    ),
                    _ => (server.request(&body).await, [202, 202]),
                };
                let status = answer.status.as_u16();
                assert!(
                    right.contains(&status),
                    "{call} in {round}: {}",
                    answer.text
                );
            });
        }
        while let Some(call) = all.join_next().await {
            call.unwrap();
        }
        let signatures = server.database.rows("signatures").await;
        assert_eq!(
            i64::try_from(server.count().await).unwrap(),
            signatures,
            "{round}"
        );
        let strange = "SELECT COUNT(*) FROM signatures JOIN submissions USING (receipt) \
            WHERE signatures.mailbox <> submissions.mailbox";
        assert_eq!(server.database.number(strange).await, 0, "{round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_order_is_right_on_sqlite() {
    any_order_is_right(Kind::Sqlite, 30).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn any_order_is_right_on_postgres() {
    any_order_is_right(Kind::Postgres, 60).await;
}
