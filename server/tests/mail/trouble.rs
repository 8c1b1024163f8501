//! Relays that are not there, say nothing, or break off.

use std::time::Duration;

use open_letter_server::{MailSettings, Reason, Transport};

use super::scripted::{Script, Scripted, WELL};
use super::{for_good, for_now, send, settings};

fn impatient(url: &str) -> Transport {
    let settings = MailSettings {
        patience: Duration::from_secs(2),
        ..settings(url)
    };
    Transport::new(&settings).unwrap().unwrap()
}

#[tokio::test]
async fn nobody_listens() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let transport = impatient(&format!("smtp://127.0.0.1:{port}"));
    assert_eq!(
        send(&transport, "ada@example.org").await,
        for_now(Reason::Connection)
    );
}

#[tokio::test]
async fn silence_at_any_step_ends() {
    let mut steps: tokio::task::JoinSet<()> = (0..=5).map(silence_after).collect();
    while let Some(step) = steps.join_next().await {
        step.unwrap();
    }
}

async fn silence_after(answers: usize) {
    let relay = Scripted::start(vec![&WELL[..answers], WELL]).await;
    let transport = impatient(&relay.url);
    let sent = send(&transport, "ada@example.org").await;
    assert_eq!(sent, for_now(Reason::Timeout), "after {answers} answers");
    // What was begun there is not gone on with: the next mail gets a connection of its own.
    send(&transport, "ada@example.org").await.unwrap();
    assert_eq!(relay.connections(), 2);
}

#[tokio::test]
async fn a_connection_that_breaks_is_no_refusal() {
    const SCRIPTS: [Script; 4] = [
        &["hang up"],
        &["220 here", "hang up"],
        &["220 here", "250 hello", "250 sender", "hang up"],
        &[
            "220 here",
            "250 hello",
            "250 sender",
            "250 recipient",
            "354 go on",
            "hang up",
        ],
    ];
    for script in SCRIPTS {
        let relay = Scripted::start(vec![script, WELL]).await;
        let transport = impatient(&relay.url);
        let sent = send(&transport, "ada@example.org").await;
        assert!(
            sent == for_now(Reason::NotUnderstood) || sent == for_now(Reason::Connection),
            "{script:?} {sent:?}"
        );
        send(&transport, "ada@example.org").await.unwrap();
    }
}

#[tokio::test]
async fn what_is_refused_before_the_mailbox_is_named_is_no_fault_of_the_mailbox() {
    for (script, expected) in [
        (&["554 not today"] as Script, Reason::Reply(554)),
        (&["421 busy"], Reason::Reply(421)),
        (
            &["220 here", "550 hello to you", "221 bye"],
            Reason::Reply(550),
        ),
        (
            &["220 here", "250 hello", "550 sender", "221 bye"],
            Reason::Reply(550),
        ),
        (&["HTTP/1.1 400 Bad Request"], Reason::NotUnderstood),
        (&["220 here", "what?", "hang up"], Reason::NotUnderstood),
    ] {
        let relay = Scripted::start(vec![script]).await;
        let sent = send(&impatient(&relay.url), "ada@example.org").await;
        assert_eq!(sent, for_now(expected), "{script:?}");
    }
    let script: Script = &[
        "220 here",
        "250 hello",
        "250 sender",
        "550 no such mailbox",
        "221 bye",
    ];
    let relay = Scripted::start(vec![script]).await;
    assert_eq!(
        send(&impatient(&relay.url), "ada@example.org").await,
        for_good(550)
    );
}

#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_costs_no_mail() {
    const ONE: Script = &[
        "220 here",
        "250 hello",
        "250 sender",
        "250 recipient",
        "354 go on",
        "250 taken",
        "hang up",
    ];
    let relay = Scripted::start(vec![ONE, WELL]).await;
    let transport = impatient(&relay.url);
    send(&transport, "ada@example.org").await.unwrap();
    send(&transport, "ada@example.org").await.unwrap();
    send(&transport, "ada@example.org").await.unwrap();
    assert_eq!(relay.connections(), 2);
}

#[tokio::test]
async fn where_encryption_is_asked_for_nothing_is_sent_without() {
    let relay = Scripted::start(vec![&["220 here", "250 hello", "250 sender"]]).await;
    let transport = impatient(&format!("{}?tls=required", relay.url));
    assert_eq!(
        send(&transport, "ada@example.org").await,
        for_now(Reason::Tls)
    );
}
