//! Sends requests, holds every answer against the document, and remembers what was seen.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::document::{Document, Operation, Reading};
use crate::server::{Answer, Server};

/// An answer as the document tells them apart: operation, status, and code where it is a problem.
pub(crate) type Told = (String, u16, String);

/// What an answer may have beside what is described of it: how it travels, and what a browser is
/// told that opens it as a page.
const BESIDE: [&str; 6] = [
    "content-type",
    "content-length",
    "date",
    "vary",
    "x-content-type-options",
    "referrer-policy",
];

/// A server whose every answer is checked.
pub(crate) struct Witness {
    pub(crate) server: Server,
    pub(crate) document: Document,
    pub(crate) seen: BTreeSet<Told>,
}

impl Witness {
    pub(crate) async fn start() -> Self {
        Self {
            server: Server::start().await,
            document: Document::read(),
            seen: BTreeSet::new(),
        }
    }

    /// Sends a request with a JSON body, and holds the answer against the document.
    pub(crate) async fn call(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl ToString,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self
            .server
            .send(request.body(Body::from(body.to_string())).unwrap())
            .await;
        self.check(method, path, &answer);
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, &[], "").await
    }

    /// Posts JSON.
    pub(crate) async fn post(&mut self, path: &str, body: impl ToString) -> Answer {
        let json = [("content-type", "application/json")];
        self.call("POST", path, &json, body).await
    }

    /// Holds an answer against the document, wherever it came from.
    pub(crate) fn check(&mut self, method: &str, path: &str, answer: &Answer) {
        let operation = &operation(method, path);
        let what = format!("{operation}, {}: {}", answer.status, answer.text());
        let answers = self.document.answers(operation);
        let (status, described) = answers
            .into_iter()
            .find(|(status, _)| *status == answer.status.as_u16())
            .unwrap_or_else(|| panic!("not described: {what}"));
        self.check_headers(described, answer, &what);
        let code = self.check_body(described, answer, &what);
        self.seen.insert((operation.to_string(), status, code));
    }

    fn check_headers(&self, described: &Value, answer: &Answer, what: &str) {
        for (name, header) in described["headers"].as_object().into_iter().flatten() {
            let header = self.document.follow(header);
            let value = answer.header(name);
            assert!(!value.is_empty(), "{name} is missing: {what}");
            let value = match header["schema"]["type"].as_str() {
                Some("integer") => value.parse::<u64>().unwrap().into(),
                _ => Value::from(value),
            };
            let complaints =
                self.document
                    .complaints(&header["schema"], &value, Reading::AsWritten);
            assert!(complaints.is_empty(), "{name}: {complaints:?}: {what}");
        }
        for name in answer.header_names() {
            let described = described["headers"].as_object().into_iter().flatten();
            let mut names = described.map(|(name, _)| name.to_lowercase());
            let known = BESIDE.contains(&name) || names.any(|described| described == name);
            assert!(known, "{name} is not described: {what}");
        }
    }

    /// Gives the code of a problem.
    fn check_body(&self, described: &Value, answer: &Answer, what: &str) -> String {
        let Some(content) = described["content"].as_object() else {
            assert!(answer.body.is_empty(), "a body: {what}");
            return String::new();
        };
        let media_type = answer.header("content-type");
        let described = content.get(media_type).expect(what);
        let json = answer.json();
        let complaints = self
            .document
            .complaints(&described["schema"], &json, Reading::Closed);
        assert!(complaints.is_empty(), "{complaints:#?}: {what}");
        let is_problem = media_type == "application/problem+json";
        let code = json["code"].as_str().filter(|_| is_problem);
        code.unwrap_or_default().to_owned()
    }
}

/// The operation that a request asks for.
fn operation(method: &str, path: &str) -> Operation {
    let path = path.split('?').next().unwrap();
    let mut parts: Vec<&str> = path.split('/').collect();
    parts[3] = "{id}";
    Operation {
        path: parts.join("/"),
        method: method.to_lowercase(),
    }
}
