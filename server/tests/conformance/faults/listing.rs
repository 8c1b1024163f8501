//! Faults of the list.

use serde_json::{Value, json};

use super::{count, found_out, hearing, telling};
use crate::lying::Asked;

#[tokio::test]
async fn they_are_found_out() {
    fn without(asked: &mut Asked, name: &str) {
        let kept = asked
            .query
            .split('&')
            .filter(|pair| !pair.starts_with(name));
        asked.query = kept.collect::<Vec<_>>().join("&");
    }
    found_out(&[
        telling(
            "list",
            ("L/signatures answers 200", "it answered 404 instead of 200"),
            |asked, answer, _| {
                if asked.call == "/signatures" {
                    answer.status = 404;
                }
            },
        ),
        telling(
            "list",
            (
                "L/signatures answers 200",
                "/items should be an array, and is missing or null",
            ),
            |asked, answer, _| {
                if asked.call == "/signatures" {
                    answer.edit(|json| json["items"] = Value::Null);
                }
            },
        ),
        telling(
            "list",
            (
                "L/signatures answers 200",
                "/items/0/signed_at should be a time",
            ),
            |asked, answer, _| {
                if asked.call == "/signatures" && answer.status == 200 {
                    answer.edit(|json| json["items"][0]["signed_at"] = "yesterday".into());
                }
            },
        ),
        hearing(
            "list",
            (
                "limit is held to",
                "there are 9 on the page, where 1 were asked for",
            ),
            |asked| without(asked, "limit="),
        ),
        hearing(
            "list",
            ("brings nobody twice", "a later page brings somebody again"),
            |asked| without(asked, "cursor="),
        ),
        telling(
            "list",
            (
                "the newest come first",
                "an older signature stands before a newer one",
            ),
            |asked, answer, _| {
                if asked.call == "/signatures" {
                    answer.edit(|json| {
                        if let Some(items) = json["items"].as_array_mut() {
                            items.reverse();
                        }
                    });
                }
            },
        ),
        telling(
            "list",
            (
                "the letter's own first page",
                "are not those that the list begins with",
            ),
            |asked, answer, _| {
                if asked.call.is_empty() {
                    answer.edit(|json| {
                        let _ = json["signatures"]["items"]
                            .as_array_mut()
                            .map(|items| items.remove(0));
                    });
                }
            },
        ),
        telling(
            "list",
            ("leaves nobody out", "leaves somebody out"),
            |asked, answer, _| {
                if asked.query.contains("cursor=") && answer.status == 200 {
                    answer.edit(|json| {
                        let _ = json["items"].as_array_mut().map(|items| items.remove(0));
                    });
                }
            },
        ),
        telling(
            "list",
            ("leaves nobody out", "it ends after 3, and there are 9"),
            |asked, answer, _| {
                if asked.query.contains("limit=") && answer.status == 200 {
                    answer.edit(|json| json["next"] = Value::Null);
                }
            },
        ),
        telling(
            "list",
            (
                "has as many as are counted",
                "the list ends after 9, and 12 are counted",
            ),
            |asked, answer, _| count(asked, answer, 12.into()),
        ),
        hearing(
            "list",
            ("limit=201 is refused", "it answered 200 instead of 422"),
            |asked| {
                asked.query = asked.query.replace("limit=201", "limit=200");
            },
        ),
        hearing(
            "list",
            (
                "a cursor that was never given",
                "it answered 200 instead of 422",
            ),
            |asked| {
                asked.query = asked.query.replace("cursor=never-given", "");
            },
        ),
        hearing(
            "list",
            (
                "a parameter that is not known",
                "it answered 200 instead of 422",
            ),
            |asked| without(asked, "favourite_colour"),
        ),
        telling(
            "list",
            (
                "a problem says not_found",
                "its Content-Type should be application/problem+json, and is text/plain",
            ),
            |_, answer, _| {
                if answer.status == 404 {
                    answer.set("content-type", "text/plain");
                }
            },
        ),
        telling(
            "list",
            ("limit=0", "none of /errors has the pointer /limit"),
            |_, answer, _| {
                answer.edit(|json| json["errors"] = json!([]));
            },
        ),
    ])
    .await;
}
