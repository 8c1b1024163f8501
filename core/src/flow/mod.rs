//! The life of a letter on a page: `update(state, event)` gives the next state and what should
//! be done about it. Nothing here waits, asks the time or throws dice; the runtime does, and
//! comes back with another event.

mod failure;
mod form;
mod list;

use crate::shared::Shared;
pub use failure::Failure;
pub use form::{Form, Intent, Signing};
pub use list::List;

use crate::config::Config;
use crate::i18n::Strings;
use crate::json::{FromJson, Json};
use crate::letter::{Count, Letter, Status};
use crate::protocol::{Field, SignatureStatus};

/// How a request is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing is under way.
    #[default]
    Idle,
    /// An answer is awaited.
    Busy,
    /// The last one failed.
    Failed(Failure),
}

/// Everything that one letter on a page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What the page asks for.
    pub config: Config,
    /// The sentences that are always there.
    english: Shared<Strings>,
    /// The sentences in use; none until the first language is decided.
    pub strings: Option<Shared<Strings>>,
    /// The language whose sentences were asked for.
    wanted_lang: Option<String>,
    /// The letter, once it has arrived; a failed refresh leaves it standing.
    pub letter: Option<Shared<Letter>>,
    /// How the request for the letter is doing.
    pub loading: Phase,
    /// The newest count that is known.
    pub count: Count,
    /// The signatories so far.
    pub list: Shared<List>,
    /// The form and what became of it.
    pub form: Form,
    /// Whether the letter stands on the page.
    ready: bool,
    /// Whether somebody wanted to sign before there was a letter.
    sign_wanted: bool,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The element is on the page.
    Started,
    /// Its attributes or the page's language have changed.
    Configured(Config),
    /// The visitor or the page asks for the letter again.
    RefreshAsked,
    /// What became of a request.
    Answered {
        /// Which one.
        request: Request,
        /// The document that came back, or why there is none.
        answer: Result<Json, Failure>,
    },
    /// The visitor wants to see more signatories.
    MoreAsked,
    /// The visitor or the page wants to sign.
    SignAsked,
    /// The visitor follows a link to a field.
    FieldAsked(Field),
    /// A field's text has changed.
    Typed(Field, String),
    /// A box was ticked or unticked.
    Ticked(Field, bool),
    /// A field was left.
    Left(Field),
    /// The form was sent off.
    Submitted {
        /// A fresh idempotency key, in case this is a new intent.
        key: String,
    },
}

/// What is asked of the backend. The answer comes back with it, so that one that comes too late
/// is known as such.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The letter at an address.
    Letter {
        /// Its URL.
        src: String,
    },
    /// The sentences of a language.
    Locale {
        /// The language that the page asked for.
        lang: String,
    },
    /// A page of signatories.
    Page {
        /// Where it begins.
        cursor: String,
    },
    /// To take a signature.
    Signature {
        /// Its idempotency key.
        key: String,
    },
}

/// How a request is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    /// Where to.
    pub url: String,
    /// Whether caches must ask the backend first.
    pub fresh: bool,
    /// What is sent; nothing is a `GET`.
    pub body: Option<Json>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Make a request and come back with [`Event::Answered`].
    Fetch(Request, Call),
    /// Move the focus, once the new state is on the page.
    Focus(Spot),
    /// Tell the page around the element.
    Tell(Notice),
}

/// Where the focus can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The first field of the form.
    Form,
    /// One of its fields.
    Field(Field),
    /// The list of what is wrong.
    ErrorSummary,
    /// What became of the signature.
    Outcome,
    /// The end of the list, where the button for more stood.
    ListEnd,
}

