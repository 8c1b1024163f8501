//! A backend that is ours, and tells something else than it knows.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use open_letter_server::{AppState, MailSettings, Places, router};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::suite::{Told, conformance};

const LETTER: &str = r#"+++
title = "A letter"
lang = "en"
published_at = 2026-05-01T09:00:00Z
confirmation = false

[fields]
anonymous = "optional"

[consent]
version = "1"
text = "I agree."
+++

Words.
"#;

/// What is asked for. A lie may change it before we hear it.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    /// What stands behind the letter's address, such as `/count`; all of it elsewhere.
    pub(crate) call: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

/// What is answered. A lie may change it before the suite hears it.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// What a lie remembers between requests.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Vec<String>>);

/// A way not to tell the truth.
#[derive(Clone, Copy)]
pub(crate) struct Lie {
    pub(crate) hears: fn(&mut Asked),
    pub(crate) tells: fn(&Asked, &mut Answer, &Memory),
}

pub(crate) const TRUTH: Lie = Lie {
    hears: |_| (),
    tells: |_, _, _| (),
};

impl Asked {
    pub(crate) fn is(&self, method: &str, call: &str) -> bool {
        self.method == method && self.call == call
    }
}

impl Answer {
    /// Changes the JSON, where there is some.
    pub(crate) fn edit(&mut self, change: impl FnOnce(&mut Value)) {
        if let Ok(mut json) = serde_json::from_slice(&self.body) {
            change(&mut json);
            self.body = json.to_string().into_bytes();
        }
    }

    pub(crate) fn set(&mut self, name: &'static str, value: &'static str) {
        let name = HeaderName::from_static(name);
        self.headers.insert(name, HeaderValue::from_static(value));
    }

    /// Another answer in its place.
    pub(crate) fn become_json(&mut self, status: u16, json: &Value) {
        self.status = status;
        self.set("content-type", "application/json");
        self.body = json.to_string().into_bytes();
    }
}

impl Memory {
    /// Keeps something, and tells whether it came for the first time.
    pub(crate) fn is_new(&self, what: impl Into<String>) -> bool {
        let (what, mut kept) = (what.into(), self.0.lock().unwrap());
        let is_new = !kept.contains(&what);
        kept.push(what);
        is_new
    }

    pub(crate) fn has(&self, what: &str) -> bool {
        self.0.lock().unwrap().iter().any(|kept| kept == what)
    }

    /// What was kept last.
    pub(crate) fn last(&self) -> Option<String> {
        self.0.lock().unwrap().last().cloned()
    }
}

struct Stage {
    lie: Mutex<Lie>,
    memory: Mutex<Arc<Memory>>,
}

/// A running server, with letters `plain` and `confirms` that some have signed.
pub(crate) struct Liar {
    stage: Arc<Stage>,
    address: SocketAddr,
    state: AppState,
    _folder: TempDir,
}

impl Liar {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("letters")).unwrap();
        std::fs::create_dir(place("dist")).unwrap();
        std::fs::write(place("letters/plain.md"), LETTER).unwrap();
        let confirms = LETTER.replace("confirmation = false", "confirmation = true");
        std::fs::write(place("letters/confirms.md"), confirms).unwrap();
        let places = Places {
            database: format!("sqlite:{}", place("letters.db").display()),
            secret_file: place("secret"),
            letters: place("letters"),
            dist: Some(place("dist")),
            public_url: "https://letters.example.org".to_owned(),
            mail: MailSettings {
                outbox: true,
                ..MailSettings::default()
            },
            reviewers: Vec::new(),
            commit_cost: Duration::ZERO,
        };
        let state = places.open().await.unwrap();
        let truth = router(state.clone());
        for number in 0..9 {
            sign(&truth, number).await;
        }
        let stage = Arc::new(Stage {
            lie: Mutex::new(TRUTH),
            memory: Mutex::default(),
        });
        let lying = truth.layer(from_fn_with_state(Arc::clone(&stage), through));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async { axum::serve(listener, lying).await.unwrap() });
        Self {
            stage,
            address,
            state,
            _folder: folder,
        }
    }

    /// What the suite says of a letter while a lie is told.
    pub(crate) async fn told(&self, lie: Lie, letter: &str, levels: &str) -> Told {
        *self.stage.lie.lock().unwrap() = lie;
        *self.stage.memory.lock().unwrap() = Arc::default();
        let url = format!("http://{}/v1/letters/{letter}", self.address);
        let levels = levels.to_owned();
        let suite = move || conformance(&url, &["--write", "--level", &levels]);
        tokio::task::spawn_blocking(suite).await.unwrap()
    }

    pub(crate) async fn stop(self) {
        self.state.close().await;
    }
}

async fn sign(router: &Router, number: u32) {
    let body = json!({
        "name": format!("Wilhelmina Teaspoon {number}"),
        "email": format!("person-{number}@example.org"),
        "consent": { "version": "1", "accepted": true },
    });
    let request = Request::post("/v1/letters/plain/signatures")
        .header("content-type", "application/json")
        .header("idempotency-key", number.to_string())
        .body(Body::from(body.to_string()))
        .unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
}

async fn through(State(stage): State<Arc<Stage>>, request: Request, next: Next) -> Response {
    let lie = *stage.lie.lock().unwrap();
    let memory = Arc::clone(&stage.memory.lock().unwrap());
    let (mut parts, body) = request.into_parts();
    let sent = to_bytes(body, usize::MAX).await.unwrap();
    let path = parts.uri.path().to_owned();
    let letter = ["/v1/letters/plain", "/v1/letters/confirms"]
        .into_iter()
        .find(|letter| path.starts_with(letter));
    let mut asked = Asked {
        method: parts.method.clone(),
        call: path[letter.map_or(0, str::len)..].to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers.clone(),
        body: serde_json::from_slice(&sent).unwrap_or_default(),
    };
    let before = asked.body.clone();
    (lie.hears)(&mut asked);
    let sent = if asked.body == before {
        sent
    } else {
        Bytes::from(asked.body.to_string())
    };
    let query = format!("?{}", asked.query);
    let address = letter.unwrap_or_default().to_owned() + &asked.call;
    parts.method = asked.method.clone();
    parts.uri = (address + query.trim_end_matches('?')).parse().unwrap();
    parts.headers = asked.headers.clone();
    parts.headers.remove("content-length");
    let answer = next.run(Request::from_parts(parts, Body::from(sent))).await;

    let (parts, body) = answer.into_parts();
    let mut answer = Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    };
    (lie.tells)(&asked, &mut answer, &memory);
    answer.headers.remove("content-length");
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap();
    *response.headers_mut() = answer.headers;
    response
}
