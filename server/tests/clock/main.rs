//! A clock that jumps, under a server that runs. The clock is the whole program's, so that all of
//! it is one test in a program of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::net::SocketAddr;
use std::time::Duration;

use open_letter_server::{AppState, Limits, MailSettings, Places, answer, router, set_clock_ahead};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

const LETTER: &str = "+++\ntitle = \"A letter\"\nconfirmation = true\n\
    published_at = 2026-05-01T09:00:00Z\n\
    [consent]\nversion = \"1\"\ntext = \"I agree.\"\n+++\nWords.\n";

struct Server {
    address: SocketAddr,
    state: AppState,
    _folder: TempDir,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("letters")).unwrap();
        std::fs::create_dir(place("dist")).unwrap();
        std::fs::write(place("letters/a-letter.md"), LETTER).unwrap();
        let at_once = LETTER.replace("confirmation = true\n", "");
        std::fs::write(place("letters/at-once.md"), &at_once).unwrap();
        let proven = at_once.replace("+++\ntitle", "+++\nproof_of_work = 8\ntitle");
        std::fs::write(place("letters/proven.md"), proven).unwrap();
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
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits {
            posts_per_minute: 3,
            review_after: 1,
            review_window: Duration::from_secs(86_400),
            trusted_proxies: "127.0.0.1".parse().unwrap(),
            ..Limits::default()
        };
        let router = router(state.clone());
        tokio::spawn(answer(listener, router, limits, std::future::pending()));
        Self {
            address,
            state,
            _folder: folder,
        }
    }

    /// Asks from a network, and gives the status and the answer.
    async fn ask(&self, call: &str, network: &str, headers: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let request = format!(
            "{call} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-forwarded-for: {network}\r\n\
             content-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head[9..12].parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    async fn sign(&self, letter: &str, who: &str, network: &str) -> (u16, Value) {
        self.sign_with(letter, who, network, &Value::Null).await
    }

    async fn sign_with(
        &self,
        letter: &str,
        who: &str,
        network: &str,
        proof: &Value,
    ) -> (u16, Value) {
        let call = format!("POST /v1/letters/{letter}/signatures");
        let key = format!("idempotency-key: {letter}-{who}\r\n");
        let body = json!({
            "name": who,
            "email": format!("{who}@example.org"),
            "consent": { "version": "1", "accepted": true },
            "proof": proof,
        });
        self.ask(&call, network, &key, &body).await
    }

    /// Does the work that a letter asks for.
    async fn work(&self) -> Value {
        let call = "GET /v1/letters/proven/proof";
        let (_, asked) = self.ask(call, "203.0.113.250", "", &Value::Null).await;
        let challenge = asked["challenge"].as_str().unwrap();
        let good = |nonce: &u32| Sha256::digest(format!("{challenge}:{nonce}"))[0] == 0;
        let nonce = (0..).find(good).unwrap().to_string();
        json!({ "challenge": challenge, "nonce": nonce })
    }

    /// Signs by mail from a network of one's own, and gives the receipt and the code.
    async fn sign_by_mail(&self, who: &str) -> (Value, String) {
        let (status, accepted) = self.sign("a-letter", who, &own(who)).await;
        assert_eq!(status, 202, "{accepted}");
        let address = format!("{who}@example.org");
        for _ in 0..3_000 {
            let mails = self.state.outbox().unwrap().list();
            if let Some(mail) = mails.iter().find(|mail| mail.to.as_str() == address) {
                return (accepted["receipt"].clone(), mail.mail.code.clone().unwrap());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no mail comes to {who}");
    }

    async fn confirm(&self, who: &str, receipt: &Value, code: &str) -> (u16, Value) {
        let body = json!({ "receipt": receipt, "code": code });
        self.ask("POST /v1/letters/a-letter/confirm", &own(who), "", &body)
            .await
    }

    async fn own(&self, manage: &Value) -> u16 {
        let header = format!("authorization: Bearer {}\r\n", manage.as_str().unwrap());
        let call = "GET /v1/letters/a-letter/own";
        self.ask(call, "203.0.113.250", &header, &Value::Null)
            .await
            .0
    }

    async fn listed(&self) -> (u64, Vec<String>) {
        let call = "GET /v1/letters/a-letter";
        let (_, letter) = self.ask(call, "203.0.113.250", "", &Value::Null).await;
        let signatures = &letter["signatures"];
        let names = signatures["items"].as_array().unwrap().iter();
        let names = names.map(|one| one["name"].as_str().unwrap().to_owned());
        (signatures["count"].as_u64().unwrap(), names.collect())
    }
}

/// A network for one person.
fn own(who: &str) -> String {
    let number = who.bytes().map(u32::from).sum::<u32>() % 200;
    format!("203.0.113.{number}")
}

#[tokio::test]
async fn nothing_is_lost_under_a_clock_that_jumps() {
    let server = Server::start().await;
    let shared = "198.51.100.1";

    // An hour back: what was sent before still counts, and so does what is open.
    let (receipt, code) = server.sign_by_mail("before").await;
    let (waits, waiting_code) = server.sign_by_mail("waits").await;
    assert_eq!(
        server.sign("at-once", "one", shared).await.1["status"],
        "published"
    );
    set_clock_ahead(-HOUR);
    let (status, confirmed) = server.confirm("before", &receipt, &code).await;
    assert_eq!(status, 200, "{confirmed}");
    assert_eq!(server.own(&confirmed["manage"]).await, 200);
    // Mails leave, and their codes are good.
    let (receipt, code) = server.sign_by_mail("earlier").await;
    assert_eq!(server.confirm("earlier", &receipt, &code).await.0, 200);
    // Limits do not go by this clock: what was one too many a moment ago is so now.
    assert_eq!(
        server.sign("at-once", "two", shared).await.1["status"],
        "in_review"
    );
    assert_eq!(
        server.sign("at-once", "three", shared).await.1["status"],
        "in_review"
    );
    assert_eq!(server.sign("at-once", "four", shared).await.0, 429);

    // A day ahead: the code is good for three, and a session for half an hour is over.
    set_clock_ahead(DAY);
    assert_eq!(server.own(&confirmed["manage"]).await, 401);
    let (status, late) = server.confirm("waits", &waits, &waiting_code).await;
    assert_eq!(status, 200, "{late}");
    assert_eq!(server.own(&late["manage"]).await, 200);
    assert_eq!(server.sign("at-once", "five", shared).await.0, 429);
    // Four days ahead a code is too old, and says so.
    let (receipt, code) = server.sign_by_mail("slow").await;
    set_clock_ahead(DAY * 5);
    let (status, expired) = server.confirm("slow", &receipt, &code).await;
    assert_eq!((status, &expired["code"]), (410, &json!("code_expired")));

    // Set right again: everything stands, what was signed in the future too.
    set_clock_ahead(0);
    let (count, mut names) = server.listed().await;
    assert_eq!((count, names.len()), (3, 3));
    names.sort();
    assert_eq!(names, ["before", "earlier", "waits"]);
    assert_eq!(server.confirm("slow", &receipt, &code).await.0, 200);
    let (receipt, code) = server.sign_by_mail("after").await;
    assert_eq!(server.confirm("after", &receipt, &code).await.0, 200);
    assert_eq!(server.listed().await.0, 5);

    work_grows_old(&server).await;
}

/// A proof of work is good for half an hour; who takes longer waits for a person.
async fn work_grows_old(server: &Server) {
    for (number, (ahead, expected)) in [
        (0, "published"),
        (HOUR / 2 - 60_000, "published"),
        (HOUR / 2, "in_review"),
        (DAY, "in_review"),
        (-HOUR, "published"),
    ]
    .into_iter()
    .enumerate()
    {
        let proof = server.work().await;
        set_clock_ahead(ahead);
        let (who, network) = (format!("worker-{number}"), format!("192.0.2.{number}"));
        let (status, told) = server.sign_with("proven", &who, &network, &proof).await;
        assert_eq!(
            (status, &told["status"]),
            (202, &json!(expected)),
            "{ahead}"
        );
        set_clock_ahead(0);
    }
}
