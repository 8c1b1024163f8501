//! The whole widget for one state of its life.

use open_letter_core::Letter;
use open_letter_core::adapter::Abilities;
use open_letter_core::config::View;
use open_letter_core::flow::{Event, Face, Failure, Form, List, Phase, State};
use open_letter_core::i18n::Key;
use open_letter_core::letter::Status;
use open_letter_core::shared::Shared;
use yew::prelude::*;

use crate::article::{Call, standing};
use crate::form::{FORM_ID, sign};
use crate::locale::Locale;
use crate::markup::{Markup, Press};
use crate::rich_text::link;
use crate::still::{Part, Still};

/// The widget. Until the letter has arrived, and where it does not, the element's own children
/// stay in the page through the slot.
pub fn widget(state: &State, locale: &Locale, on: &Callback<Event>) -> Html {
    framed(state.config.view, locale, |out| {
        match (&state.letter, &state.strings, &state.loading) {
            (Some(letter), Some(_), _) => Shown {
                letter,
                view: state.config.view,
                dialog: state.config.dialog,
                form: &state.form,
                can: state.can,
                count: state.shown_count(),
                list: &state.list,
                on: Some(on),
            }
            .write(out),
            (None, Some(_), Phase::Failed(failure)) => failed(out, failure, on),
            _ => {
                out.plain("slot");
                let loading = locale.text(Key::Loading);
                out.line("p", "notice", loading);
                out.end();
            }
        }
    })
}

/// Everything that is ours, in what stands around it.
pub(crate) fn framed(view: View, locale: &Locale, write: impl FnOnce(&mut Markup<'_>)) -> Html {
    Markup::of(locale, |out| {
        out.start("div", &["class", "data-view", "lang", "dir"]);
        out.is("open-letter");
        out.is(view.as_str());
        out.is_ours();
        write(out);
        out.end();
    })
}

/// A letter that can be read, and what else a view shows of it.
pub(crate) struct Shown<'a> {
    pub(crate) letter: &'a Shared<Letter>,
    pub(crate) view: View,
    pub(crate) dialog: bool,
    pub(crate) form: &'a Form,
    pub(crate) can: Abilities,
    pub(crate) count: Option<u64>,
    pub(crate) list: &'a Shared<List>,
    /// None before the widget has taken over.
    pub(crate) on: Option<&'a Callback<Event>>,
}

impl Shown<'_> {
    pub(crate) fn write(&self, out: &mut Markup<'_>) {
        let Self { letter, view, .. } = *self;
        let article = Part::Article {
            view,
            count: self.count,
            call: self.call(),
        };
        if view == View::Count {
            return still(out, letter, article);
        }
        let whole = view == View::Letter;
        slot(out, "before");
        // Without one of its own, the letter is what stands inside the element.
        if whole && letter.title.is_empty() && letter.body.is_empty() {
            out.plain("slot");
            out.end();
        } else {
            out.nothing();
        }
        still(out, letter, article);
        if whole {
            slot(out, "after-letter");
            out.group();
            standing(out, letter);
            out.end();
        }
        out.group();
        self.form(out);
        out.end();
        if whole && self.can.list {
            let list = self.list.clone();
            let on = self.more();
            still(out, letter, Part::Signatories { list, on });
        }
    }

    /// Who hears of the list's button. Before the widget nobody does, but it has its room.
    fn more(&self) -> Option<Callback<Event>> {
        let nobody = || cfg!(feature = "ssr").then(Callback::noop);
        self.on.cloned().or_else(nobody)
    }

    fn is_open(&self) -> bool {
        self.letter.status == Status::Open
    }

    /// What leads to the form, or to what became of it.
    fn call(&self) -> Option<Call> {
        let url = &self.letter.url;
        match self.on {
            // Before the widget, the form below is sent by the browser, and no dialog opens.
            None => url.clone().filter(|_| self.is_open()).map(Call::Away),
            Some(on) if self.can.sign && self.form.face != Face::Sign => {
                (self.dialog || self.is_open()).then(|| Call::Button(Key::Own, on.clone()))
            }
            _ if !self.is_open() => None,
            Some(on) if self.can.sign => Some(Call::Button(Key::SignButton, on.clone())),
            _ => url.clone().map(Call::Away),
        }
    }

    fn form(&self, out: &mut Markup<'_>) {
        let Self { letter, can, .. } = *self;
        if can.sign && (self.is_open() || self.form.face != Face::Sign) {
            if self.dialog && self.on.is_some() {
                begin_dialog(out, letter);
            }
            if !self.dialog || self.on.is_some() {
                sign(out, letter, self.form, can, self.on);
            }
            if self.dialog && self.on.is_some() {
                out.end();
            }
            return;
        }
        let answers = can.native && letter.archived_at.is_none();
        if let Some(on) = self
            .on
            .filter(|_| answers && letter.status != Status::Scheduled)
        {
            out.start("p", &["id"]);
            out.is(FORM_ID);
            out.button("action", false, Key::Find, on, Press::Turn(Face::Find));
            out.end();
        }
    }
}

/// A part that is rendered again only when what it shows has changed.
fn still(out: &mut Markup<'_>, letter: &Shared<Letter>, part: Part) {
    let locale = out.locale.clone();
    out.add(html! { <Still letter={letter.clone()} {locale} {part} /> });
}

/// A place for what the page puts inside the element.
pub(crate) fn slot(out: &mut Markup<'_>, name: &'static str) {
    out.start("slot", &["name"]);
    out.is(name);
    out.end();
}

/// Begins the form above the page. The browser itself closes it, by its button, by Escape or by a
/// press beside it, and gives the focus back; what was typed stays in it.
fn begin_dialog(out: &mut Markup<'_>, letter: &Letter) {
    out.start("dialog", &["part", "closedby", "aria-label"]);
    out.is("dialog");
    out.is("any");
    out.is_text(&letter.title);
    out.start("form", &["method"]);
    out.is("dialog");
    let close = out.locale.text(Key::Close);
    out.line("button", "close", close);
    out.end();
    out.part("p", "dialog-title");
    match &letter.url {
        Some(url) => link(out, url),
        None => out.plain("span"),
    }
    out.start("bdi", &["lang"]);
    out.value(letter.lang.clone().map(AttrValue::from));
    out.text(&letter.title);
    out.end();
    out.end();
    out.end();
}

fn failed(out: &mut Markup<'_>, failure: &Failure, on: &Callback<Event>) {
    out.plain("slot");
    out.end();
    out.start("div", &["part", "data-kind", "role"]);
    out.is("notice");
    out.is("failed");
    out.is("alert");
    out.plain("p");
    out.say(failure.about_letter());
    out.end();
    out.button("retry", false, Key::TryAgain, on, Press::Again);
    out.end();
}
