//! How many signatures a network may send before a person looks at them, and what else is looked
//! at.

use std::time::Duration;

use open_letter_server::Limits;

use crate::connection::{posting_form, signing, status};
use crate::server::{Server, patient};

/// Two from each network are taken unseen, and what is seen here comes through a proxy.
async fn two_unseen(limits: Limits) -> Server {
    Server::start(Limits {
        posts_per_minute: 0,
        review_after: 2,
        review_window: Duration::from_secs(86_400),
        trusted_proxies: "127.0.0.1".parse().unwrap(),
        ..limits
    })
    .await
}

/// Signs as somebody, and tells what becomes of it.
async fn sign(server: &Server, who: &str, network: &str) -> String {
    sign_again(server, who, who, network).await
}

async fn sign_again(server: &Server, key: &str, who: &str, network: &str) -> String {
    let (head, body) = signing(key, &format!("x-forwarded-for: {network}\r\n"));
    let body = body.replace(&format!("{key}@"), &format!("{who}@"));
    let length = format!("content-length: {}\r\n", body.len());
    let said = head.lines().find(|line| line.starts_with("content-length"));
    let head = head.replace(&format!("{}\r\n", said.unwrap()), &length);
    let answer = server.ask((head + &body).as_bytes()).await;
    assert_eq!(status(&answer), 202, "{answer}");
    let (_, told) = answer.split_once("\"status\":\"").expect(&answer);
    told.split('"').next().unwrap().to_owned()
}

async fn count(server: &Server) -> String {
    let request =
        b"GET /v1/letters/a-letter/count HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = server.ask(request).await;
    let (_, count) = answer.split_once("\"count\":").expect(&answer);
    count.split(',').next().unwrap().to_owned()
}

#[tokio::test]
async fn past_so_many_a_person_looks() {
    let server = two_unseen(patient()).await;
    let one = "203.0.113.1";
    assert_eq!(sign(&server, "a", one).await, "published");
    assert_eq!(sign(&server, "b", one).await, "published");
    assert_eq!(sign(&server, "c", one).await, "in_review");
    // Another network has its own number; a household is one network.
    assert_eq!(sign(&server, "d", "203.0.113.2").await, "published");
    for (who, expected) in [("6", "published"), ("7", "published"), ("8", "in_review")] {
        let network = format!("2001:db8::{who}");
        assert_eq!(sign(&server, who, &network).await, expected);
    }
    assert_eq!(count(&server).await, "5");
    // The same request is answered as it was, whatever came meanwhile.
    assert_eq!(sign(&server, "a", one).await, "published");
    assert_eq!(sign(&server, "c", one).await, "in_review");
    assert_eq!(sign(&server, "c", "203.0.113.9").await, "in_review");
    // And an address that has signed is answered as one that has not.
    assert_eq!(sign_again(&server, "again", "a", one).await, "in_review");
    assert_eq!(
        sign_again(&server, "still", "c", "203.0.113.3").await,
        "published"
    );
    assert_eq!(count(&server).await, "5");
}

#[tokio::test]
async fn who_fills_in_the_form_without_script_is_told_too() {
    let server = two_unseen(patient()).await;
    for (name, next) in [("a", "received"), ("b", "received"), ("c", "in-review")] {
        let (head, body) = posting_form(name);
        let answer = server.ask((head + &body).as_bytes()).await;
        assert_eq!(status(&answer), 303);
        assert!(
            answer.contains(&format!("/a-letter/{next}?"))
                || answer.contains(&format!("/a-letter/{next}\r\n")),
            "{answer}"
        );
    }
    let page = server
        .ask(b"GET /letters/a-letter/in-review HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await;
    assert!(
        page.contains("looks at it before it counts and shows in the list"),
        "{page}"
    );
}

#[tokio::test]
async fn networks_and_domains_may_be_named() {
    // Every address here is at example.org.
    let server = two_unseen(Limits {
        reviewed_domains: "example.org".parse().unwrap(),
        ..patient()
    })
    .await;
    assert_eq!(sign(&server, "a", "203.0.113.1").await, "in_review");
    let server = two_unseen(Limits {
        allowed_networks: "203.0.113.0/24".parse().unwrap(),
        reviewed_networks: "203.0.113.66, 198.51.100.0/24".parse().unwrap(),
        reviewed_domains: "example.net".parse().unwrap(),
        ..patient()
    })
    .await;
    for number in 0..5 {
        for (network, expected) in [
            ("203.0.113.1", "published"),
            ("203.0.113.66", "in_review"),
            ("198.51.100.7", "in_review"),
        ] {
            let who = format!("{number}-from-{network}");
            assert_eq!(sign(&server, &who, network).await, expected);
        }
    }
}

#[tokio::test]
async fn shared_networks_may_post_more() {
    let server = Server::start(Limits {
        posts_per_minute: 1,
        trusted_proxies: "127.0.0.1".parse().unwrap(),
        allowed_networks: "203.0.113.0/24".parse().unwrap(),
        ..patient()
    })
    .await;
    for number in 0..10 {
        assert_eq!(
            sign(&server, &format!("p{number}"), "203.0.113.1").await,
            "published"
        );
    }
    let (head, body) = signing("late", "x-forwarded-for: 203.0.113.1\r\n");
    assert_eq!(status(&server.ask((head + &body).as_bytes()).await), 429);
}

#[tokio::test]
async fn refused_domains_are_told_at_the_field() {
    let server = two_unseen(Limits {
        refused_domains: "org".parse().unwrap(),
        ..patient()
    })
    .await;
    let (head, body) = signing("a", "");
    let answer = server.ask((head + &body).as_bytes()).await;
    assert_eq!(status(&answer), 422);
    for expected in [
        "\"pointer\":\"/email\"",
        "\"code\":\"not_allowed\"",
        "Addresses at this domain are not taken here.",
    ] {
        assert!(answer.contains(expected), "{answer}");
    }
    let (head, body) = posting_form("a");
    let answer = server.ask((head + &body).as_bytes()).await;
    assert_eq!(status(&answer), 422);
    assert!(
        answer.contains("Addresses at this domain are not taken here."),
        "{answer}"
    );
    assert_eq!(count(&server).await, "0");
}

#[tokio::test]
async fn an_address_is_not_changed_for_a_refused_one() {
    let server = two_unseen(Limits {
        refused_domains: "example.net".parse().unwrap(),
        ..patient()
    })
    .await;
    for (domain, expected) in [("example.org", 202), ("mail.example.net", 422)] {
        let body = format!(
            "{{\"action\":\"change_address\",\"receipt\":\"x\",\"email\":\"ada@{domain}\"}}"
        );
        let request = format!(
            "POST /v1/letters/a-letter/requests HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let answer = server.ask(request.as_bytes()).await;
        assert_eq!(status(&answer), expected, "{answer}");
    }
}

#[tokio::test]
async fn a_network_lies_nowhere_as_it_is() {
    let server = two_unseen(patient()).await;
    for who in ["a", "b", "c"] {
        sign(&server, who, "203.0.113.207").await;
    }
    for bytes in server.files() {
        let found = bytes.windows(11).any(|bytes| bytes == b"203.0.113.2");
        assert!(!found);
    }
}
