//! A signature on the desk, and what may be done about it.

use yew::prelude::*;

use super::claims::{answers, badge, can_be_decided, claims, form_id};
use super::shell::{Frame, hidden, render};
use super::words;
use crate::desk::decision::{Act, MAX_WORDS, Verdict};
use crate::desk::entry::Entry;
use crate::store::{Hold, Standing};

/// Renders the page of one signature.
pub(crate) async fn one(frame: Frame, entry: Option<Entry>) -> String {
    render(words::SIGNATURES.to_owned(), Some(frame.clone()), move || {
        html! {
            <>
                <h1 class="unseen">{ words::SIGNATURES }</h1>
                { for entry.as_ref().map(|entry| article(&frame, entry, &Html::default(), None)) }
            </>
        }
    })
    .await
}

/// A signature. `back` is sent along, so that the next page is the one that a reviewer was on.
pub(super) fn article(frame: &Frame, entry: &Entry, back: &Html, tick: Option<&str>) -> Html {
    let heading = about(entry);
    html! {
        <article class="entry" tabindex="-1" aria-labelledby={heading.clone()} key={entry.id.clone()}
            data-entry={entry.id.clone()}>
            { for tick.map(|form| html! {
                <input type="checkbox" class="tick" name="pick" form={form.to_owned()}
                    value={format!("{}.{}", entry.id, entry.seen)}
                    aria-label={format!("{} {}", words::TICK, entry.name)} />
            }) }
            <div class="who">
                <h2 id={heading} dir="auto">{ &entry.name }</h2>
                { signed(entry) }
                { was(entry) }
                { answers(frame, entry) }
                { claims(frame, entry) }
                { marks(frame, entry) }
            </div>
            { ways(frame, entry, back) }
        </article>
    }
}

/// The name's place in the page, by which the buttons say whom they are about.
fn about(entry: &Entry) -> String {
    format!("name-{}", entry.id)
}

/// What stands beside the name.
fn signed(entry: &Entry) -> Html {
    let beside = [&entry.role, &entry.affiliation, &entry.sector];
    let beside: Vec<_> = beside.into_iter().flatten().collect();
    html! {
        <>
            if !beside.is_empty() {
                <p class="beside">
                    { for beside.iter().enumerate().map(|(index, text)| html! {
                        <>
                            if index > 0 { <span aria-hidden="true">{ " · " }</span> }
                            <bdi>{ text.as_str() }</bdi>
                        </>
                    }) }
                </p>
            }
            { for entry.reason.as_ref().map(|reason| html! {
                <blockquote dir="auto">{ reason.as_str() }</blockquote>
            }) }
        </>
    }
}

/// How it was signed, where a reviewer has changed the spelling.
fn was(entry: &Entry) -> Html {
    let Some(was) = &entry.signed_as else {
        return Html::default();
    };
    let beside = [&was.role, &was.affiliation].into_iter().flatten();
    html! {
        <p class="was">
            { words::SIGNED_AS }{ ": " }<bdi>{ &was.name }</bdi>
            { for beside.map(|text| html! { <>{ ", " }<bdi>{ text.as_str() }</bdi></> }) }
        </p>
    }
}

fn marks(frame: &Frame, entry: &Entry) -> Html {
    let now = frame
        .letter
        .as_ref()
        .and_then(|letter| letter.version.as_ref());
    let other_text = match (&entry.letter_version, now) {
        (Some(signed), Some(now)) => signed != now,
        _ => false,
    };
    let counted = entry.hold.is_some() && entry.standing == Standing::Published;
    let standing = entry.hold.is_none() || entry.standing == Standing::Rejected;
    let mut marks = Vec::new();
    marks.extend(entry.hold.map(|hold| {
        // Where all wait, only what is out of the usual should catch the eye.
        let class = if hold == Hold::Asked { "" } else { "why" };
        (class, words::hold(hold).to_owned())
    }));
    if counted {
        marks.push(("good", words::COUNTED.to_owned()));
    }
    if standing {
        let why = entry
            .verdict
            .map(|verdict| format!(": {}", words::verdict(verdict)));
        let class = if entry.standing == Standing::Published {
            "good"
        } else {
            "bad"
        };
        marks.push((
            class,
            words::standing(entry.standing).to_owned() + &why.unwrap_or_default(),
        ));
    }
    if entry.anonymous {
        marks.push(("", words::ANONYMOUS.to_owned()));
    }
    if other_text {
        marks.push(("", words::OTHER_TEXT.to_owned()));
    }
    marks.extend(
        entry
            .source
            .as_ref()
            .map(|from| ("", format!("{}: {from}", words::COLLECTED))),
    );
    let given = entry.given.iter();
    marks.extend(given.map(|badge| ("good", self::badge(frame, badge))));
    html! {
        <ul class="marks">
            <li><time datetime={entry.signed_at.to_string()}>{ words::moment(entry.signed_at) }{ " UTC" }</time></li>
            { for marks.into_iter().map(|(class, text)| html! { <li {class} dir="auto">{ text }</li> }) }
        </ul>
    }
}

