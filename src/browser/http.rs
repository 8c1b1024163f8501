//! Requests to the backend, each bounded in time and in size.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use open_letter_core::Json;
use open_letter_core::flow::{self, Call, Failure};
use open_letter_core::json::FromJson;
use open_letter_core::protocol::{Code, MAX_ANSWER_BYTES, Problem};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestCredentials};

use open_letter_js as json;

use super::adapter;

/// How long a whole answer may take, its slowest last byte included.
const TIMEOUT_MS: u32 = 10_000;

/// Something under way that ends when it is dropped.
pub(crate) enum Pending {
    /// A request.
    Call(Signal),
    /// A wait.
    Wait {
        #[expect(dead_code, reason = "it is kept so that it can be dropped")]
        timeout: Timeout,
    },
}

/// What a request listens to. An old browser without `AbortController` cannot stop one.
#[derive(Clone)]
pub(crate) struct Signal {
    controller: Option<AbortController>,
    timed_out: Rc<Cell<bool>>,
}

impl Pending {
    /// A request to come, and the signal to make it with.
    pub(crate) fn call() -> (Self, Signal) {
        let signal = Signal {
            controller: AbortController::new().ok(),
            timed_out: Rc::default(),
        };
        (Self::Call(signal.clone()), signal)
    }

    /// A wait, and what is done after it.
    pub(crate) fn wait(millis: u32, due: impl FnOnce() + 'static) -> Self {
        let timeout = Timeout::new(millis, due);
        Self::Wait { timeout }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Self::Call(signal) = self {
            signal.abort();
        }
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

fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Makes a request and reads the JSON document that comes back.
pub(crate) async fn fetch(call: &Call, signal: &Signal) -> Result<Json, Failure> {
    // What caches may answer is worth asking for even so.
    if call.request == flow::Request::Form && is_offline() {
        return Err(Failure::Offline);
    }
    let _deadline = signal.deadline();
    if call.operation.is_some() || call.request == flow::Request::Adapter {
        let abort = signal.controller.as_ref().map(AbortController::signal);
        let performed = adapter::perform(call, abort.into()).await;
        return performed.unwrap_or_else(|| Err(signal.failure()));
    }
    let abort = signal.controller.as_ref().map(AbortController::signal);
    let mut request = RequestBuilder::new(&call.url)
        .method(match call.method {
            flow::Method::Get => Method::GET,
            flow::Method::Post => Method::POST,
            flow::Method::Patch => Method::PATCH,
            flow::Method::Delete => Method::DELETE,
        })
        .credentials(RequestCredentials::Omit)
        .abort_signal(abort.as_ref());
    if call.fresh {
        request = request.cache(RequestCache::NoCache);
    }
    if let Some((name, value)) = &call.header {
        request = request.header(name, value);
    }
    let request = match &call.body {
        None => request.build(),
        Some(body) => request
            .header("Content-Type", "application/json")
            .body(json::stringify(body)),
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
    Err(refusal(&response, problem))
}

/// Why there is no answer, and for how long not to ask for one.
fn refusal(response: &Response, problem: Option<Problem>) -> Failure {
    let status = response.status();
    let mut problem = match problem {
        Some(problem) => problem,
        None if status == 429 => Problem {
            code: Code::RateLimited,
            ..Problem::default()
        },
        None if status == 503 => Problem::default(),
        None => return Failure::Http(status),
    };
    if problem.retry_after.is_none() {
        let header = response.headers().get("Retry-After");
        // A date is not worth its bytes: it stands for a minute, which is left to the visitor.
        problem.retry_after = header.map(|text| text.parse().unwrap_or(60));
    }
    Failure::Problem(Box::new(problem))
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
