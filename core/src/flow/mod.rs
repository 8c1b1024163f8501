//! The life of a letter on a page: `update(state, event)` gives the next state and what should
//! be done about it. Nothing here waits, asks the time or throws dice; the runtime does, and
//! comes back with another event.

mod adapted;
mod answer;
mod call;
mod event;
mod face;
mod failure;
mod form;
mod list;
mod submit;

use crate::shared::Shared;
use call::Calls;
pub use call::{Call, Method, Request};
pub use event::{Effect, Event, Notice, Spot};
pub use face::{Face, Task};
pub use failure::Failure;
pub use form::Form;
pub use list::List;

use crate::adapter::Abilities;
use crate::config::Config;
use crate::i18n::Strings;
use crate::json::{FromJson, Json};
use crate::letter::{Count, Letter, Status};

/// How a request is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing is under way.
    #[default]
    Idle,
    /// An answer is awaited.
    Busy,
    /// It failed, and another try follows by itself.
    Retrying(Failure),
    /// The last one failed.
    Failed(Failure),
}

/// Everything that one letter on a page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What the page asks for.
    pub config: Config,
    /// What the backend can do.
    pub can: Abilities,
    /// The sentences that are always there.
    english: Shared<Strings>,
    /// The sentences in use; none until the first language is decided.
    pub strings: Option<Shared<Strings>>,
    /// The language whose sentences were asked for.
    wanted_lang: Option<String>,
    /// The letter, once it has arrived; a failed refresh leaves it standing.
    pub letter: Option<Shared<Letter>>,
    /// The answer that it was read from.
    pub document: Json,
    /// How the request for the letter is doing.
    pub loading: Phase,
    /// The newest count that is known.
    pub count: Option<Count>,
    /// The signatories so far.
    pub list: Shared<List>,
    /// The form and what became of it.
    pub form: Form,
    /// Whether the letter stands on the page.
    ready: bool,
    /// Whether somebody wanted to sign before there was a letter.
    sign_wanted: bool,
    /// The requests whose answers are awaited.
    calls: Calls,
}

impl State {
    /// The state before anything has happened.
    #[must_use]
    pub fn new(config: Config, english: Shared<Strings>) -> Self {
        Self {
            config,
            english,
            ..Self::default()
        }
    }

    /// The sentences to use: English until others have arrived.
    #[must_use]
    pub fn sentences(&self) -> &Shared<Strings> {
        self.strings.as_ref().unwrap_or(&self.english)
    }

    /// The language for numbers and dates: the page's own where its sentences are in use, so
    /// that `en-US` writes dates as its readers do.
    #[must_use]
    pub fn format_lang(&self) -> &str {
        let lang = self.sentences().lang();
        match &self.wanted_lang {
            Some(wanted) if primary(wanted).eq_ignore_ascii_case(primary(lang)) => wanted,
            _ => lang,
        }
    }

