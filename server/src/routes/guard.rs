//! What stands before every call: a limit for each network, an end to waiting, and an answer where
//! the server itself has broken.

use std::any::Any;

use axum::Router;
use axum::extract::Request;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use super::{body, unhosted};
use crate::limits;
use crate::problem::Refusal;

/// How a kind of routes says that it does not answer.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// The server panicked.
    broken: fn() -> Response,
    /// The request took too long.
    late: fn() -> Response,
    /// The network has sent too many; the next one may come after these seconds.
    limited: fn(u64) -> Response,
}

/// To a program.
pub(super) const PROTOCOL: Manner = Manner {
    broken: || Refusal::broken().into_response(),
    late: || Refusal::unavailable().into_response(),
    limited: |seconds| Refusal::rate_limited(seconds).into_response(),
};

/// To a person.
pub(super) const PAGES: Manner = Manner {
    broken: || {
        unhosted::plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong. Please try again in a moment.",
        )
    },
    late: || {
        unhosted::plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "This took too long. Please try again in a moment.",
        )
    },
    limited: |seconds| {
        let mut page = unhosted::plain(
            StatusCode::TOO_MANY_REQUESTS,
            "Your network has sent many forms within a short time. Please go back and try again in a minute.",
        );
        page.headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
        page
    },
};

/// Puts the guard before routes.
pub(super) fn guarded<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
    manner: Manner,
) -> Router<S> {
    let limited = routes.layer(from_fn(move |request: Request, next: Next| async move {
        let Some(seconds) = limits::wait(&request) else {
            return next.run(request).await;
        };
        // Read and thrown away, for a client that is still sending would not see the answer.
        let _ = body::read(request.into_body()).await;
        (manner.limited)(seconds)
    }));
    sheltered(limited, manner)
}

/// The same without the limit for each network, for routes that have other ones.
pub(super) fn sheltered<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
    manner: Manner,
) -> Router<S> {
    routes
        .layer(CatchPanicLayer::custom(move |_: Box<dyn Any + Send>| {
            (manner.broken)()
        }))
        .layer(from_fn(move |request: Request, next: Next| async move {
            let patience = limits::patience(&request);
            let answer = tokio::time::timeout(patience, next.run(request)).await;
            answer.unwrap_or_else(|_| (manner.late)())
        }))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
    use axum::routing::get;
    use http_body_util::BodyExt;
    use serde_json::{Value, json};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_panic_and_a_long_wait_are_answered() {
        let routes = Router::new()
            .route("/panics", get(async || -> Response { panic!("planted") }))
            .route("/waits", get(std::future::pending::<Response>));
        let routes: Router = guarded(routes, PROTOCOL);
        for (path, status, described) in
            [("/panics", 500, "Broken"), ("/waits", 503, "Unavailable")]
        {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = routes.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), status);
            assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
            assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
            let body = response.into_body().collect().await.unwrap().to_bytes();
            let body: Value = serde_json::from_slice(&body).unwrap();
            assert!(problem(described).is_valid(&body), "{body}");
        }
        assert!(!problem("Broken").is_valid(&json!({ "code": "unavailable" })));
    }

    /// What the protocol's description says of an answer.
    fn problem(described: &str) -> jsonschema::Validator {
        let document = include_str!("../../../docs/openapi.json");
        let document: Value = serde_json::from_str(document).unwrap();
        let components = &document["components"];
        let content = &components["responses"][described]["content"];
        let schema = json!({
            "allOf": [content["application/problem+json"]["schema"]],
            "components": { "schemas": components["schemas"] },
        });
        jsonschema::validator_for(&schema).unwrap()
    }
}
