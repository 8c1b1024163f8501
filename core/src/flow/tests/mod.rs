//! The whole life of a letter on a page, without a page.

mod form;
mod letter;
mod list;

use super::*;
use crate::json::{FromJson, Mismatch};
use crate::letter::{Consent, Fields, Need, Page, Signatures};
use crate::protocol::{Accepted, Code, FieldCode, FieldError, Problem};
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
        src: SRC.into(),
        lang: lang.map(Into::into),
        page_size: 2,
        locales: Json::object(vec![("ar", "ar.json".into())]),
    }
}

fn signatory(id: u32) -> Signatory {
    Signatory {
        id: id.to_string(),
        name: None,
        role: None,
        affiliation: None,
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
            count: Count { count, as_of },
            page: page(&[9, 8], Some("c1")),
        },
        ..Letter::default()
    }
}

/// A flow that remembers the effects of its last event.
struct Story {
    state: State,
    effects: Vec<Effect>,
}

impl Story {
    fn begin(lang: Option<&str>) -> Self {
        let mut story = Self {
            state: State::new(config(lang), english()),
            effects: Vec::new(),
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
        self.effects = effects;
        self
    }

    fn answered(&mut self, request: Request, answer: Result<Json, Failure>) -> &mut Self {
        self.on(Event::Answered { request, answer })
    }

    fn page(&mut self, cursor: &str, answer: Result<Page, Failure>) -> &mut Self {
        self.answered(
            Request::Page {
                cursor: cursor.into(),
            },
            answer.map(json),
        )
    }

    fn locale(&mut self, lang: &str, answer: Result<Json, Failure>) -> &mut Self {
        self.answered(Request::Locale { lang: lang.into() }, answer)
    }

    fn letter(&mut self, answer: Result<Letter, Failure>) -> &mut Self {
        self.answered(Request::Letter { src: SRC.into() }, answer.map(json))
    }

    fn fill(&mut self) -> &mut Self {
        self.on(Event::Typed(Field::Name, "Ada Inkwell".into()))
            .on(Event::Typed(Field::Email, "ada@example.org".into()))
            .on(Event::Ticked(Field::Consent, true))
    }

    fn submit(&mut self, key: &str) -> &mut Self {
        self.on(Event::Submitted { key: key.into() })
    }

    fn answer(&mut self, key: &str, answer: Result<Accepted, Failure>) -> &mut Self {
        self.answered(Request::Signature { key: key.into() }, answer.map(json))
    }

    fn sent_key(&self) -> Option<&str> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Fetch(Request::Signature { key }, _) => Some(key.as_str()),
            _ => None,
        })
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

fn get_letter(fresh: bool) -> Effect {
    let call = Call {
        url: SRC.into(),
        fresh,
        body: None,
    };
    Effect::Fetch(Request::Letter { src: SRC.into() }, call)
}

fn accepted() -> Accepted {
    Accepted {
        receipt: "r".into(),
        status: SignatureStatus::Published,
        mail_delay: None,
    }
}

fn invalid(errors: Vec<FieldError>) -> Failure {
    Failure::Problem(Box::new(Problem {
        errors,
        ..Problem::new(Code::Invalid, "")
    }))
}
