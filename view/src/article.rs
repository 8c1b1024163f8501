//! The letter: what it is, what it says, what it rests on.

use open_letter_core::config::View;
use open_letter_core::flow::Event;
use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::letter::{Reference, Response, Status};
use open_letter_core::rich_text::Href;
use open_letter_core::{Letter, Timestamp};
use yew::prelude::*;

use crate::field::theirs;
use crate::form::{FORM_ID, address};
use crate::locale::Locale;
use crate::rich_text::{Context, LINK_REL, blocks, link};

/// What leads to the form.
#[derive(Clone, PartialEq)]
pub(crate) enum Call {
    /// In the widget, a button with its words: a fragment does not lead into a shadow root.
    Button(Key, Callback<Event>),
    /// On the page without script, a link.
    Link,
    /// Where the backend takes no signatures, the way to where they are taken.
    Away(Href),
}

/// The letter, or what a view shows of it, with its count where it is known. There is no call
/// where it cannot be signed, and no title where the letter stands on the page around the element.
pub(crate) fn article(
    letter: &Letter,
    view: View,
    count: Option<u64>,
    call: Option<&Call>,
    locale: &Locale,
) -> Html {
    let count = count.map_or_else(Html::default, |count| {
        html! { <p part="count">{ locale.counted(Key::Count, count) }</p> }
    });
    if view == View::Count {
        return count;
    }
    let call = html! {
        <div part="call">{ for call.map(|call| sign_button(call, locale)) }{ count }</div>
    };
    if view == View::Button {
        return call;
    }
    let whole = view == View::Letter;
    let text = |key| locale.text(key);
    let origin = letter.url.as_ref().and_then(Href::origin);
    let context = Context {
        origin: origin.as_deref(),
        demand: &text(Key::Demand),
    };
    let lang = letter.lang.clone();
    // Where nobody says which language it is, its own words do.
    let dir = lang.as_deref().map_or("auto", direction);
    html! {
        <article part="letter">
            <header part="header">
                if let Some(addressee) = &letter.addressee {
                    <p part="addressee">{ locale.with_name(Key::OpenLetterTo, addressee) }</p>
                }
                if !letter.title.is_empty() {
                    { title(letter, whole, &lang, dir) }
                }
                if let Some(standfirst) = &letter.standfirst {
                    <p part="standfirst" lang={lang.clone()} {dir}>{ standfirst }</p>
                }
                if whole || letter.status != Status::Open {
                    <p part="meta">
                        if whole {
                            { dated(letter.published_at, letter.author.as_ref(), locale) }
                        }
                        <span part="status" data-status={letter.status.as_str()}>
                            { text(status_key(letter.status)) }
                        </span>
                    </p>
                }
                { call }
            </header>
            if whole {
                <div part="content" lang={lang} {dir}>
                    if !letter.takeaways.is_empty() {
                        <section part="takeaways">
                            <h2 lang={locale.lang()} dir={locale.dir()}>{ text(Key::Takeaways) }</h2>
                            <ul>{ for letter.takeaways.iter().map(|item| html! { <li>{ item }</li> }) }</ul>
                        </section>
                    }
                    <div part="body">{ blocks(&letter.body, context) }</div>
                </div>
                { references(letter, locale) }
            }
        </article>
    }
}

/// The title. On a card it leads to where the whole letter can be read.
fn title(letter: &Letter, whole: bool, lang: &Option<String>, dir: &'static str) -> Html {
    let (lang, text) = (lang.clone(), html! { &letter.title });
    if whole {
        return html! { <h1 part="title" {lang} {dir}>{ text }</h1> };
    }
    let text = match &letter.url {
        Some(url) => link(url, text),
        None => text,
    };
    html! { <h2 part="title" {lang} {dir}>{ text }</h2> }
}

