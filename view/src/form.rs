//! The form in each of its faces, and what became of it.

use open_letter_core::adapter::Abilities;
use open_letter_core::flow::{Event, Face, Form, Phase, Task};
use open_letter_core::i18n::Key;
use open_letter_core::letter::{Moderation, Need};
use open_letter_core::protocol::{Field, SignatureStatus};
use open_letter_core::rich_text::Href;
use open_letter_core::{Letter, Timestamp};
use yew::prelude::*;

use crate::element::{element, named, part, plain, words};
use crate::field::{Surroundings, field, id};
use crate::locale::Locale;
use crate::rich_text::link;

/// The id that a link to the form names.
pub(crate) const FORM_ID: &str = "open-letter-form";

/// The form of an open letter, or the thanks once it was received. On the page without script
/// there is nobody to tell.
pub(crate) fn sign(
    letter: &Letter,
    form: &Form,
    can: Abilities,
    locale: &Locale,
    on: Option<&Callback<Event>>,
) -> Html {
    let (heading, text) = match form.face {
        Face::Thanks if form.confirmed => (Key::Confirmed, about(form.own.status)),
        Face::Thanks if form.own.status == SignatureStatus::Sent => (Key::Sent, Key::SentText),
        Face::Thanks => (Key::Received, about(form.own.status)),
        Face::Gone => (Key::Withdrawn, Key::WithdrawnText),
        _ => return fields(letter, form, can, locale, on),
    };
    let more = html! {
        <>{ notice(form, can, locale) }{ for on.map(|on| actions(form, can, locale, on)) }</>
    };
    ended(heading, text, more, locale)
}

/// Thanks for a signature.
pub(crate) fn thanks(status: SignatureStatus, locale: &Locale) -> Html {
    ended(Key::Received, about(status), Html::default(), locale)
}

fn ended(heading: Key, text: Key, more: Html, locale: &Locale) -> Html {
    let values = vec![named("thanks"), Some(FORM_ID.into())];
    let heading = vec![words(locale.text(heading))];
    let inside = vec![
        element("h2", &["tabindex"], vec![Some("-1".into())], heading),
        plain("p", vec![words(locale.text(text))]),
        html! { <slot name="thanks" /> },
        more,
    ];
    element("section", &["part", "id"], values, inside)
}

/// What a status means for the one who signed.
fn about(status: SignatureStatus) -> Key {
    match status {
        SignatureStatus::PendingConfirmation => Key::ReceivedPending,
        SignatureStatus::InReview => Key::ReceivedInReview,
        SignatureStatus::Rejected => Key::OwnRejected,
        _ => Key::ReceivedPublished,
    }
}

/// What a face is called, what its button says, what that is for, and where it goes without the
/// widget.
fn spoken(face: Face) -> (Key, Key, Task, Option<&'static str>) {
    match face {
        Face::Code => (Key::CheckMail, Key::Confirm, Task::Confirm, Some("confirm")),
        Face::Find => (Key::Own, Key::Confirm, Task::Confirm, Some("confirm")),
        Face::Address => (Key::CorrectAddress, Key::Resend, Task::ChangeAddress, None),
        Face::Own => (Key::Own, Key::Save, Task::Save, None),
        Face::Leave => (Key::Withdraw, Key::WithdrawNow, Task::Withdraw, None),
        _ => (
            Key::FormHeading,
            Key::Submit,
            Task::Sign,
            Some("signatures"),
        ),
    }
}

