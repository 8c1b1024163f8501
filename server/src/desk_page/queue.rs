//! What waits for a person.

use open_letter_core::Timestamp;
use yew::prelude::*;

use super::claim_words::CLAIMS_BADGES;
use super::entry::article;
use super::keys::keys;
use super::shell::{Frame, hidden, render};
use super::words;
use crate::desk::decision::{Act, Verdict};
use crate::desk::waiting::{Filter, Page, Waiting};
use crate::store::Hold;

/// The form that the boxes beside the signatures belong to.
const MANY: &str = "many";

/// A page of the queue.
#[derive(Debug)]
pub(crate) struct QueuePage {
    pub(crate) frame: Frame,
    pub(crate) page: Page,
    pub(crate) waiting: Waiting,
    pub(crate) filter: Filter,
    /// Whether it begins after the oldest.
    pub(crate) later: bool,
    /// When it was made: what comes later is not decided with what is shown.
    pub(crate) now: Timestamp,
}

/// A filter as forms and addresses have it.
pub(crate) fn filter_words(filter: &Filter) -> (&'static str, String) {
    match filter {
        Filter::All => ("", String::new()),
        Filter::Hold(hold) => ("hold", hold.as_str().to_owned()),
        Filter::Network(network) => ("network", data_encoding::HEXLOWER.encode(network)),
        Filter::Claims => ("claims", "open".to_owned()),
    }
}

fn address(frame: &Frame, filter: &Filter) -> String {
    let (name, value) = filter_words(filter);
    let queue = frame.path("queue");
    if name.is_empty() {
        queue
    } else {
        format!("{queue}?{name}={value}")
    }
}

/// What a form sends along, so that the same part of the queue follows.
pub(super) fn filter_field(filter: &Filter) -> Html {
    let (name, value) = filter_words(filter);
    if name.is_empty() {
        return Html::default();
    }
    hidden(name, &value)
}

/// Renders it.
pub(crate) async fn queue(page: QueuePage) -> String {
    let frame = page.frame.clone();
    render(words::QUEUE.to_owned(), Some(frame), move || {
        let QueuePage {
            frame,
            page: listed,
            waiting,
            filter,
            later,
            ..
        } = &page;
        let back = html! { <>{ hidden("back", "queue") }{ filter_field(filter) }</> };
        let matching = waiting.of(filter);
        html! {
            <>
                <div class="title">
                    <h1>{ words::QUEUE }</h1>
                    { keys(frame, filter) }
                </div>
                { filters(frame, waiting, filter) }
                <p class="told" role="status" data-told=""></p>
                if listed.entries.is_empty() {
                    <p class="empty">{ words::NOTHING_WAITS }</p>
                }
                <div class="queue" data-queue="" data-keys={if frame.keys { "on" } else { "off" }} data-undo={frame.path("undo")} data-token={frame.form.clone()}>
                    { for listed.entries.iter().map(|entry| article(frame, entry, &back, Some(MANY))) }
                </div>
                <p class="pages">
                    if *later {
                        <a href={address(frame, filter)}>{ words::FIRST_PAGE }</a>
                    }
                    { for listed.next.as_ref().map(|next| {
                        let path = address(frame, filter);
                        let mark = if path.contains('?') { '&' } else { '?' };
                        let href = format!("{path}{mark}after={}.{}", next.held_at.millis(), next.id);
                        html! { <a {href}>{ words::NEXT_PAGE }</a> }
                    }) }
                </p>
                if !listed.entries.is_empty() {
                    { many(&page, matching) }
                }
            </>
        }
    })
    .await
}

/// Parts of the queue, each with its number.
fn filters(frame: &Frame, waiting: &Waiting, chosen: &Filter) -> Html {
    let link = |filter: Filter, text: String, count: u64| {
        let current = (filter == *chosen).then_some("true");
        html! {
            <li>
                <a href={address(frame, &filter)} aria-current={current}>
                    { text }{ " " }<span class="number">{ words::number(count) }</span>
                </a>
            </li>
        }
    };
    // Badges have a part of their own, with those in it that wait for something else too.
    let holds = waiting.holds.iter();
    let holds = holds.filter(|(hold, _)| *hold != Hold::Badge);
    let networks = waiting.networks.iter().enumerate();
    let one = waiting.holds.len() < 2 && waiting.claims == 0 && waiting.networks.is_empty();
    if one && *chosen == Filter::All {
        return Html::default();
    }
    html! {
        <ul class="parts">
            { link(Filter::All, words::ALL.to_owned(), waiting.all()) }
            { for holds.map(|(hold, count)| {
                link(Filter::Hold(*hold), words::hold(*hold).to_owned(), *count)
            }) }
            if waiting.claims > 0 || *chosen == Filter::Claims {
                { link(Filter::Claims, CLAIMS_BADGES.to_owned(), waiting.claims) }
            }
            { for networks.map(|(index, (network, count))| {
                link(Filter::Network(*network), words::network(index), *count)
            }) }
        </ul>
    }
}

/// Something for several at once.
fn many(page: &QueuePage, matching: u64) -> Html {
    let frame = &page.frame;
    let option = |value: String, text: String| html! { <option {value}>{ text }</option> };
    let reject = |verdict: &Verdict| {
        let text = format!("{}: {}", words::REJECT, words::verdict(*verdict));
        option(format!("reject:{}", verdict.as_str()), text)
    };
    let plain = |act: Act| option(act.as_str().to_owned(), words::imperative(act).to_owned());
    html! {
        <form method="post" action={frame.path("many")} id={MANY} class="many">
            { hidden("token", &frame.form) }
            { hidden("until", &page.now.millis().to_string()) }
            { filter_field(&page.filter) }
            <h2>{ words::MANY }</h2>
            <fieldset>
                <legend>{ words::WITH }</legend>
                <label><input type="radio" name="which" value="ticked" checked=true />{ words::TICKED }</label>
                <label><input type="radio" name="which" value="all" />{ words::all_that_match(matching) }</label>
            </fieldset>
            <label for="many-act">{ words::WHAT }</label>
            <select id="many-act" name="act">
                { plain(Act::Approve) }
                { plain(Act::Hide) }
                { for Verdict::ALL.iter().map(reject) }
            </select>
            <button type="submit" class="main">{ words::GO_ON }</button>
            <p class="hint">{ words::GO_ON_HINT }</p>
        </form>
    }
}
