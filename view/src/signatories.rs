//! Who has signed, newest first, a page at a time.

use open_letter_core::Letter;
use open_letter_core::flow::{Event, List, Phase};
use open_letter_core::i18n::Key;
use open_letter_core::signature::Signatory;
use yew::prelude::*;

use crate::element::{element, named, part, plain, words};
use crate::locale::Locale;

/// The list. Without script there is nobody to tell, and the first page is all there is.
pub(crate) fn signatories(
    letter: &Letter,
    list: &List,
    on: Option<&Callback<Event>>,
    locale: &Locale,
) -> Html {
    html! {
        <section part="signatories">
            <h2>{ locale.text(Key::Signatories) }</h2>
            if !list.items.is_empty() {
                <ul part="list">
                    { for list.items.iter().map(|item| row(item, letter, locale)) }
                </ul>
            } else if list.phase == Phase::Idle {
                <p part="notice">{ locale.text(Key::NoSignatories) }</p>
            }
            if let Some(on) = on {
                { more(list, locale, on) }
            }
        </section>
    }
}

fn more(list: &List, locale: &Locale, on: &Callback<Event>) -> Html {
    let busy = list.phase == Phase::Busy;
    let failed = matches!(list.phase, Phase::Failed(_));
    let label = match (busy, &list.next) {
        (true, _) => Key::MoreLoading,
        (false, Some(_)) => Key::More,
        (false, None) => Key::TryAgain,
    };
    html! {
        <>
            if failed {
                <p part="notice" role="alert">{ locale.text(Key::MoreFailed) }</p>
            }
            if list.next.is_some() || busy || failed {
                <button
                    part="more"
                    type="button"
                    aria-disabled={busy.then_some("true")}
                    onclick={on.reform(|_: MouseEvent| Event::MoreAsked)}
                >
                    { locale.text(label) }
                </button>
            } else if !list.items.is_empty() {
                <p part="list-end" tabindex="-1">{ locale.text(Key::ListEnd) }</p>
            }
        </>
    }
}

/// One of them.
pub(crate) fn row(signatory: &Signatory, letter: &Letter, locale: &Locale) -> Html {
    let isolated = |text: &String| vec![plain("bdi", vec![words(text.clone())])];
    let mut inside = vec![match &signatory.name {
        Some(name) => part("span", "signatory-name", isolated(name)),
        None => {
            let values = vec![named("signatory-name"), Some("".into())];
            let text = vec![words(locale.text(Key::Anonymous))];
            element("span", &["part", "data-anonymous"], values, text)
        }
    }];
    if let Some(role) = &signatory.role {
        inside.push(part("span", "signatory-role", isolated(role)));
    }
    if let Some(affiliation) = &signatory.affiliation {
        inside.push(part("span", "signatory-affiliation", isolated(affiliation)));
    }
    for badge in &signatory.badges {
        if let Some(badge) = letter.badge(badge) {
            inside.push(part("span", "badge", vec![words(badge.label.clone())]));
        }
    }
    html! { <li key={signatory.id.clone()} part="signatory">{ for inside }</li> }
}
