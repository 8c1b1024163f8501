//! A request as a browser makes it for a page: the question before, redirects, and what the page
//! may read of the answer.

use super::client::{Asked, Reply, is_here, send};
use super::cors;
use open_letter_core::Json;
use open_letter_core::adapter::explain::{Came, Outcome, Step, Weight};
use open_letter_core::adapter::{Operation, Wire};
use open_letter_core::flow::Failure;
use open_letter_core::rich_text::Href;

/// How many redirects are followed.
const MOST_HOPS: usize = 5;

/// A page's browser.
pub(super) struct Browser {
    /// The page's origin.
    page: String,
}

/// All that went to and fro for one request.
pub(super) struct Exchange {
    /// Each request, with its answer where there was one.
    pub(super) hops: Vec<(Asked, Option<Reply>)>,
    /// What a browser would hold against it.
    pub(super) complaints: Vec<(Weight, String)>,
    pub(super) outcome: Outcome,
}

impl Browser {
    pub(super) fn new(page: String) -> Self {
        Self { page }
    }

    /// Makes a request, or only asks whether it might be made.
    pub(super) fn perform(&self, step: &Step) -> Exchange {
        let mut exchange = Exchange {
            hops: Vec::new(),
            complaints: Vec::new(),
            outcome: Outcome::NotSent { allowed: false },
        };
        let outcome = self.follow(step, &mut exchange);
        exchange.outcome = outcome;
        exchange
    }

    fn follow(&self, step: &Step, exchange: &mut Exchange) -> Outcome {
        let mut wire = step.wire.clone();
        let mut page = self.page.clone();
        for _ in 0..=MOST_HOPS {
            if page.starts_with("https:") && wire.url.starts_with("http:") && !is_here(&wire.url) {
                exchange.fault("A page under https may not ask an address under http.".to_owned());
            }
            let foreign = origin(&wire.url).as_deref() != Some(page.as_str());
            if foreign {
                ask_first(&wire, &page, exchange);
            }
            let refused = exchange.is_faulty();
            if !step.send || (refused && step.operation == Operation::Sign) {
                exchange.hops.push((asked(&wire, &page), None));
                return Outcome::NotSent { allowed: !refused };
            }
            let asked = asked(&wire, &page);
            let reply = match send(&asked) {
                Ok(reply) => reply,
                Err(failure) => {
                    exchange.hops.push((asked, None));
                    return Outcome::Failed(failure);
                }
            };
            exchange.hops.push((asked, Some(reply.clone())));
            if let Some(Err(lack)) = foreign.then(|| cors::shared(&reply, &page)) {
                exchange.fault(format!("The answer {lack}"));
            }
            let Some(url) = redirect(&wire.url, &reply) else {
                return self.arrived(step, &wire, reply, foreign, exchange);
            };
            exchange.complaints.push((
                Weight::Remark,
                format!("The answer is a redirect ({}) to {url}.", reply.status),
            ));
            // From here on the browser no longer says whose page it is.
            if foreign && origin(&url) != origin(&wire.url) {
                page = "null".to_owned();
            }
            let changes = reply.status == 303 && wire.method != "HEAD";
            if changes || (matches!(reply.status, 301 | 302) && wire.method == "POST") {
                wire.method = "GET".to_owned();
                wire.body = None;
            }
            wire.url = url;
        }
        Outcome::Failed(Failure::adapter("There are too many redirects.".to_owned()))
    }

    fn arrived(
        &self,
        step: &Step,
        wire: &Wire,
        reply: Reply,
        foreign: bool,
        exchange: &mut Exchange,
    ) -> Outcome {
        let all: Vec<(String, String)> = reply
            .headers
            .keys()
            .filter_map(|name| Some((name.to_string(), reply.header(name.as_str())?)))
            .collect();
        let headers = if foreign { cors::readable(&reply) } else { all };
        for name in &step.reads {
            let can = headers
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name));
            if !can && reply.header(name).is_some() {
                exchange.fault(format!(
                    "The header {name} is there, and pages may not read it: Access-Control-Expose-Headers has to name it."
                ));
            }
        }
        let text = String::from_utf8_lossy(&reply.body);
        let body = match text.trim() {
            "" => Some(Json::Null),
            text => serde_json::from_str(text).ok(),
        };
        Outcome::Came(Came {
            status: reply.status,
            url: wire.url.clone(),
            headers,
            body,
            readable: !exchange.is_faulty(),
        })
    }
}

impl Exchange {
    fn fault(&mut self, complaint: String) {
        self.complaints.push((Weight::Fault, complaint));
    }

    fn is_faulty(&self) -> bool {
        self.complaints
            .iter()
            .any(|(weight, _)| *weight == Weight::Fault)
    }
}

/// Asks whether the request may be made, where a browser would.
fn ask_first(wire: &Wire, page: &str, exchange: &mut Exchange) {
    let headers = cors::unusual_headers(wire);
    if headers.is_empty() && cors::is_simple(&wire.method) {
        return;
    }
    let mut asked = Asked {
        method: "OPTIONS".to_owned(),
        url: wire.url.clone(),
        headers: vec![
            ("Origin".to_owned(), page.to_owned()),
            (
                "Access-Control-Request-Method".to_owned(),
                wire.method.clone(),
            ),
        ],
        body: None,
    };
    if !headers.is_empty() {
        let names = headers.join(",");
        asked
            .headers
            .push(("Access-Control-Request-Headers".to_owned(), names));
    }
    match send(&asked) {
        Ok(reply) => {
            for complaint in cors::preflight(&reply, page, &wire.method, &headers) {
                exchange.fault(complaint);
            }
            exchange.hops.push((asked, Some(reply)));
        }
        Err(failure) => {
            exchange.fault(format!(
                "The preflight (OPTIONS) fails. {}",
                failure.message()
            ));
            exchange.hops.push((asked, None));
        }
    }
}

/// A request with the headers that a browser adds.
fn asked(wire: &Wire, page: &str) -> Asked {
    let mut headers = vec![("Origin".to_owned(), page.to_owned())];
    headers.extend(wire.headers.iter().cloned());
    let body = wire.body.as_ref().map(|body| match body {
        Json::String(text) => text.clone(),
        json => written(json),
    });
    if body.is_some() {
        headers.push(("Content-Type".to_owned(), wire.media_type.to_owned()));
    }
    Asked {
        method: wire.method.clone(),
        url: wire.url.clone(),
        headers,
        body,
    }
}

/// A document as browsers write it: members in their order, whole numbers without a point.
fn written(json: &Json) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(truth) => truth.to_string(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => quoted(text),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(","))
        }
        Json::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}:{}", quoted(name), written(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// Where an answer leads on to.
fn redirect(asked: &str, reply: &Reply) -> Option<String> {
    if !matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let to = reply.header("location")?;
    let origin = origin(asked).unwrap_or_default();
    let path = asked.split(['?', '#']).next().unwrap_or_default();
    Some(match to.as_bytes() {
        [b'/', b'/', ..] => format!("{}:{to}", asked.split(':').next().unwrap_or_default()),
        [b'/', ..] => format!("{origin}{to}"),
        _ if to.contains("://") => to,
        _ => format!("{}/{to}", path.rsplit_once('/').unwrap_or_default().0),
    })
}

fn origin(url: &str) -> Option<String> {
    Href::parse(url).and_then(|href| href.origin())
}
