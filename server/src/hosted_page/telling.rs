//! Pages that say where one stands, with the ways on.

use open_letter_core::i18n::Key;
use open_letter_core::protocol::SignatureStatus;
use yew::prelude::*;

use super::frame::{Frame, Told, paragraph};
use super::sentences::Words;

pub(super) fn confirmed(frame: &Frame<'_>) -> Told {
    let body = html! {
        <>
            { paragraph(&frame.text(frame.counts())) }
            { to_letter(frame) }
            { own_link(frame) }
        </>
    };
    Told::new(frame.text(Key::Confirmed), body).done()
}

pub(super) fn withdrawn(frame: &Frame<'_>) -> Told {
    let words = &frame.words.withdrawn;
    let body = html! {
        <>
            { paragraph(&words.here) }
            { paragraph(&words.caches) }
            { paragraph(&words.backups) }
            { to_letter(frame) }
        </>
    };
    Told::new(frame.text(Key::Withdrawn), body).done()
}

/// Something that was chosen is done.
pub(super) fn done(words: &Words, more: Html, frame: &Frame<'_>) -> Told {
    let body = html! { <>{ paragraph(&words.text) }{ to_letter(frame) }{ more }</> };
    Told::new(&words.heading, body).done()
}

pub(super) fn decided(stands: Option<SignatureStatus>, frame: &Frame<'_>) -> Told {
    let words = &frame.words.decided;
    let waits = frame.text(Key::ReceivedInReview);
    let text = match stands {
        Some(SignatureStatus::Published) => &words.stands,
        Some(SignatureStatus::InReview) => waits.as_str(),
        _ => &words.other,
    };
    let body = html! { <>{ paragraph(text) }{ to_letter(frame) }{ own_link(frame) }</> };
    Told::new(&words.heading, body)
}

/// A link from a mail opens nothing.
pub(super) fn dead(frame: &Frame<'_>) -> Told {
    let words = &frame.words.dead;
    let body = html! {
        <>
            { paragraph(&words.text) }
            { frame.link("manage", &words.ask) }
            { to_letter(frame) }
        </>
    };
    Told::new(&words.heading, body)
}

/// One's own signature is no longer open.
pub(super) fn over(frame: &Frame<'_>) -> Told {
    let words = &frame.words.over;
    let body = html! {
        <>
            { paragraph(&words.text) }
            { frame.link("manage", &frame.words.dead.ask) }
            { to_letter(frame) }
        </>
    };
    Told::new(&words.heading, body)
}

/// No code helps now.
pub(super) fn refused(words: &Words, frame: &Frame<'_>) -> Told {
    let body = html! { <>{ paragraph(&words.text) }{ to_letter(frame) }</> };
    Told::new(&words.heading, body)
}

/// The way to one's own signature.
pub(super) fn own_link(frame: &Frame<'_>) -> Html {
    frame.link("manage", &frame.text(Key::OwnOpen))
}

fn to_letter(frame: &Frame<'_>) -> Html {
    frame.link("", &frame.words.to_letter)
}
