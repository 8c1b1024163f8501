//! A letter's text, and where it is in its life.

use open_letter_core::letter::Status;
use yew::prelude::*;

use super::letter_words as said;
use super::shell::{Frame, hidden, render};
use super::words;
use crate::differing::{Piece, differences};
use crate::store::letters::Change;

/// The page where it is changed.
#[derive(Clone, Debug)]
pub(crate) struct LetterPage {
    pub(crate) frame: Frame,
    pub(crate) status: Status,
    /// The public page of its history.
    pub(crate) history: String,
    pub(crate) edit: EditPage,
}

/// A change that is being made.
#[derive(Clone, Debug)]
pub(crate) struct EditPage {
    /// The revision that is changed.
    pub(crate) from: i64,
    pub(crate) text: String,
    pub(crate) substance: bool,
    pub(crate) note: String,
    /// Why it was not taken.
    pub(crate) refused: Option<String>,
}

/// Renders it.
pub(crate) async fn letter(page: LetterPage) -> String {
    let frame = page.frame.clone();
    render(words::LETTER.to_owned(), Some(frame), move || {
        html! {
            <>
                <h1>{ words::LETTER }</h1>
                { state(&page) }
                { text(&page) }
            </>
        }
    })
    .await
}

fn state(page: &LetterPage) -> Html {
    let to = |status: Status, label: &'static str| {
        html! { <button type="submit" name="to" value={status.as_str()} disabled={page.status == status}>{ label }</button> }
    };
    let answer = html! {
        <>
            { hidden("to", Status::Answered.as_str()) }
            { field("answer-text", "text", said::ANSWER_TEXT, true) }
            { field("answer-author", "author", said::ANSWER_AUTHOR, false) }
            { field("answer-date", "date", said::ANSWER_DATE, false) }
            { field("answer-url", "url", said::ANSWER_URL, false) }
            <p class="ways"><button type="submit">{ said::ANSWER_SAVE }</button></p>
        </>
    };
    html! {
        <section class="edit">
            <h2>{ said::STATE }</h2>
            <p>{ words::STATUS }{ ": " }<strong>{ super::status(page.status) }</strong></p>
            { page.frame.form("letter/state", "ways", html! {
                <>
                    { to(Status::Open, said::OPEN) }
                    { to(Status::Paused, said::PAUSE) }
                    { to(Status::Closed, said::CLOSE) }
                    { to(Status::Delivered, said::DELIVER) }
                </>
            }) }
            <p class="hint">{ said::STATE_HINT }</p>
            <details>
                <summary>{ said::ANSWER }</summary>
                { page.frame.form("letter/state", "fields", answer) }
            </details>
        </section>
    }
}

fn field(id: &'static str, name: &'static str, label: &'static str, long: bool) -> Html {
    html! {
           <p>
               <label for={id}>{ label }</label>
               if long {
                   <textarea {id} {name} rows="6"
    />
               } else {
                   <input {id} {name} autocomplete="off" />
               }
           </p>
       }
}

fn text(page: &LetterPage) -> Html {
    let edit = &page.edit;
    let choice = |value: &'static str, on: bool, label: &'static str, hint: &'static str| {
        let id = format!("kind-{value}");
        html! {
            <p class="choice">
                <input type="radio" name="kind" id={id.clone()} {value} checked={on} />
                <label for={id}>{ label }</label>
                <span class="hint">{ hint }</span>
            </p>
        }
    };
    let inside = html! {
           <>
               { hidden("from", &edit.from.to_string()) }
               <p>
                   <label for="text">{ said::TEXT }</label>
                   <textarea id="text" name="text" rows="24" spellcheck="true" required=true value={edit.text.clone()}
    />
                   <span class="hint">{ said::TEXT_HINT }</span>
               </p>
               <fieldset>
                   <legend>{ said::KIND }</legend>
                   { choice("correction", !edit.substance, said::CORRECTION, said::CORRECTION_HINT) }
                   { choice("substance", edit.substance, said::SUBSTANCE, said::SUBSTANCE_HINT) }
               </fieldset>
               <p>
                   <label for="note">{ said::NOTE }</label>
                   <input id="note" name="note" maxlength="500" autocomplete="off" value={edit.note.clone()} />
                   <span class="hint">{ said::NOTE_HINT }</span>
               </p>
               <p class="ways">
                   <button type="submit" class="main">{ said::LOOK }</button>
                   <a href={page.history.clone()}>{ said::HISTORY }</a>
               </p>
           </>
       };
    html! {
        <section class="edit">
            <h2>{ said::CHANGE }</h2>
            { for edit.refused.iter().map(|sentence| html! {
                <div class="notice refused" role="alert"><p>{ sentence }</p></div>
            }) }
            { page.frame.form("letter/preview", "fields", inside) }
        </section>
    }
}

/// Renders what a change would do, before it does it.
pub(crate) async fn preview(
    page: LetterPage,
    change: Change,
    before: String,
    mails: u64,
) -> String {
    let frame = page.frame.clone();
    render(said::SURE.to_owned(), Some(frame), move || {
        let edit = &page.edit;
        let save = match change {
            Change::Substance => said::save_substance(mails),
            Change::Correction | Change::First => said::SAVE_CORRECTION.to_owned(),
            Change::Particulars => said::SAVE_SETTINGS.to_owned(),
        };
        let kind = if edit.substance { "substance" } else { "correction" };
        let inside = html! {
            <>
                { hidden("from", &edit.from.to_string()) }
                { hidden("text", &edit.text) }
                { hidden("kind", kind) }
                { hidden("note", &edit.note) }
                <p class="ways">
                    <button type="submit" class="main">{ save }</button>
                    <button type="submit" class="quiet" formaction={page.frame.path("letter/preview")} name="back" value="1">
                        { said::BACK }
                    </button>
                    <a href={page.frame.path("letter")}>{ words::CANCEL }</a>
                </p>
            </>
        };
        html! {
            <>
                <h1>{ said::SURE }</h1>
                if change == Change::Particulars {
                    <p>{ said::SAME }</p>
                }
                if change == Change::Substance {
                    <p>{ said::SUBSTANCE_HINT }</p>
                }
                <div class="difference">{ for differences(&before, &edit.text).into_iter().map(shown) }</div>
                { page.frame.form("letter/save", "sure", inside) }
            </>
        }
    })
    .await
}

fn shown(piece: Piece) -> Html {
    let words = piece.words.into_iter().map(|(changed, text)| {
        if changed {
            html! { <strong>{ text }</strong> }
        } else {
            html! { text }
        }
    });
    if piece.put_in {
        html! { <p dir="auto"><ins>{ for words }</ins></p> }
    } else {
        html! { <p dir="auto"><del>{ for words }</del></p> }
    }
}