    /// Whether the letter can be signed here and now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.letter
            .as_ref()
            .is_some_and(|letter| letter.status == Status::Open)
    }

    /// Whether there is a form, or what has become of one.
    #[must_use]
    pub fn has_form(&self) -> bool {
        self.is_open() || self.form.face != Face::Sign
    }

    fn load(&mut self, fresh: bool) -> Vec<Effect> {
        self.loading = Phase::Busy;
        if !self.can.native {
            return self.load_adapted(fresh);
        }
        let (request, url) = match self.config.adapter.as_str() {
            "" => (Request::Letter, &self.config.src),
            _ => (Request::Adapter, &self.config.adapter),
        };
        let call = Call {
            request,
            url: url.clone(),
            fresh,
            ..Call::default()
        };
        vec![self.calls.make(call)]
    }

    /// Asks for the sentences of the page's language, else of the letter's, else English.
    fn choose_locale(&mut self) -> Option<Effect> {
        let letter_lang = self.letter.as_ref().and_then(|letter| letter.lang.clone());
        let lang = self.config.lang.clone().or(letter_lang);
        // Without a language from the page, the letter's decides, so that is waited for.
        let lang = if self.letter.is_some() {
            lang.or_else(|| Some("en".to_owned()))
        } else {
            lang
        };
        if lang == self.wanted_lang {
            return None;
        }
        self.wanted_lang.clone_from(&lang);
        self.calls.forget(Request::Locale);
        match self.config.locale_url(&lang?) {
            Some(url) => {
                let url = url.to_owned();
                Some(self.calls.make(Call {
                    request: Request::Locale,
                    url,
                    ..Call::default()
                }))
            }
            None => {
                self.say_in(self.english.clone());
                None
            }
        }
    }

    /// Takes the sentences to use, with what the page has put in place of some.
    fn say_in(&mut self, strings: Shared<Strings>) {
        self.strings = Some(match self.config.strings.get(strings.lang()) {
            Json::Null => strings,
            others => Shared::new(strings.with(others)),
        });
    }

    /// Tells once that the letter can be read, which it can in a language alone.
    fn tell_when_ready(&mut self) -> Vec<Effect> {
        if self.ready || self.letter.is_none() || self.strings.is_none() {
            return Vec::new();
        }
        self.ready = true;
        // What stood on the page before makes room for the letter when it is told.
        let mut effects = vec![Effect::Tell(Notice::Ready)];
        effects.extend(self.lead_to_form());
        effects
    }

    /// Leads somebody who wants to sign to the form, as soon as there is one.
    fn lead_to_form(&mut self) -> Vec<Effect> {
        if !self.ready || !std::mem::take(&mut self.sign_wanted) || !self.has_form() {
            return Vec::new();
        }
        vec![Effect::Focus(form::place(&mut self.form))]
    }

    fn take_count(&mut self, count: Count, effects: &mut Vec<Effect>) {
        if self.count.is_none_or(|shown| count.as_of >= shown.as_of) {
            if self.count.is_none_or(|shown| count.count != shown.count) {
                effects.push(Effect::Tell(Notice::Count(count)));
            }
            self.count = Some(count);
        }
    }

    /// Takes the answer with the letter, which was asked for in vain so many times before.
    fn take_letter(&mut self, answer: Result<Json, Failure>, tries: u8) -> Vec<Effect> {
        let mut effects = Vec::new();
        let letter = answer.and_then(|json| {
            let letter = Letter::from_json(&json)?;
            adapted::tell_fault(&json, &mut effects);
            self.document = json;
            Ok(letter)
        });
        let mut letter = match letter {
            Ok(letter) => letter,
            Err(failure) => {
                self.loading = Phase::Failed(failure.clone());
                return self.say_failure(failure, tries);
            }
        };
        self.loading = Phase::Idle;
        if let Some(count) = letter.signatures.count {
            self.take_count(count, &mut effects);
        }
        let page = std::mem::take(&mut letter.signatures.page);
        if !self.can.list_apart && self.list.make_mut().take_first(page) {
            self.calls.forget(Request::Page);
        }
        self.letter = Some(Shared::new(letter));
        effects.extend(self.choose_locale());
        effects.extend(self.tell_when_ready());
        effects
    }

    fn take_answer(
        &mut self,
        mut call: Box<Call>,
        answer: Result<Json, Failure>,
        dice: u16,
    ) -> Vec<Effect> {
        if !self.calls.expect(&call) {
            return Vec::new();
        }
        let failure = answer.as_ref().err();
        let mut wait = failure.and_then(|failure| failure.wait(call.tries, dice));
        // Where it would count twice, only the visitor may send it again.
        let safe = call.request != Request::Form || self.can.safe;
        if !safe && failure.is_some_and(Failure::leaves_doubt) {
            wait = None;
        }
        let tries = call.tries;
        if wait.is_none() {
            self.calls.forget(call.request);
        }
        let mut effects = match call.request {
            Request::Adapter => self.take_adapter(answer, tries),
            Request::Letter => self.take_letter(answer, tries),
            Request::Count => self.take_counted(answer, tries, wait.is_some()),
            Request::Locale => match read(answer) {
                Ok(strings) => {
                    self.say_in(Shared::new(strings));
                    self.tell_when_ready()
                }
                Err(failure) => self.say_failure(failure, tries),
            },
            Request::Page => match self.take_page(&call, answer) {
                Ok(effects) => effects,
                Err(failure) => {
                    self.list.make_mut().phase = Phase::Failed(failure.clone());
                    self.say_failure(failure, tries)
                }
            },
            Request::Form => answer::take(self, answer, wait.is_some()),
        };
        if let Some(wait) = wait {
            call.tries += 1;
            effects.push(Effect::Wait(wait, Some(call)));
        }
        effects
    }

    fn take_page(
        &mut self,
        call: &Call,
        answer: Result<Json, Failure>,
    ) -> Result<Vec<Effect>, Failure> {
        let first = |ask: &Json| ask.get("after") == &Json::Null;
        match &call.body {
            Some(ask) if first(ask) => self.take_first_page(answer),
            _ => Ok(list::take_page(self, read(answer)?)),
        }
    }

    /// A failure must be said in some language, even where that is what failed. It is said at
    /// once, and once: the tries that follow by themselves have nothing new to tell.
    fn say_failure(&mut self, failure: Failure, tries: u8) -> Vec<Effect> {
        if self.strings.is_none() {
            self.say_in(self.english.clone());
        }
        let mut effects = self.tell_when_ready();
        if tries == 0 {
            effects.push(Effect::Tell(Notice::Error(failure)));
        }
        effects
    }

    fn apply(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => {
                let mut effects = self.load(false);
                effects.extend(self.choose_locale());
                effects
            }
            Event::Configured(config) => {
                let same = config.adapter == self.config.adapter;
                let moved = config.src != self.config.src || !same;
                if config.strings != self.config.strings {
                    self.wanted_lang = None;
                }
                self.config = config;
                let mut effects = Vec::new();
                if moved {
                    let fresh = Self::new(self.config.clone(), self.english.clone());
                    let mut calls = std::mem::take(&mut self.calls);
                    for request in [
                        Request::Page,
                        Request::Form,
                        Request::Adapter,
                        Request::Count,
                    ] {
                        calls.forget(request);
                    }
                    let strings = self.strings.take();
                    *self = Self {
                        strings,
                        can: if same { self.can } else { Abilities::NATIVE },
                        wanted_lang: self.wanted_lang.take(),
                        calls,
                        ..fresh
                    };
                    effects = self.load(false);
                }
                effects.extend(self.choose_locale());
                effects
            }
            Event::RefreshAsked if self.loading == Phase::Busy => Vec::new(),
            Event::RefreshAsked => self.load(true),
            Event::Answered { call, answer, dice } => self.take_answer(call, answer, dice),
            Event::Due(Some(call)) if self.calls.expect(&call) => vec![Effect::Fetch(call)],
            Event::Due(Some(_)) => Vec::new(),
            Event::Due(None) => {
                self.form.rested = true;
                Vec::new()
            }
            Event::MoreAsked => list::ask_for_more(self),
            Event::SignAsked => {
                self.sign_wanted = true;
                self.lead_to_form()
            }
            Event::FieldAsked(field) => vec![Effect::Focus(Spot::Field(field))],
            Event::Typed(..) | Event::Ticked(..) | Event::Left(_) => {
                form::edit(self, event);
                Vec::new()
            }
            Event::Turned(face) => form::turn(&mut self.form, face),
            Event::Submitted {
                task,
                key,
                now,
                millis,
            } => submit::submit(self, task, key, now, millis),
        }
    }
}

/// The next state, and what is to be done.
#[must_use]
pub fn update(mut state: State, event: Event) -> (State, Vec<Effect>) {
    let effects = state.apply(event);
    (state, effects)
}

fn read<T: FromJson>(answer: Result<Json, Failure>) -> Result<T, Failure> {
    Ok(T::from_json(&answer?)?)
}

fn primary(lang: &str) -> &str {
    lang.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
