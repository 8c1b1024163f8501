//! A server in a temporary folder that keeps its mails, and what it answers.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use open_letter_server::{AppState, Limits, MailSettings, Places, answer, router};
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tower::ServiceExt;

const LETTER: &str = r#"+++
title = "A letter"
lang = "en"
published_at = 2026-05-01T09:00:00Z
confirmation = true
proof_of_work = 8
status = "open"

[source]
title = "Where it was first published"
url = "https://example.org/letter"

[fields]
role = "optional"
affiliation = "optional"
anonymous = "optional"

[consent]
version = "1"
text = "I agree."

[[references]]
title = "What it rests on"
publisher = "Somebody"

[[badges]]
id = "maker"
label = "Has made something"
+++

## Why

> [!demand]
> Do it, *please*, and **soon**.

1. One, with `code` and a [link](https://example.org/).

> Somebody said so.

---

![A teapot](https://letters.example.org/teapot.png)
"#;

/// `a-letter`, which asks for confirmation, and one for each status that refuses signatures.
pub(crate) struct Server {
    router: Router,
    state: AppState,
    folder: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Vec<u8>,
    pub(crate) headers: HeaderMap,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("letters")).unwrap();
        std::fs::create_dir(place("dist")).unwrap();
        for (id, status) in [
            ("a-letter", "open"),
            ("scheduled", "scheduled"),
            ("paused", "paused"),
            ("closed", "closed"),
        ] {
            let text = LETTER.replace("\"open\"", &format!("\"{status}\""));
            std::fs::write(place(&format!("letters/{id}.md")), text).unwrap();
        }
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
        Self {
            router: router(state.clone()),
            state,
            folder,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    /// Does something behind the server's back.
    pub(crate) async fn execute(&self, sql: &'static str) {
        sqlx::any::install_default_drivers();
        let file = self.folder.path().join("letters.db");
        let url = format!("sqlite:{}", file.display());
        let mut connection = AnyConnection::connect(&url).await.unwrap();
        for sql in ["PRAGMA busy_timeout = 30000", sql] {
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
    }

    /// The same server over a socket, where one post in a minute is taken from each network.
    pub(crate) async fn limited(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits {
            posts_per_minute: 1,
            ..Limits::default()
        };
        let router = self.router.clone();
        tokio::spawn(answer(listener, router, limits, std::future::pending()));
        address
    }

    /// Takes the database away under the running server.
    pub(crate) async fn lose_database(&self) {
        self.state.close().await;
    }

    /// The code in the newest mail to an address, once there are so many mails to it.
    pub(crate) async fn code_to(&self, email: &str, mails: usize) -> String {
        let outbox = self.state.outbox().unwrap();
        for _ in 0..1_000 {
            let all = outbox.list();
            let to: Vec<_> = all
                .iter()
                .filter(|kept| kept.to.as_str() == email)
                .collect();
            if to.len() >= mails {
                return to[0].mail.code.clone().unwrap();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("there is no mail number {mails} to {email}")
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(axum::http::HeaderName::as_str)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

/// A signature that holds all the rules of `a-letter`.
pub(crate) fn signature(email: &str) -> Value {
    json!({
        "name": "Ada Inkwell",
        "email": email,
        "role": "Librarian",
        "affiliation": "Example Library",
        "consent": { "version": "1", "accepted": true },
    })
}
