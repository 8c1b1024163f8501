//! The form, and what became of it.

use std::rc::Rc;

use open_letter_core::Letter;
use open_letter_core::flow::{Event, Form, Signing};
use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::letter::Need;
use open_letter_core::protocol::{Field, SignatureStatus};
use open_letter_core::text::{Affiliation, Role, SignerName};
use yew::prelude::*;

use crate::field::{Asked, Surroundings, id, text_field, tick_box};
use crate::locale::Locale;

/// The id that a link to the form names.
pub(crate) const FORM_ID: &str = "open-letter-form";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SignProps {
    pub(crate) letter: Rc<Letter>,
    pub(crate) form: Rc<Form>,
    pub(crate) locale: Locale,
    /// None on the page without script.
    #[prop_or_default]
    pub(crate) on: Option<Callback<Event>>,
}

/// The form of an open letter, or the thanks once it was received.
#[component]
pub(crate) fn Sign(props: &SignProps) -> Html {
    match props.form.signing {
        Signing::Received(status) => thanks(status, &props.locale),
        _ => form(props),
    }
}

pub(crate) fn thanks(status: SignatureStatus, locale: &Locale) -> Html {
    let next = match status {
        SignatureStatus::PendingConfirmation => Key::ReceivedPending,
        SignatureStatus::InReview => Key::ReceivedInReview,
        _ => Key::ReceivedPublished,
    };
    html! {
        <section part="thanks" id={FORM_ID}>
            <h2 tabindex="-1">{ locale.text(Key::Received) }</h2>
            <p>{ locale.text(next) }</p>
        </section>
    }
}

fn form(props: &SignProps) -> Html {
    let SignProps {
        letter,
        form,
        locale,
        on,
    } = props;
    let sending = form.signing == Signing::Sending;
    let around = Surroundings {
        form,
        locale,
        on: on.as_ref(),
        read_only: sending,
    };
    // Without script, or after the Wasm has crashed, the browser itself sends the form here.
    let action = letter
        .url
        .as_ref()
        .map(|url| format!("{}/signatures", url.as_str()));
    let submit = if sending {
        Key::Submitting
    } else {
        Key::Submit
    };
    html! {
        <form
            part="form"
            id={FORM_ID}
            method="post"
            {action}
            novalidate={on.is_some()}
            aria-labelledby="open-letter-form-heading"
            onsubmit={on.as_ref().map(|on| on.reform(|event: SubmitEvent| {
                event.prevent_default();
                // The runtime puts a fresh key in: there is no randomness here.
                Event::Submitted { key: String::new() }
            }))}
        >
            <h2 id="open-letter-form-heading">{ locale.text(Key::FormHeading) }</h2>
            <p part="hint">{ locale.text(Key::FormIntro) }</p>
            if form.summary {
                { summary(form, locale, on.as_ref()) }
            }
            { for texts(letter).into_iter().filter(|asked| asked.need != Need::Off)
                .map(|asked| text_field(asked, &around)) }
            if letter.fields.anonymous != Need::Off {
                { tick_box(
                    Field::Anonymous,
                    "on".to_owned(),
                    html! { locale.text(Key::AnonymousLabel) },
                    Some(Key::AnonymousHint),
                    &around,
                ) }
            }
            { for letter.consent.as_ref().map(|consent| {
                let lang = letter.lang.clone();
                let dir = lang.as_deref().map(direction);
                let label = html! { <span {lang} {dir}>{ &consent.text }</span> };
                tick_box(Field::Consent, consent.version.clone(), label, None, &around)
            }) }
            if let Signing::Failed(failure) = &form.signing {
                <p part="notice" data-kind="failed" tabindex="-1">
                    { locale.text(failure.about_signature()) }
                </p>
            }
            if on.is_some() {
                <p part="crashed" role="alert" hidden=true>{ locale.text(Key::Crashed) }</p>
            }
            <button part="submit" type="submit" aria-disabled={sending.then_some("true")}>
                { locale.text(submit) }
            </button>
        </form>
    }
}

/// What is wrong, first and in the same words as at the fields (WCAG 3.3.1).
fn summary(form: &Form, locale: &Locale, on: Option<&Callback<Event>>) -> Html {
    let item = |field: Field, code| {
        let href = format!("#{}", id(field));
        // A fragment does not lead into a shadow root, so the widget moves the focus itself.
        let onclick = on.map(|on| {
            on.reform(move |event: MouseEvent| {
                event.prevent_default();
                Event::FieldAsked(field)
            })
        });
        html! { <li><a {href} {onclick}>{ locale.text(Key::for_field_error(field, code)) }</a></li> }
    };
    let errors = form
        .errors
        .iter()
        .filter_map(|error| Some(item(error.field()?, error.code)));
    html! {
        <div part="error-summary" tabindex="-1" role="group" aria-labelledby="open-letter-errors">
            <h3 id="open-letter-errors">{ locale.text(Key::ErrorSummary) }</h3>
            <ul>{ for errors }</ul>
        </div>
    }
}

fn texts(letter: &Letter) -> [Asked; 4] {
    [
        Asked {
            field: Field::Name,
            need: Need::Required,
            label: Key::NameLabel,
            hint: Some(Key::NameHint),
            kind: "text",
            autocomplete: "name",
            max_length: SignerName::MAX,
        },
        Asked {
            field: Field::Email,
            need: Need::Required,
            label: Key::EmailLabel,
            hint: Some(Key::EmailHint),
            kind: "email",
            autocomplete: "email",
            max_length: 254,
        },
        Asked {
            field: Field::Role,
            need: letter.fields.role,
            label: Key::RoleLabel,
            hint: None,
            kind: "text",
            autocomplete: "organization-title",
            max_length: Role::MAX,
        },
        Asked {
            field: Field::Affiliation,
            need: letter.fields.affiliation,
            label: Key::AffiliationLabel,
            hint: None,
            kind: "text",
            autocomplete: "organization",
            max_length: Affiliation::MAX,
        },
    ]
}