/// What the page around the element hears. It never says anything about a signer.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The letter can be read.
    Ready,
    /// The count is another one.
    Count(Count),
    /// A signature is on its way.
    Submit,
    /// A signature was received.
    Signed(SignatureStatus),
    /// Something failed.
    Error(Failure),
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

    fn load(&mut self, fresh: bool) -> Vec<Effect> {
        self.loading = Phase::Busy;
        let src = self.config.src.clone();
        let call = Call {
            url: src.clone(),
            fresh,
            body: None,
        };
        vec![Effect::Fetch(Request::Letter { src }, call)]
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
        let lang = lang?;
        match self.config.locale_url(&lang) {
            Some(url) => {
                let call = Call {
                    url: url.to_owned(),
                    ..Call::default()
                };
                Some(Effect::Fetch(Request::Locale { lang }, call))
            }
            None => {
                self.strings = Some(self.english.clone());
                None
            }
        }
    }

    /// Tells once that the letter can be read, which it can in a language alone.
    fn tell_when_ready(&mut self) -> Vec<Effect> {
        if self.ready || self.letter.is_none() || self.strings.is_none() {
            return Vec::new();
        }
        self.ready = true;
        let mut effects = self.lead_to_form();
        effects.push(Effect::Tell(Notice::Ready));
        effects
    }

    /// Leads somebody who wants to sign to the form, as soon as there is one.
    fn lead_to_form(&mut self) -> Vec<Effect> {
        if !self.ready || !std::mem::take(&mut self.sign_wanted) || !self.is_open() {
            return Vec::new();
        }
        vec![Effect::Focus(form::place(&self.form))]
    }

    fn take_count(&mut self, count: Count, effects: &mut Vec<Effect>) {
        if count.as_of >= self.count.as_of {
            if count.count != self.count.count || self.count.as_of == Default::default() {
                effects.push(Effect::Tell(Notice::Count(count)));
            }
            self.count = count;
        }
    }

    fn take_letter(&mut self, mut letter: Letter) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.loading = Phase::Idle;
        self.take_count(letter.signatures.count, &mut effects);
        let page = std::mem::take(&mut letter.signatures.page);
        self.list.make_mut().take_first(page);
        self.letter = Some(Shared::new(letter));
        effects.extend(self.choose_locale());
        effects.extend(self.tell_when_ready());
        effects
    }

    fn take_answer(&mut self, request: Request, answer: Result<Json, Failure>) -> Vec<Effect> {
        match request {
            Request::Letter { src } if src != self.config.src => Vec::new(),
            Request::Letter { .. } => match read(answer) {
                Ok(letter) => self.take_letter(letter),
                Err(failure) => {
                    self.loading = Phase::Failed(failure.clone());
                    self.say_failure(failure)
                }
            },
            Request::Locale { lang } if self.wanted_lang.as_ref() != Some(&lang) => Vec::new(),
            Request::Locale { .. } => match read(answer) {
                Ok(strings) => {
                    self.strings = Some(Shared::new(strings));
                    self.tell_when_ready()
                }
                Err(failure) => self.say_failure(failure),
            },
            Request::Page { cursor } => list::take_page(self, &cursor, read(answer)),
            Request::Signature { key } => form::take_answer(self, &key, read(answer)),
        }
    }

    /// A failure must be said in some language, even where that is what failed.
    fn say_failure(&mut self, failure: Failure) -> Vec<Effect> {
        self.strings.get_or_insert_with(|| self.english.clone());
        let mut effects = self.tell_when_ready();
        effects.push(Effect::Tell(Notice::Error(failure)));
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
                let moved = config.src != self.config.src;
                self.config = config;
                let mut effects = Vec::new();
                if moved {
                    let fresh = Self::new(self.config.clone(), self.english.clone());
                    let strings = self.strings.take();
                    *self = Self {
                        strings,
                        wanted_lang: self.wanted_lang.take(),
                        ..fresh
                    };
                    effects = self.load(false);
                }
                effects.extend(self.choose_locale());
                effects
            }
            Event::RefreshAsked if self.loading == Phase::Busy => Vec::new(),
            Event::RefreshAsked => self.load(true),
            Event::Answered { request, answer } => self.take_answer(request, answer),
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
            Event::Submitted { key } => form::submit(self, key),
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
