//! What one mailbox may go through, at random, and what has to come of it.

use open_letter_server::OutboxMail;
use serde_json::{Value, json};

use super::postbox::Postbox;
use crate::random::Random;
use crate::server::{Answer, LETTER, Reading, Server, another, signature};

const DAILY_MAILS: u32 = 3;

/// A submission whose mail was read.
struct Waiting {
    receipt: String,
    email: String,
    name: String,
    mail: OutboxMail,
    tries: u64,
}

/// A mailbox as it should be.
pub(super) struct Life {
    number: u64,
    /// What was typed so far, so that each address and name is a new one.
    typed: u64,
    published: Option<String>,
    waiting: Vec<Waiting>,
    manage: Option<String>,
    /// Those that have reached it since it was last erased.
    mails: u32,
    blocked: bool,
}

impl Life {
    pub(super) fn new(number: u64) -> Self {
        Self {
            number,
            typed: 0,
            published: None,
            waiting: Vec::new(),
            manage: None,
            mails: 0,
            blocked: false,
        }
    }

    /// The name in the list, if it is there.
    pub(super) fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// Does one thing more.
    pub(super) async fn go_on(&mut self, server: &Server, postbox: &Postbox, random: &mut Random) {
        let waiting = match self.waiting.len() {
            0 => None,
            many => Some(usize::try_from(random.below(many as u64)).unwrap()),
        };
        match (random.below(100), waiting) {
            (0..22, Some(place)) => self.type_code(server, place, random).await,
            (22..37, Some(place)) => self.guess(server, place).await,
            (37..50, Some(place)) => self.choose(server, place, random).await,
            (50..53, Some(place)) => self.was_not_me(server, place, random).await,
            (53..70, _) => self.correct(server).await,
            (70..78, _) => self.withdraw(server).await,
            (78..82, _) => self.ask_for_own(server, postbox).await,
            (82..86, Some(place)) => self.resend(server, place).await,
            (86..90, _) => self.sign_mistyped(server, postbox).await,
            _ => self.sign(server, postbox).await,
        }
    }

    /// Another spelling of the address, so that its mail can be told from the others.
    fn address(&mut self) -> String {
        self.typed += 1;
        format!("person-{}+{}@example.org", self.number, self.typed)
    }

    fn name(&mut self) -> String {
        self.typed += 1;
        format!("Person {} {}", self.number, self.typed)
    }

    /// Whether one more mail will come.
    fn gets_mail(&self) -> bool {
        !self.blocked && self.mails < DAILY_MAILS
    }

    async fn keep_waiting(
        &mut self,
        postbox: &Postbox,
        (receipt, email, name): (String, String, String),
    ) {
        if self.gets_mail() {
            let mail = postbox.mail_to(&email).await;
            self.mails += 1;
            self.waiting.push(Waiting {
                receipt,
                email,
                name,
                mail,
                tries: 5,
            });
        }
    }

    async fn sign(&mut self, server: &Server, postbox: &Postbox) {
        let (email, name) = (self.address(), self.name());
        let receipt = server.sign(&signature(&name, &email)).await;
        self.keep_waiting(postbox, (receipt, email, name)).await;
    }

    async fn sign_mistyped(&mut self, server: &Server, postbox: &Postbox) {
        let (email, name) = (self.address(), self.name());
        let typo = format!("typo-{}-{}@example.org", self.number, self.typed);
        let receipt = server.sign(&signature(&name, &typo)).await;
        let astray = postbox.mail_to(&typo).await;
        let body = json!({ "email": email, "action": "change_address", "receipt": receipt });
        assert_eq!(server.request(&body).await.status, 202);
        self.keep_waiting(postbox, (receipt, email, name)).await;
        // What was sent astray opens nothing.
        let fields = [("token", astray.token()), ("choice", "confirm".to_owned())];
        assert_eq!(form(server, "confirm", &fields).await.status, 410);
    }