fn fields(
    letter: &Letter,
    form: &Form,
    can: Abilities,
    locale: &Locale,
    on: Option<&Callback<Event>>,
) -> Html {
    let face = form.face;
    let (heading, submit, task, path) = spoken(face);
    let busy = form.is_busy();
    let around = Surroundings {
        letter,
        form,
        can,
        locale,
        on,
        read_only: busy,
    };
    // Without script, or after the Wasm has crashed, the browser itself sends the form here.
    let path = path.filter(|_| can.native);
    let action = path
        .zip(letter.url.as_ref())
        .map(|(path, url)| [url.as_str(), "/", path].concat());
    let crashed = if can.native {
        Key::Crashed
    } else {
        Key::CrashedElsewhere
    };
    let submit = match (busy, face) {
        (false, _) => submit,
        (true, Face::Sign) => Key::Submitting,
        (true, _) => Key::OneMoment,
    };
    html! {
        <form
            key={face as usize}
            part="form"
            id={FORM_ID}
            method="post"
            {action}
            novalidate={on.is_some()}
            aria-labelledby="open-letter-form-heading"
            onsubmit={on.map(|on| on.reform(move |event: SubmitEvent| {
                event.prevent_default();
                submitted(task)
            }))}
        >
            <h2 id="open-letter-form-heading" tabindex="-1">{ locale.text(heading) }</h2>
            { for intro(form, locale) }
            if !can.native {
                { candour(letter, locale) }
            }
            // For the server, where it is the browser that sends the form.
            <input type="hidden" name="lang" value={locale.lang()} />
            if cfg!(feature = "ssr") && face == Face::Sign {
                <input type="hidden" name="letter_version" value={letter.version.clone()} />
            }
            if face == Face::Code {
                <input type="hidden" name="email" value={form.own.email.clone()} />
            }
            if form.summary {
                { summary(&around) }
            }
            { for face.fields(letter).into_iter().map(|asked| field(asked, &around)) }
            { notice(form, can, locale) }
            if on.is_some() && (path.is_some() || !can.native) {
                <p part="crashed" role="alert" hidden=true>{ locale.text(crashed) }</p>
            }
            <button part="submit" type="submit" aria-disabled={busy.then_some("true")}>
                { locale.text(submit) }
            </button>
            if face == Face::Code && !form.rested {
                <p part="hint">{ locale.text(Key::ResendWait) }</p>
            }
            { match on {
                Some(on) => actions(form, can, locale, on),
                None => own_page(letter, face, locale),
            } }
        </form>
    }
}

/// The runtime puts a fresh key and the time in: there is neither randomness nor a clock here.
fn submitted(task: Task) -> Event {
    let key = String::new();
    let now = Timestamp::default();
    let millis = 0;
    Event::Submitted {
        task,
        key,
        now,
        millis,
    }
}

/// What a backend that is none of ours does not do, before anybody signs.
fn candour(letter: &Letter, locale: &Locale) -> Html {
    let asked = letter.contact.as_ref().or(letter.url.as_ref());
    let mut inside = Vec::new();
    let mut say = |key| inside.extend([words(locale.text(key)), words(" ")]);
    if letter.fields.email != Need::Off && !letter.confirmation {
        say(Key::NotChecked);
    }
    if letter.moderation == Moderation::None {
        say(Key::NotReviewed);
    }
    if let Some(href) = asked {
        say(Key::AskRemoval);
        inside.push(address(href));
    }
    part("p", "hint", inside)
}

/// An address as a link that shows it.
pub(crate) fn address(href: &Href) -> Html {
    let text = href.as_str();
    let text = text.strip_prefix("mailto:").unwrap_or(text).to_owned();
    link(href, vec![plain("bdi", vec![words(text)])])
}

/// What a face is about, in a line or two.
fn intro(form: &Form, locale: &Locale) -> Vec<Html> {
    let own = &form.own;
    let mut lines = Vec::new();
    match form.face {
        Face::Sign => lines.push(locale.text(Key::FormIntro)),
        Face::Code => {
            lines.push(locale.with_name(Key::MailSent, &own.email));
            if form.late > 1 {
                lines.push(locale.counted(Key::MailLate, form.late));
            }
        }
        Face::Find => lines.push(locale.text(Key::FindIntro)),
        Face::Own => {
            if own.status != SignatureStatus::Published {
                lines.push(locale.text(about(own.status)));
            }
            lines.push(locale.with_date(Key::OwnSigned, own.signed_at));
            lines.push(AttrValue::from(own.email.clone()));
        }
        Face::Leave => lines.push(locale.text(Key::WithdrawIntro)),
        _ => {}
    }
    let line = |text| part("p", "hint", vec![words(text)]);
    lines.into_iter().map(line).collect()
}

