//! The page that shows the outbox, from a signature to its mail.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use open_letter_server::{AppState, MailSettings, Places, router};
use serde_json::json;
use tempfile::TempDir;
use tower::ServiceExt;

const LETTER: &str = "+++\ntitle = \"Keep <it> open\"\nlang = \"en\"\nconfirmation = true\n\
    [consent]\nversion = \"1\"\ntext = \"I agree.\"\n+++\nWords.\n";

struct Server {
    state: AppState,
    router: Router,
    _folder: TempDir,
}

impl Server {
    async fn start(outbox: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("letters")).unwrap();
        std::fs::create_dir(place("dist")).unwrap();
        std::fs::write(place("letters/a-letter.md"), LETTER).unwrap();
        let mail = if outbox {
            MailSettings {
                outbox,
                ..MailSettings::default()
            }
        } else {
            super::settings("smtp://127.0.0.1:1")
        };
        let places = Places {
            database: format!("sqlite:{}", place("data/letters.db").display()),
            secret_file: place("data/secret"),
            letters: place("letters"),
            dist: Some(place("dist")),
            public_url: "http://127.0.0.1:8080".to_owned(),
            mail,
            reviewers: Vec::new(),
            commit_cost: Duration::ZERO,
        };
        let state = places.open().await.unwrap();
        Self {
            router: router(state.clone()),
            state,
            _folder: folder,
        }
    }

    async fn get(&self, host: &str, peer: Option<SocketAddr>) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::get("/outbox").header("host", host);
        if let Some(peer) = peer {
            request = request.extension(ConnectInfo(peer));
        }
        let answer = self.router.clone();
        let answer = answer.oneshot(request.body(Body::empty()).unwrap()).await;
        let (parts, body) = answer.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        (
            parts.status,
            parts.headers,
            String::from_utf8(body).unwrap(),
        )
    }

    async fn sign(&self, email: &str, lang: &str) {
        let before = self.state.outbox().unwrap().list().len();
        let body = json!({
            "name": "Ada Inkwell",
            "email": email,
            "lang": lang,
            "consent": { "version": "1", "accepted": true },
        });
        let request = Request::post("/v1/letters/a-letter/signatures")
            .header("content-type", "application/json")
            .header("idempotency-key", email)
            .body(Body::from(body.to_string()))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::ACCEPTED);
        while self.state.outbox().unwrap().list().len() == before {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

#[tokio::test]
async fn a_mail_stands_on_the_page_with_code_and_links() {
    let server = Server::start(true).await;
    let (status, headers, empty) = server.get("127.0.0.1:8080", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("script"),
        "{policy}"
    );
    assert!(empty.contains("http-equiv=\"refresh\""));

    server.sign("ada@example.org", "en").await;
    server.sign("bab@example.org", "ar").await;
    let (_, _, page) = server.get("localhost:8080", None).await;
    assert!(!page.contains("http-equiv=\"refresh\""));
    let newest = page.find("bab@example.org").unwrap();
    assert!(newest < page.find("ada@example.org").unwrap());
    for kept in server.state.outbox().unwrap().list() {
        let code = kept.mail.code.unwrap();
        assert!(
            code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()),
            "{code}"
        );
        assert!(page.contains(&format!("<code>{code}</code>")));
        let [main, not_me] = &kept.mail.links[..] else {
            panic!("{:?}", kept.mail.links);
        };
        let letter = "http://127.0.0.1:8080/letters/a-letter";
        assert!(
            main.url.starts_with(&format!("{letter}/confirm?")),
            "{main:?}"
        );
        assert!(
            not_me.url.starts_with(&format!("{letter}/not-me?")),
            "{not_me:?}"
        );
        for link in [main, not_me] {
            let href = link.url.replace('&', "&amp;");
            assert!(page.contains(&format!("href=\"{href}\"")), "{href}");
        }
        // Nothing that the signer typed stands in a mail.
        let said = [kept.mail.subject, kept.mail.text, kept.mail.html].concat();
        assert!(!said.contains("Ada") && !said.contains("Inkwell") && !said.contains('@'));
    }
    assert!(page.contains("<iframe sandbox=\"\""));
    assert!(!page.contains("<it>"), "a title is text");
}

#[tokio::test]
async fn nobody_else_finds_it() {
    let server = Server::start(true).await;
    let peer = |address: &str| Some(address.parse().unwrap());
    for (host, peer, expected) in [
        ("127.0.0.1:8080", None, StatusCode::OK),
        ("127.0.0.1:8080", peer("127.0.0.1:4000"), StatusCode::OK),
        ("[::1]:8080", peer("[::1]:4000"), StatusCode::OK),
        ("localhost", peer("[::ffff:127.0.0.1]:4000"), StatusCode::OK),
        ("localhost", peer("192.0.2.1:4000"), StatusCode::NOT_FOUND),
        (
            "letters.example.org",
            peer("127.0.0.1:4000"),
            StatusCode::NOT_FOUND,
        ),
    ] {
        let (status, _, page) = server.get(host, peer).await;
        assert_eq!(status, expected, "{host} {peer:?}");
        assert_eq!(page.contains("would have sent"), expected == StatusCode::OK);
    }
}

#[tokio::test]
async fn where_mails_are_sent_there_is_no_outbox() {
    let server = Server::start(false).await;
    let (status, _, page) = server.get("127.0.0.1:8080", None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("There is nothing at this address."));
}
