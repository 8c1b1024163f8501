//! Holds the state of one letter, performs its effects and feeds the answers back.

use std::rc::Rc;

use open_letter_core::config::Config;
use open_letter_core::flow::{Effect, Event, Notice, Phase, Request, State, update};
use open_letter_core::protocol::SignatureStatus;
use open_letter_core::shared::Shared;
use open_letter_core::{Json, Timestamp};
use open_letter_view::locale::Locale;
use open_letter_view::{spot, widget};
use yew::prelude::*;

use crate::browser::{self, Host, IntlFormats, Pending};

/// How long a count waits that would be asked for while nobody sees the page.
const UNSEEN_MS: u32 = 10_000;

/// The element that an application serves, and what is asked of it.
#[derive(Clone, PartialEq)]
pub(crate) struct Tenant {
    /// No two tenants have the same.
    pub(crate) id: u32,
    pub(crate) host: Host,
    pub(crate) config: Config,
    /// How often the page has asked for the letter anew.
    pub(crate) refreshes: u32,
    /// How often the page has led the visitor to the form.
    pub(crate) leads: u32,
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct RuntimeProps {
    /// None between two elements.
    pub(crate) tenant: Option<Tenant>,
}

pub(crate) struct Runtime {
    /// The tenant's id, 0 where there is none.
    id: u32,
    state: State,
    /// Hears what the visitor does. Made once, so that what has not changed is not rendered.
    on: Callback<Event>,
    locale: Locale,
    /// The language that `locale` formats for.
    format_lang: String,
    /// Requests and waits under way, one of each kind: a new one ends the one before.
    pending: [Option<Pending>; Request::KINDS + 1],
    /// Effects that concern the page as it looks after the next rendering.
    after_rendering: Vec<Effect>,
    /// When its form was first seen.
    seen: Option<Timestamp>,
    /// What the element was last told of its state.
    told: (u8, Option<u64>),
}

/// What an element's `state` and its custom states are made of.
mod standing {
    pub(super) const LOADING: u8 = 1;
    pub(super) const OPEN: u8 = 2;
    pub(super) const CLOSED: u8 = 4;
    pub(super) const SIGNED: u8 = 8;
    pub(super) const FAILED: u8 = 16;
}

impl Component for Runtime {
    /// An event, and the tenant that it is meant for: answers may outlive their element.
    type Message = (u32, Event);
    type Properties = RuntimeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let tenant = ctx.props().tenant.as_ref();
        let id = tenant.map_or(0, |tenant| tenant.id);
        if tenant.is_some() {
            ctx.link().send_message((id, Event::Started));
        }
        let config = tenant
            .map(|tenant| tenant.config.clone())
            .unwrap_or_default();
        let state = State::new(config, Shared::new(browser::english()));
        Self {
            id,
            on: ctx.link().callback(move |event| (id, event)),
            locale: locale(&state),
            format_lang: state.format_lang().to_owned(),
            state,
            pending: Default::default(),
            after_rendering: Vec::new(),
            seen: None,
            told: (0, None),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, (id, event): (u32, Event)) -> bool {
        if id != self.id {
            return false;
        }
        // The view knows that a form was sent, but only the browser has randomness and a clock.
        let event = match event {
            Event::Submitted { task, .. } => {
                let now = browser::now();
                let millis = self.seen.map_or(0, |seen| now.millis() - seen.millis());
                Event::Submitted {
                    task,
                    key: browser::random_key(),
                    now,
                    millis: u64::try_from(millis).unwrap_or_default(),
                }
            }
            other => other,
        };
        let before = self.state.sentences().clone();
        let (state, effects) = update(std::mem::take(&mut self.state), event);
        self.state = state;
        if before != *self.state.sentences() || self.state.format_lang() != self.format_lang {
            self.format_lang = self.state.format_lang().to_owned();
            self.locale = locale(&self.state);
        }
        for effect in effects {
            self.perform(ctx, effect);
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &RuntimeProps) -> bool {
        let (new, old) = match (&ctx.props().tenant, &old.tenant) {
            (Some(new), Some(old)) if new.id == old.id => (new, old),
            _ => {
                // The old tenant's requests are aborted with it.
                *self = <Self as Component>::create(ctx);
                return true;
            }
        };
        if new.config != old.config {
            self.on.emit(Event::Configured(new.config.clone()));
        }
        if new.refreshes != old.refreshes {
            self.on.emit(Event::RefreshAsked);
        }
        if new.leads != old.leads {
            self.on.emit(Event::SignAsked);
        }
        false
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        match self.id {
            0 => Html::default(),
            _ => widget(&self.state, &self.locale, &self.on),
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let Some(Tenant { host, .. }) = &ctx.props().tenant else {
            return;
        };
        if self.seen.is_none() && self.state.has_form() {
            self.seen = Some(browser::now());
        }
        let standing = (self.standing(), self.state.shown_count());
        if standing != self.told {
            self.told = standing;
            tell_standing(host, standing);
        }
        for effect in std::mem::take(&mut self.after_rendering) {
            match effect {
                Effect::Focus(spot) => {
                    let letter = self.state.letter.as_deref();
                    host.tell("focus", &spot::selector(spot, letter).as_str().into());
                }
                Effect::Tell(notice) => tell(host, &notice),
                _ => {}
            }
        }
    }
}

impl Runtime {
    /// The letter as its backend has told it.
    pub(crate) fn document(&self) -> &Json {
        &self.state.document
    }

    fn standing(&self) -> u8 {
        let letter = match (&self.state.letter, &self.state.loading) {
            (Some(_), _) if self.state.is_open() => standing::OPEN,
            (Some(_), _) => standing::CLOSED,
            (None, Phase::Failed(_)) => standing::FAILED,
            _ => standing::LOADING,
        };
        let signed = self.state.form.face.is_signed();
        letter | if signed { standing::SIGNED } else { 0 }
    }

    fn perform(&mut self, ctx: &Context<Self>, effect: Effect) {
        let id = self.id;
        let (place, pending) = match effect {
            // A count that nobody sees is looked at later.
            Effect::Fetch(call) if call.request == Request::Count && browser::is_hidden() => {
                return self.perform(ctx, Effect::Wait(UNSEEN_MS, Some(call)));
            }
            Effect::Fetch(call) => {
                let place = call.request as usize;
                let pending = Pending::call(&call);
                let answer = pending.answer();
                ctx.link().send_future(async move {
                    let answer = answer.await;
                    let dice = browser::dice();
                    (id, Event::Answered { call, answer, dice })
                });
                (place, pending)
            }
            Effect::Wait(millis, call) => {
                // A request that waits for its next try keeps its place.
                let place = call
                    .as_ref()
                    .map_or(Request::KINDS, |call| call.request as usize);
                let link = ctx.link().clone();
                let due = move || link.send_message((id, Event::Due(call)));
                (place, Pending::wait(millis, due))
            }
            shown => {
                self.after_rendering.push(shown);
                return;
            }
        };
        self.pending[place] = Some(pending);
    }
}

fn locale(state: &State) -> Locale {
    let formats = IntlFormats::new(state.format_lang());
    Locale::new(state.sentences().clone(), Rc::new(formats))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts come from JSON's exact range"
)]
fn tell_standing(host: &Host, (standing, count): (u8, Option<u64>)) {
    let count = count.map_or(Json::Null, |count| Json::Number(count as f64));
    let standing = Json::Number(f64::from(standing));
    let detail = Json::Array(vec![standing, count]);
    host.tell("state", &detail);
}

fn tell(host: &Host, notice: &Notice) {
    let status = |status: &SignatureStatus| vec![("status", status.as_str().into())];
    let (name, detail) = match notice {
        Notice::Ready => ("ready", Vec::new()),
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts come from JSON's exact range"
        )]
        Notice::Count(count) => ("count", vec![("count", Json::Number(count.count as f64))]),
        Notice::Submit => ("submit", Vec::new()),
        Notice::Signed(now) => ("signed", status(now)),
        Notice::Confirmed(now) => ("confirmed", status(now)),
        Notice::Withdrawn => ("withdrawn", Vec::new()),
        Notice::Error(failure) => (
            "error",
            vec![
                ("code", failure.code().into()),
                ("message", failure.message().as_str().into()),
            ],
        ),
    };
    let detail = if detail.is_empty() {
        Json::Null
    } else {
        Json::object(detail)
    };
    host.tell(name, &detail);
}
