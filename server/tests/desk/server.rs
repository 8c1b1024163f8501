//! A server with a desk, on a database of its own, and those who sign its letters.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use open_letter_server::{AppState, MailSettings, Outbox, OutboxMail, Places, Reviewer, router};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::database::{Database, Kind};

pub(crate) const PUBLIC: &str = "https://letters.example.org";
pub(crate) const PASSWORD: &str = "a pot of tea for two";

/// Longer than any mail takes to leave on a machine that has other things to do.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

const LETTER: &str = "+++\ntitle = \"A letter\"\nlang = \"en\"\n\
    published_at = 2026-05-01T09:00:00Z\nmoderation = \"before\"\nconfirmation = false\n\
    [fields]\nrole = \"optional\"\naffiliation = \"optional\"\nanonymous = \"optional\"\n\
    [consent]\nversion = \"1\"\ntext = \"I agree.\"\n+++\nWords.\n";

/// Its signers claim badges, and count at once.
const CLAIMED: &str = "+++\ntitle = \"A letter with badges\"\nlang = \"en\"\n\
    published_at = 2026-05-01T09:00:00Z\nmoderation = \"none\"\nconfirmation = false\n\
    [fields]\nrole = \"optional\"\naffiliation = \"optional\"\nreason = \"optional\"\n\
    badges = [\"poured\", \"brewed\"]\n\
    [[fields.custom]]\nname = \"kettle\"\nlabel = \"Which kettle?\"\n\
    [[badges]]\nid = \"poured\"\nlabel = \"Has poured tea\"\nevidence = \"optional\"\n\
    [[badges]]\nid = \"brewed\"\nlabel = \"Has brewed tea\"\nevidence = \"optional\"\n\
    [consent]\nversion = \"1\"\ntext = \"I agree.\"\n+++\nWords.\n";

/// Somebody who may sit at the desk. The hash is a quick one.
pub(crate) fn reviewer(name: &str) -> Reviewer {
    let params = Params::new(8, 1, 1, None).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password_with_salt(PASSWORD.as_bytes(), b"a salt of a test");
    format!("{name}:{}", hash.unwrap()).parse().unwrap()
}

pub(crate) struct Server {
    pub(crate) router: Router,
    pub(crate) state: AppState,
    pub(crate) outbox: Outbox,
    pub(crate) database: Database,
    folder: TempDir,
    keys: AtomicU64,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Server {
    /// With two reviewers.
    pub(crate) async fn start(kind: Kind) -> Self {
        Self::with(kind, &["wilhelmina", "ada"], PUBLIC).await
    }

    pub(crate) async fn with(kind: Kind, reviewers: &[&str], public: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("letters")).unwrap();
        std::fs::create_dir(place("dist")).unwrap();
        std::fs::write(place("letters/a-letter.md"), LETTER).unwrap();
        let after = LETTER.replace("\"before\"", "\"after\"");
        std::fs::write(place("letters/after.md"), after).unwrap();
        std::fs::write(place("letters/claimed.md"), CLAIMED).unwrap();
        let database = Database::make(kind, folder.path()).await;
        let server = Self::open(database, folder, reviewers, public).await;
        server.database.prepare().await;
        server
    }

    async fn open(database: Database, folder: TempDir, reviewers: &[&str], public: &str) -> Self {
        let place = |name: &str| folder.path().join(name);
        let places = Places {
            database: database.url.clone(),
            secret_file: place("data/secret"),
            letters: place("letters"),
            dist: Some(place("dist")),
            public_url: public.to_owned(),
            mail: MailSettings {
                outbox: true,
                ..MailSettings::default()
            },
            reviewers: reviewers.iter().map(|name| reviewer(name)).collect(),
            commit_cost: Duration::ZERO,
        };
        let state = places.open().await.unwrap();
        Self {
            router: router(state.clone()),
            outbox: state.outbox().unwrap(),
            state,
            database,
            folder,
            keys: AtomicU64::new(0),
        }
    }

    /// The same once more, for other reviewers.
    pub(crate) async fn restart(self, reviewers: &[&str]) -> Self {
        self.state.close().await;
        Self::open(self.database, self.folder, reviewers, PUBLIC).await
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

    /// Where the command line finds what the server writes with.
    pub(crate) fn secret_file(&self) -> std::path::PathBuf {
        self.folder.path().join("data/secret")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Signs a letter.
    pub(crate) async fn sign(&self, letter: &str, body: &Value) {
        let key = format!(
            "key-of-a-test-{}",
            self.keys.fetch_add(1, Ordering::Relaxed)
        );
        let request = Request::post(format!("/v1/letters/{letter}/signatures"))
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .body(body.to_string().into());
        let answer = self.send(request.unwrap()).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
    }

    /// Lets so many sign, from `person-0@example.org` on.
    pub(crate) async fn signed_by(&self, letter: &str, people: std::ops::Range<usize>) {
        for number in people {
            let name = format!("Person Number-{number}");
            self.sign(
                letter,
                &signature(&name, &format!("person-{number}@example.org")),
            )
            .await;
        }
    }

    pub(crate) async fn count(&self, letter: &str) -> i64 {
        let answer = self.get(&format!("/v1/letters/{letter}/count")).await;
        let json: Value = serde_json::from_str(&answer.text).unwrap();
        json["count"].as_i64().unwrap()
    }

    /// The names in the list, newest first.
    pub(crate) async fn names(&self, letter: &str) -> Vec<String> {
        let answer = self
            .get(&format!("/v1/letters/{letter}/signatures?limit=200"))
            .await;
        let json: Value = serde_json::from_str(&answer.text).unwrap();
        let items = json["items"].as_array().unwrap().iter();
        items
            .map(|item| item["name"].as_str().unwrap_or("-").to_owned())
            .collect()
    }

    /// The badges of a name in the list.
    pub(crate) async fn badges(&self, letter: &str, name: &str) -> Vec<String> {
        let path = format!("/v1/letters/{letter}/signatures?limit=200");
        let json: Value = serde_json::from_str(&self.get(&path).await.text).unwrap();
        let mut items = json["items"].as_array().unwrap().iter();
        let item = items
            .find(|item| item["name"] == name)
            .expect("a name in the list");
        let badges = item["badges"].as_array().into_iter().flatten();
        badges
            .map(|badge| badge.as_str().unwrap().to_owned())
            .collect()
    }

    /// Whether what is served, what is tallied and what lies there are the same number.
    pub(crate) async fn counts_agree(&self, letter: &str) -> i64 {
        let rows = format!(
            "SELECT COUNT(*) FROM signatures WHERE letter_id = '{letter}' AND status = 'published'"
        );
        let rows = self.database.number(&rows).await;
        assert_eq!(self.count(letter).await, rows);
        assert_eq!(self.names(letter).await.len() as i64, rows.min(200));
        rows
    }

    /// The mail to an address, once it is there.
    pub(crate) async fn mail_to(&self, email: &str) -> OutboxMail {
        let arrives = async {
            loop {
                let mails = self.outbox.list();
                if let Some(mail) = mails.into_iter().find(|mail| mail.to.as_str() == email) {
                    return mail;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let arrived = tokio::time::timeout(PATIENCE, arrives).await;
        arrived.unwrap_or_else(|_| panic!("no mail comes"))
    }
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