/// Buttons for what makes sense where the signature stands.
fn ways(frame: &Frame, entry: &Entry, back: &Html) -> Html {
    let acts: &[Act] = match (entry.standing, entry.hold.is_some()) {
        (Standing::InReview, _) | (Standing::Published, true) => &[Act::Approve, Act::Hide],
        (Standing::Published, false) if !entry.claims.is_empty() => &[Act::Badges, Act::Hide],
        (Standing::Published, false) => &[Act::Hide],
        (Standing::Rejected | Standing::Hidden, _) => &[Act::Restore],
        // What its signer has not said, nobody says for them.
        (Standing::Earlier, _) => &[],
    };
    let rejectable = entry.standing != Standing::Rejected;
    html! {
        <div class="ways">
            <form method="post" action={frame.path("decide")} class="decide" id={form_id(entry)}>
                { hidden("token", &frame.form) }
                { what(entry, back) }
                if can_be_decided(entry) { { hidden("looked_at", "badges") } }
                { for acts.iter().map(|act| button(entry, *act)) }
            </form>
            if rejectable {
                <details class="reject">
                    <summary>{ words::REJECT }{ key("r") }</summary>
                    { decide(frame, entry, back, html! { <>{ for reasons(entry) }</> }) }
                    { decide(frame, entry, back, other(entry)) }
                </details>
            }
            <details class="edit">
                <summary>{ words::EDIT }{ key("e") }</summary>
                { spelling(frame, entry, back) }
            </details>
        </div>
    }
}

fn decide(frame: &Frame, entry: &Entry, back: &Html, content: Html) -> Html {
    frame.form(
        "decide",
        "decide",
        html! {
            <>{ what(entry, back) }{ content }</>
        },
    )
}

/// What a decision is about, as it was seen.
fn what(entry: &Entry, back: &Html) -> Html {
    html! {
        <>
            { hidden("id", &entry.id) }
            { hidden("seen", &entry.seen) }
            { back.clone() }
        </>
    }
}

fn button(entry: &Entry, act: Act) -> Html {
    let text = words::imperative(act);
    let (class, shortcut) = match act {
        Act::Approve => ("main", "a"),
        Act::Hide => ("quiet", "h"),
        Act::Restore | Act::Reject | Act::Badges => ("main", ""),
    };
    html! {
        <button type="submit" name="act" value={act.as_str()} {class}
            aria-describedby={about(entry)}>{ text }{ key(shortcut) }</button>
    }
}

fn reasons(entry: &Entry) -> impl Iterator<Item = Html> {
    let plain = Verdict::ALL
        .iter()
        .copied()
        .filter(|verdict| *verdict != Verdict::Other);
    plain.enumerate().map(|(index, verdict)| {
        let text = words::verdict(verdict);
        html! {
            <button type="submit" name="act" value={format!("reject:{}", verdict.as_str())} class="quiet"
            aria-describedby={about(entry)}>
                { text }{ key(&(index + 1).to_string()) }
            </button>
        }
    })
}

fn other(entry: &Entry) -> Html {
    let id = format!("words-{}", entry.id);
    html! {
        <>
            <label for={id.clone()}>{ words::OTHER_WORDS }{ key("6") }</label>
            <input {id} name="words" required=true maxlength={MAX_WORDS.to_string()} autocomplete="off" />
            <button type="submit" name="act" value="reject:other" class="quiet"
                aria-describedby={about(entry)}>{ words::REJECT }</button>
        </>
    }
}

fn spelling(frame: &Frame, entry: &Entry, back: &Html) -> Html {
    let field = |name: &'static str, label: &'static str, value: &str, max: &'static str| {
        let id = format!("{name}-of-{}", entry.id);
        html! {
            <>
                <label for={id.clone()}>{ label }</label>
                <input {id} {name} value={value.to_owned()} maxlength={max} dir="auto" autocomplete="off" />
            </>
        }
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    frame.form(
        "spelling",
        "spelling",
        html! {
            <>
                { what(entry, back) }
                { field("name", words::NAME, &entry.name, "100") }
                { field("role", words::ROLE, &text(&entry.role), "120") }
                { field("affiliation", words::AFFILIATION, &text(&entry.affiliation), "120") }
                <p class="hint">{ words::EDIT_HINT }</p>
                <button type="submit" class="main">{ words::SAVE }</button>
            </>
        },
    )
}

/// The key that does the same, shown once keys work.
pub(super) fn key(key: &str) -> Html {
    if key.is_empty() {
        return Html::default();
    }
    html! { <kbd aria-hidden="true">{ key.to_owned() }</kbd> }
}
