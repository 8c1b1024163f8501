//! The whole widget for one state of its life.

use std::rc::Rc;

use open_letter_core::Letter;
use open_letter_core::flow::{Event, Failure, Phase, State};
use open_letter_core::i18n::Key;
use yew::prelude::*;

use crate::article::Article;
use crate::form::Sign;
use crate::locale::Locale;
use crate::signatories::Signatories;

/// What the widget shows, and whom it tells.
#[derive(Clone, PartialEq, Properties)]
pub struct WidgetProps {
    /// Everything that is known.
    pub state: Rc<State>,
    /// The language to say it in.
    pub locale: Locale,
    /// Hears what the visitor does.
    pub on: Callback<Event>,
}

/// The widget. Until the letter has arrived, and where it does not, the element's own children
/// stay in the page through the slot.
#[component]
pub fn Widget(props: &WidgetProps) -> Html {
    let WidgetProps { state, locale, on } = props;
    let content = match (&state.letter, &state.strings, &state.loading) {
        (Some(letter), Some(_), _) => signable(letter, props),
        (None, Some(_), Phase::Failed(failure)) => failed(failure, locale, on),
        _ => html! { <slot><p part="notice">{ locale.text(Key::Loading) }</p></slot> },
    };
    html! {
        <div class="open-letter" lang={locale.lang()} dir={locale.dir()}>{ content }</div>
    }
}

fn signable(letter: &Rc<Letter>, props: &WidgetProps) -> Html {
    let WidgetProps { state, locale, on } = props;
    let call = if state.is_open() {
        html! {
            <button
                part="sign-button"
                type="button"
                onclick={on.reform(|_: MouseEvent| Event::SignAsked)}
            >
                { locale.text(Key::SignButton) }
            </button>
        }
    } else {
        Html::default()
    };
    html! {
        <>
            <Article letter={letter.clone()} count={state.count.count} locale={locale.clone()} {call} />
            if state.is_open() {
                <Sign letter={letter.clone()} form={state.form.clone()} locale={locale.clone()} on={on.clone()} />
            }
            <Signatories letter={letter.clone()} list={state.list.clone()} locale={locale.clone()} on={on.clone()} />
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
