//! The whole widget for one state of its life.

use open_letter_core::Letter;
use open_letter_core::flow::{Event, Face, Failure, Phase, State};
use open_letter_core::i18n::Key;
use open_letter_core::letter::Status;
use open_letter_core::shared::Shared;
use yew::prelude::*;

use crate::article::Call;
use crate::form::{FORM_ID, Press, action, sign};
use crate::locale::Locale;
use crate::still::{Part, Still};

/// The widget. Until the letter has arrived, and where it does not, the element's own children
/// stay in the page through the slot.
pub fn widget(state: &State, locale: &Locale, on: &Callback<Event>) -> Html {
    let content = match (&state.letter, &state.strings, &state.loading) {
        (Some(letter), Some(_), _) => signable(letter, state, locale, on),
        (None, Some(_), Phase::Failed(failure)) => failed(failure, locale, on),
        _ => html! { <slot><p part="notice">{ locale.text(Key::Loading) }</p></slot> },
    };
    html! {
        <div class="open-letter" lang={locale.lang()} dir={locale.dir()}>{ content }</div>
    }
}

fn signable(letter: &Shared<Letter>, state: &State, locale: &Locale, on: &Callback<Event>) -> Html {
    let open = state.is_open();
    let can = state.can;
    let call = match &letter.url {
        _ if !open => None,
        _ if can.sign => Some(Call::Button(on.clone())),
        url => url.clone().map(Call::Away),
    };
    let article = Part::Article {
        count: state.shown_count(),
        call,
    };
    let signatories = Part::Signatories {
        list: state.list.clone(),
        on: on.clone(),
    };
    html! {
        <>
            // Without one of its own, the letter is what stands inside the element.
            if letter.title.is_empty() && letter.body.is_empty() {
                <slot></slot>
            }
            <Still letter={letter.clone()} locale={locale.clone()} part={article} />
            if can.sign && (open || state.form.face != Face::Sign) {
                { sign(letter, &state.form, can, locale, Some(on)) }
            } else if can.native && letter.status != Status::Scheduled {
                <p id={FORM_ID}>
                    { action(Key::Find, Press::Turn(Face::Find), false, locale, on) }
                </p>
            }
            if can.list {
                <Still letter={letter.clone()} locale={locale.clone()} part={signatories} />
            }
        </>
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
