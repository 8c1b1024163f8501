//! The document's examples are what it says they are, and the first ones work.

use serde_json::Value;

use crate::document::{Document, Reading};

#[test]
fn examples_of_answers_fit_their_schemas() {
    let document = Document::read();
    let mut examples = 0;
    for operation in document.operations() {
        for (status, answer) in document.answers(&operation) {
            for content in answer["content"].as_object().into_iter().flatten() {
                let (_, content) = content;
                let all = in_content(content);
                assert!(!all.is_empty(), "{operation}, {status} has no example");
                for example in all {
                    let complaints =
                        document.complaints(&content["schema"], example, Reading::Closed);
                    assert!(
                        complaints.is_empty(),
                        "{operation}, {status}: {complaints:?}"
                    );
                    examples += 1;
                }
            }
        }
    }
    assert!(examples > 50, "{examples}");
}

#[test]
fn examples_of_requests_fit_their_schemas() {
    let document = Document::read();
    let mut examples = 0;
    for operation in document.operations() {
        let content = &document.of(&operation)["requestBody"]["content"]["application/json"];
        for example in in_content(content) {
            let complaints = document.complaints(&content["schema"], example, Reading::AsWritten);
            assert!(complaints.is_empty(), "{operation}: {complaints:?}");
            examples += 1;
        }
    }
    assert!(examples >= 8, "{examples}");
}

#[test]
fn a_problem_has_the_status_of_its_answer() {
    let document = Document::read();
    for operation in document.operations() {
        for (status, answer) in document.answers(&operation) {
            let schema = &answer["content"]["application/problem+json"]["schema"];
            if status >= 400 {
                assert_eq!(
                    schema["properties"]["status"]["const"], status,
                    "{operation}"
                );
                assert!(!document.codes(answer).is_empty(), "{operation}, {status}");
            } else {
                assert!(schema.is_null(), "{operation}, {status}");
            }
        }
    }
}

#[test]
fn a_value_that_does_not_fit_is_seen() {
    let document = Document::read();
    let count = serde_json::json!({ "$ref": "#/components/schemas/Count" });
    let right = serde_json::json!({ "count": 1, "as_of": "2026-05-01T09:00:00.000Z" });
    let complaints = |value: &Value, how| document.complaints(&count, value, how).len();
    assert_eq!(complaints(&right, Reading::Closed), 0);
    let mut more = right.clone();
    more["email"] = "ada@example.org".into();
    assert_eq!(complaints(&more, Reading::AsWritten), 0);
    assert_eq!(complaints(&more, Reading::Closed), 1);
    let mut wrong = right;
    wrong["as_of"] = "yesterday".into();
    assert!(complaints(&wrong, Reading::AsWritten) > 0);
}

/// A media type's `example`, or the values of its `examples`.
fn in_content(content: &Value) -> Vec<&Value> {
    let named = content["examples"].as_object().into_iter().flatten();
    named
        .map(|(_, example)| &example["value"])
        .chain(content.get("example"))
        .collect()
}
