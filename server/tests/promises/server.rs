//! The router over a database, the mails that left it, and the calls of the protocol.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use open_letter_server::{AppState, MailSettings, Outbox, OutboxMail, Places, router};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::database::{Database, Kind};

/// Asks for confirmation, as does `another`; `unconfirmed` does not. `proven` and `proven-by-mail`
/// ask for a proof of work as well.
pub(crate) const LETTER: &str = "/v1/letters/a-letter";

/// Longer than any mail takes to leave on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(60);

const TEXT: &str = r#"+++
title = "A letter"
lang = "en"
published_at = 2026-05-01T09:00:00Z
confirmation = true

[fields]
role = "optional"
affiliation = "optional"
anonymous = "optional"

[consent]
version = "1"
text = "I agree."
+++
Words.
"#;

static NUMBERS: AtomicU64 = AtomicU64::new(0);

/// The same letter, which asks for a proof of work too.
fn proven(text: &str) -> String {
    text.replace("lang = ", "proof_of_work = 8\nlang = ")
}

pub(crate) struct Server {
    pub(crate) router: Router,
    pub(crate) outbox: Outbox,
    pub(crate) database: Database,
    pub(crate) folder: Arc<TempDir>,
    state: AppState,
    /// So that two servers on one database never choose the same key.
    number: u64,
    keys: AtomicU64,
}

impl Server {
    pub(crate) async fn start(kind: Kind) -> Self {
        Self::start_in(kind, tempfile::tempdir().unwrap()).await
    }

