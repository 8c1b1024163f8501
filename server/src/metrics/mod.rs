//! What the server counts of its own work, for whoever keeps it running. Nothing here is about a
//! reader or a signer: labels are routes, codes and reasons, all of them words of this program.

mod gauges;
pub(crate) mod scrape;

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::app::AppState;
use crate::store::Commits;
use gauges::Gauges;

type Label<T> = (&'static str, T);

/// Everything that is counted.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<[Label<String>; 3], Counter>,
    seconds: Family<[Label<String>; 1], Histogram, fn() -> Histogram>,
    limited: Counter,
    signatures: Family<[Label<&'static str>; 1], Counter>,
    noticed: Family<[Label<&'static str>; 1], Counter>,
    confirmations: Family<[Label<&'static str>; 1], Counter>,
    gauges: Gauges,
}

impl Metrics {
    /// `commits` are those of a database that commits for many at once.
    pub(crate) fn new(commits: Option<Arc<Commits>>) -> Self {
        let mut registry = Registry::with_prefix("open_letter");
        let requests = Family::default();
        let help = "Requests answered, by route and status class";
        registry.register("requests", help, requests.clone());
        let seconds = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> _);
        let help = "How long the head of an answer took";
        registry.register("request_seconds", help, seconds.clone());
        let limited = Counter::default();
        let help = "Requests refused because their network had sent too many";
        registry.register("limited", help, limited.clone());
        let signatures = Family::default();
        let help = "Signatures that came, by the status or code that they were answered with";
        registry.register("signatures", help, signatures.clone());
        let noticed = Family::default();
        let help = "Signatures of which something was noticed when they came, by reason";
        registry.register("signatures_noticed", help, noticed.clone());
        let confirmations = Family::default();
        let help = "Codes that were typed and buttons that were pressed, by what became of them";
        registry.register("confirmations", help, confirmations.clone());
        if let Some(commits) = commits {
            gauges::register_commits(&mut registry, commits);
        }
        Self {
            gauges: Gauges::register(&mut registry),
            registry,
            requests,
            seconds,
            limited,
            signatures,
            noticed,
            confirmations,
        }
    }

    /// A signature was answered with a status or a code.
    pub(crate) fn signed(&self, outcome: &'static str) {
        self.signatures.get_or_create(&[("outcome", outcome)]).inc();
    }

    /// Something was noticed of a signature.
    pub(crate) fn noticed(&self, reason: &'static str) {
        self.noticed.get_or_create(&[("reason", reason)]).inc();
    }

    /// Somebody confirmed a signature, or tried to.
    pub(crate) fn confirmed(&self, outcome: &'static str) {
        self.confirmations
            .get_or_create(&[("outcome", outcome)])
            .inc();
    }
}

/// The ends of the classes that times fall into: from what memory answers to what makes people
/// leave.
const SECONDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0,
];

/// Counts a request by its route. A path or query could have been typed by a person.
pub(crate) async fn observe(
    State(AppState(app)): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("files", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let metrics = &app.metrics;
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        metrics.limited.inc();
    }
    let class = match response.status().as_u16() / 100 {
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    metrics
        .seconds
        .get_or_create(&[("route", route.clone())])
        .observe(begun.elapsed().as_secs_f64());
    let labels = [
        ("route", route),
        ("method", method.to_owned()),
        ("status", class.to_owned()),
    ];
    metrics.requests.get_or_create(&labels).inc();
    response
}

/// A client may make up any method, and each would be a line for ever.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
