//! The list of letters.

use yew::prelude::*;

use super::shell::{About, Frame, render};
use super::words;

/// A letter in the list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListedLetter {
    pub(crate) about: About,
    pub(crate) status: String,
    pub(crate) count: u64,
}

/// Renders it.
pub(crate) async fn letters(frame: Frame, letters: Vec<ListedLetter>) -> String {
    render(words::LETTERS.to_owned(), Some(frame), move || {
        html! {
            <>
                <h1>{ words::LETTERS }</h1>
                if letters.is_empty() {
                    <p>{ words::NO_LETTERS }</p>
                } else {
                    <ul class="letters">{ for letters.iter().map(listed) }</ul>
                }
            </>
        }
    })
    .await
}

fn listed(letter: &ListedLetter) -> Html {
    let ListedLetter {
        about,
        status,
        count,
    } = letter;
    html! {
        <li>
            <h2 lang={about.lang.clone()} dir="auto"><a href={about.path("queue")}>{ &about.title }</a></h2>
            <dl class="facts">
                <div><dt>{ words::QUEUE }</dt><dd>{ words::number(about.waiting) }</dd></div>
                <div><dt>{ words::SIGNATURES }</dt><dd>{ words::number(*count) }</dd></div>
                <div><dt>{ words::STATUS }</dt><dd>{ status }</dd></div>
            </dl>
            <p class="ways">
                <a href={about.path("queue")}>{ words::QUEUE }</a>
                <a href={about.path("search")}>{ words::SEARCH }</a>
                <a href={about.path("figures")}>{ words::FIGURES }</a>
                <a href={about.path("letter")}>{ words::LETTER }</a>
            </p>
        </li>
    }
}
