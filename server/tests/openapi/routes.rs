//! The routes that are mounted and the paths that are described are the same.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;

use crate::document::{Document, METHODS};
use crate::server::Server;

/// Where the protocol's routes are mounted.
const MOUNTED: &str = include_str!("../../src/routes/mod.rs");

#[test]
fn every_route_is_described() {
    let start = MOUNTED.find("fn protocol()").unwrap();
    let end = start + MOUNTED[start..].find("\n}").unwrap();
    let calls = MOUNTED[start..end].split(".route(").skip(1);
    let mounted: BTreeSet<String> = calls
        .map(|call| format!("/v1{}", call.split('"').nth(1).unwrap()))
        .collect();
    let described: BTreeSet<String> = Document::read()
        .operations()
        .into_iter()
        .map(|operation| operation.path)
        .collect();
    assert_eq!(mounted, described);
}

#[tokio::test]
async fn every_described_method_is_answered_and_no_other() {
    let server = Server::start().await;
    let document = Document::read();
    for (path, item) in document.root["paths"].as_object().unwrap() {
        let mut described: BTreeSet<String> = METHODS
            .into_iter()
            .filter(|method| item.get(method).is_some())
            .map(str::to_uppercase)
            .collect();
        // Whatever can be got can be asked for its headers.
        if described.contains("GET") {
            described.insert("HEAD".to_owned());
        }
        for method in METHODS
            .map(str::to_uppercase)
            .iter()
            .chain(&["HEAD".to_owned()])
        {
            let request = Request::builder()
                .method(method.as_str())
                .uri(path.replace("{id}", "a-letter"))
                .header("content-type", "application/json")
                .body(Body::from("{}"))
                .unwrap();
            let answer = server.send(request).await;
            let what = format!("{method} {path}: {}", answer.status);
            if described.contains(method) {
                assert!(![404, 405].contains(&answer.status.as_u16()), "{what}");
            } else {
                // A preflight is answered in front of the routes, which know nothing of it.
                described.remove("OPTIONS");
                assert_eq!(answer.status, 405, "{what}");
                let allowed: BTreeSet<String> = answer
                    .header("allow")
                    .split(',')
                    .map(|method| method.trim().to_owned())
                    .collect();
                assert_eq!(allowed, described, "{what}");
            }
        }
    }
}
