//! How a letter's text has changed since it was published: what a signer may ask to see.

use open_letter_core::Timestamp;
use yew::prelude::*;

use super::frame::{Frame, Told, hint, paragraph};
use crate::differing::{Piece, differences};

/// A change of what is signed.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    pub(crate) made_at: Timestamp,
    /// Whether who had signed before was asked again; nothing for the first text.
    pub(crate) substance: Option<bool>,
    /// What the campaign says of it.
    pub(crate) note: Option<String>,
    /// What is signed, as the campaign wrote it, before and after.
    pub(crate) before: String,
    pub(crate) after: String,
}

/// Every change, the newest first.
pub(super) fn history(revisions: &[Revision], frame: &Frame<'_>) -> Told {
    let words = &frame.words.history;
    let body = html! {
        <>
            if revisions.len() < 2 {
                { paragraph(&words.unchanged) }
            }
            { for revisions.iter().map(|revision| one(revision, frame)) }
        </>
    };
    Told::new(&words.heading, body)
}

fn one(revision: &Revision, frame: &Frame<'_>) -> Html {
    let words = &frame.words.history;
    let kind = match revision.substance {
        None => &words.first,
        Some(false) => &words.correction,
        Some(true) => &words.substance,
    };
    let letter = &frame.reading.letter;
    html! {
        <section part="revision">
            <h2>{ frame.reading.language.formats().date(revision.made_at) }</h2>
            { hint(kind) }
            { for revision.note.as_deref().map(paragraph) }
            if revision.substance.is_some() {
                <div part="difference" lang={letter.lang.clone()} dir="auto">
                    { for difference(revision, frame) }
                </div>
            }
        </section>
    }
}

/// What was taken out and put in. The words before each say so to who does not see it.
fn difference(revision: &Revision, frame: &Frame<'_>) -> Vec<Html> {
    let words = &frame.words.history;
    let shown = |piece: Piece| {
        let text = piece.words.into_iter().map(|(changed, text)| {
            if changed {
                html! { <strong>{ text }</strong> }
            } else {
                html! { text }
            }
        });
        if piece.put_in {
            html! { <p><ins><span part="unseen">{ &words.added }{ ": " }</span>{ for text }</ins></p> }
        } else {
            html! { <p><del><span part="unseen">{ &words.removed }{ ": " }</span>{ for text }</del></p> }
        }
    };
    differences(&revision.before, &revision.after)
        .into_iter()
        .map(shown)
        .collect()
}
