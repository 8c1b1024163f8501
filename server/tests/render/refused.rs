//! What cannot be rendered, in a sentence.

use std::net::TcpListener;

use crate::backend::{Ours, says};
use crate::refused;

#[test]
fn a_letter_that_is_none_is_told_with_its_address() {
    for (status, body, told) in [
        (404, "{}", "There is no letter at {url}."),
        (410, "", "There is no letter at {url}."),
        (
            503,
            "{}",
            "The letter at {url} could not be fetched: it answered with status 503.",
        ),
        (
            200,
            "<!doctype html><title>A letter</title>",
            "What {url} answered is not JSON; the letter's address at its backend is asked for, \
             such as https://letters.example.org/v1/letters/a-letter, and not that of its page.",
        ),
        (200, "7", "What {url} answered is no letter: "),
        (200, r#"{"title":7}"#, "What {url} answered is no letter: "),
        (
            200,
            r#"{"id":"a","title":"A","url":"javascript:alert(1)"}"#,
            "What {url} answered is no letter: /url should be an http, https or mailto address",
        ),
    ] {
        let url = says(status, body);
        let said = refused(&["--src", &url]);
        assert!(said.starts_with(&told.replace("{url}", &url)), "{said}");
        assert!(said.ends_with('.') && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn what_is_too_much_is_not_read() {
    for body in [
        format!("{{\"id\":\"{}\"}}", "x".repeat(2_000_000)),
        format!("{{\"body\":{}", "[".repeat(500_000)),
    ] {
        let said = refused(&["--src", &says(200, body)]);
        let known = ["more than 1,000,000 bytes", "is not JSON"];
        assert!(known.iter().any(|known| said.contains(known)), "{said}");
    }
}

#[test]
fn where_nobody_listens_it_says_so() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(
        refused(&["--src", &url]),
        format!("The letter at {url} could not be fetched: nobody listens there.")
    );
}

#[test]
fn our_own_server_says_that_there_is_no_such_letter() {
    let server = Ours::start();
    let url = server.letter("nothing");
    assert_eq!(
        refused(&["--src", &url]),
        format!("There is no letter at {url}.")
    );
    let page = format!("{}/letters/a-letter", server.origin);
    assert!(refused(&["--src", &page]).contains("not that of its page"));
}

#[test]
fn what_was_asked_for_wrongly_is_told() {
    let told = "The address example.org/a should begin with https:// or http://.";
    assert_eq!(refused(&["--src", "example.org/a"]), told);
    let embed = ["--src", "http://127.0.0.1:9/a", "--embed", "javascript:1"];
    let told = "The address javascript:1 should begin with https://, http:// or /.";
    assert_eq!(refused(&embed), told);
    let lang = ["--src", "http://127.0.0.1:9/a", "--lang", "tlh"];
    assert_eq!(
        refused(&lang),
        "There are no sentences in \"tlh\"; there are in en, ar."
    );
    let server = Ours::start();
    let src = server.letter("a-letter");
    let nowhere = refused(&["--src", &src, "--output", "/no/such/folder/a.html"]);
    assert!(
        nowhere.starts_with("/no/such/folder/a.html cannot be written: "),
        "{nowhere}"
    );
}
