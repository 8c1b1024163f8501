//! What waits because of its network, and how it is let go.

use std::process::Command;

use open_letter_server::{Limits, answer};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::server::{Answer, LETTER, Reading, Server, signature};

const HOSPITAL: &str = "203.0.113.7";

pub(crate) async fn what_waits_for_a_network_is_released(server: Server) {
    let posts = Posts::to(&server).await;
    // Two are taken at once, for each network and letter.
    for number in 0..4 {
        let email = format!("one-{number}@example.org");
        let posted = posts.sign("unconfirmed", HOSPITAL, &email).await;
        let status = if number < 2 { "published" } else { "in_review" };
        assert_eq!(posted.text_of("status"), status, "{number}");
        let elsewhere = format!("other-{number}@example.org");
        let posted = posts
            .sign("unconfirmed", &format!("198.51.100.{number}"), &elsewhere)
            .await;
        assert_eq!(posted.text_of("status"), "published");
    }
    // Where a mail comes first, nothing shows before it is answered; one of the two that wait has.
    let mut receipts = Vec::new();
    for number in 0..4 {
        let email = format!("one-{number}@example.org");
        let posted = posts.sign("a-letter", HOSPITAL, &email).await;
        assert_eq!(posted.text_of("status"), "pending_confirmation");
        receipts.push(posted.text_of("receipt"));
    }
    let confirmed = |number: usize| {
        let (server, receipt) = (&server, receipts[number].clone());
        async move {
            let email = format!("one-{number}@example.org");
            let code = server.mail_to(&email, 0).await.code();
            let answer = server.confirm(&receipt, &code).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            (answer.text_of("status"), answer.manage())
        }
    };
    assert_eq!(confirmed(0).await.0, "published");
    let (status, manage) = confirmed(2).await;
    assert_eq!(status, "in_review");
    let own = server.own("GET", &manage, &Value::Null).await;
    assert_eq!(own.text_of("status"), "in_review");
    assert_eq!(
        (count(&server, "unconfirmed").await, server.count().await),
        (6, 1)
    );

    let held = server.networks(&["held", "--letter", "a-letter"]).await;
    let line = format!("{HOSPITAL}/32: 1 wait for review, 1 to be confirmed\n");
    assert_eq!(held, line);
    let letters = server.folder.path().join("letters").display().to_string();
    let release = async |letter: &str| {
        let arguments = [
            "release",
            HOSPITAL,
            "--letter",
            letter,
            "--letters",
            &letters,
        ];
        server.networks(&arguments).await
    };
    let told = |signatures: u32, unconfirmed: u32| {
        format!(
            "{HOSPITAL}/32: {signatures} released, and {unconfirmed} that are not confirmed yet\n"
        )
    };
    assert_eq!(release("a-letter").await, told(1, 1));
    // The other letter's still wait, so the network is still known.
    assert_eq!(server.database.rows("held_networks").await, 1);
    assert_eq!(
        (count(&server, "unconfirmed").await, server.count().await),
        (6, 2)
    );
    assert_eq!(confirmed(3).await.0, "published");
    // What its file says by now is not what the letter is: that is in the database.
    let file = server.folder.path().join("letters/unconfirmed.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let strict = text.replacen("+++\n", "+++\nmoderation = \"before\"\n", 1);
    std::fs::write(&file, strict).unwrap();
    assert_eq!(release("unconfirmed").await, told(2, 0));
    assert_eq!(release("unconfirmed").await, told(0, 0));
    assert_eq!(
        (count(&server, "unconfirmed").await, server.count().await),
        (8, 3)
    );
    let noted = "SELECT COUNT(*) FROM audit WHERE reviewer = 'command line' \
        AND action = 'network_released'";
    assert_eq!(server.database.number(noted).await, 2);
    // Nothing waits because of it, and nothing is known of it.
    for sql in [
        "SELECT COUNT(*) FROM held_networks",
        "SELECT COUNT(*) FROM signatures WHERE network IS NOT NULL OR held IS NOT NULL",
        "SELECT COUNT(*) FROM submissions WHERE network IS NOT NULL",
    ] {
        assert_eq!(server.database.number(sql).await, 0, "{sql}");
    }
}

