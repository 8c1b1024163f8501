//! A server and its second address, without sockets; and one with, for what needs a network.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use open_letter_server::{AppState, Limits, MailSettings, Places, answer, metrics_router, router};
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

const LETTER: &str = "+++\ntitle = \"A letter\"\npublished_at = 2026-05-01T09:00:00Z\n\
    [consent]\nversion = \"1\"\ntext = \"I agree.\"\n+++\nWords.\n";

pub(crate) struct Server {
    pub(crate) folder: TempDir,
    pub(crate) state: AppState,
    router: Router,
    metrics: Router,
}

/// A folder with a letter that publishes at once, and one that sends a mail first.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("letters")).unwrap();
    std::fs::create_dir(place("dist")).unwrap();
    std::fs::write(place("letters/a-letter.md"), LETTER).unwrap();
    let by_mail = LETTER.replace("[consent]", "confirmation = true\n[consent]");
    std::fs::write(place("letters/by-mail.md"), by_mail).unwrap();
    folder
}

impl Server {
    pub(crate) async fn start() -> Self {
        let folder = folder();
        let place = |name: &str| folder.path().join(name);
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
            commit_cost: Duration::ZERO,
            reviewers: Vec::new(),
        };
        let state = places.open().await.unwrap();
        Self {
            router: router(state.clone()),
            metrics: metrics_router(state.clone()),
            folder,
            state,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, HeaderMap, String) {
        ask(
            &self.router,
            Request::get(path).body(Body::empty()).unwrap(),
        )
        .await
    }

    /// Signs as somebody, and gives the answer's status.
    pub(crate) async fn sign(&self, letter: &str, name: &str, email: &str) -> u16 {
        let (path, body) = signature(letter, name, email);
        let request = Request::post(path)
            .header("content-type", "application/json")
            .header("idempotency-key", email)
            .body(body.into());
        ask(&self.router, request.unwrap()).await.0
    }

    /// Signs as somebody behind a socket where one post a minute is taken, and none of them
    /// unseen.
    pub(crate) async fn sign_strictly(&self, emails: &[&str]) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits {
            posts_per_minute: 1,
            reviewed_networks: "127.0.0.0/8".parse().unwrap(),
            ..Limits::default()
        };
        let router = self.router.clone();
        tokio::spawn(answer(listener, router, limits, std::future::pending()));
        for email in emails {
            let (path, body) = signature("a-letter", "Ada Inkwell", email);
            let request = format!(
                "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nidempotency-key: {email}\r\n\
                 content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(request.as_bytes()).await.unwrap();
            stream.read_to_end(&mut Vec::new()).await.unwrap();
        }
    }

    /// What the second address tells, and under which type.
    pub(crate) async fn metrics(&self) -> (String, String) {
        let request = Request::get("/metrics").body(Body::empty()).unwrap();
        let (status, headers, text) = ask(&self.metrics, request).await;
        assert_eq!(status, 200);
        (headers["content-type"].to_str().unwrap().to_owned(), text)
    }
}

fn signature(letter: &str, name: &str, email: &str) -> (String, String) {
    let body = json!({
        "name": name,
        "email": email,
        "consent": { "version": "1", "accepted": true },
    });
    (format!("/v1/letters/{letter}/signatures"), body.to_string())
}

async fn ask(router: &Router, request: Request<Body>) -> (u16, HeaderMap, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&body).into_owned();
    (parts.status.as_u16(), parts.headers, text)
}
