//! Holds the state of one letter, performs its effects and feeds the answers back.

use std::cell::RefCell;
use std::rc::Rc;

use open_letter_core::config::Config;
use open_letter_core::flow::{Effect, Event, Failure, Notice, State, update};
use open_letter_core::i18n::Strings;
use open_letter_core::json::{FromJson, Json};
use open_letter_view::locale::Locale;
use open_letter_view::{Widget, spot};
use yew::prelude::*;

use crate::browser::{self, Call, Host, IntlFormats};

/// Lets the page speak to a letter from outside.
#[derive(Clone, Default)]
pub(crate) struct Port(Rc<RefCell<Option<Callback<Event>>>>);

impl PartialEq for Port {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Port {
    pub(crate) fn send(&self, event: Event) {
        let callback = self.0.borrow().clone();
        if let Some(callback) = callback {
            callback.emit(event);
        }
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct RuntimeProps {
    pub(crate) host: Host,
    pub(crate) config: Config,
    pub(crate) port: Port,
}

/// Requests under way, one of a kind. Each is aborted when it is replaced or dropped.
#[derive(Default)]
struct Calls {
    letter: Option<Call>,
    locale: Option<Call>,
    page: Option<Call>,
    signature: Option<Call>,
}

pub(crate) struct Runtime {
    state: Rc<State>,
    locale: Locale,
    /// The language that `locale` formats for.
    format_lang: String,
    calls: Calls,
    /// Effects that concern the page as it looks after the next rendering.
    after_rendering: Vec<Effect>,
}

impl Component for Runtime {
    type Message = Event;
    type Properties = RuntimeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let RuntimeProps { config, port, .. } = ctx.props();
        *port.0.borrow_mut() = Some(ctx.link().callback(|event| event));
        ctx.link().send_message(Event::Started);
        let state = Rc::new(State::new(config.clone(), Rc::new(browser::english())));
        Self {
            locale: locale(&state),
            format_lang: state.format_lang().to_owned(),
            state,
            calls: Calls::default(),
            after_rendering: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        // The view knows that a form was sent, but only the browser has randomness.
        let event = match event {
            Event::Submitted { .. } => Event::Submitted {
                key: browser::random_key(),
            },
            other => other,
        };
        let (state, effects) = update(State::clone(&self.state), event);
        let strings_changed = !Rc::ptr_eq(state.sentences(), self.state.sentences());
        self.state = Rc::new(state);
        if strings_changed || self.state.format_lang() != self.format_lang {
            self.format_lang = self.state.format_lang().to_owned();
            self.locale = locale(&self.state);
        }
        for effect in effects {
            self.perform(ctx, effect);
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &RuntimeProps) -> bool {
        let config = &ctx.props().config;
        if *config != old.config {
            ctx.link().send_message(Event::Configured(config.clone()));
        }
        false
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        html! {
            <Widget
                state={self.state.clone()}
                locale={self.locale.clone()}
                on={ctx.link().callback(|event| event)}
            />
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let host = &ctx.props().host;
        for effect in std::mem::take(&mut self.after_rendering) {
            match effect {
                Effect::Focus(spot) => host.focus(&spot::selector(spot)),
                Effect::Tell(notice) => tell(host, &notice),
                _ => {}
            }
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().port.0.borrow_mut().take();
    }
}

impl Runtime {
    fn perform(&mut self, ctx: &Context<Self>, effect: Effect) {
        let link = ctx.link();
        match effect {
            Effect::LoadLetter { src, fresh } => {
                let (call, signal) = Call::new();
                self.calls.letter = Some(call);
                link.send_future(async move {
                    let answer = read(browser::get(&src, fresh, &signal).await);
                    Event::LetterArrived { src, answer }
                });
            }
            Effect::LoadLocale { lang, url } => {
                let (call, signal) = Call::new();
                self.calls.locale = Some(call);
                link.send_future(async move {
                    let answer = read::<Strings>(browser::get(&url, false, &signal).await);
                    Event::LocaleArrived { lang, answer }
                });
            }
            Effect::LoadPage { url, cursor } => {
                let (call, signal) = Call::new();
                self.calls.page = Some(call);
                link.send_future(async move {
                    let answer = read(browser::get(&url, false, &signal).await);
                    Event::PageArrived { cursor, answer }
                });
            }
            Effect::Send { url, key, body } => {
                let (call, signal) = Call::new();
                self.calls.signature = Some(call);
                link.send_future(async move {
                    let answer = read(browser::post(&url, &key, &body, &signal).await);
                    Event::SignatureAnswered { key, answer }
                });
            }
            Effect::Focus(_) | Effect::Tell(_) => self.after_rendering.push(effect),
        }
    }
}

fn read<T: FromJson>(answer: Result<Json, Failure>) -> Result<T, Failure> {
    Ok(T::from_json(&answer?)?)
}

fn locale(state: &State) -> Locale {
    let formats = IntlFormats::new(state.format_lang());
    Locale::new(state.sentences().clone(), Rc::new(formats))
}

fn tell(host: &Host, notice: &Notice) {
    let (name, detail) = match notice {
        Notice::Ready => ("open-letter-ready", Json::Null),
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts come from JSON's exact range"
        )]
        Notice::Count(count) => (
            "open-letter-count",
            Json::object([("count", Json::Number(count.count as f64))]),
        ),
        Notice::Submit => ("open-letter-submit", Json::Null),
        Notice::Signed(status) => (
            "open-letter-signed",
            Json::object([("status", status.as_str().into())]),
        ),
        Notice::Error(failure) => (
            "open-letter-error",
            Json::object([
                ("code", failure.code().into()),
                ("message", failure.message().as_str().into()),
            ]),
        ),
    };
    host.dispatch(name, &detail);
}
