//! Requests to the backend, each bounded in time and in size.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use open_letter_core::Json;
use open_letter_core::flow::{self, Failure};
use open_letter_core::json::FromJson;
use open_letter_core::protocol::{IDEMPOTENCY_KEY, MAX_ANSWER_BYTES, Problem};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestCredentials};

use super::json;

/// How long a whole answer may take, its slowest last byte included.
const TIMEOUT_MS: u32 = 10_000;

/// A request under way, aborted when it is dropped.
pub(crate) struct Call(Signal);

/// What a request listens to. An old browser without `AbortController` cannot stop one.
#[derive(Clone)]
pub(crate) struct Signal {
    controller: Option<AbortController>,
    timed_out: Rc<Cell<bool>>,
}

impl Call {
    /// A call, and the signal to make its request with.
    pub(crate) fn new() -> (Self, Signal) {
        let signal = Signal {
            controller: AbortController::new().ok(),
            timed_out: Rc::default(),
        };
        (Self(signal.clone()), signal)
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Signal {
    fn abort(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    fn deadline(&self) -> Timeout {
        let signal = self.clone();
        Timeout::new(TIMEOUT_MS, move || {
            signal.timed_out.set(true);
            signal.abort();
        })
    }

    fn failure(&self) -> Failure {
        if self.timed_out.get() {
            Failure::Timeout
        } else {
            Failure::Network
        }
    }
}

/// Makes a request and reads the JSON document that comes back. A key goes with a signature.
pub(crate) async fn fetch(
    wanted: &flow::Call,
    key: Option<&str>,
    signal: &Signal,
) -> Result<Json, Failure> {
    let _deadline = signal.deadline();
    let abort = signal.controller.as_ref().map(AbortController::signal);
    let request = RequestBuilder::new(&wanted.url)
        .credentials(RequestCredentials::Omit)
        .abort_signal(abort.as_ref());
    let request = match &wanted.body {
        None if wanted.fresh => request.cache(RequestCache::NoCache).build(),
        None => request.build(),
        Some(body) => {
            if web_sys::window().is_some_and(|window| !window.navigator().on_line()) {
                return Err(Failure::Offline);
            }
            request
                .method(Method::POST)
                .header("Content-Type", "application/json")
                .header(IDEMPOTENCY_KEY, key.unwrap_or_default())
                .body(json::stringify(body))
        }
    };
    // A URL that is none fails here, before anything was sent.
    let request = request.map_err(|_| Failure::Network)?;
    let response = request.send().await.map_err(|_| signal.failure())?;
    let text = text(&response, signal).await?;
    let document = json::parse(&text);
    if response.ok() {
        return document.ok_or(Failure::NotJson);
    }
    let problem = document.and_then(|document| Problem::from_json(&document).ok());
    Err(match problem {
        Some(problem) => Failure::Problem(Box::new(problem)),
        None => Failure::Http(response.status()),
    })
}

/// Reads the body as it comes in, and stops where it grows too large.
async fn text(response: &Response, signal: &Signal) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if let Some(stream) = response.body() {
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        loop {
            let chunk = JsFuture::from(reader.read())
                .await
                .map_err(|_| signal.failure())?;
            let member = |name: &str| Reflect::get(&chunk, &name.into()).unwrap_or_default();
            if member("done").is_truthy() {
                break;
            }
            let part: Uint8Array = member("value").unchecked_into();
            if bytes.len() + part.length() as usize > MAX_ANSWER_BYTES {
                signal.abort();
                return Err(Failure::TooLarge);
            }
            bytes.extend(part.to_vec());
        }
    }
    String::from_utf8(bytes).map_err(|_| Failure::NotJson)
}
