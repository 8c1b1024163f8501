//! Writing to those who want to hear from the campaign.

use yew::prelude::*;

use super::letter_words as said;
use super::shell::{Frame, hidden, render};
use super::words;
use crate::store::updates::Update;

/// What is being written, and what was written before.
#[derive(Clone, Debug)]
pub(crate) struct NewsPage {
    pub(crate) frame: Frame,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// How many mails would go out.
    pub(crate) number: u64,
    pub(crate) before: Vec<Update>,
    /// Whether what was written cannot go out as it is: empty, or too long.
    pub(crate) refused: Option<bool>,
}

/// Renders the page where it is written.
pub(crate) async fn news(page: NewsPage) -> String {
    let frame = page.frame.clone();
    render(words::NEWS.to_owned(), Some(frame), move || {
        let refused = page.refused.map(|long| {
            let sentence = if long { said::NEWS_LONG } else { said::NEWS_EMPTY };
            html! { <div class="notice refused" role="alert"><p>{ sentence }</p></div> }
        });
        let inside = html! {
            <>
                <p>
                    <label for="subject">{ said::NEWS_SUBJECT }</label>
                    <input id="subject" name="subject" required=true maxlength="150" autocomplete="off" value={page.subject.clone()} />
                </p>
                <p>
                    <label for="body">{ said::NEWS_BODY }</label>
                    <textarea id="body" name="body" rows="12" required=true value={page.body.clone()}
 />
                    <span class="hint">{ said::NEWS_BODY_HINT }</span>
                </p>
                <p class="ways"><button type="submit" class="main">{ said::NEWS_LOOK }</button></p>
            </>
        };
        html! {
            <>
                <h1>{ said::NEWS_TO }</h1>
                <p>{ said::goes_to(page.number) }</p>
                <section class="edit">
                    { for refused }
                    { page.frame.form("news/preview", "fields", inside) }
                </section>
                if !page.before.is_empty() {
                    <section>
                        <h2>{ said::NEWS_SENT }</h2>
                        <ul class="letters">{ for page.before.iter().map(sent) }</ul>
                    </section>
                }
            </>
        }
    })
    .await
}

fn sent(update: &Update) -> Html {
    html! {
        <li>
            <h3 dir="auto">{ &update.subject }</h3>
            <p class="hint">
                { words::moment(update.written_at) }{ " UTC, " }{ &update.reviewer }{ ": " }
                { said::sent(update.queued, update.number) }
            </p>
        </li>
    }
}

/// Renders the page that tells the number before anything goes out.
pub(crate) async fn sure(page: NewsPage) -> String {
    let frame = page.frame.clone();
    render(said::SURE.to_owned(), Some(frame), move || {
        let inside = html! {
            <>
                { hidden("subject", &page.subject) }
                { hidden("body", &page.body) }
                { hidden("number", &page.number.to_string()) }
                <p class="ways">
                    <button type="submit" class="main" disabled={page.number == 0}>{ said::send(page.number) }</button>
                    <button type="submit" class="quiet" formaction={page.frame.path("news/preview")} name="back" value="1">
                        { said::BACK }
                    </button>
                    <a href={page.frame.path("news")}>{ words::CANCEL }</a>
                </p>
            </>
        };
        let paragraphs = page.body.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        html! {
            <>
                <h1>{ said::SURE }</h1>
                <p>{ said::goes_to(page.number) }</p>
                <article class="written">
                    <h2 dir="auto">{ &page.subject }</h2>
                    { for paragraphs.map(|text| html! { <p dir="auto">{ text.to_owned() }</p> }) }
                </article>
                { page.frame.form("news/send", "sure", inside) }
            </>
        }
    })
    .await
}
