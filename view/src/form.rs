//! The form in each of its faces, and what became of it.

use open_letter_core::Letter;
use open_letter_core::adapter::Abilities;
use open_letter_core::flow::{Event, Face, Form, Phase, Task};
use open_letter_core::i18n::Key;
use open_letter_core::letter::{Moderation, Need};
use open_letter_core::protocol::SignatureStatus;
use yew::html::onsubmit;
use yew::prelude::*;

use crate::field::{Surroundings, field, id};
use crate::markup::{Markup, Press};
use crate::rich_text::address;
use crate::widget::slot;

/// The id that a link to the form names.
pub(crate) const FORM_ID: &str = "open-letter-form";

/// The form of an open letter, or the thanks once it was received. On the page without script
/// there is nobody to tell.
pub(crate) fn sign(
    out: &mut Markup<'_>,
    letter: &Letter,
    form: &Form,
    can: Abilities,
    on: Option<&Callback<Event>>,
) {
    let (heading, text) = match form.face {
        Face::Thanks if form.confirmed => (Key::Confirmed, about(form.own.status)),
        Face::Thanks if form.own.status == SignatureStatus::Sent => (Key::Sent, Key::SentText),
        Face::Thanks => (Key::Received, about(form.own.status)),
        Face::Gone => (Key::Withdrawn, Key::WithdrawnText),
        _ => return fields(out, letter, form, can, on),
    };
    begin_thanks(out, heading, text);
    notice(out, form, can);
    if let Some(on) = on {
        actions(out, form, can, on);
    }
    out.end();
}

/// Thanks for a signature.
pub(crate) fn thanks(out: &mut Markup<'_>, status: SignatureStatus) {
    begin_thanks(out, Key::Received, about(status));
    out.end();
}

fn begin_thanks(out: &mut Markup<'_>, heading: Key, text: Key) {
    out.start("section", &["part", "id"]);
    out.is("thanks");
    out.is(FORM_ID);
    out.start("h2", &["tabindex"]);
    out.is("-1");
    out.say(heading);
    out.end();
    out.plain("p");
    out.say(text);
    out.end();
    slot(out, "thanks");
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
    out: &mut Markup<'_>,
    letter: &Letter,
    form: &Form,
    can: Abilities,
    on: Option<&Callback<Event>>,
) {
    let face = form.face;
    let (heading, submit, task, path) = spoken(face);
    let busy = form.is_busy();
    let around = Surroundings {
        letter,
        form,
        can,
        locale: out.locale,
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
    out.start(
        "form",
        &[
            "part",
            "id",
            "method",
            "action",
            "novalidate",
            "aria-labelledby",
        ],
    );
    out.is("form");
    out.is(FORM_ID);
    out.is("post");
    out.value(action.map(AttrValue::from));
    out.is_where(on.is_some(), "novalidate");
    out.is("open-letter-form-heading");
    // Each face is a form of its own.
    out.known_by(&(face as usize).to_string());
    if let Some(on) = on {
        let on = on.clone();
        let submitted = Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on.emit(Press::Ask(task).event());
        });
        out.listen(onsubmit::Wrapper::new(submitted));
    }
    out.start("h2", &["id", "tabindex"]);
    out.is("open-letter-form-heading");
    out.is("-1");
    out.say(heading);
    out.end();
    intro(out, form);
    if !can.native {
        candour(out, letter);
    }
    // For the server, where it is the browser that sends the form.
    let lang = out.locale.lang();
    hidden(out, "lang", Some(lang));
    if cfg!(feature = "ssr") && face == Face::Sign {
        hidden(
            out,
            "letter_version",
            letter.version.clone().map(AttrValue::from),
        );
    }
    if face == Face::Code {
        hidden(out, "email", Some(form.own.email.clone().into()));
    }
    out.group();
    if form.summary {
        summary(out, &around);
    }
    out.end();
    out.group();
    for asked in face.fields(letter) {
        field(out, asked, &around);
    }
    out.end();
    out.group();
    notice(out, form, can);
    out.end();
    if on.is_some() && (path.is_some() || !can.native) {
        out.start("p", &["part", "role", "hidden"]);
        out.is("crashed");
        out.is("alert");
        out.is("hidden");
        out.say(crashed);
        out.end();
    }
    out.start("button", &["part", "type", "aria-disabled"]);
    out.is("submit");
    out.is("submit");
    out.is_where(busy, "true");
    out.say(submit);
    out.end();
    if face == Face::Code && !form.rested {
        let wait = out.locale.text(Key::ResendWait);
        out.line("p", "hint", wait);
    }
    match on {
        Some(on) => actions(out, form, can, on),
        None => own_page(out, letter, face),
    }
    out.end();
}

fn hidden(out: &mut Markup<'_>, name: &'static str, value: Option<AttrValue>) {
    out.start("input", &["type", "name"]);
    out.is("hidden");
    out.is(name);
    out.holds(value);
    out.end();
}

