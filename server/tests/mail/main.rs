//! How mails leave: to a real relay, to relays that refuse, break off or say nothing, and into
//! the outbox.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod encryption;
mod outbox;
mod page;
mod relay;
mod scripted;
mod settings;
mod smtp;
mod trouble;

use std::time::Duration;

use open_letter_core::Email;
use open_letter_server::{Link, MailSettings, Reason, Rendered, SendError, Transport};

const FROM: &str = "A campaign <letters@bücher.example>";

/// Settings with which no relay that answers is given up, however busy the machine.
fn settings(url: &str) -> MailSettings {
    MailSettings {
        smtp_url: Some(url.to_owned()),
        from: Some(FROM.to_owned()),
        patience: Duration::from_secs(60),
        ..MailSettings::default()
    }
}

fn transport(url: &str) -> Transport {
    Transport::new(&settings(url)).unwrap().unwrap()
}

/// A mail whose every part has something that not every relay lets through.
fn mail() -> Rendered {
    Rendered {
        lang: "en".to_owned(),
        subject: "012345 is your code for “A letter”".to_owned(),
        text: format!(
            "A line that is longer than a line of a mail may be, which is no wonder: {}\n\n012345\n.\n.\nThe end – truly.\n",
            "it goes on and on ".repeat(80)
        ),
        html: "<!doctype html>\n<p>«012345»</p>\n".to_owned(),
        code: Some("012345".to_owned()),
        links: vec![Link {
            label: "See it".to_owned(),
            url: "https://letters.example.org/x".to_owned(),
        }],
        stop: None,
    }
}

fn email(address: &str) -> Email {
    Email::parse(address).unwrap()
}

async fn send(transport: &Transport, address: &str) -> Result<(), SendError> {
    transport.send(&email(address), &mail()).await
}

fn for_good(code: u16) -> Result<(), SendError> {
    Err(SendError::Permanent(Reason::Reply(code)))
}

fn for_now(reason: Reason) -> Result<(), SendError> {
    Err(SendError::Transient(reason))
}
