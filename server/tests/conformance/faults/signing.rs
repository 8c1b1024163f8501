//! Faults of signing.

use serde_json::{Value, json};

use super::{found_out, hearing, telling};
use crate::lying::{Answer, Asked, Liar, Lie, Memory, TRUTH};

pub(super) fn is_signing(asked: &Asked) -> bool {
    asked.is("POST", "/signatures")
}

/// Takes whatever comes.
fn take(answer: &mut Answer) {
    answer.become_json(202, &json!({ "receipt": "1", "status": "published" }));
}

#[tokio::test]
async fn of_refusing() {
    found_out(&[
        telling(
            "sign",
            (
                "a signature without a name",
                "it answered 202 instead of 422",
            ),
            |asked, answer, _| {
                if is_signing(asked) && asked.body["name"].is_null() && asked.body.is_object() {
                    take(answer);
                }
            },
        ),
        hearing(
            "sign",
            (
                "a member that is not known",
                "it answered 202 instead of 422",
            ),
            |asked| {
                if let Value::Object(members) = &mut asked.body {
                    members.remove("favourite_colour");
                }
            },
        ),
        telling(
            "sign",
            (
                "a member that is not known",
                "none of /errors has the pointer /favourite_colour",
            ),
            |_, answer, _| answer.edit(|json| json["errors"] = json!([])),
        ),
        hearing(
            "sign",
            (
                "does not accept the terms",
                "it answered 202 instead of 422",
            ),
            |asked| {
                if asked.body["consent"]["accepted"] == false {
                    asked.body["consent"]["accepted"] = true.into();
                }
            },
        ),
        telling(
            "sign",
            ("a body that is no JSON", "it answered 500 instead of 400"),
            |_, answer, _| {
                if answer.status == 400 {
                    answer.status = 500;
                }
            },
        ),
        telling(
            "sign",
            (
                "a body that is no JSON",
                "/code should be malformed, and is unavailable",
            ),
            |_, answer, _| {
                if answer.status == 400 {
                    answer.edit(|json| json["code"] = "unavailable".into());
                }
            },
        ),
        telling(
            "sign",
            (
                "a body that is no JSON",
                "/status should be 400, as the answer's own is",
            ),
            |_, answer, _| {
                if answer.status == 400 {
                    answer.edit(|json| json["status"] = 422.into());
                }
            },
        ),
        telling(
            "sign",
            ("more than 16 KB", "it answered 202 instead of 413"),
            |_, answer, _| {
                if answer.status == 413 {
                    take(answer);
                }
            },
        ),
        telling(
            "sign",
            (
                "without an Idempotency-Key",
                "it answered 202 instead of 422",
            ),
            |asked, answer, _| {
                if is_signing(asked) && !asked.headers.contains_key("idempotency-key") {
                    take(answer);
                }
            },
        ),
        telling(
            "sign",
            ("under another media type", "it answered 202 instead of 400"),
            |asked, answer, _| {
                let kind = asked.headers.get("content-type");
                if is_signing(asked) && kind.is_some_and(|kind| kind == "text/plain") {
                    take(answer);
                }
            },
        ),
    ])
    .await;
}

#[tokio::test]
async fn of_taking() {
    found_out(&[
        telling(
            "sign",
            ("is taken with 202", "it answered 200 instead of 202"),
            |_, answer, _| {
                if answer.status == 202 {
                    answer.status = 200;
                }
            },
        ),
        telling(
            "sign",
            (
                "is taken with 202",
                "/receipt should be a string, and is missing or null",
            ),
            |asked, answer, _| {
                if is_signing(asked) {
                    answer.edit(|json| json["receipt"] = Value::Null);
                }
            },
        ),
        telling(
            "sign",
            (
                "is taken with 202",
                "/status should be a signature's status, and is another word",
            ),
            |asked, answer, _| {
                if is_signing(asked) && answer.status == 202 {
                    answer.edit(|json| json["status"] = "sent".into());
                }
            },
        ),
        telling(
            "sign",
            ("is taken with 202", "its Cache-Control should be no-store"),
            |_, answer, _| {
                if answer.status == 202 {
                    answer.headers.remove("cache-control");
                }
            },
        ),
        telling(
            "sign",
            ("its status is pending_confirmation", "it is published"),
            |_, answer, _| {
                if answer.status == 202 {
                    answer.edit(|json| json["status"] = "published".into());
                }
            },
        )
        .with_confirmation(),
        // A key is forgotten as soon as it has come.
        hearing(
            "sign",
            ("the same receipt", "it gets another one"),
            |asked| {
                if let Some(key) = asked.headers.get_mut("idempotency-key") {
                    let now = std::time::SystemTime::now();
                    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap();
                    *key = since.as_nanos().to_string().parse().unwrap();
                }
            },
        ),
        telling(
            "sign",
            (
                "another body under that key",
                "it answered 202 instead of 422",
            ),
            |_, answer, _| {
                if String::from_utf8_lossy(&answer.body).contains("key_reused") {
                    take(answer);
                }
            },
        ),
    ])
    .await;
}

#[tokio::test]
async fn of_telling_who_has_signed() {
    /// Whether an address comes under a second key.
    fn is_known(asked: &Asked, answer: &Answer, memory: &Memory) -> bool {
        if !is_signing(asked) || answer.status != 202 {
            return false;
        }
        let email = asked.body["email"].to_string();
        let key = asked.headers["idempotency-key"].to_str().unwrap();
        let first = memory.is_new(email.clone());
        let new_key = memory.is_new(email + key);
        !first && new_key
    }
    const ALIKE: &str = "an address that has signed is answered as a new one is";
    found_out(&[
        telling(
            "sign",
            (ALIKE, "it answered 409 instead of 202"),
            |asked, answer, memory| {
                if is_known(asked, answer, memory) {
                    answer.status = 409;
                }
            },
        ),
        telling(
            "sign",
            (ALIKE, "its status is rejected"),
            |asked, answer, memory| {
                if is_known(asked, answer, memory) {
                    answer.edit(|json| json["status"] = "rejected".into());
                }
            },
        ),
        telling(
            "sign",
            (ALIKE, "its answer has other members"),
            |asked, answer, memory| {
                if is_known(asked, answer, memory) {
                    answer.edit(|json| json["duplicate"] = true.into());
                }
            },
        ),
        telling(
            "sign",
            (ALIKE, "it gets the receipt of the first one"),
            |asked, answer, _| {
                if is_signing(asked) && answer.status == 202 {
                    take(answer);
                }
            },
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_limit_of_requests_is_waited_for() {
    let limits = |asked: &Asked, answer: &mut Answer, memory: &Memory| {
        if asked.method == "POST" && memory.is_new(format!("{:?}", asked.headers)) {
            let problem = json!({ "code": "rate_limited", "retry_after": 0 });
            answer.become_json(429, &problem);
        }
    };
    let liar = Liar::start().await;
    let polite = Lie {
        tells: limits,
        ..TRUTH
    };
    liar.told(polite, "plain", "sign").await.assert_met();
    let rude = Lie {
        tells: |asked, answer, _| {
            if asked.method == "POST" {
                answer.status = 429;
            }
        },
        ..TRUTH
    };
    let told = liar.told(rude, "plain", "sign").await;
    assert_eq!(told.code, Some(1));
    let expected = "it answered 429 instead of 422";
    assert!(told.text.contains(expected), "{}", told.text);
    liar.stop().await;
}