/// What a backend that is none of ours does not do, before anybody signs.
fn candour(out: &mut Markup<'_>, letter: &Letter) {
    out.part("p", "hint");
    if letter.fields.email != Need::Off && !letter.confirmation {
        out.say(Key::NotChecked);
        out.text(" ");
    }
    if letter.moderation == Moderation::None {
        out.say(Key::NotReviewed);
        out.text(" ");
    }
    if let Some(href) = letter.contact.as_ref().or(letter.url.as_ref()) {
        out.say(Key::AskRemoval);
        out.text(" ");
        address(out, href);
    }
    out.end();
}

/// What a face is about, in a line or two.
fn intro(out: &mut Markup<'_>, form: &Form) {
    let own = &form.own;
    let locale = out.locale;
    out.group();
    let mut line = |text| out.line("p", "hint", text);
    match form.face {
        Face::Sign => line(locale.text(Key::FormIntro)),
        Face::Code => {
            line(locale.with_name(Key::MailSent, &own.email));
            if form.late > 1 {
                line(locale.counted(Key::MailLate, form.late));
            }
        }
        Face::Find => line(locale.text(Key::FindIntro)),
        Face::Own => {
            if own.status != SignatureStatus::Published {
                line(locale.text(about(own.status)));
            }
            line(locale.with_date(Key::OwnSigned, own.signed_at));
            line(own.email.clone().into());
        }
        Face::Leave => line(locale.text(Key::WithdrawIntro)),
        _ => {}
    }
    out.end();
}

/// What became of what was sent. Each kind is an element of its own, so that a change from one
/// to the other is heard.
fn notice(out: &mut Markup<'_>, form: &Form, can: Abilities) {
    let locale = out.locale;
    let (kind, text) = match (&form.phase, form.said) {
        (Phase::Retrying(failure), _) => ("retrying", locale.text(failure.about_waiting())),
        (Phase::Failed(failure), _) => {
            let minutes = failure.retry_after().div_ceil(60).max(1);
            let text = match form.about(failure) {
                Key::Unknown if !can.safe => Key::UnknownTwice,
                key => key,
            };
            ("failed", locale.counted(text, minutes))
        }
        (_, Some(said)) => ("done", locale.text(said)),
        _ => return out.nothing(),
    };
    out.start("p", &["part", "data-kind", "role", "tabindex"]);
    out.is("notice");
    out.is(kind);
    out.is_where(kind == "retrying", "alert");
    out.is("-1");
    out.known_by(kind);
    out.words(text);
    out.end();
}

/// What else a face leads to.
fn actions(out: &mut Markup<'_>, form: &Form, can: Abilities, on: &Callback<Event>) {
    let busy = form.is_busy();
    out.plain("p");
    let mut action = |key, press| out.button("action", busy, key, on, press);
    match form.face {
        Face::Sign if can.native => action(Key::Find, Press::Turn(Face::Find)),
        Face::Code => {
            if form.rested {
                action(Key::Resend, Press::Ask(Task::Resend));
            }
            action(Key::CorrectAddress, Press::Turn(Face::Address));
        }
        Face::Find => action(Key::FindMail, Press::Ask(Task::Mail)),
        Face::Own => action(Key::Withdraw, Press::Turn(Face::Leave)),
        Face::Thanks if form.is_known() => action(Key::OwnOpen, Press::Ask(Task::Open)),
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
    if let Some(face) = back {
        action(Key::Back, Press::Turn(face));
    }
    out.end();
}

/// Without script, the way to one's own signature is a page, where the widget has a button.
fn own_page(out: &mut Markup<'_>, letter: &Letter, face: Face) {
    let url = letter.url.as_ref();
    if let Some(url) = url.filter(|_| cfg!(feature = "ssr") && face == Face::Sign) {
        let href = [url.as_str(), "/manage?lang=", &out.locale.lang()].concat();
        out.plain("p");
        out.start("a", &["part", "href"]);
        out.is("action");
        out.value(Some(href.into()));
        out.say(Key::Find);
        out.end();
        out.end();
    }
}

/// What is wrong, first and in the same words as at the fields (WCAG 3.3.1).
pub(crate) fn summary(out: &mut Markup<'_>, around: &Surroundings<'_>) {
    out.start("div", &["part", "tabindex", "role", "aria-labelledby"]);
    out.is("error-summary");
    out.is("-1");
    out.is("group");
    out.is("open-letter-errors");
    out.start("h3", &["id"]);
    out.is("open-letter-errors");
    out.say(Key::ErrorSummary);
    out.end();
    out.plain("ul");
    for error in &around.form.errors {
        if let Some(field) = error.field() {
            out.plain("li");
            out.start("a", &["href"]);
            out.is_text(&["#", &id(field, around.letter)].concat());
            if let Some(on) = around.on {
                out.pressed(on, Press::Field(field));
            }
            out.words(around.wrong(field, error.code));
            out.end();
            out.end();
        }
    }
    out.end();
    out.end();
}
