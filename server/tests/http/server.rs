//! A server in a temporary folder, and what it answers.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use open_letter_server::{AppState, MailSettings, Outbox, Places, StartError, router};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const PUBLIC_URL: &str = "https://letters.example.org";

const LETTER: &str = r#"+++
title = "A letter"
standfirst = "Please read it."
lang = "en"
published_at = 2026-05-01T09:00:00Z
addressee = "Somebody"

[fields]
role = "optional"
affiliation = "optional"
anonymous = "optional"

[consent]
version = "1"
text = "I agree."
+++

> [!demand]
> Do it.
"#;

/// A server with a few letters: `a-letter`, `by-mail` which asks for confirmation, and one for
/// each status that refuses signatures.
pub(crate) struct Server {
    pub(crate) folder: TempDir,
    pub(crate) router: Router,
    state: AppState,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let letters = folder.path().join("letters");
        let dist = folder.path().join("dist");
        std::fs::create_dir(&letters).unwrap();
        std::fs::create_dir_all(dist.join("embed/1")).unwrap();
        std::fs::write(dist.join("index.html"), "<!doctype html>the studio").unwrap();
        let write = |id: &str, text: &str| {
            std::fs::write(letters.join(format!("{id}.md")), text).unwrap();
        };
        write("a-letter", LETTER);
        write("another", LETTER);
        write(
            "by-mail",
            &LETTER.replace("lang =", "confirmation = true\nlang ="),
        );
        write(
            "hostile",
            &LETTER
                .replace("A letter", "</script><script>alert(1)</script><!-- \\\"&")
                .replace(
                    "Please read it.",
                    "'></template><img src=x onerror=alert(2)>",
                ),
        );
        write("plain", "+++\ntitle = \"Plain\"\n+++\nWords.\n");
        for status in ["scheduled", "paused", "closed", "delivered", "answered"] {
            write(
                status,
                &LETTER.replace("lang =", &format!("status = \"{status}\"\nlang =")),
            );
        }
        Self::open(folder).await
    }

    /// Opens what lies in the folder again, as after a restart.
    pub(crate) async fn open(folder: TempDir) -> Self {
        let dist = folder.path().join("dist");
        Self::open_with(folder, Some(dist)).await.unwrap()
    }

    /// The same, with the files of another folder or with those inside.
    pub(crate) async fn open_with(
        folder: TempDir,
        dist: Option<PathBuf>,
    ) -> Result<Self, StartError> {
        let place = |name: &str| folder.path().join(name);
        let places = Places {
            database: format!("sqlite:{}", place("data/letters.db").display()),
            secret_file: place("data/secret"),
            letters: place("letters"),
            dist,
            public_url: PUBLIC_URL.to_owned(),
            mail: MailSettings {
                outbox: true,
                ..MailSettings::default()
            },
            reviewers: Vec::new(),
            commit_cost: Duration::ZERO,
        };
        let state = places.open().await?;
        Ok(Self {
            router: router(state.clone()),
            state,
            folder,
        })
    }

    pub(crate) async fn stop(self) -> TempDir {
        self.state.close().await;
        self.folder
    }

    /// The mails that it would have sent.
    pub(crate) fn outbox(&self) -> Outbox {
        self.state.outbox().unwrap()
    }

    /// Takes the database away under the running server.
    pub(crate) async fn lose_database(&self) {
        self.state.close().await;
    }

    pub(crate) fn letters(&self) -> std::path::PathBuf {
        self.folder.path().join("letters")
    }

    pub(crate) fn dist(&self) -> std::path::PathBuf {
        self.folder.path().join("dist")
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(self.router.clone(), request).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn get_with(&self, path: &str, header: &str, value: &str) -> Answer {
        self.send(
            Request::get(path)
                .header(header, value)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Sends a signature to `a-letter`.
    pub(crate) async fn sign(&self, key: &str, body: &Value) -> Answer {
        self.send(signing("a-letter", key, body.to_string())).await
    }

    pub(crate) async fn sign_as(&self, number: usize) -> Answer {
        let email = format!("person-{number}@example.org");
        self.sign(&format!("key-{number}"), &signature(&email))
            .await
    }

    pub(crate) async fn count(&self) -> u64 {
        self.get("/v1/letters/a-letter/count").await.json()["count"]
            .as_u64()
            .unwrap()
    }

    /// How many rows a table has, asked of the database itself.
    pub(crate) async fn rows(&self, table: &'static str) -> i64 {
        let mut connection = self.database().await;
        let sql = match table {
            "signatures" => "SELECT COUNT(*) FROM signatures",
            _ => "SELECT COUNT(*) FROM submissions",
        };
        sqlx::query_scalar(sql)
            .fetch_one(&mut connection)
            .await
            .unwrap()
    }

    pub(crate) async fn database(&self) -> SqliteConnection {
        let file = self.folder.path().join("data/letters.db");
        SqliteConnectOptions::new()
            .filename(file)
            .connect()
            .await
            .unwrap()
    }
}

pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Status, code, and what is said of fields.
    pub(crate) fn problem(&self) -> (u16, String, Vec<(String, String)>) {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        let json = self.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        assert_eq!(json["status"], self.status.as_u16());
        assert!(!text(&json["detail"]).is_empty());
        let errors = json["errors"].as_array().unwrap().iter().map(|error| {
            assert!(text(&error["detail"]).ends_with('.'), "{error}");
            (text(&error["pointer"]), text(&error["code"]))
        });
        (self.status.as_u16(), text(&json["code"]), errors.collect())
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

pub(crate) fn signing(letter: &str, key: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(format!("/v1/letters/{letter}/signatures"))
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(body.into())
        .unwrap()
}

/// Every byte of every file in a folder.
pub(crate) fn bytes_under(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            bytes.append(&mut bytes_under(&path));
        } else {
            bytes.append(&mut std::fs::read(&path).unwrap());
        }
    }
    bytes
}
