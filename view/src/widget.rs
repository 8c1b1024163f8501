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
use crate::element::{element, words};
use crate::form::{FORM_ID, Press, action, sign};
use crate::locale::Locale;
use crate::rich_text::link;
use crate::still::{Part, Still};

/// The widget. Until the letter has arrived, and where it does not, the element's own children
/// stay in the page through the slot.
pub fn widget(state: &State, locale: &Locale, on: &Callback<Event>) -> Html {
    let content = match (&state.letter, &state.strings, &state.loading) {
        (Some(letter), Some(_), _) => {
            let shown = Shown {
                letter,
                view: state.config.view,
                dialog: state.config.dialog,
                form: &state.form,
                can: state.can,
                count: state.shown_count(),
                list: &state.list,
                on: Some(on),
            };
            shown.html(locale)
        }
        (None, Some(_), Phase::Failed(failure)) => failed(failure, locale, on),
        _ => html! { <slot><p part="notice">{ locale.text(Key::Loading) }</p></slot> },
    };
    frame(state.config.view, content, locale)
}

/// What stands around everything that is ours.
pub(crate) fn frame(view: View, content: Html, locale: &Locale) -> Html {
    html! {
        <div class="open-letter" data-view={view.as_str()} lang={locale.lang()} dir={locale.dir()}>
            { content }
        </div>
    }
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
    pub(crate) fn html(&self, locale: &Locale) -> Html {
        let Self { letter, view, .. } = *self;
        let still =
            |part| html! { <Still letter={letter.clone()} locale={locale.clone()} {part} /> };
        let article = still(Part::Article {
            view,
            count: self.count,
            call: self.call(),
        });
        if view == View::Count {
            return article;
        }
        let whole = view == View::Letter;
        html! {
            <>
                <slot name="before" />
                // Without one of its own, the letter is what stands inside the element.
                if whole && letter.title.is_empty() && letter.body.is_empty() {
                    <slot />
                }
                { article }
                if whole {
                    <slot name="after-letter" />
                }
                if whole {
                    { standing(letter, locale) }
                }
                { self.form(locale) }
                if whole && self.can.list {
                    { still(Part::Signatories { list: self.list.clone(), on: self.more() }) }
                }
            </>
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

    fn form(&self, locale: &Locale) -> Html {
        let Self { letter, can, .. } = *self;
        if can.sign && (self.is_open() || self.form.face != Face::Sign) {
            let form = || sign(letter, self.form, can, locale, self.on);
            return match self.on {
                _ if !self.dialog => form(),
                None => Html::default(),
                Some(_) => dialog(letter, form(), locale),
            };
        }
        let answers = can.native && letter.archived_at.is_none();
        if !answers || letter.status == Status::Scheduled {
            return Html::default();
        }
        self.on.map_or_else(Html::default, |on| {
            let find = action(Key::Find, Press::Turn(Face::Find), false, locale, on);
            html! { <p id={FORM_ID}>{ find }</p> }
        })
    }
}

/// The form above the page. The browser itself closes it, by its button, by Escape or by a press
/// beside it, and gives the focus back; what was typed stays in it.
fn dialog(letter: &Letter, form: Html, locale: &Locale) -> Html {
    let values = vec![letter.lang.clone().map(AttrValue::from)];
    let title = vec![words(letter.title.clone())];
    let title = element("bdi", &["lang"], values, title);
    html! {
        <dialog part="dialog" closedby="any" aria-label={letter.title.clone()}>
            <form method="dialog">
                <button part="close">{ locale.text(Key::Close) }</button>
            </form>
            <p part="dialog-title">
                { letter.url.as_ref().map_or_else(|| title.clone(), |url| link(url, vec![title.clone()])) }
            </p>
            { form }
        </dialog>
    }
}

fn failed(failure: &Failure, locale: &Locale, on: &Callback<Event>) -> Html {
    html! {
        <>
            <slot></slot>
            <div part="notice" data-kind="failed" role="alert">
                <p>{ locale.text(failure.about_letter()) }</p>
                <button
                    part="retry"
                    type="button"
                    onclick={on.reform(|_: MouseEvent| Event::RefreshAsked)}
                >
                    { locale.text(Key::TryAgain) }
                </button>
            </div>
        </>
    }
}
