//! Pages that links from mails lead to. Each waits for a button: who only looks changes nothing.

use open_letter_core::Timestamp;
use open_letter_core::i18n::Key;
use open_letter_core::protocol::Own;
use open_letter_core::signature::{NewSignature, Signatory};
use open_letter_view::hosted::listed;
use yew::prelude::*;

use super::frame::{Frame, Told, hidden, hint, paragraph};

/// What would be published, with a button that publishes it.
pub(super) fn confirm(token: &str, new: &NewSignature, frame: &Frame<'_>) -> Told {
    let words = &frame.words.confirm;
    let form = html! {
        <>
            { hidden("token", token) }
            { choice("confirm", "submit", &words.button) }
        </>
    };
    let body = html! {
        <>
            { paragraph(&words.text) }
            { listed(&frame.reading.letter, &shown(new), frame.locale) }
            { frame.form("confirm", "choice-form", form) }
            { hint(&words.not_me) }
        </>
    };
    Told::new(&words.heading, body)
}

/// What is published and what would be, and what can be done about it.
pub(super) fn choose(token: &str, new: &NewSignature, earlier: &Own, frame: &Frame<'_>) -> Told {
    let words = &frame.words.choose;
    let letter = &frame.reading.letter;
    let form = html! {
        <>
            { hidden("token", token) }
            { choice("replace", "submit", &words.replace) }
            { choice("keep", "keep", &words.keep) }
        </>
    };
    let leave = html! { <>{ hidden("token", token) }{ hidden("choice", "withdraw") }</> };
    let body = html! {
        <>
            { paragraph(&words.text) }
            <h2>{ &words.earlier }</h2>
            { listed(letter, &stands(earlier), frame.locale) }
            <h2>{ &words.new }</h2>
            { listed(letter, &shown(new), frame.locale) }
            { frame.form("confirm", "choice-form", form) }
            { frame.withdraw("confirm", leave) }
            { hint(&frame.words.confirm.not_me) }
        </>
    };
    Told::new(&words.heading, body)
}

/// A button that opens one's own signature.
pub(super) fn open(token: &str, frame: &Frame<'_>) -> Told {
    let words = &frame.words.open;
    let form = html! {
        <>
            { hidden("action", "open") }
            { hidden("token", token) }
            <button part="submit" type="submit">{ &words.button }</button>
        </>
    };
    let body = html! {
        <>
            { paragraph(&words.text) }
            { frame.form("own", "choice-form", form) }
        </>
    };
    Told::new(frame.text(Key::Own), body)
}

/// What somebody can do whom a mail does not concern.
pub(super) fn not_me(token: &str, blocked: bool, frame: &Frame<'_>) -> Told {
    let form = |value, part, text: &str| {
        let inside = html! { <>{ hidden("token", token) }{ choice(value, part, text) }</> };
        frame.form("not-me", "choice-form", inside)
    };
    if blocked {
        let words = &frame.words.blocked;
        let body = html! {
            <>
                { paragraph(&words.text) }
                { form("unblock", "submit", &words.button) }
            </>
        };
        return Told::new(&words.heading, body);
    }
    let words = &frame.words.not_me;
    let body = html! {
        <>
            { paragraph(&words.text) }
            { form("delete", "submit", &words.delete) }
            { hint(&words.delete_text) }
            { form("block", "keep", &words.block) }
            { hint(&words.block_text) }
        </>
    };
    Told::new(&words.heading, body)
}

/// Whether somebody stands by another text than they signed.
pub(super) fn stand(token: &str, frame: &Frame<'_>) -> Told {
    let words = &frame.words.stand;
    let form = html! {
        <>
            { hidden("token", token) }
            { choice("stand", "submit", &words.button) }
        </>
    };
    let leave = html! { <>{ hidden("token", token) }{ hidden("choice", "withdraw") }</> };
    let body = html! {
        <>
            { paragraph(&words.text) }
            { frame.link("history", &words.changes) }
            { frame.form("stand", "choice-form", form) }
            { frame.withdraw("stand", leave) }
        </>
    };
    Told::new(&words.heading, body)
}

/// A button that stops news.
pub(super) fn news(token: &str, frame: &Frame<'_>) -> Told {
    let words = &frame.words.news;
    let form = html! {
        <>
            { hidden("token", token) }
            <button part="submit" type="submit">{ &words.button }</button>
        </>
    };
    let body = html! {
        <>
            { paragraph(&words.text) }
            { frame.form("news", "choice-form", form) }
        </>
    };
    Told::new(&words.heading, body)
}

fn choice(value: &'static str, part: &'static str, text: &str) -> Html {
    html! { <button {part} type="submit" name="choice" {value}>{ text.to_owned() }</button> }
}

/// A signature that waits, as the list would show it.
fn shown(new: &NewSignature) -> Signatory {
    Signatory {
        id: String::new(),
        name: (!new.anonymous).then(|| new.name.as_str().to_owned()),
        role: new.role.as_ref().map(|role| role.as_str().to_owned()),
        affiliation: new
            .affiliation
            .as_ref()
            .map(|place| place.as_str().to_owned()),
        reason: new.reason.as_ref().map(|reason| reason.as_str().to_owned()),
        badges: Vec::new(),
        signed_at: Timestamp::default(),
    }
}

/// A signature that counts, as the list shows it.
fn stands(own: &Own) -> Signatory {
    Signatory {
        id: String::new(),
        name: (!own.anonymous).then(|| own.name.clone()),
        role: own.role.clone(),
        affiliation: own.affiliation.clone(),
        reason: own.more.reason.clone(),
        badges: own.more.badges_shown.clone(),
        signed_at: own.signed_at,
    }
}
