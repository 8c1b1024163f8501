//! Networks that signatures wait because of, and what was said of networks.

use data_encoding::HEXLOWER;
use open_letter_core::Timestamp;
use yew::prelude::*;

use super::network_words as words;
use super::shell::{Frame, hidden, render};
use super::words::{CANCEL, moment};
use crate::networks::Held;
use crate::store::Rule;
use crate::store::networks::Ruled;

/// The page of a letter's networks.
#[derive(Debug)]
pub(crate) struct NetworksPage {
    pub(crate) frame: Frame,
    pub(crate) held: Vec<Held>,
    /// How many there are, shown or not.
    pub(crate) in_all: usize,
    pub(crate) rules: Vec<Ruled>,
    /// What was typed and is no network.
    pub(crate) refused: Option<String>,
    /// When it was made: what comes later is not released with what is shown.
    pub(crate) now: Timestamp,
}

/// Renders it.
pub(crate) async fn networks(page: NetworksPage) -> String {
    let frame = page.frame.clone();
    render(words::NETWORKS.to_owned(), Some(frame), move || {
        let NetworksPage { held, in_all, .. } = &page;
        html! {
            <div class="networks">
                <h1>{ words::NETWORKS }</h1>
                <p class="hint">{ words::ABOUT }</p>
                <section>
                    <h2>{ words::HELD }</h2>
                    if held.is_empty() {
                        <p class="empty">{ words::NOTHING_HELD }</p>
                    } else {
                        <ul class="held">{ for held.iter().map(|held| one(&page, held)) }</ul>
                    }
                    if held.len() < *in_all { <p>{ words::more(held.len(), *in_all) }</p> }
                </section>
                <section>
                    <h2>{ words::RULES }</h2>
                    <p class="hint">{ words::RULES_HINT }</p>
                    if page.rules.is_empty() {
                        <p class="empty">{ words::NO_RULES }</p>
                    } else {
                        { rules(&page) }
                    }
                    { page.frame.form("networks/say", "another", another(&page)) }
                </section>
            </div>
        }
    })
    .await
}

fn one(page: &NetworksPage, held: &Held) -> Html {
    let frame = &page.frame;
    let tag = HEXLOWER.encode(&held.network);
    let id = format!("network-{}", tag.get(..12).unwrap_or(&tag));
    let prefix = held.prefix.clone();
    let said = page
        .rules
        .iter()
        .find(|ruled| Some(&ruled.network) == prefix.as_ref());
    let said = said.map(|ruled| ruled.rule);
    let queue = format!("{}?network={tag}", frame.path("queue"));
    html! {
        <li>
            <div>
                <h3 id={id.clone()}>{ name(held) }</h3>
                <p>
                    { words::waiting(held.waiting) }
                    { for said.map(|rule| html! { <span class="said">{ words::rule(rule) }</span> }) }
                </p>
                if held.waiting.signatures > 0 {
                    <p><a href={queue} aria-describedby={id.clone()}>{ words::LOOK }</a></p>
                }
            </div>
            <div class="ways">
                { frame.form("networks/sure", "decide", html! {
                    <>
                        { hidden("of", &tag) }
                        { hidden("until", &page.now.millis().to_string()) }
                        <button type="submit" class="main" aria-describedby={id.clone()}>
                            { words::release(held.waiting.all()) }
                        </button>
                    </>
                }) }
                if let Some(prefix) = prefix {
                    { frame.form("networks/say", "decide", html! {
                        <>
                            { hidden("network", &prefix) }
                            if said != Some(Rule::Allowed) { { say(Rule::Allowed, &id) } }
                            if said != Some(Rule::Blocked) { { say(Rule::Blocked, &id) } }
                        </>
                    }) }
                }
            </div>
        </li>
    }
}

fn name(held: &Held) -> String {
    let prefix = held.prefix.clone();
    prefix.unwrap_or_else(|| words::UNKNOWN.to_owned())
}

fn say(rule: Rule, about: &str) -> Html {
    let text = match rule {
        Rule::Allowed => words::ALLOW,
        Rule::Blocked => words::BLOCK,
    };
    let about = about.to_owned();
    html! {
        <button type="submit" name="rule" value={rule.as_str()} class="quiet" aria-describedby={about}>{ text }</button>
    }
}

fn rules(page: &NetworksPage) -> Html {
    let row = |(index, ruled): (usize, &Ruled)| {
        let id = format!("rule-{index}");
        html! {
            <li>
                <div>
                    <h3 id={id.clone()}>{ &ruled.network }</h3>
                    <p>
                        { words::rule(ruled.rule) }{ ", " }{ words::BY }{ " " }{ &ruled.reviewer }{ ", " }
                        <time datetime={ruled.since.to_string()}>{ moment(ruled.since) }{ " UTC" }</time>
                    </p>
                </div>
                { page.frame.form("networks/say", "decide", html! {
                    <>
                        { hidden("network", &ruled.network) }
                        <button type="submit" name="rule" value="forget" class="quiet"
                            aria-describedby={id}>{ words::FORGET }</button>
                    </>
                }) }
            </li>
        }
    };
    html! { <ul class="held">{ for page.rules.iter().enumerate().map(row) }</ul> }
}

fn another(page: &NetworksPage) -> Html {
    html! {
        <>
            <label for="network">{ words::ANOTHER }</label>
            if page.refused.is_some() { <p class="wrong" id="wrong">{ words::NO_NETWORK }</p> }
            <div class="line">
                <input id="network" name="network" required=true maxlength="64" autocomplete="off"
                    spellcheck="false" autocapitalize="none" dir="ltr" aria-describedby="network-hint"
                    value={page.refused.clone().unwrap_or_default()} />
                { say(Rule::Allowed, "network") }
                { say(Rule::Blocked, "network") }
            </div>
            <p class="hint" id="network-hint">{ words::ANOTHER_HINT }</p>
        </>
    }
}

/// What waits because of a network, and is about to be released.
#[derive(Debug)]
pub(crate) struct ReleasePage {
    pub(crate) frame: Frame,
    pub(crate) held: Held,
    pub(crate) until: Timestamp,
    /// Whether the letter is reviewed by hand all the same.
    pub(crate) reviewed: bool,
}

/// Renders the page that tells the number first.
pub(crate) async fn release(page: ReleasePage) -> String {
    let frame = page.frame.clone();
    render(words::NETWORKS.to_owned(), Some(frame), move || {
        let ReleasePage { frame, held, .. } = &page;
        let count = held.waiting.all();
        html! {
            <div class="really">
                <h1>{ words::really(held.waiting, &name(held)) }</h1>
                <p>{ words::waiting(held.waiting) }{ "." }</p>
                if page.reviewed { <p>{ words::REVIEWED }</p> }
                <p class="hint">{ words::NO_UNDO }</p>
                { frame.form("networks/release", "sure", html! {
                    <>
                        { hidden("of", &HEXLOWER.encode(&held.network)) }
                        { hidden("until", &page.until.millis().to_string()) }
                        <p class="ways">
                            <button type="submit" class="main" disabled={count == 0}>{ words::release(count) }</button>
                            <a href={frame.path("networks")}>{ CANCEL }</a>
                        </p>
                    </>
                }) }
            </div>
        }
    })
    .await
}
