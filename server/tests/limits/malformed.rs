//! What is no HTTP, or too much of it.

use std::fmt::Write;

use crate::connection::{signing, status};
use crate::server::{Server, patient};

const GET: &str = "GET /v1/letters/a-letter/count HTTP/1.1\r\nhost: x\r\n";

#[tokio::test]
async fn sixteen_kilobytes_are_the_most_with_and_without_a_length() {
    let server = Server::start(patient()).await;
    for (length, expected) in [(16 * 1024, 202), (16 * 1024 + 1, 413), (600_000, 413)] {
        let (head, body) = signing("long", "");
        let said = format!("content-length: {}\r\n", body.len());
        let body = format!("{body}{}", " ".repeat(length - body.len()));
        let with = head.replace(&said, &format!("content-length: {length}\r\n"));
        let answer = server.ask((with + &body).as_bytes()).await;
        assert_eq!(status(&answer), expected, "{length}");

        let mut without = head.replace(&said, "transfer-encoding: chunked\r\n");
        for piece in body.as_bytes().chunks(1_000) {
            let piece = std::str::from_utf8(piece).unwrap();
            write!(without, "{:x}\r\n{piece}\r\n", piece.len()).unwrap();
        }
        without.push_str("0\r\n\r\n");
        let answer = server.ask(without.as_bytes()).await;
        assert_eq!(status(&answer), expected, "{length} in pieces");
    }
}

#[tokio::test]
async fn garbage_after_a_request_does_not_spoil_it() {
    let server = Server::start(patient()).await;
    let answers = server
        .ask(format!("{GET}\r\n\0\x01garbage\r\n\r\n").as_bytes())
        .await;
    assert_eq!(status(&answers), 200);
    assert_eq!(answers.matches("HTTP/1.1 ").count(), 2, "{answers}");
    assert!(answers.contains("HTTP/1.1 400 "), "{answers}");
    // Requests that come together are answered in their order.
    let answers = server
        .ask(format!("{GET}\r\nGET /v1/none HTTP/1.1\r\nhost: x\r\n\r\nPRI\r\n\r\n").as_bytes())
        .await;
    let statuses: Vec<u16> = answers
        .match_indices("HTTP/1.1 ")
        .map(|(at, _)| status(&answers[at..]))
        .collect();
    assert_eq!(statuses, [200, 404, 400]);
}

/// The answers that a client may get for what is no request: that it is none, or only the end.
async fn assert_refused(server: &Server, bytes: &[u8], what: &str) {
    let answer = server.ask(bytes).await;
    assert!(
        answer.is_empty() || (400..500).contains(&status(&answer)),
        "{what}: {answer}"
    );
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let server = Server::start(patient()).await;
    for (bytes, what) in [
        (
            &b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"[..],
            "HTTP/2",
        ),
        (
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            "TLS",
        ),
        (b"GET /\r\n\r\n", "HTTP/0.9"),
        (b"GET / HTTP/3.0\r\nhost: x\r\n\r\n", "another version"),
        (b"GET  / HTTP/1.1\r\nhost: x\r\n\r\n", "two spaces"),
        (b"GET / HTTP/1.1\r\nho st: x\r\n\r\n", "a space in a name"),
        (
            b"GET / HTTP/1.1\r\nhost: x\r\nx: a\0b\r\n\r\n",
            "NUL in a value",
        ),
        (b"GET / HTTP/1.1\r\nhost: x\r\nno colon\r\n\r\n", "no colon"),
        (
            b"GET http:// HTTP/1.1\r\nhost: x\r\n\r\n",
            "half an address",
        ),
        (
            b"G\xc3\x89T / HTTP/1.1\r\nhost: x\r\n\r\n",
            "a method beyond ASCII",
        ),
        (
            b"CONNECT example.org:443 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            "CONNECT",
        ),
        (
            b"OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            "all of it",
        ),
    ] {
        assert_refused(&server, bytes, what).await;
    }
    server.is_well().await;
}

#[tokio::test]
async fn a_body_of_doubtful_length_is_refused() {
    let server = Server::start(patient()).await;
    let (head, body) = signing("doubtful", "");
    let said = format!("content-length: {}\r\n", body.len());
    for lengths in [
        "content-length: 5\r\ncontent-length: 6\r\n",
        "content-length: -5\r\n",
        "content-length: 99999999999999999999999\r\n",
        "content-length: 0x10\r\n",
        "transfer-encoding: gzip\r\n",
        "transfer-encoding: chunked, gzip\r\n",
        // The first piece is no number, or larger than any.
        "transfer-encoding: chunked\r\n\r\nxyz\r\n",
        "transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
    ] {
        let request = head.replace(&said, lengths) + &body;
        assert_refused(&server, request.as_bytes(), lengths).await;
    }
    server.is_well().await;
}

#[tokio::test]
async fn a_head_has_an_end() {
    let server = Server::start(patient()).await;
    let many: String = (0..500)
        .map(|number| format!("x-{number}: y\r\n"))
        .collect();
    let long = "a".repeat(100_000);
    for (request, expected) in [
        (format!("{GET}{many}\r\n"), &[431][..]),
        (format!("{GET}x: {long}\r\n\r\n"), &[431]),
        (format!("{GET}{long}: x\r\n\r\n"), &[431]),
        (
            format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n"),
            &[414, 431],
        ),
        (format!("{long} / HTTP/1.1\r\nhost: x\r\n\r\n"), &[400, 431]),
        (format!("GET /{long}{long}{long}"), &[414, 431]),
    ] {
        let answer = server.ask(request.as_bytes()).await;
        assert!(expected.contains(&status(&answer)), "{answer}");
    }
    server.is_well().await;
}

#[tokio::test]
async fn noise_is_never_an_error_of_the_server() {
    let server = Server::start(patient()).await;
    // A fixed sequence, so that a failure comes again: Knuth's linear congruential generator.
    let mut state = 1_u64;
    let mut noise = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state.to_be_bytes()[0]
    };
    let (head, body) = signing("noise", "");
    let request = (head + &body).into_bytes();
    for round in 0..300 {
        let mut bytes = request.clone();
        for _ in 0..3 {
            let at = usize::from(noise()) % bytes.len();
            bytes[at] = noise();
        }
        // What has become of it may have no end.
        bytes.extend_from_slice(b"\r\n\r\n");
        let mut connection = server.connect().await;
        connection.send(&bytes).await;
        connection.finish().await;
        let answer = connection.rest().await;
        let served = answer.is_empty() || status(&answer) < 500;
        assert!(served, "round {round}: {answer}");
    }
    server.is_well().await;
}
