//! How many posts a network may send, and who is taken for which network.

use open_letter_server::Limits;

use crate::connection::{posting_form, signing, status};
use crate::server::{Server, patient};

/// A minute goes by before a network may send its second post.
async fn one_a_minute(trusted_proxies: &str) -> Server {
    Server::start(Limits {
        posts_per_minute: 1,
        trusted_proxies: trusted_proxies.parse().unwrap(),
        ..patient()
    })
    .await
}

async fn post(server: &Server, key: &str, headers: &str) -> String {
    let (head, body) = signing(key, headers);
    server.ask((head + &body).as_bytes()).await
}

#[tokio::test]
async fn too_many_posts_are_told_to_programs() {
    let server = one_a_minute("").await;
    assert_eq!(status(&post(&server, "first", "").await), 202);
    let answer = post(&server, "second", "origin: https://blog.example.org\r\n").await;
    assert_eq!(status(&answer), 429);
    for expected in [
        "content-type: application/problem+json\r\n",
        "cache-control: no-store\r\n",
        "access-control-allow-origin: *\r\n",
        "retry-after: ",
        "\"code\":\"rate_limited\"",
        "\"retry_after\":",
    ] {
        assert!(answer.contains(expected), "{expected} {answer}");
    }
    // The letter is read as before, and a page may still ask what it may send.
    server.is_well().await;
    let preflight = server
        .ask(
            b"OPTIONS /v1/letters/a-letter/signatures HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
              origin: https://blog.example.org\r\naccess-control-request-method: POST\r\n\r\n",
        )
        .await;
    assert_eq!(status(&preflight), 200);
    // Nothing of it was kept.
    let count = server
        .ask(b"GET /v1/letters/a-letter/count HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await;
    assert!(count.contains("\"count\":1"), "{count}");
}

#[tokio::test]
async fn too_many_posts_are_told_to_people() {
    let server = one_a_minute("").await;
    let (head, body) = posting_form("first");
    let answer = server.ask((head + &body).as_bytes()).await;
    assert_eq!(status(&answer), 303);
    let (head, body) = posting_form("second");
    let answer = server.ask((head + &body).as_bytes()).await;
    assert_eq!(status(&answer), 429);
    for expected in [
        "content-type: text/html",
        "retry-after: ",
        "try again in a minute",
    ] {
        assert!(answer.contains(expected), "{expected} {answer}");
    }
}

#[tokio::test]
async fn posts_to_calls_that_do_not_exist_count_too() {
    let server = one_a_minute("").await;
    let delete = b"DELETE /v1/nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    assert_eq!(status(&server.ask(delete).await), 404);
    assert_eq!(status(&server.ask(delete).await), 429);
    assert_eq!(status(&post(&server, "a", "").await), 429);
}

#[tokio::test]
async fn too_many_comes_before_too_much() {
    let server = one_a_minute("").await;
    post(&server, "first", "").await;
    for length in [16 * 1024 + 1, 1 << 20] {
        let (head, body) = signing("long", "");
        let head = head.replace(
            &format!("length: {}", body.len()),
            &format!("length: {length}"),
        );
        let answer = server.ask((head + &" ".repeat(length)).as_bytes()).await;
        assert_eq!(status(&answer), 429);
    }
}

#[tokio::test]
async fn none_is_no_limit() {
    let server = Server::start(Limits {
        posts_per_minute: 0,
        ..patient()
    })
    .await;
    for number in 0..100 {
        let key = format!("person-{number}");
        assert_eq!(status(&post(&server, &key, "").await), 202);
    }
}

#[tokio::test]
async fn a_forged_header_moves_no_limit() {
    // Without proxies, and with one that this client is not.
    for trusted in ["", "198.51.100.7"] {
        let server = one_a_minute(trusted).await;
        let answer = post(&server, "first", "x-forwarded-for: 203.0.113.1\r\n").await;
        assert_eq!(status(&answer), 202);
        for forged in [
            "203.0.113.2",
            "127.0.0.2",
            "2001:db8::1",
            "junk",
            "198.51.100.7",
        ] {
            for name in [
                "x-forwarded-for",
                "X-Forwarded-For",
                "forwarded",
                "x-real-ip",
            ] {
                let answer = post(&server, "second", &format!("{name}: {forged}\r\n")).await;
                assert_eq!(status(&answer), 429, "{name}: {forged}");
            }
        }
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_network_has_its_own_limit() {
    let server = one_a_minute("127.0.0.0/8").await;
    for (number, (said, expected)) in [
        ("203.0.113.1", 202),
        ("203.0.113.1", 429),
        // What stands left of it, the client wrote itself.
        ("203.0.113.77, 203.0.113.1", 429),
        ("203.0.113.2", 202),
        ("203.0.113.2, 127.0.0.9", 429),
        ("::ffff:203.0.113.2", 429),
        // A household has 64 bits of addresses.
        ("2001:db8::1", 202),
        ("2001:db8::2", 429),
        ("2001:db8:0:0:ffff::3", 429),
        ("2001:db8:0:1::1", 202),
        // Said by nobody: the proxy itself asks.
        ("junk", 202),
        ("127.0.0.5", 429),
    ]
    .into_iter()
    .enumerate()
    {
        let header = format!("x-forwarded-for: {said}\r\n");
        let answer = post(&server, &format!("person-{number}"), &header).await;
        assert_eq!(status(&answer), expected, "{said}");
    }
}
