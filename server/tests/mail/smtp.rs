//! Against a real SMTP server.

use open_letter_server::{MailSettings, Reason, SendError, Transport};

use super::relay::Relay;
use super::{FROM, for_good, for_now, mail, send, settings, transport};

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let mut relay = Relay::start(&[]);
    let transport = transport(&relay.url());
    send(&transport, "Ada+x@bücher.example").await.unwrap();
    let taken = relay.taken();
    assert_eq!(taken.told("sender"), "letters@xn--bcher-kva.example");
    assert_eq!(taken.told("to"), "Ada+x@xn--bcher-kva.example");
    assert_eq!(
        taken.header("From"),
        "\"A campaign\" <letters@xn--bcher-kva.example>"
    );
    assert_eq!(taken.header("To"), "Ada+x@xn--bcher-kva.example");
    assert_eq!(taken.header("Auto-Submitted"), "auto-generated");
    assert_eq!(taken.header("X-Auto-Response-Suppress"), "All");
    assert_eq!(taken.header("MIME-Version"), "1.0");
    assert!(
        taken
            .header("Content-Type")
            .starts_with("multipart/alternative;")
    );
    let id = taken.header("Message-ID");
    assert!(
        id.ends_with("@xn--bcher-kva.example>") && id.len() > 40,
        "{id}"
    );
    assert!(taken.header("Date").ends_with(" +0000"));
    // Nobody else is told who runs the server, and with what.
    assert!(
        taken
            .headers()
            .iter()
            .all(|header| !header.starts_with("User-Agent"))
    );

    for line in taken.message.lines() {
        assert!(line.is_ascii() && line.len() <= 78, "{line}");
    }
    let parsed = python_parses(&taken.message);
    let written = mail();
    assert_eq!(parsed["subject"], written.subject.as_str());
    assert_eq!(parsed["text/plain"], written.text.as_str());
    assert_eq!(parsed["text/html"], written.html.as_str());
}

/// Reads a message with the parser of Python's standard library, which did not write it.
fn python_parses(message: &str) -> serde_json::Value {
    use std::io::Write;
    use std::process::{Command, Stdio};
    const SCRIPT: &str = "import sys, json, email, email.policy\n\
        mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)\n\
        parts = {part.get_content_type(): part.get_content() for part in mail.iter_parts()}\n\
        print(json.dumps({'subject': mail['Subject'], **parts}))";
    let python = std::env::var("OPEN_LETTER_PYTHON").unwrap();
    let mut child = Command::new(python)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(message.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn what_a_mailbox_refuses_is_told_from_what_we_have_to_mend() {
    let relay = Relay::start(&[]);
    let transport = transport(&relay.url());
    for (address, expected) in [
        ("gone@example.org", for_good(550)),
        ("spam@example.org", for_good(554)),
        ("full@example.org", for_now(Reason::Reply(452))),
        ("later@example.org", for_now(Reason::Reply(451))),
        // The relay does not know us, or our domain's records are wrong.
        ("denied@example.org", for_now(Reason::Reply(554))),
        ("unsigned@example.org", for_now(Reason::Reply(550))),
        ("unknown-to-us@example.org", for_now(Reason::Reply(530))),
    ] {
        let sent = send(&transport, address).await;
        assert_eq!(sent, expected, "{address}");
        let told = format!("{} {sent:?}", sent.unwrap_err());
        assert!(!told.contains("example"), "{told}");
    }
    send(&transport, "ada@example.org").await.unwrap();
}

#[tokio::test]
async fn a_sender_that_is_refused_loses_no_mail() {
    let relay = Relay::start(&[]);
    let settings = MailSettings {
        from: Some("nobody@example.org".to_owned()),
        ..settings(&relay.url())
    };
    let transport = Transport::new(&settings).unwrap().unwrap();
    assert_eq!(
        send(&transport, "ada@example.org").await,
        for_now(Reason::Reply(553))
    );
}

#[tokio::test]
async fn one_connection_serves_many_mails_and_none_after_a_refusal() {
    let mut relay = Relay::start(&[]);
    let transport = transport(&relay.url());
    let mut connections = Vec::new();
    for address in [
        "one@example.org",
        "two@example.org",
        "gone@example.org",
        "three@example.org",
    ] {
        if send(&transport, address).await.is_ok() {
            let taken = relay.taken();
            assert_eq!(taken.told("to"), address);
            connections.push(taken.told("connection").as_u64().unwrap());
        }
    }
    assert_eq!(connections, [1, 1, 2]);
}

#[tokio::test]
async fn mails_at_the_same_time_do_not_mix() {
    // No more than its pipe holds: what it took is read at the end.
    const MAILS: usize = 10;
    let mut relay = Relay::start(&[]);
    let transport = std::sync::Arc::new(transport(&relay.url()));
    let mut sending = tokio::task::JoinSet::new();
    for number in 0..MAILS {
        let transport = std::sync::Arc::clone(&transport);
        sending.spawn(async move {
            send(&transport, &format!("person-{number}@example.org"))
                .await
                .unwrap();
        });
    }
    sending.join_all().await;
    for _ in 0..MAILS {
        let taken = relay.taken();
        assert_eq!(taken.header("To"), *taken.told("to"));
    }
}

#[tokio::test]
async fn a_name_in_another_script_needs_smtputf8() {
    let relay = Relay::start(&[]);
    let refused = send(&transport(&relay.url()), "आदा@example.org").await;
    assert_eq!(refused, Err(SendError::Permanent(Reason::Smtputf8)));

    let mut relay = Relay::start(&["--smtputf8"]);
    let transport = transport(&relay.url());
    send(&transport, "आदा@bücher.example").await.unwrap();
    let taken = relay.taken();
    assert_eq!(taken.told("to"), "आदा@xn--bcher-kva.example");
    assert!(
        taken
            .told("options")
            .as_array()
            .unwrap()
            .contains(&"SMTPUTF8".into())
    );
    assert_eq!(taken.header("To"), "आदा@xn--bcher-kva.example");
    // Others are sent as ever.
    send(&transport, "ada@example.org").await.unwrap();
    assert!(
        !relay
            .taken()
            .told("options")
            .as_array()
            .unwrap()
            .contains(&"SMTPUTF8".into())
    );
}

#[tokio::test]
async fn who_has_to_log_in_does() {
    let mut relay = Relay::start(&["--password", "ada@example.org:p@ss/w%rd"]);
    let url = |login: &str| format!("smtp://{login}@127.0.0.1:{}", relay.port());
    let wrong = transport(&url("ada%40example.org:other"));
    assert_eq!(
        send(&wrong, "ada@example.org").await,
        for_now(Reason::Login)
    );
    let right = transport(&url("ada%40example.org:p%40ss%2Fw%25rd"));
    send(&right, "ada@example.org").await.unwrap();
    assert_eq!(relay.taken().told("user"), "ada@example.org");
    let without = transport(&relay.url());
    assert_eq!(
        send(&without, "ada@example.org").await,
        for_now(Reason::Reply(530))
    );
    assert!(!format!("{right:?}").contains("p@ss") && !format!("{right:?}").contains("ada"));
    assert!(FROM.contains("letters@"));
}
