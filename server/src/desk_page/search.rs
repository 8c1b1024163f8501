//! Finding signatures.

use yew::prelude::*;

use super::entry::article;
use super::shell::{Frame, hidden, render};
use super::words;
use crate::desk::searching::Found;

/// What was looked for, and what was found.
#[derive(Debug)]
pub(crate) struct SearchPage {
    pub(crate) frame: Frame,
    pub(crate) words: String,
    /// None where nothing was looked for yet.
    pub(crate) found: Option<Found>,
    pub(crate) wrong: Option<Wrong>,
}

/// What cannot be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    NoWords,
    NoAddress,
}

/// Renders it. An address that was looked for is not shown again.
pub(crate) async fn search(page: SearchPage) -> String {
    let frame = page.frame.clone();
    render(words::SEARCH.to_owned(), Some(frame), move || {
        let frame = &page.frame;
        html! {
            <>
                <h1>{ words::SEARCH }</h1>
                <div class="searches">
                    { frame.form("search", "search", by_words(&page)) }
                    { frame.form("search", "search", by_address(&page)) }
                </div>
                { for page.found.as_ref().map(|found| results(frame, found)) }
            </>
        }
    })
    .await
}

fn wrong(sentence: &'static str) -> Html {
    html! { <p class="wrong" id="wrong">{ sentence }</p> }
}

fn by_words(page: &SearchPage) -> Html {
    let missing = page.wrong == Some(Wrong::NoWords);
    html! {
        <>
            { hidden("by", "words") }
            <label for="find-words">{ words::FIND_WORDS }</label>
            <div class="line">
                <input id="find-words" name="q" type="search" value={page.words.clone()} dir="auto"
                    aria-describedby="find-words-hint" maxlength="120" autocomplete="off" />
                <button type="submit" class="main">{ words::FIND }</button>
            </div>
            if missing { { wrong(words::TYPE_WORDS) } }
            <p class="hint" id="find-words-hint">{ words::FIND_WORDS_HINT }</p>
        </>
    }
}

fn by_address(page: &SearchPage) -> Html {
    let missing = page.wrong == Some(Wrong::NoAddress);
    html! {
        <>
            { hidden("by", "address") }
            <label for="find-address">{ words::FIND_ADDRESS }</label>
            <div class="line">
                <input id="find-address" name="q" type="text" inputmode="email" autocomplete="off"
                    spellcheck="false" autocapitalize="none" maxlength="254" />
                <button type="submit" class="main">{ words::FIND }</button>
            </div>
            if missing { { wrong(words::NO_ADDRESS) } }
        </>
    }
}

fn results(frame: &Frame, found: &Found) -> Html {
    let back = hidden("back", "one");
    html! {
        <section aria-label={words::SIGNATURES}>
            if found.entries.is_empty() {
                <p class="empty" role="status">{ words::NOT_FOUND }</p>
            } else {
                <p class="told" role="status">{ words::signatures(found.entries.len() as u64) }</p>
            }
            if found.more { <p>{ words::MORE_FOUND }</p> }
            <div class="queue">
                { for found.entries.iter().map(|entry| article(frame, entry, &back, None)) }
            </div>
        </section>
    }
}
