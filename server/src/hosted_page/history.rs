//! How a letter's text has changed since it was published: what a signer may ask to see.

use open_letter_core::Timestamp;
use similar::{ChangeTag, TextDiff};
use yew::prelude::*;

use super::frame::{Frame, Told, hint, paragraph};

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

/// The lines that are not as they were, word for word, with what was taken out and put in. The
/// words before them say so to who does not see it.
fn difference(revision: &Revision, frame: &Frame<'_>) -> Vec<Html> {
    let words = &frame.words.history;
    let lines = TextDiff::from_lines(&revision.before, &revision.after);
    let mut told = Vec::new();
    for group in lines.grouped_ops(0) {
        let mut pieces = Vec::new();
        for change in group.iter().flat_map(|op| lines.iter_inline_changes(op)) {
            let text: String = change.iter_strings_lossy().map(|(_, text)| text).collect();
            if text.trim().is_empty() {
                continue;
            }
            let parts = change.iter_strings_lossy().map(|(changed, text)| {
                let text = text.into_owned();
                if changed {
                    html! { <strong>{ text }</strong> }
                } else {
                    html! { text }
                }
            });
            pieces.push(match change.tag() {
                ChangeTag::Delete => html! {
                    <p><del><span part="unseen">{ &words.removed }{ ": " }</span>{ for parts }</del></p>
                },
                ChangeTag::Insert => html! {
                    <p><ins><span part="unseen">{ &words.added }{ ": " }</span>{ for parts }</ins></p>
                },
                ChangeTag::Equal => html! { <p>{ for parts }</p> },
            });
        }
        told.push(html! { <>{ for pieces }</> });
    }
    told
}