    pub(crate) async fn start_in(kind: Kind, folder: TempDir) -> Self {
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("letters")).unwrap();
        std::fs::create_dir(place("dist")).unwrap();
        let without = TEXT.replace("confirmation = true", "confirmation = false");
        for (id, text) in [
            ("a-letter", TEXT),
            ("another", TEXT),
            ("unconfirmed", &without),
            ("proven", &proven(&without)),
            ("proven-by-mail", &proven(TEXT)),
        ] {
            std::fs::write(place("letters").join(format!("{id}.md")), text).unwrap();
        }
        let database = Database::make(kind, folder.path()).await;
        let server = Self::open(database, Arc::new(folder)).await;
        server.database.prepare().await;
        server
    }

    /// Another server on the same database.
    pub(crate) async fn beside(&self) -> Self {
        Self::open(self.database.clone(), Arc::clone(&self.folder)).await
    }

    async fn open(database: Database, folder: Arc<TempDir>) -> Self {
        let place = |name: &str| folder.path().join(name);
        let places = Places {
            database: database.url.clone(),
            secret_file: place("data/secret"),
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
            outbox: state.outbox().unwrap(),
            database,
            folder,
            state,
            number: NUMBERS.fetch_add(1, Ordering::Relaxed),
            keys: AtomicU64::new(0),
        }
    }

    /// Ends it in good order, and gives its folder.
    pub(crate) async fn stop(self) -> Arc<TempDir> {
        self.state.close().await;
        self.folder
    }

    /// As after an update of the program.
    pub(crate) async fn restart(self) -> Self {
        let database = self.database.clone();
        let folder = self.stop().await;
        Self::open(database, folder).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/json")
            .body(body.to_string().into());
        self.send(request.unwrap()).await
    }

    pub(crate) async fn sign_with_key(&self, letter: &str, key: &str, body: &Value) -> Answer {
        let request = Request::post(format!("/v1/letters/{letter}/signatures"))
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .body(body.to_string().into());
        self.send(request.unwrap()).await
    }

    /// Sends a signature to a letter, as a new intent.
    pub(crate) async fn sign_in(&self, letter: &str, body: &Value) -> Answer {
        let key = format!(
            "key-{}-{}",
            self.number,
            self.keys.fetch_add(1, Ordering::Relaxed)
        );
        self.sign_with_key(letter, &key, body).await
    }

    /// Sends a signature to `a-letter`, and gives the receipt.
    pub(crate) async fn sign(&self, body: &Value) -> String {
        let answer = self.sign_in("a-letter", body).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
        let json = answer.json();
        assert_eq!(json["status"], "pending_confirmation");
        json["receipt"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn confirm(&self, receipt: &str, code: &str) -> Answer {
        let body = json!({ "receipt": receipt, "code": code });
        self.post(&format!("{LETTER}/confirm"), &body).await
    }

    /// Signs, confirms with the mail's code, and gives the token to one's own signature.
    pub(crate) async fn sign_and_confirm(&self, body: &Value) -> String {
        let email = body["email"].as_str().unwrap();
        let before = self.mails_to(email).len();
        let receipt = self.sign(body).await;
        let mail = self.mail_to(email, before).await;
        let answer = self.confirm(&receipt, &mail.code()).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.manage()
    }

    pub(crate) async fn request(&self, body: &Value) -> Answer {
        self.post(&format!("{LETTER}/requests"), body).await
    }

    pub(crate) async fn own(&self, method: &str, manage: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("{LETTER}/own"))
            .header("authorization", format!("Bearer {manage}"))
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        self.send(request.unwrap()).await
    }

    /// What a form of a hosted page sends.
    pub(crate) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.extend_pairs(fields).finish()
        };
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    pub(crate) async fn count(&self) -> u64 {
        let answer = self.get(&format!("{LETTER}/count")).await;
        answer.json()["count"].as_u64().unwrap()
    }

    /// The names in the list, newest first.
    pub(crate) async fn names(&self) -> Vec<Option<String>> {
        let answer = self.get(&format!("{LETTER}/signatures?limit=200")).await;
        let items = answer.json()["items"].as_array().unwrap().clone();
        let name = |item: Value| item["name"].as_str().map(str::to_owned);
        items.into_iter().map(name).collect()
    }

    /// All mails to an address, the oldest first.
    pub(crate) fn mails_to(&self, email: &str) -> Vec<OutboxMail> {
        let mut mails = self.outbox.list();
        mails.retain(|mail| mail.to.as_str() == email);
        mails.reverse();
        mails
    }

    /// The mail to an address before which there are so many, once it is there.
    pub(crate) async fn mail_to(&self, email: &str, before: usize) -> OutboxMail {
        let arrives = async {
            loop {
                if let Some(mail) = self.mails_to(email).get(before) {
                    return mail.clone();
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let arrived = tokio::time::timeout(PATIENCE, arrives).await;
        arrived.unwrap_or_else(|_| panic!("no mail comes"))
    }

    /// Waits until no mail waits to leave.
    pub(crate) async fn mails_are_done(&self) {
        let done = async {
            let waiting = "SELECT COUNT(*) FROM mails WHERE state = 'queued'";
            while self.database.number(waiting).await > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let done = tokio::time::timeout(PATIENCE * 5, done).await;
        done.unwrap_or_else(|_| panic!("mails wait for ever"));
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub(crate) fn text_of(&self, member: &str) -> String {
        let json = self.json();
        let text = json[member].as_str();
        text.unwrap_or_else(|| panic!("no {member}: {}", self.text))
            .to_owned()
    }

    pub(crate) fn manage(&self) -> String {
        self.text_of("manage")
    }

    /// Status, code and tries left of a problem.
    pub(crate) fn problem(&self) -> (u16, String, Option<u64>) {
        let json = self.json();
        (
            self.status.as_u16(),
            self.text_of("code"),
            json["tries_left"].as_u64(),
        )
    }
}

/// What a test reads in a mail.
pub(crate) trait Reading {
    fn code(&self) -> String;
    /// The path and query of the main link.
    fn link(&self) -> String;
    fn token(&self) -> String;
    fn not_me_token(&self) -> String;
}

impl Reading for OutboxMail {
    fn code(&self) -> String {
        self.mail.code.clone().unwrap()
    }

    fn link(&self) -> String {
        let url = &self.mail.links[0].url;
        url.strip_prefix("https://letters.example.org")
            .unwrap()
            .to_owned()
    }

    fn token(&self) -> String {
        token(&self.mail.links[0].url)
    }

    fn not_me_token(&self) -> String {
        let link = self
            .mail
            .links
            .iter()
            .find(|link| link.url.contains("/not-me?"));
        token(&link.unwrap().url)
    }
}

fn token(url: &str) -> String {
    url.rsplit_once("token=").unwrap().1.to_owned()
}

/// A folder where a disk costs nothing, for a test that counts much and asks nothing of the disk.
pub(crate) fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// A signature that holds the letter's rules.
pub(crate) fn signature(name: &str, email: &str) -> Value {
    json!({
        "name": name,
        "email": email,
        "role": "Librarian",
        "affiliation": "Example Library",
        "consent": { "version": "1", "accepted": true },
    })
}

/// A code that is not this one.
pub(crate) fn another(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}