/// When it was published, and by whom.
fn dated(at: Option<Timestamp>, author: Option<&String>, locale: &Locale) -> Html {
    html! {
        <>
            if let Some(at) = at {
                <time datetime={at.to_string()}>{ locale.with_date(Key::Published, at) }</time>
            }
            if let Some(author) = author {
                <span>{ locale.with_name(Key::WrittenBy, author) }</span>
            }
        </>
    }
}

fn sign_button(call: &Call, locale: &Locale) -> Html {
    let label = locale.text(match call {
        Call::Button(key, _) => *key,
        _ => Key::SignButton,
    });
    match call {
        Call::Button(_, on) => {
            let onclick = on.reform(|_: MouseEvent| Event::SignAsked);
            html! { <button part="sign-button" type="button" {onclick}>{ label }</button> }
        }
        Call::Link => {
            let href = format!("#{FORM_ID}");
            html! { <a part="sign-button" {href}>{ label }</a> }
        }
        Call::Away(href) => {
            let href = href.as_str().to_owned();
            html! { <a part="sign-button" {href} rel={LINK_REL}>{ label }</a> }
        }
    }
}

fn references(letter: &Letter, locale: &Locale) -> Html {
    if letter.references.is_empty() && letter.source.is_none() {
        return Html::default();
    }
    html! {
        <section part="references">
            if !letter.references.is_empty() {
                <h2>{ locale.text(Key::References) }</h2>
                <ol>
                    { for letter.references.iter().map(|item| html! { <li>{ reference(item) }</li> }) }
                </ol>
            }
            if let Some(source) = &letter.source {
                <p part="source">{ locale.text(Key::Source) }{ " " }{ reference(source) }</p>
            }
        </section>
    }
}

fn reference(item: &Reference) -> Html {
    let title = html! { <bdi>{ &item.title }</bdi> };
    html! {
        <>
            { item.url.as_ref().map_or_else(|| title.clone(), |href| link(href, title.clone())) }
            if let Some(publisher) = &item.publisher {
                <span part="publisher">{ " · " }<bdi>{ publisher }</bdi></span>
            }
        </>
    }
}

/// Why a letter cannot be signed, and what was answered to it.
pub(crate) fn standing(letter: &Letter, locale: &Locale) -> Html {
    let (opens, closes) = (letter.opens_at, letter.closes_at);
    let sentence = match (letter.status, opens, closes) {
        (Status::Open, ..) => return Html::default(),
        (Status::Scheduled, Some(at), _) => locale.with_date(Key::OpensOn, at),
        (Status::Closed, _, Some(at)) => locale.with_date(Key::ClosedOn, at),
        (Status::Paused, ..) => locale.text(Key::PausedText),
        (Status::Delivered, ..) => locale.text(Key::DeliveredText),
        (Status::Answered, ..) => locale.text(Key::AnsweredText),
        (status, ..) => locale.text(status_key(status)),
    };
    html! {
        <>
            <p part="standing">
                { sentence }
                { for letter.status_note.iter().map(|note| html! { <>{ " " }{ theirs(letter, note.clone().into()) }</> }) }
            </p>
            { for letter.response.as_ref().map(|response| answer(letter, response, locale)) }
        </>
    }
}

fn answer(letter: &Letter, response: &Response, locale: &Locale) -> Html {
    let context = Context {
        origin: None,
        demand: &locale.text(Key::Demand),
    };
    html! {
        <section part="response">
            <h2>{ locale.text(Key::Answer) }</h2>
            <p part="meta">{ dated(response.date, response.author.as_ref(), locale) }</p>
            <div part="body" lang={letter.lang.clone()} dir="auto">{ blocks(&response.body, context) }</div>
            { for response.url.as_ref().map(address) }
        </section>
    }
}

fn status_key(status: Status) -> Key {
    match status {
        Status::Scheduled => Key::StatusScheduled,
        Status::Open => Key::StatusOpen,
        Status::Paused => Key::StatusPaused,
        Status::Closed => Key::StatusClosed,
        Status::Delivered => Key::StatusDelivered,
        Status::Answered => Key::StatusAnswered,
    }
}
