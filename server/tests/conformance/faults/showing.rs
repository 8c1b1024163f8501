//! Faults of what everybody sees once somebody has signed.

use serde_json::json;

use super::signing::is_signing;
use super::{found_out, hearing, telling};

#[tokio::test]
async fn they_are_found_out() {
    found_out(&[
        // It says that it was taken, and that is all.
        hearing(
            "sign",
            ("it counts, within ten seconds", "the count was "),
            |asked| {
                if asked.body["name"]
                    .as_str()
                    .is_some_and(|name| name.contains("Teaspoon"))
                {
                    asked.call = "/signatures".to_owned();
                    asked.body["email"] = "person-1@example.org".into();
                }
            },
        ),
        telling(
            "sign",
            ("it is in the list once", "it is there 0 times"),
            |asked, answer, _| {
                if asked.is("GET", "/signatures") {
                    answer.edit(|json| {
                        for item in json["items"].as_array_mut().into_iter().flatten() {
                            item["name"] = "Somebody else".into();
                        }
                    });
                }
            },
        ),
        telling(
            "sign",
            (
                "goes on from there",
                "brings again who was on the page before",
            ),
            |asked, answer, memory| {
                // A cursor that is a number of rows: whoever comes new shifts them.
                if asked.is("GET", "/signatures") && asked.query.starts_with("limit=1&cursor") {
                    answer.edit(|json| {
                        json["items"][0]["id"] = "the-one-before".into();
                    });
                } else if asked.is("GET", "/signatures") && asked.query == "limit=1" {
                    memory.is_new("looked");
                    answer.edit(|json| json["items"][0]["id"] = "the-one-before".into());
                }
            },
        ),
        telling(
            "sign",
            ("the ETag of L is another one", "it is the same as before"),
            |asked, answer, _| {
                if asked.call.is_empty() {
                    answer.set("etag", "\"1\"");
                }
            },
        ),
        // Who asks to be anonymous is not.
        hearing(
            "sign",
            ("shown without its name", "it is there 1 times"),
            |asked| {
                if asked.body["anonymous"] == true {
                    asked.body["anonymous"] = false.into();
                }
            },
        ),
        telling(
            "sign",
            ("nobody is shown it", "it is there 1 times"),
            |asked, answer, memory| {
                if is_signing(asked) && answer.status == 202 {
                    memory.is_new(asked.body["name"].as_str().unwrap());
                } else if asked.is("GET", "/signatures") {
                    let name = memory.last();
                    answer.edit(|json| {
                        json["items"] =
                            json!([{ "id": "1", "name": name, "signed_at": "2026-05-01" }]);
                    });
                }
            },
        )
        .with_confirmation(),
        telling(
            "sign,private",
            (
                "has no e-mail address",
                "L/signatures?limit=200 has one at /items/0/contact",
            ),
            |asked, answer, _| {
                if asked.is("GET", "/signatures") && asked.query == "limit=200" {
                    answer
                        .edit(|json| json["items"][0]["contact"] = "Ada <ada@example.org>".into());
                }
            },
        ),
        telling(
            "private",
            ("has no e-mail address", "L has one at /signers/0"),
            |asked, answer, _| {
                if asked.call.is_empty() {
                    answer.edit(|json| json["signers"] = json!(["ada@example.org"]));
                }
            },
        ),
    ])
    .await;
}
