//! The form, and what became of it.

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

/// The form of an open letter, or the thanks once it was received. On the page without script
/// there is nobody to tell.
pub(crate) fn sign(
    letter: &Letter,
    form: &Form,
    locale: &Locale,
    on: Option<&Callback<Event>>,
) -> Html {
    match form.signing {
        Signing::Received(status) => thanks(status, locale),
        _ => fields(letter, form, locale, on),
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

fn fields(letter: &Letter, form: &Form, locale: &Locale, on: Option<&Callback<Event>>) -> Html {
    let sending = form.signing == Signing::Sending;
    let around = Surroundings {
        form,
        locale,
        on,
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
            onsubmit={on.map(|on| on.reform(|event: SubmitEvent| {
                event.prevent_default();
                // The runtime puts a fresh key in: there is no randomness here.
                Event::Submitted { key: String::new() }
            }))}
        >
            <h2 id="open-letter-form-heading">{ locale.text(Key::FormHeading) }</h2>
            <p part="hint">{ locale.text(Key::FormIntro) }</p>
            // For the server, where it is the browser that sends the form.
            <input type="hidden" name="lang" value={locale.lang()} />
            if form.summary {
                { summary(form, locale, on) }
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