    async fn type_code(&mut self, server: &Server, place: usize, random: &mut Random) {
        let waiting = self.waiting.swap_remove(place);
        let code = waiting.mail.code();
        let by_address = random.percent(20);
        let body = if by_address {
            json!({ "email": waiting.email, "code": code })
        } else {
            json!({ "receipt": waiting.receipt, "code": code })
        };
        let answer = server.post(&format!("{LETTER}/confirm"), &body).await;
        if by_address || waiting.tries > 0 {
            assert_eq!(answer.status, 200, "{}", answer.text);
            self.manage = Some(answer.manage());
            self.published = Some(waiting.name);
        } else {
            assert_eq!(answer.problem(), (410, "code_spent".to_owned(), Some(0)));
            self.waiting.push(waiting);
        }
    }

    async fn guess(&mut self, server: &Server, place: usize) {
        let waiting = &mut self.waiting[place];
        let answer = server
            .confirm(&waiting.receipt, &another(&waiting.mail.code()))
            .await;
        waiting.tries = waiting.tries.saturating_sub(1);
        let expected = match waiting.tries {
            0 => (410, "code_spent".to_owned(), Some(0)),
            left => (422, "code_wrong".to_owned(), Some(left)),
        };
        assert_eq!(answer.problem(), expected);
    }

    async fn choose(&mut self, server: &Server, place: usize, random: &mut Random) {
        let waiting = self.waiting.swap_remove(place);
        let (choice, page) = *random.pick(&[
            ("confirm", "confirmed"),
            ("replace", "confirmed"),
            ("keep", "kept"),
            ("withdraw", "withdrawn"),
        ]);
        let fields = [
            ("token", waiting.mail.token()),
            ("choice", choice.to_owned()),
        ];
        let answer = form(server, "confirm", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let location = answer.headers["location"].to_str().unwrap();
        assert!(location.contains(&format!("/{page}")), "{location}");
        match choice {
            "keep" => {}
            "withdraw" => self.forget(),
            _ => self.published = Some(waiting.name),
        }
    }

    async fn was_not_me(&mut self, server: &Server, place: usize, random: &mut Random) {
        let waiting = self.waiting.swap_remove(place);
        let choice = *random.pick(&["delete", "block"]);
        let fields = [
            ("token", waiting.mail.not_me_token()),
            ("choice", choice.to_owned()),
        ];
        assert_eq!(form(server, "not-me", &fields).await.status, 303);
        self.blocked |= choice == "block";
    }

    async fn correct(&mut self, server: &Server) {
        let name = self.name();
        let manage = self.manage.clone().unwrap_or_default();
        let answer = server.own("PATCH", &manage, &json!({ "name": name })).await;
        if self.manage.is_some() && self.published.is_some() {
            assert_eq!(answer.status, 200, "{}", answer.text);
            self.published = Some(name);
        } else {
            assert_eq!(answer.status, 401, "{}", answer.text);
        }
    }

    async fn withdraw(&mut self, server: &Server) {
        let Some(manage) = self.manage.clone() else {
            return self.correct(server).await;
        };
        let answer = server.own("DELETE", &manage, &Value::Null).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        self.forget();
    }

    async fn ask_for_own(&mut self, server: &Server, postbox: &Postbox) {
        if self.published.is_none() && !self.waiting.is_empty() {
            // Whether a mail comes would depend on which is first: the mail, or a code.
            return self.sign(server, postbox).await;
        }
        let email = self.address();
        let body = json!({ "email": email, "action": "manage" });
        let asked = server.request(&body).await;
        assert_eq!(asked.status, 202);
        if self.published.is_some() && self.gets_mail() {
            let mail = postbox.mail_to(&email).await;
            self.mails += 1;
            let opened = server
                .confirm(&asked.text_of("receipt"), &mail.code())
                .await;
            assert_eq!(opened.status, 200, "{}", opened.text);
            self.manage = Some(opened.manage());
        }
    }

    /// Too soon after the first mail, so that nothing comes of it.
    async fn resend(&mut self, server: &Server, place: usize) {
        let waiting = &self.waiting[place];
        let body =
            json!({ "email": waiting.email, "action": "resend", "receipt": waiting.receipt });
        assert_eq!(server.request(&body).await.status, 202);
    }

    /// Everything of the mailbox is gone, but that it wants no mail.
    fn forget(&mut self) {
        self.published = None;
        self.waiting.clear();
        self.manage = None;
        self.mails = 0;
    }
}

async fn form(server: &Server, page: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    server
        .form(&format!("/letters/a-letter/{page}"), &fields)
        .await
}
