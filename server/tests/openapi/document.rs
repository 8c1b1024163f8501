//! `docs/openapi.json`, and what it says of a call.

use jsonschema::Validator;
use serde_json::{Map, Value, json};

const TEXT: &str = include_str!("../../../docs/openapi.json");

/// Everything that a path may be asked for.
pub(crate) const METHODS: [&str; 7] = ["options", "get", "post", "put", "patch", "delete", "trace"];

/// The document, with its references followed.
pub(crate) struct Document {
    pub(crate) root: Value,
}

/// A method on a path, such as `post` on `/v1/letters/{id}/signatures`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Operation {
    pub(crate) path: String,
    pub(crate) method: String,
}

/// How much a schema lets pass.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As a client reads: what it does not know, it ignores.
    AsWritten,
    /// As we send: what is not in the document is not said.
    Closed,
}

impl Document {
    pub(crate) fn read() -> Self {
        let root = serde_json::from_str(TEXT).unwrap();
        Self { root }
    }

    pub(crate) fn operations(&self) -> Vec<Operation> {
        let paths = self.root["paths"].as_object().unwrap();
        let mut operations = Vec::new();
        for (path, item) in paths {
            for method in METHODS {
                if item.get(method).is_some() {
                    operations.push(Operation {
                        path: path.clone(),
                        method: method.to_owned(),
                    });
                }
            }
        }
        operations
    }

    pub(crate) fn of(&self, operation: &Operation) -> &Value {
        &self.root["paths"][&operation.path][&operation.method]
    }

    /// What an operation answers, by status.
    pub(crate) fn answers(&self, operation: &Operation) -> Vec<(u16, &Value)> {
        let answers = self.of(operation)["responses"].as_object().unwrap();
        answers
            .iter()
            .map(|(status, answer)| (status.parse().unwrap(), self.follow(answer)))
            .collect()
    }

    /// The value that a reference names, or the value itself.
    pub(crate) fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => {
                let place = reference.strip_prefix('#').unwrap();
                self.root.pointer(place).expect(reference)
            }
            None => value,
        }
    }

    /// The codes with which a problem may come.
    pub(crate) fn codes(&self, answer: &Value) -> Vec<String> {
        let schema = &answer["content"]["application/problem+json"]["schema"];
        let codes = schema["properties"]["code"]["enum"].as_array();
        codes
            .into_iter()
            .flatten()
            .map(|code| code.as_str().unwrap().to_owned())
            .collect()
    }

    /// What a schema of the document has against a value.
    pub(crate) fn complaints(&self, schema: &Value, value: &Value, how: Reading) -> Vec<String> {
        self.validator(schema, how)
            .iter_errors(value)
            .map(|error| format!("{} at \"{}\"", error, error.instance_path()))
            .collect()
    }

    fn validator(&self, schema: &Value, how: Reading) -> Validator {
        // References lead to the components, which so have to lie in the schema itself.
        let mut whole = json!({
            "allOf": [schema],
            "components": { "schemas": self.root["components"]["schemas"] },
        });
        if how == Reading::Closed {
            close(&mut whole);
        }
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .build(&whole)
            .unwrap()
    }
}

/// Lets no object have members that its schema does not name.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if is_object(members) {
                members.insert("additionalProperties".to_owned(), false.into());
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn is_object(schema: &Map<String, Value>) -> bool {
    schema.get("type").is_some_and(|kind| kind == "object") && schema.contains_key("properties")
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.to_uppercase(), self.path)
    }
}
