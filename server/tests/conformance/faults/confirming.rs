//! Faults of confirming an address, and of one's own signature.

use serde_json::{Value, json};

use super::{found_out, telling};
use crate::lying::{Answer, Asked, Memory};

/// Remembers the receipts that were given, and tells whether this one is about to be confirmed.
fn confirms(asked: &Asked, answer: &Answer, memory: &Memory) -> Option<bool> {
    if asked.is("POST", "/signatures") && answer.status == 202 {
        let json: Value = serde_json::from_slice(&answer.body).unwrap();
        memory.is_new(json["receipt"].as_str().unwrap());
    }
    let receipt = asked.body["receipt"]
        .as_str()
        .filter(|_| asked.call == "/confirm");
    receipt.map(|receipt| memory.has(receipt))
}

#[tokio::test]
async fn they_are_found_out() {
    found_out(&[
        telling(
            "confirm",
            (
                "a receipt that is not known",
                "it answered 404 instead of 422",
            ),
            |asked, answer, memory| {
                if confirms(asked, answer, memory) == Some(false) {
                    answer.status = 404;
                }
            },
        )
        .with_confirmation(),
        telling(
            "sign,confirm",
            ("a receipt that is known", "its tries_left is another one"),
            |asked, answer, memory| {
                if confirms(asked, answer, memory) == Some(true) {
                    answer.edit(|json| json["tries_left"] = 2.into());
                }
            },
        )
        .with_confirmation(),
        telling(
            "confirm",
            ("a receipt that is not known", "/tries_left is missing"),
            |_, answer, _| {
                answer.edit(|json| {
                    let _ = json
                        .as_object_mut()
                        .map(|members| members.remove("tries_left"));
                });
            },
        )
        .with_confirmation(),
        telling(
            "confirm",
            (
                "the address of a stranger",
                "/code should be code_wrong, and is invalid",
            ),
            |asked, answer, _| {
                if asked.call == "/confirm" && asked.body["email"].is_string() {
                    answer.edit(|json| json["code"] = "invalid".into());
                }
            },
        )
        .with_confirmation(),
        telling(
            "confirm",
            ("following a link changes nothing", "it answered 200"),
            |asked, answer, _| {
                if asked.is("GET", "/confirm") {
                    answer.status = 200;
                }
            },
        )
        .with_confirmation(),
        telling(
            "confirm",
            (
                "manage for a stranger's address",
                "it answered 404 instead of 202",
            ),
            |asked, answer, _| {
                if asked.body["action"] == "manage" {
                    answer.status = 404;
                }
            },
        )
        .with_confirmation(),
        telling(
            "confirm",
            ("the same members", "they have others"),
            |asked, answer, _| {
                if asked.body["action"] == "not_me" {
                    answer.edit(|json| json["known"] = false.into());
                }
            },
        )
        .with_confirmation(),
        telling(
            "confirm",
            (
                "an action that is not known",
                "it answered 202 instead of 422",
            ),
            |asked, answer, _| {
                if asked.body["action"] == "dance" {
                    answer.become_json(202, &json!({ "receipt": "1" }));
                }
            },
        )
        .with_confirmation(),
        telling(
            "own",
            ("without a token", "it answered 403 instead of 401"),
            |asked, answer, _| {
                if asked.call == "/own" {
                    answer.status = 403;
                }
            },
        )
        .with_confirmation(),
        telling(
            "own",
            ("nobody withdraws", "it answered 200 instead of 401"),
            |asked, answer, _| {
                if asked.is("DELETE", "/own") {
                    answer.become_json(200, &json!({ "status": "withdrawn" }));
                }
            },
        )
        .with_confirmation(),
        telling(
            "own",
            (
                "with a token that was never given",
                "its Cache-Control should be no-store",
            ),
            |_, answer, _| {
                answer.set("cache-control", "public, max-age=60");
            },
        )
        .with_confirmation(),
    ])
    .await;
}
