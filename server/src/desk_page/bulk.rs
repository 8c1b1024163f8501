//! The page that tells the number before something is done to many.

use open_letter_core::Timestamp;
use yew::prelude::*;

use super::claim_words::stay;
use super::queue::filter_field;
use super::shell::{Frame, hidden, render};
use super::words;
use crate::desk::deciding::MOST;
use crate::desk::decision::{Act, MAX_WORDS, Verdict};
use crate::desk::waiting::Filter;

/// What is about to be done.
#[derive(Debug)]
pub(crate) struct BulkPage {
    pub(crate) frame: Frame,
    pub(crate) act: Act,
    pub(crate) verdict: Option<Verdict>,
    pub(crate) filter: Filter,
    /// What was ticked; none where everything that matches is meant.
    pub(crate) ticked: Option<Vec<String>>,
    pub(crate) until: Timestamp,
    pub(crate) count: u64,
    /// How many of them wait on for somebody to look at what they claim.
    pub(crate) claiming: u64,
    /// What has to be said before it can go on.
    pub(crate) refused: Option<&'static str>,
}

/// Renders it.
pub(crate) async fn bulk(page: BulkPage) -> String {
    let frame = page.frame.clone();
    render(words::MANY.to_owned(), Some(frame), move || {
        let BulkPage {
            frame,
            act,
            verdict,
            count,
            ..
        } = &page;
        html! {
            <div class="really">
                <h1>{ words::really(*act, *verdict, *count) }</h1>
                if *count > MOST {
                    <p>{ words::some_at_a_time(MOST) }</p>
                }
                if page.claiming > 0 {
                    <p>{ stay(page.claiming) }</p>
                }
                { for page.refused.map(|sentence| html! {
                    <div class="notice refused" role="alert"><p>{ sentence }</p></div>
                }) }
                { frame.form("many/do", "sure", sure(&page)) }
            </div>
        }
    })
    .await
}

fn sure(page: &BulkPage) -> Html {
    let BulkPage {
        frame,
        act,
        verdict,
        ticked,
        until,
        count,
        ..
    } = page;
    let word = match verdict {
        Some(verdict) => format!("{}:{}", act.as_str(), verdict.as_str()),
        None => act.as_str().to_owned(),
    };
    let which = if ticked.is_some() { "ticked" } else { "all" };
    html! {
        <>
            { hidden("which", which) }
            { for ticked.iter().flatten().map(|pick| hidden("pick", pick)) }
            { hidden("until", &until.millis().to_string()) }
            { filter_field(&page.filter) }
            if *verdict == Some(Verdict::Other) {
                <label for="words">{ words::OTHER_WORDS }</label>
                <input id="words" name="words" required=true maxlength={MAX_WORDS.to_string()} autocomplete="off" />
            }
            <p class="ways">
                <button type="submit" name="act" value={word} class="main" disabled={*count == 0}>
                    { words::yes(*act, (*count).min(MOST)) }
                </button>
                <a href={frame.path("queue")}>{ words::CANCEL }</a>
            </p>
        </>
    }
}