pub(crate) async fn a_network_is_forgotten_with_the_last_that_waits(server: Server) {
    let posts = Posts::to(&server).await;
    for number in 0..4 {
        let email = format!("one-{number}@example.org");
        posts.sign("unconfirmed", HOSPITAL, &email).await;
        posts.sign("a-letter", HOSPITAL, &email).await;
    }
    assert_eq!(server.database.rows("held_networks").await, 1);
    // Who presses the button in the mail is told that a person looks at it.
    for (who, next) in [
        ("one-0@example.org", "confirmed"),
        ("one-3@example.org", "in-review"),
    ] {
        let token = server.mail_to(who, 0).await.token();
        // Pressed twice, it tells the same.
        for _ in 0..2 {
            let fields = [("token", token.as_str()), ("choice", "confirm")];
            let answer = server.form("/letters/a-letter/confirm", &fields).await;
            let location = answer.headers["location"].to_str().unwrap();
            assert!(
                location.starts_with(&format!("/letters/a-letter/{next}")),
                "{location}"
            );
        }
    }
    // A person decides on what waits, one by one, and nobody confirms the rest.
    for sql in [
        "UPDATE signatures SET status = 'rejected', held = NULL WHERE status = 'in_review'",
        "UPDATE submissions SET created_at = 1",
        "UPDATE mails SET state = 'failed', done_at = 1",
    ] {
        server.database.execute(sql).await;
    }
    let server = server.restart().await;
    for _ in 0..500 {
        if server.database.rows("held_networks").await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(server.database.rows("held_networks").await, 0);
    let known = "SELECT COUNT(*) FROM signatures WHERE network IS NOT NULL";
    assert_eq!(server.database.number(known).await, 0);
}

pub(crate) async fn what_is_said_of_a_network_holds(server: Server) {
    assert_eq!(
        server.networks(&["rules"]).await,
        "nothing was said of any network\n"
    );
    server.networks(&["allow", "203.0.113.0/24"]).await;
    server.networks(&["block", "203.0.113.66"]).await;
    server.networks(&["block", "2001:db8::5"]).await;
    let rules = server.networks(&["rules"]).await;
    for rule in [
        "2001:db8::/64: blocked, by command line, since 20",
        "203.0.113.0/24: allowed, by command line",
        "203.0.113.66/32: blocked, by command line",
    ] {
        assert!(rules.contains(rule), "{rules}");
    }
    // A server follows by and by, and knows all of it from its start.
    let server = server.restart().await;
    let posts = Posts::to(&server).await;
    for number in 0..5 {
        for (network, status) in [
            (HOSPITAL, "published"),
            ("203.0.113.66", "in_review"),
            ("2001:db8::77", "in_review"),
        ] {
            let email = format!("{number}-{}@example.org", network.replace(':', "-"));
            let posted = posts.sign("unconfirmed", network, &email).await;
            assert_eq!(posted.text_of("status"), status, "{network}");
        }
    }
    let held = "SELECT COUNT(*) FROM signatures WHERE held = 'network'";
    assert_eq!(server.database.number(held).await, 10);
    assert_eq!(
        server.networks(&["forget", "203.0.113.66"]).await,
        "203.0.113.66/32: forgotten\n"
    );
    assert!(!server.networks(&["rules"]).await.contains("203.0.113.66"));
}

async fn count(server: &Server, letter: &str) -> u64 {
    let answer = server.get(&LETTER.replace("a-letter", letter)).await;
    answer.json()["signatures"]["count"].as_u64().unwrap()
}

/// Posts that come over a socket, through a proxy that is believed.
struct Posts(std::net::SocketAddr);

impl Posts {
    async fn to(server: &Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits {
            review_after: 2,
            review_window: std::time::Duration::from_secs(86_400),
            trusted_proxies: "127.0.0.1".parse().unwrap(),
            ..Limits::default()
        };
        let router = server.router.clone();
        tokio::spawn(answer(listener, router, limits, std::future::pending()));
        Self(address)
    }

    async fn sign(&self, letter: &str, network: &str, email: &str) -> Answer {
        let mut body = signature("Ada Inkwell", email);
        body["name"] = email.split('@').next().unwrap().into();
        let body = body.to_string();
        let request = format!(
            "POST /v1/letters/{letter}/signatures HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             content-type: application/json\r\nidempotency-key: {email}\r\n\
             x-forwarded-for: {network}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(self.0).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 202 "), "{text}");
        Answer {
            status: axum::http::StatusCode::ACCEPTED,
            headers: axum::http::HeaderMap::new(),
            text: body.to_owned(),
        }
    }
}

impl Server {
    /// What the command line says about networks.
    async fn networks(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
        command
            .arg("networks")
            .args(arguments)
            .args(["--database", &self.database.url])
            .arg("--secret-file")
            .arg(self.folder.path().join("data/secret"));
        // The server runs on this thread, and may be in the middle of a transaction.
        let output = tokio::task::spawn_blocking(move || command.output());
        let output = output.await.unwrap().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{error}");
        String::from_utf8(output.stdout).unwrap()
    }
}
