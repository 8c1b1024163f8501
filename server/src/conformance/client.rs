//! Asks as a page on another origin would, within bounds.

use std::cell::Cell;
use std::thread::sleep;
use std::time::{Duration, Instant};

use open_letter_core::protocol::MAX_ANSWER_BYTES;
use ureq::http::{Method, Request, Response};
use ureq::{Agent, Body, Error};

use super::answer::Answer;
use super::lack::{Found, Lack, lacking};
use crate::asking::{PATIENCE, agent, in_words};

/// The page that asks, which is on nobody's site.
pub(super) const ORIGIN: &str = "https://embedder.example";
const USER_AGENT: &str = concat!("open-letter-conformance/", env!("CARGO_PKG_VERSION"));
/// All of it, however slow each answer is.
const WHOLE: Duration = Duration::from_secs(600);
/// A backend that was silent so often is not asked any more.
const SILENCES: u32 = 3;
/// How long a limit of requests is waited for, and how often for one call.
const LONGEST_WAIT: u64 = 60;
const WAITS: u32 = 3;

/// What is asked for.
pub(super) struct Call {
    method: Method,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
}

impl Call {
    pub(super) fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: vec![("origin", ORIGIN.to_owned())],
            body: None,
        }
    }

    pub(super) fn get(url: impl Into<String>) -> Self {
        Self::new(Method::GET, url)
    }

    /// A body under a media type.
    pub(super) fn sending(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.with("content-type", media_type)
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }
}

/// A client that waits neither long nor for ever, and reads no more than the widget does.
pub(super) struct Client {
    agent: Agent,
    end: Instant,
    silences: Cell<u32>,
}

impl Client {
    pub(super) fn new(url: &str) -> Self {
        Self {
            agent: agent(url, USER_AGENT),
            end: Instant::now() + WHOLE,
            silences: Cell::new(0),
        }
    }

    /// Asks, and asks again where it came too often.
    pub(super) fn send(&self, call: &Call) -> Found<Answer> {
        for _ in 0..WAITS {
            let answer = self.once(call)?;
            let wait = answer.seconds_to_wait().filter(|_| answer.status == 429);
            match wait.filter(|seconds| *seconds <= LONGEST_WAIT) {
                Some(seconds) => sleep(Duration::from_secs(seconds)),
                None => return Ok(answer),
            }
        }
        self.once(call)
    }

    fn once(&self, call: &Call) -> Found<Answer> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return lacking("it was not asked any more, after ten minutes");
        }
        if self.silences.get() >= SILENCES {
            return lacking("it was not asked any more, after three answers that did not come");
        }
        self.exchange(call, left.min(PATIENCE)).map_err(|error| {
            if !matches!(error, Error::BodyExceedsLimit(_)) {
                self.silences.set(self.silences.get() + 1);
            }
            Lack(in_words(&error))
        })
    }

    fn exchange(&self, call: &Call, patience: Duration) -> Result<Answer, Error> {
        let mut request = Request::builder().method(&call.method).uri(&call.url);
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let mut response = match &call.body {
            Some(body) => self.run(request.body(body.as_slice())?, patience)?,
            None => self.run(request.body(())?, patience)?,
        };
        let body = response.body_mut().with_config();
        let limit = u64::try_from(MAX_ANSWER_BYTES).unwrap_or(u64::MAX);
        Ok(Answer {
            body: body.limit(limit).read_to_vec()?,
            status: response.status().as_u16(),
            headers: response.headers().clone(),
        })
    }

    fn run(
        &self,
        request: Request<impl ureq::AsSendBody>,
        patience: Duration,
    ) -> Result<Response<Body>, Error> {
        let request = self.agent.configure_request(request);
        self.agent
            .run(request.timeout_global(Some(patience)).build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_header_replaces_an_earlier_one() {
        let call = Call::get("http://localhost/").with("origin", "null");
        assert_eq!(call.headers, [("origin", "null".to_owned())]);
    }
}
