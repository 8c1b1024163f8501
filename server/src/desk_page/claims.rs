//! What a signer claims and answers, beside their name.

use yew::prelude::*;

use super::claim_words as words;
use super::entry::key;
use super::shell::Frame;
use crate::desk::entry::Entry;
use crate::store::Standing;

/// The form that the boxes of a signature's claims belong to.
pub(super) fn form_id(entry: &Entry) -> String {
    format!("decide-{}", entry.id)
}

/// Whether what it claims can be decided where it stands.
pub(super) fn can_be_decided(entry: &Entry) -> bool {
    !entry.claims.is_empty() && entry.standing != Standing::Earlier
}

/// The badges that it claims, each with what shows it and a box that grants it.
pub(super) fn claims(frame: &Frame, entry: &Entry) -> Html {
    if entry.claims.is_empty() {
        return Html::default();
    }
    let decidable = can_be_decided(entry);
    let rows = entry.claims.iter().enumerate().map(|(index, claim)| {
        let label = badge(frame, &claim.id);
        let is_granted = entry.granted.contains(&claim.id);
        let state = match (entry.open, is_granted) {
            (_, true) => words::GRANTED,
            (true, false) => words::OPEN,
            (false, false) => words::REFUSED,
        };
        let told = format!("evidence-{index}-{}", entry.id);
        html! {
            <li>
                if decidable {
                    <label>
                        <input type="checkbox" name="badge" value={claim.id.clone()} checked={is_granted}
                            form={form_id(entry)} aria-describedby={told.clone()} />
                        <span dir="auto">{ label }</span>
                        { key(&(index + 1).to_string()) }
                    </label>
                } else {
                    <span dir="auto">{ label }</span>
                }
                <span class="state">{ state }</span>
                <p class="evidence" id={told} dir="auto">
                    { claim.evidence.clone().unwrap_or_else(|| words::NO_EVIDENCE.to_owned()) }
                </p>
            </li>
        }
    });
    html! {
        <div class="claims" role="group" aria-label={words::CLAIMS}>
            <p class="what">{ words::CLAIMS }</p>
            <ul>{ for rows }</ul>
            if decidable { <p class="hint">{ words::hint(entry.standing, entry.hold.is_some()) }</p> }
        </div>
    }
}

/// The answers to the letter's own questions.
pub(super) fn answers(frame: &Frame, entry: &Entry) -> Html {
    if entry.answers.is_empty() {
        return Html::default();
    }
    let question = |name: &str| match &frame.letter {
        Some(letter) => letter.question(name),
        None => name.to_owned(),
    };
    html! {
        <dl class="answers">
            { for entry.answers.iter().map(|(name, answer)| html! {
                <div><dt dir="auto">{ question(name) }</dt><dd dir="auto">{ answer }</dd></div>
            }) }
        </dl>
    }
}

/// What a badge is called in the letter.
pub(super) fn badge(frame: &Frame, id: &str) -> String {
    match &frame.letter {
        Some(letter) => letter.badge(id),
        None => id.to_owned(),
    }
}
