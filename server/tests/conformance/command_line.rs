//! What may be asked of the suite.

use std::net::TcpListener;

use crate::suite::conformance;

#[test]
fn an_address_that_is_none_is_one_sentence() {
    let told = conformance("letters.example.org/a", &[]);
    assert_eq!(told.code, Some(1));
    assert_eq!(
        told.error,
        "The letter's address letters.example.org/a should begin with https:// or http://.\n"
    );
    assert!(told.text.is_empty());
}

#[test]
fn a_level_that_is_none_is_told_with_those_that_are() {
    let told = conformance("http://127.0.0.1/a", &["--level", "read,dance"]);
    assert_eq!(told.code, Some(2));
    assert!(told.error.contains("dance"), "{}", told.error);
    assert!(told.error.contains("private"), "{}", told.error);
}

#[test]
fn where_nobody_listens_everything_is_lacking_in_words() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a", listener.local_addr().unwrap());
    drop(listener);
    let told = conformance(&url, &["--write"]);
    assert_eq!(told.code, Some(1));
    assert!(
        told.text.contains("but: nobody listens there"),
        "{}",
        told.text
    );
    let given_up = "it was not asked any more, after three answers that did not come";
    assert!(told.text.contains(given_up), "{}", told.text);
    assert!(
        told.error.starts_with("The backend lacks "),
        "{}",
        told.error
    );
    assert!(told.lines("met").is_empty(), "{}", told.text);
}