/// What became of what was sent. Each kind is an element of its own, so that a change from one
/// to the other is heard.
fn notice(form: &Form, can: Abilities, locale: &Locale) -> Html {
    let (kind, role, text) = match (&form.phase, form.said) {
        (Phase::Retrying(failure), _) => (
            "retrying",
            Some("alert"),
            locale.text(failure.about_waiting()),
        ),
        (Phase::Failed(failure), _) => {
            let minutes = failure.retry_after().div_ceil(60).max(1);
            let text = match form.about(failure) {
                Key::Unknown if !can.safe => Key::UnknownTwice,
                key => key,
            };
            ("failed", None, locale.counted(text, minutes))
        }
        (_, Some(said)) => ("done", None, locale.text(said)),
        _ => return Html::default(),
    };
    html! { <p key={kind} part="notice" data-kind={kind} {role} tabindex="-1">{ text }</p> }
}

/// What a quiet button does.
#[derive(Clone, Copy)]
pub(crate) enum Press {
    /// It shows another face.
    Turn(Face),
    /// It asks the backend for something.
    Ask(Task),
}

/// What else a face leads to.
fn actions(form: &Form, can: Abilities, locale: &Locale, on: &Callback<Event>) -> Html {
    let mut all = Vec::new();
    match form.face {
        Face::Sign if can.native => all.push((Key::Find, Press::Turn(Face::Find))),
        Face::Code => {
            if form.rested {
                all.push((Key::Resend, Press::Ask(Task::Resend)));
            }
            all.push((Key::CorrectAddress, Press::Turn(Face::Address)));
        }
        Face::Find => all.push((Key::FindMail, Press::Ask(Task::Mail))),
        Face::Own => all.push((Key::Withdraw, Press::Turn(Face::Leave))),
        Face::Thanks if form.is_known() => all.push((Key::OwnOpen, Press::Ask(Task::Open))),
        _ => {}
    }
    let back = match form.face {
        Face::Code | Face::Find | Face::Gone => Some(Face::Sign),
        Face::Thanks if form.has_aside() => Some(Face::Sign),
        Face::Address => Some(Face::Code),
        Face::Own => Some(Face::Thanks),
        Face::Leave => Some(Face::Own),
        _ => None,
    };
    all.extend(back.map(|face| (Key::Back, Press::Turn(face))));
    if all.is_empty() {
        return Html::default();
    }
    let busy = form.is_busy();
    html! { <p>{ for all.into_iter().map(|(key, press)| action(key, press, busy, locale, on)) }</p> }
}

/// Without script, the way to one's own signature is a page, where the widget has a button.
fn own_page(letter: &Letter, face: Face, locale: &Locale) -> Html {
    let url = letter.url.as_ref();
    match url.filter(|_| cfg!(feature = "ssr") && face == Face::Sign) {
        None => Html::default(),
        Some(url) => {
            let href = [url.as_str(), "/manage?lang=", &locale.lang()].concat();
            html! { <p><a part="action" {href}>{ locale.text(Key::Find) }</a></p> }
        }
    }
}

/// A quiet button.
pub(crate) fn action(
    key: Key,
    press: Press,
    busy: bool,
    locale: &Locale,
    on: &Callback<Event>,
) -> Html {
    let onclick = on.reform(move |_: MouseEvent| match press {
        Press::Turn(face) => Event::Turned(face),
        Press::Ask(task) => submitted(task),
    });
    html! {
        <button
            part="action"
            type="button"
            aria-disabled={busy.then_some("true")}
            {onclick}
        >
            { locale.text(key) }
        </button>
    }
}

/// What is wrong, first and in the same words as at the fields (WCAG 3.3.1).
pub(crate) fn summary(around: &Surroundings<'_>) -> Html {
    let item = |field: Field, code| {
        let href = ["#", &id(field, around.letter)].concat();
        // A fragment does not lead into a shadow root, so the widget moves the focus itself.
        let onclick = around.on.map(|on| {
            on.reform(move |event: MouseEvent| {
                event.prevent_default();
                Event::FieldAsked(field)
            })
        });
        let text = around.wrong(field, code);
        html! { <li><a {href} {onclick}>{ text }</a></li> }
    };
    let errors = around
        .form
        .errors
        .iter()
        .filter_map(|error| Some(item(error.field()?, error.code)));
    html! {
        <div part="error-summary" tabindex="-1" role="group" aria-labelledby="open-letter-errors">
            <h3 id="open-letter-errors">{ around.locale.text(Key::ErrorSummary) }</h3>
            <ul>{ for errors }</ul>
        </div>
    }
}
