//! Faults of the letter and its count.

use serde_json::Value;

use super::{count, found_out, telling};

#[tokio::test]
async fn they_are_found_out() {
    found_out(&[
        telling(
            "read",
            ("L answers 200", "it answered 500 instead of 200"),
            |asked, answer, _| {
                if asked.call.is_empty() {
                    answer.status = 500;
                }
            },
        ),
        telling(
            "read",
            ("L answers 200", "application/json, and is text/html"),
            |_, answer, _| {
                answer.set("content-type", "text/html; charset=utf-8");
            },
        ),
        telling(
            "read",
            (
                "L answers 200",
                "/title should be a string, and is missing or null",
            ),
            |_, answer, _| {
                answer.edit(|json| json["title"] = Value::Null);
            },
        ),
        telling(
            "read",
            ("L answers 200", "/status should be scheduled, open,"),
            |_, answer, _| {
                answer.edit(|json| json["status"] = "live".into());
            },
        ),
        telling(
            "read",
            ("its language", "/lang should be a language tag"),
            |asked, answer, _| {
                if asked.call.is_empty() {
                    answer.edit(|json| json["lang"] = "English, I think".into());
                }
            },
        ),
        telling(
            "read",
            (
                "L/count answers 200",
                "that is not negative, and is a number",
            ),
            |asked, answer, _| {
                if asked.call == "/count" {
                    count(asked, answer, (-3).into());
                }
            },
        ),
        telling(
            "read",
            (
                "L/count answers 200",
                "that is not negative, and is a string",
            ),
            |asked, answer, _| {
                if asked.call == "/count" {
                    count(asked, answer, "236".into());
                }
            },
        ),
        telling(
            "read",
            ("L/count answers 200", "/as_of should be a time such as"),
            |asked, answer, _| {
                if asked.call == "/count" {
                    answer.edit(|json| json["as_of"] = Value::Null);
                }
            },
        ),
        telling(
            "read",
            ("count alike", "the letter says 1000000, and L/count says 9"),
            |asked, answer, _| {
                if asked.call.is_empty() {
                    count(asked, answer, 1_000_000.into());
                }
            },
        ),
        telling(
            "read",
            ("that time is not to come", "which is still to come"),
            |asked, answer, _| {
                if asked.call == "/count" {
                    answer.edit(|json| json["as_of"] = "2099-01-01T00:00:00Z".into());
                }
            },
        ),
        telling(
            "read",
            ("no earlier one", "as_of was "),
            |asked, answer, memory| {
                if asked.call == "/count" && !memory.is_new("once") {
                    answer.edit(|json| json["as_of"] = "2026-05-01T00:00:00Z".into());
                }
            },
        ),
        telling(
            "read",
            ("each of them once", "/items/1/id came before"),
            |asked, answer, _| {
                if asked.call.is_empty() {
                    answer.edit(|json| {
                        json["signatures"]["items"][1] = json["signatures"]["items"][0].clone();
                    });
                }
            },
        ),
        telling(
            "read",
            ("the answer is 404", "it answered 200 instead of 404"),
            |_, answer, _| {
                answer.status = 200;
            },
        ),
    ])
    .await;
}
