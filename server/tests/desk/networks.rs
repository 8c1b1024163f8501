//! Networks at the desk: what waits because of one is released, and what is said of one holds.

use std::net::SocketAddr;
use std::process::Command;
use std::time::Duration;

use axum::http::StatusCode;
use open_letter_server::{Limits, answer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::browser::{Browser, attribute};
use crate::server::{Server, signature};

const HOSPITAL: &str = "203.0.113.7";
const PAGE: &str = "claimed/networks";

pub(crate) async fn what_waits_for_a_network_is_released_after_its_number_was_shown(
    server: Server,
) {
    let address = serve(&server).await;
    for number in 0..5 {
        sign_from(address, HOSPITAL, number).await;
    }
    assert_eq!(server.counts_agree("claimed").await, 2);
    let browser = Browser::of(&server, "wilhelmina").await;
    let queue = browser.read("claimed/queue").await;
    assert!(!queue.contains(HOSPITAL), "it is shown in one place alone");
    let page = browser.read(PAGE).await;
    for words in ["203.0.113.7/32", "3 wait for review", "Release 3"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let value = |name: &str| attribute(&page, &format!("name=\"{name}\""), "value").unwrap();
    let (of, until) = (value("of"), value("until"));
    let fields = [("of", &*of), ("until", &*until)];
    tokio::time::sleep(Duration::from_millis(5)).await;
    sign_from(address, HOSPITAL, 5).await;
    let sure = browser.press("claimed/networks/sure", &fields).await;
    let asked = "Release 3 signatures from 203.0.113.7/32?";
    assert!(sure.text.contains(asked), "{}", sure.text);
    assert_eq!(server.counts_agree("claimed").await, 2, "it was only asked");
    let done = browser.press("claimed/networks/release", &fields).await;
    assert!(
        done.text.contains("3 signatures released."),
        "{}",
        done.text
    );
    assert_eq!(server.counts_agree("claimed").await, 5);
    // What came since waits on, and what is released already is not released again.
    assert_eq!(browser.shown("claimed/queue").await.len(), 1);
    let again = browser.press("claimed/networks/release", &fields).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(server.counts_agree("claimed").await, 5);
    let noted = "SELECT number FROM audit WHERE action = 'network_released' \
        AND reviewer = 'wilhelmina' AND letter_id = 'claimed'";
    assert_eq!(server.database.number(noted).await, 3);
    no_network_in_the_audit(&server, &browser).await;
}

pub(crate) async fn what_is_said_of_a_network_is_heard_at_once(server: Server) {
    let address = serve(&server).await;
    let browser = Browser::of(&server, "ada").await;
    let say = async |network: &str, rule: &str| {
        let fields = [("network", network), ("rule", rule)];
        browser.press("claimed/networks/say", &fields).await
    };
    for wrong in ["", "hospital", "203.0.113.7/64", "<b>"] {
        let told = say(wrong, "allowed").await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(told.text.contains("This is no network."), "{}", told.text);
        assert!(!told.text.contains("<b>"));
    }
    let page = say(HOSPITAL, "allowed").await;
    assert!(
        page.text.contains("any number may sign now"),
        "{}",
        page.text
    );
    for number in 0..4 {
        sign_from(address, HOSPITAL, number).await;
    }
    assert_eq!(server.counts_agree("claimed").await, 4);
    let page = say(HOSPITAL, "blocked").await;
    assert!(page.text.contains("always reviewed"), "{}", page.text);
    sign_from(address, HOSPITAL, 4).await;
    assert_eq!(server.counts_agree("claimed").await, 4);
    say("203.0.113.7/32", "forget").await;
    sign_from(address, "203.0.113.8", 5).await;
    assert_eq!(server.counts_agree("claimed").await, 5);
    assert_eq!(server.database.rows("networks").await, 0);
    // The same at the command line is noted too.
    command(&server, &["allow", HOSPITAL]).await;
    command(&server, &["forget", HOSPITAL]).await;
    command(&server, &["forget", HOSPITAL]).await;
    let noted = "SELECT COUNT(*) FROM audit WHERE reviewer = 'command line' \
        AND action IN ('network_allowed', 'network_forgotten') AND letter_id IS NULL";
    assert_eq!(server.database.number(noted).await, 2);
    let by_ada = "SELECT COUNT(*) FROM audit WHERE reviewer = 'ada' AND action LIKE 'network%'";
    assert_eq!(server.database.number(by_ada).await, 3);
    no_network_in_the_audit(&server, &browser).await;
}

async fn no_network_in_the_audit(server: &Server, browser: &Browser<'_>) {
    let page = browser.get("/desk/audit").await.text;
    assert!(page.contains("network"), "{page}");
    assert!(!page.contains("203.0.113"), "{page}");
    let telling = "SELECT COUNT(*) FROM audit WHERE detail LIKE '%203.0%' OR action LIKE '%203.0%'";
    assert_eq!(server.database.number(telling).await, 0);
}

/// Answers over a socket, through a proxy that is believed. Two are taken at once.
async fn serve(server: &Server) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limits = Limits {
        review_after: 2,
        review_window: Duration::from_secs(86_400),
        trusted_proxies: "127.0.0.1".parse().unwrap(),
        ..Limits::default()
    };
    let router = server.router.clone();
    tokio::spawn(answer(listener, router, limits, std::future::pending()));
    address
}

async fn sign_from(address: SocketAddr, network: &str, number: usize) {
    let email = format!("staff-{number}@example.org");
    let body = signature(&format!("Staff Number-{number}"), &email).to_string();
    let request = format!(
        "POST /v1/letters/claimed/signatures HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         content-type: application/json\r\nidempotency-key: {email}\r\n\
         x-forwarded-for: {network}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 202 "), "{text}");
}

async fn command(server: &Server, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
    command
        .arg("networks")
        .args(arguments)
        .args(["--database", &server.database.url])
        .arg("--secret-file")
        .arg(server.secret_file());
    // The server runs on this thread, and may be in the middle of a transaction.
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
}
