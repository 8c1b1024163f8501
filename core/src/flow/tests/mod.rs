//! The whole life of a letter on a page, without a page.

mod adapted;
mod chance;
mod confirm;
mod form;
mod letter;
mod list;
mod own;
mod retry;

use super::*;
use crate::json::{FromJson, Mismatch};
use crate::letter::{Consent, Fields, Need, Page, Signatures};
use crate::protocol::{
    Accepted, Code, Confirmed, Field, FieldCode, FieldError, IDEMPOTENCY_KEY, Own, Problem,
    Requested, SignatureStatus,
};
use crate::shared::Shared;
use crate::signature::Signatory;
use crate::timestamp::Timestamp;

const SRC: &str = "https://example.org/v1/letters/a";

fn locale_file(lang: &str) -> Json {
    let path = format!(
        "{}/../static/locales/widget/{lang}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn english() -> Shared<Strings> {
    Shared::new(Strings::from_json(&locale_file("en")).unwrap())
}

/// A value as it comes over the wire.
fn json(value: impl serde::Serialize) -> Json {
    serde_json::from_value(serde_json::to_value(value).unwrap()).unwrap()
}

fn config(lang: Option<&str>) -> Config {
    Config {
        adapter: String::new(),
        src: SRC.into(),
        lang: lang.map(Into::into),
        page_size: 2,
        locales: Json::object(vec![("ar", "ar.json".into())]),
        ..Config::default()
    }
}

fn signatory(id: u32) -> Signatory {
    Signatory {
        id: id.to_string(),
        name: None,
        role: None,
        affiliation: None,
        reason: None,
        badges: Vec::new(),
        signed_at: Timestamp::from_millis(0),
    }
}

fn page(ids: &[u32], next: Option<&str>) -> Page {
    Page {
        items: ids.iter().copied().map(signatory).collect(),
        next: next.map(Into::into),
    }
}

fn letter_at(count: u64, as_of: i64) -> Letter {
    let as_of = Timestamp::from_millis(as_of);
    Letter {
        title: "Keep it open".into(),
        lang: Some("en".into()),
        fields: Fields {
            role: Need::Optional,
            ..Fields::default()
        },
        consent: Some(Consent {
            version: "1".into(),
            text: "Yes.".into(),
        }),
        signatures: Signatures {
            count: Some(Count { count, as_of }),
            page: page(&[9, 8], Some("c1")),
        },
        ..Letter::default()
    }
}

/// A flow that remembers the effects of its last event, and the last call of each kind.
struct Story {
    state: State,
    effects: Vec<Effect>,
    calls: [Box<Call>; Request::KINDS],
}

impl Story {
    fn begin(lang: Option<&str>) -> Self {
        let mut story = Self {
            state: State::new(config(lang), english()),
            effects: Vec::new(),
            calls: Default::default(),
        };
        story.on(Event::Started);
        story
    }

    fn opened() -> Self {
        let mut story = Self::begin(Some("en"));
        story.letter(Ok(letter_at(236, 1_000)));
        story
    }

    fn on(&mut self, event: Event) -> &mut Self {
        let (state, effects) = update(self.state.clone(), event);
        self.state = state;
        for effect in &effects {
            if let Effect::Fetch(call) = effect {
                self.calls[call.request as usize] = call.clone();
            }
        }
        self.effects = effects;
        self
    }

    fn call(&self, request: Request) -> Box<Call> {
        self.calls[request as usize].clone()
    }

    fn answered(&mut self, call: Box<Call>, answer: Result<Json, Failure>) -> &mut Self {
        self.on(Event::Answered {
            call,
            answer,
            dice: 0,
        })
    }

    /// The last call of a kind is answered, and each try that follows by itself in the same way.
    /// The effects of all the answers are remembered, without the waits between them.
    fn ended(&mut self, request: Request, answer: Result<Json, Failure>) -> &mut Self {
        let mut effects = Vec::new();
        loop {
            let call = self.call(request);
            self.answered(call, answer.clone());
            let again = self.awaited_try();
            effects.append(&mut self.effects);
            let Some(call) = again else { break };
            effects.pop();
            self.on(Event::Due(Some(call)));
        }
        self.effects = effects;
        self
    }

    /// The call that is waited with, if one is.
    fn awaited_try(&self) -> Option<Box<Call>> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Wait(_, Some(call)) => Some(call.clone()),
            _ => None,
        })
    }

    fn page(&mut self, answer: Result<Page, Failure>) -> &mut Self {
        self.ended(Request::Page, answer.map(json))
    }

    fn locale(&mut self, answer: Result<Json, Failure>) -> &mut Self {
        self.ended(Request::Locale, answer)
    }

    /// The letter arrives; where nobody waits for it, it is asked for first.
    fn letter(&mut self, answer: Result<Letter, Failure>) -> &mut Self {
        if !self.state.calls.expect(&self.call(Request::Letter)) {
            self.on(Event::RefreshAsked);
        }
        self.ended(Request::Letter, answer.map(json))
    }

    fn fill(&mut self) -> &mut Self {
        self.on(Event::Typed(Field::Name, "Ada Inkwell".into()))
            .on(Event::Typed(Field::Email, "ada@example.org".into()))
            .on(Event::Ticked(Field::Consent, true))
    }

    fn submit(&mut self, key: &str) -> &mut Self {
        let task = Task::Sign;
        self.on(Event::Submitted {
            task,
            key: key.into(),
            now: Timestamp::default(),
            millis: 0,
        })
    }

    fn ask(&mut self, task: Task) -> &mut Self {
        self.on(Event::Submitted {
            task,
            key: "k".into(),
            now: Timestamp::default(),
            millis: 0,
        })
    }

    fn type_code(&mut self, code: &str) -> &mut Self {
        self.on(Event::Typed(Field::Code, code.into()))
    }

    fn answer(&mut self, answer: Result<impl serde::Serialize, Failure>) -> &mut Self {
        self.ended(Request::Form, answer.map(json))
    }

    fn fails(&mut self, failure: Failure) -> &mut Self {
        self.ended(Request::Form, Err(failure))
    }

    /// What the form has just asked of the backend.
    fn sent(&self) -> Option<&Call> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Fetch(call) if call.request == Request::Form => Some(&**call),
            _ => None,
        })
    }

    /// Method, last part of the address, and body of what the form has just sent.
    fn sent_to(&self, src: &str) -> (Method, String, String) {
        let call = self.sent().expect("the form sends something");
        let path = call.url.strip_prefix(src).unwrap().to_owned();
        let body = call.body.as_ref().map(serde_json::to_string);
        (
            call.method,
            path,
            body.unwrap_or(Ok(String::new())).unwrap(),
        )
    }

    fn sent_key(&self) -> Option<&str> {
        let (name, key) = self.sent()?.header.as_ref()?;
        assert_eq!(*name, IDEMPOTENCY_KEY);
        Some(key)
    }

    fn reloads(&self) -> bool {
        let fetch = |effect: &Effect| matches!(effect, Effect::Fetch(call) if call.request == Request::Letter && call.fresh);
        self.effects.iter().any(fetch)
    }

    fn told(&self) -> Vec<&Notice> {
        let mut told = Vec::new();
        for effect in &self.effects {
            if let Effect::Tell(notice) = effect {
                told.push(notice);
            }
        }
        told
    }

    fn list(&self) -> Vec<&str> {
        self.state
            .list
            .items
            .iter()
            .map(|item| item.id.as_str())
            .collect()
    }
}

fn accepted() -> Accepted {
    Accepted {
        receipt: "r".into(),
        status: SignatureStatus::Published,
        mail_delay: None,
    }
}

fn pending() -> Accepted {
    Accepted {
        receipt: "0123".into(),
        status: SignatureStatus::PendingConfirmation,
        mail_delay: None,
    }
}

fn problem(code: Code) -> Failure {
    Failure::Problem(Box::new(Problem::new(code, "")))
}

fn invalid(errors: Vec<FieldError>) -> Failure {
    Failure::Problem(Box::new(Problem {
        errors,
        ..Problem::new(Code::Invalid, "")
    }))
}
