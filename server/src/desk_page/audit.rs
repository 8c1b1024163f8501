//! What happened at the desk.

use yew::prelude::*;

use super::shell::{Frame, render};
use super::words;
use crate::desk::audit::{Line, Page};

/// Renders it.
pub(crate) async fn audit(frame: Frame, page: Page) -> String {
    render(words::AUDIT.to_owned(), Some(frame), move || {
        html! {
            <>
                <h1>{ words::AUDIT }</h1>
                if page.lines.is_empty() {
                    <p class="empty">{ words::NOTHING_HAPPENED }</p>
                } else {
                    <div class="wide" tabindex="0" role="region" aria-label={words::AUDIT}>
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{ words::WHEN }</th>
                                    <th scope="col">{ words::WHO }</th>
                                    <th scope="col">{ words::DID }</th>
                                    <th scope="col" class="count">{ words::HOW_MANY }</th>
                                    <th scope="col">{ words::LETTER }</th>
                                </tr>
                            </thead>
                            <tbody>{ for page.lines.iter().map(line) }</tbody>
                        </table>
                    </div>
                }
                { for page.next.as_ref().map(|(at, id)| html! {
                    <p class="pages">
                        <a href={format!("/desk/audit?before={}.{id}", at.millis())}>{ words::EARLIER }</a>
                    </p>
                }) }
            </>
        }
    })
    .await
}

fn line(line: &Line) -> Html {
    let (first, last) = (words::moment(line.first), words::moment(line.last));
    let until = match (first == last, last.get(..10) == first.get(..10)) {
        (true, _) => None,
        (_, true) => last.get(11..).map(str::to_owned),
        _ => Some(last.clone()),
    };
    html! {
        <tr>
            <td>
                <time datetime={line.first.to_string()}>{ first }</time>
                { for until.map(|until| html! {
                    <>{ " – " }<time datetime={line.last.to_string()}>{ until }</time></>
                }) }
            </td>
            <td>{ &line.reviewer }</td>
            <td>{ words::action(&line.action, line.detail.as_deref()) }</td>
            <td class="count">{ words::number(line.number.unsigned_abs()) }</td>
            <td>{ line.letter_id.clone().unwrap_or_default() }</td>
        </tr>
    }
}
