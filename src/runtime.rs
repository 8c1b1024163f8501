//! Holds the state of one letter, performs its effects and feeds the answers back.

use std::rc::Rc;

use open_letter_core::Json;
use open_letter_core::config::Config;
use open_letter_core::flow::{Effect, Event, Notice, Request, State, update};
use open_letter_core::shared::Shared;
use open_letter_view::locale::Locale;
use open_letter_view::{spot, widget};
use yew::prelude::*;

use crate::browser::{self, Call, Host, IntlFormats};

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
    /// Requests under way, one of each kind: a new one aborts the one before.
    calls: [Option<Call>; 4],
    /// Effects that concern the page as it looks after the next rendering.
    after_rendering: Vec<Effect>,
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
            calls: Default::default(),
            after_rendering: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, (id, event): (u32, Event)) -> bool {
        if id != self.id {
            return false;
        }
        // The view knows that a form was sent, but only the browser has randomness.
        let event = match event {
            Event::Submitted { .. } => Event::Submitted {
                key: browser::random_key(),
            },
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
        for effect in std::mem::take(&mut self.after_rendering) {
            match effect {
                Effect::Focus(spot) => host.focus(&spot::selector(spot)),
                Effect::Tell(notice) => tell(host, &notice),
                _ => {}
            }
        }
    }
}

impl Runtime {
    fn perform(&mut self, ctx: &Context<Self>, effect: Effect) {
        let Effect::Fetch(request, wanted) = effect else {
            self.after_rendering.push(effect);
            return;
        };
        let (slot, key) = match &request {
            Request::Letter { .. } => (0, None),
            Request::Locale { .. } => (1, None),
            Request::Page { .. } => (2, None),
            Request::Signature { key } => (3, Some(key.clone())),
        };
        let id = self.id;
        let (call, signal) = Call::new();
        self.calls[slot] = Some(call);
        ctx.link().send_future(async move {
            let answer = browser::fetch(&wanted, key.as_deref(), &signal).await;
            (id, Event::Answered { request, answer })
        });
    }
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
            Json::object(vec![("count", Json::Number(count.count as f64))]),
        ),
        Notice::Submit => ("open-letter-submit", Json::Null),
        Notice::Signed(status) => (
            "open-letter-signed",
            Json::object(vec![("status", status.as_str().into())]),
        ),
        Notice::Error(failure) => (
            "open-letter-error",
            Json::object(vec![
                ("code", failure.code().into()),
                ("message", failure.message().as_str().into()),
            ]),
        ),
    };
    host.dispatch(name, &detail);
}
