//! Mails as they come out of the outbox, each for whoever waits for it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use open_letter_server::{Outbox, OutboxMail};

use crate::server::{Reading, Server};

/// The outbox keeps 200 mails; far fewer leave between two looks.
const LOOK: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) struct Postbox(Mutex<HashMap<String, Vec<OutboxMail>>>);

impl Postbox {
    /// Empties a server's outbox as long as somebody holds this.
    pub(super) fn empty(server: &Server) -> Arc<Self> {
        let postbox = Arc::new(Self(Mutex::default()));
        tokio::spawn(collect(Arc::downgrade(&postbox), server.outbox.clone()));
        postbox
    }

    fn sort(&self, mails: Vec<OutboxMail>) {
        let mut sorted = self.0.lock().unwrap();
        for mail in mails {
            sorted
                .entry(mail.to.as_str().to_owned())
                .or_default()
                .push(mail);
        }
    }

    /// The one mail that comes to an address.
    pub(super) async fn mail_to(&self, email: &str) -> OutboxMail {
        let arrives = async {
            loop {
                let mails = self.0.lock().unwrap().remove(email);
                if let Some(mails) = mails {
                    let [mail] = <[_; 1]>::try_from(mails).unwrap();
                    return mail;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let arrived = tokio::time::timeout(PATIENCE, arrives).await;
        arrived.unwrap_or_else(|_| panic!("no mail comes"))
    }
}

async fn collect(postbox: Weak<Postbox>, outbox: Outbox) {
    let mut seen = BTreeSet::new();
    while let Some(postbox) = postbox.upgrade() {
        let new: Vec<_> = outbox
            .list()
            .into_iter()
            .take_while(|mail| !seen.contains(&mail.token()))
            .collect();
        assert!(new.len() < 200 || seen.is_empty(), "mails were missed");
        seen.extend(new.iter().map(Reading::token));
        postbox.sort(new);
        drop(postbox);
        tokio::time::sleep(LOOK).await;
    }
}
