//! The letter: what it is, what it says, what it rests on.

use open_letter_core::config::View;
use open_letter_core::flow::Event;
use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::letter::{Reference, Response, Status};
use open_letter_core::rich_text::Href;
use open_letter_core::{Letter, Timestamp};
use yew::prelude::*;

use crate::element::{element, named, part, plain, words};
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
    let count = count.map(|count| {
        let count = words(locale.counted(Key::Count, count));
        part("p", "count", vec![count])
    });
    let count = count.unwrap_or_default();
    if view == View::Count {
        return count;
    }
    // What is nothing keeps its place, here and below, so that nothing else moves.
    let button = call.map(|call| sign_button(call, locale));
    let call = part("div", "call", vec![button.unwrap_or_default(), count]);
    if view == View::Button {
        return call;
    }
    let whole = view == View::Letter;
    let text = |key| words(locale.text(key));
    let origin = letter.url.as_ref().and_then(Href::origin);
    let demand = demand(locale);
    let context = Context {
        origin: origin.as_deref(),
        demand: &demand,
    };
    let addressee = letter.addressee.as_ref().map(|addressee| {
        let to = words(locale.with_name(Key::OpenLetterTo, addressee));
        part("p", "addressee", vec![to])
    });
    let title = match letter.title.is_empty() {
        true => Html::default(),
        false => title(letter, whole),
    };
    let standfirst = letter.standfirst.as_ref().map(|standfirst| {
        let standfirst = words(standfirst.clone());
        in_its_language("p", "standfirst", letter, vec![standfirst])
    });
    let meta = (whole || letter.status != Status::Open).then(|| {
        let mut inside = Vec::new();
        if whole {
            inside = dated(letter.published_at, letter.author.as_ref(), locale);
        }
        let values = vec![named("status"), Some(letter.status.as_str().into())];
        let status = vec![text(status_key(letter.status))];
        inside.push(element("span", &["part", "data-status"], values, status));
        part("p", "meta", inside)
    });
    let header = vec![
        addressee.unwrap_or_default(),
        title,
        standfirst.unwrap_or_default(),
        meta.unwrap_or_default(),
        call,
    ];
    let mut inside = vec![part("header", "header", header)];
    if whole {
        let mut content = Vec::new();
        if !letter.takeaways.is_empty() {
            let item = |item: &String| plain("li", vec![words(item.clone())]);
            let values = vec![Some(locale.lang()), Some(locale.dir().into())];
            let heading = vec![text(Key::Takeaways)];
            let takeaways = vec![
                element("h2", &["lang", "dir"], values, heading),
                plain("ul", letter.takeaways.iter().map(item).collect()),
            ];
            content.push(part("section", "takeaways", takeaways));
        }
        content.push(part("div", "body", blocks(&letter.body, context)));
        inside.push(in_its_language("div", "content", letter, content));
        inside.push(references(letter, locale));
    }
    part("article", "letter", inside)
}

/// An element in the letter's language. Where nobody says which that is, its own words do.
fn in_its_language(
    tag: &'static str,
    name: &'static str,
    letter: &Letter,
    inside: Vec<Html>,
) -> Html {
    let dir = letter.lang.as_deref().map_or("auto", direction);
    let lang = letter.lang.clone().map(AttrValue::from);
    let values = vec![named(name), lang, Some(dir.into())];
    element(tag, &["part", "lang", "dir"], values, inside)
}

/// The title. On a card it leads to where the whole letter can be read.
fn title(letter: &Letter, whole: bool) -> Html {
    let text = vec![words(letter.title.clone())];
    match &letter.url {
        _ if whole => in_its_language("h1", "title", letter, text),
        Some(url) => in_its_language("h2", "title", letter, vec![link(url, text)]),
        None => in_its_language("h2", "title", letter, text),
    }
}

/// When it was published, and by whom.
fn dated(at: Option<Timestamp>, author: Option<&String>, locale: &Locale) -> Vec<Html> {
    let mut inside = Vec::new();
    if let Some(at) = at {
        let values = vec![Some(at.to_string().into())];
        let text = vec![words(locale.with_date(Key::Published, at))];
        inside.push(element("time", &["datetime"], values, text));
    }
    if let Some(author) = author {
        let text = vec![words(locale.with_name(Key::WrittenBy, author))];
        inside.push(plain("span", text));
    }
    inside
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
    let mut inside = Vec::new();
    if !letter.references.is_empty() {
        let item = |item: &Reference| plain("li", reference(item));
        inside.push(plain("h2", vec![words(locale.text(Key::References))]));
        inside.push(plain("ol", letter.references.iter().map(item).collect()));
    }
    if let Some(source) = &letter.source {
        let mut line = vec![words(locale.text(Key::Source)), words(" ")];
        line.extend(reference(source));
        inside.push(part("p", "source", line));
    }
    part("section", "references", inside)
}

fn reference(item: &Reference) -> Vec<Html> {
    let title = vec![plain("bdi", vec![words(item.title.clone())])];
    let mut inside = match &item.url {
        Some(href) => vec![link(href, title)],
        None => title,
    };
    if let Some(publisher) = &item.publisher {
        let publisher = plain("bdi", vec![words(publisher.clone())]);
        inside.push(part("span", "publisher", vec![words(" · "), publisher]));
    }
    inside
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
    let mut inside = vec![words(sentence)];
    if let Some(note) = &letter.status_note {
        inside.extend([words(" "), theirs(letter, note.clone().into())]);
    }
    let mut all = vec![part("p", "standing", inside)];
    if let Some(response) = &letter.response {
        all.push(answer(letter, response, locale));
    }
    html! { <>{ for all }</> }
}

/// What stands above a demand. It is ours, and stands among the letter's own words.
fn demand(locale: &Locale) -> Html {
    let values = vec![Some(locale.lang()), Some(locale.dir().into())];
    let label = words(locale.text(Key::Demand));
    let label = element("span", &["lang", "dir"], values, vec![label]);
    part("p", "callout-label", vec![label])
}

fn answer(letter: &Letter, response: &Response, locale: &Locale) -> Html {
    let context = Context {
        origin: None,
        demand: &demand(locale),
    };
    let mut inside = vec![
        plain("h2", vec![words(locale.text(Key::Answer))]),
        part(
            "p",
            "meta",
            dated(response.date, response.author.as_ref(), locale),
        ),
        in_its_language("div", "body", letter, blocks(&response.body, context)),
    ];
    inside.extend(response.url.as_ref().map(address));
    part("section", "response", inside)
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
