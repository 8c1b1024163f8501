//! Clients that are slow, silent, or many.

use crate::connection::{posting_form, signing, status};
use crate::server::{LARGE, SHORT, Server, patient};
use open_letter_server::Limits;

const GET: &[u8] = b"GET /v1/letters/a-letter/count HTTP/1.1\r\nhost: x\r\n\r\n";
const GET_LARGE: &[u8] = b"GET /large.bin HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test]
async fn a_head_that_drips_is_cut() {
    let server = Server::start(Limits {
        head: SHORT,
        ..patient()
    })
    .await;
    let mut connection = server.connect().await;
    connection.send(b"GET / HTTP/1.1\r\nx-slow: ").await;
    assert_eq!(connection.drip(b'a').await, "");
    server.is_well().await;
}

#[tokio::test]
async fn silence_is_cut_before_and_after_a_request() {
    let server = Server::start(Limits {
        head: SHORT,
        ..patient()
    })
    .await;
    assert_eq!(server.connect().await.rest().await, "");
    let answer = server.ask(GET).await;
    assert_eq!(status(&answer), 200);
    server.is_well().await;
}

/// Only Linux gives every machine more than one loopback address.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_trusted_proxy_may_be_silent_for_longer() {
    let server = Server::start(Limits {
        head: SHORT,
        trusted_proxies: "127.0.0.2".parse().unwrap(),
        ..patient()
    })
    .await;
    let mut proxy = server.connect_from([127, 0, 0, 2]).await;
    proxy.send(GET).await;
    proxy.until("as_of").await;
    // Once somebody has been cut who came later, the proxy's connection still serves.
    assert_eq!(server.connect().await.rest().await, "");
    proxy.send(GET).await;
    proxy.until("as_of").await;
}

#[tokio::test]
async fn a_body_that_drips_is_told_and_cut() {
    let server = Server::start(Limits {
        request: SHORT,
        ..patient()
    })
    .await;
    for ((head, body), media_type) in [
        (signing("drips", ""), "application/problem+json"),
        (posting_form("drips"), "text/html"),
    ] {
        // Never the last byte, whatever is sent.
        let head = head.replace(&format!("length: {}", body.len()), "length: 100000");
        let mut connection = server.connect().await;
        connection.send(head.as_bytes()).await;
        let answer = connection.drip(b' ').await;
        assert_eq!(status(&answer), 503, "{answer}");
        assert!(answer.contains(media_type), "{answer}");
    }
    server.is_well().await;
}

#[tokio::test]
async fn a_body_that_nobody_asked_for_is_not_waited_for() {
    let server = Server::start(patient()).await;
    for (method, path, expected) in [
        ("POST", "/index.html", 405),
        ("POST", "/nothing-here", 405),
        ("GET", "/index.html", 200),
        ("GET", "/v1/letters/a-letter", 200),
        ("GET", "/letters/a-letter", 200),
        ("PUT", "/v1/letters/a-letter", 405),
    ] {
        for body in ["content-length: 100000", "transfer-encoding: chunked"] {
            let mut connection = server.connect().await;
            let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\n{body}\r\n\r\n");
            connection.send(head.as_bytes()).await;
            let answer = connection.drip(b'1').await;
            assert_eq!(status(&answer), expected, "{method} {path} {answer}");
        }
    }
}

#[tokio::test]
async fn slow_and_idle_connections_leave_the_others_alone() {
    let server = Server::start(patient()).await;
    let (mut idle, mut slow) = (Vec::new(), Vec::new());
    for number in 0..100 {
        idle.push(server.connect().await);
        let mut connection = server.connect().await;
        let (head, body) = signing(&format!("slow-{number}"), "");
        connection
            .send(match number % 3 {
                0 => &head.as_bytes()[..20],
                1 => head.as_bytes(),
                _ => GET_LARGE,
            })
            .await;
        slow.push((connection, head, body));
    }
    server.is_well().await;
    let (head, body) = signing("quick", "");
    let answer = server.ask((head + &body).as_bytes()).await;
    assert_eq!(status(&answer), 202);
    // And the slow ones, once they have hurried up, are answered as well.
    for (number, (mut connection, head, body)) in slow.into_iter().enumerate().take(6) {
        match number % 3 {
            0 => {
                connection
                    .send(&[&head.as_bytes()[20..], body.as_bytes()].concat())
                    .await
            }
            1 => connection.send(body.as_bytes()).await,
            _ => continue,
        }
        assert_eq!(status(&connection.rest().await), 202);
    }
}

#[tokio::test]
async fn who_does_not_read_is_given_up() {
    // There is one place: whoever is answered next proves that it has been left.
    let server = Server::start(Limits {
        stalled: SHORT,
        connections: 1,
        ..patient()
    })
    .await;
    let mut connection = server.connect().await;
    connection.send(GET_LARGE).await;
    server.is_well().await;
    let got = connection.bytes().await;
    assert!(got.starts_with(b"HTTP/1.1 200 "));
    assert!((got.len() as u64) < LARGE, "it was not large enough");
}

#[tokio::test]
async fn who_reads_gets_it_all() {
    let server = Server::start(Limits {
        stalled: SHORT,
        ..patient()
    })
    .await;
    let mut connection = server.connect().await;
    connection
        .send(b"GET /large.bin HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await;
    let got = connection.bytes().await;
    assert!(got.len() as u64 > LARGE, "{}", got.len());
}

#[tokio::test]
async fn a_place_is_free_again_after_each_connection() {
    let server = Server::start(Limits {
        connections: 2,
        ..patient()
    })
    .await;
    let kept = server.connect().await;
    for _ in 0..20 {
        server.is_well().await;
        drop(server.connect().await);
        assert_eq!(status(&server.ask(b"\0\0\r\n\r\n").await), 400);
    }
    drop(kept);
}
