//! The letter: what it is, what it says, what it rests on.

use open_letter_core::config::View;
use open_letter_core::flow::Event;
use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::letter::{Reference, Response, Status};
use open_letter_core::rich_text::Href;
use open_letter_core::{Letter, Timestamp};
use yew::prelude::*;

use crate::form::FORM_ID;
use crate::markup::{Markup, Press};
use crate::rich_text::{LINK_REL, address, blocks, link};

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
    out: &mut Markup<'_>,
    letter: &Letter,
    view: View,
    counted: Option<u64>,
    call: Option<&Call>,
) {
    match view {
        View::Count => return count(out, counted),
        View::Button => return calls(out, call, counted),
        View::Letter | View::Card => {}
    }
    let whole = view == View::Letter;
    out.part("article", "letter");
    header(out, letter, whole, counted, call);
    if whole {
        in_its_language(out, "div", "content", letter);
        if !letter.takeaways.is_empty() {
            out.part("section", "takeaways");
            out.start("h2", &["lang", "dir"]);
            out.is_ours();
            out.say(Key::Takeaways);
            out.end();
            out.plain("ul");
            for item in &letter.takeaways {
                out.plain("li");
                out.text(item);
                out.end();
            }
            out.end();
            out.end();
        }
        let origin = letter.url.as_ref().and_then(Href::origin);
        out.part("div", "body");
        blocks(out, &letter.body, origin.as_deref());
        out.end();
        out.end();
        references(out, letter);
    }
    out.end();
}

/// What stands above the letter. What is nothing keeps its place, here and below.
fn header(
    out: &mut Markup<'_>,
    letter: &Letter,
    whole: bool,
    counted: Option<u64>,
    call: Option<&Call>,
) {
    out.part("header", "header");
    match &letter.addressee {
        Some(addressee) => {
            let to = out.locale.with_name(Key::OpenLetterTo, addressee);
            out.line("p", "addressee", to);
        }
        None => out.nothing(),
    }
    match letter.title.is_empty() {
        true => out.nothing(),
        false => title(out, letter, whole),
    }
    match &letter.standfirst {
        Some(standfirst) => {
            in_its_language(out, "p", "standfirst", letter);
            out.text(standfirst);
            out.end();
        }
        None => out.nothing(),
    }
    if whole || letter.status != Status::Open {
        out.part("p", "meta");
        if whole {
            dated(out, letter.published_at, letter.author.as_ref());
        }
        out.start("span", &["part", "data-status"]);
        out.is("status");
        out.is(letter.status.as_str());
        out.say(status_key(letter.status));
        out.end();
        out.end();
    } else {
        out.nothing();
    }
    calls(out, call, counted);
    out.end();
}

fn count(out: &mut Markup<'_>, counted: Option<u64>) {
    match counted {
        Some(counted) => {
            let counted = out.locale.counted(Key::Count, counted);
            out.line("p", "count", counted);
        }
        None => out.nothing(),
    }
}

/// What leads to the form, and the count beside it.
fn calls(out: &mut Markup<'_>, call: Option<&Call>, counted: Option<u64>) {
    out.part("div", "call");
    match call {
        None => out.nothing(),
        Some(Call::Button(key, on)) => out.button("sign-button", false, *key, on, Press::Sign),
        Some(Call::Link) => {
            out.start("a", &["part", "href"]);
            out.is("sign-button");
            out.is_text(&["#", FORM_ID].concat());
            out.say(Key::SignButton);
            out.end();
        }
        Some(Call::Away(href)) => {
            out.start("a", &["part", "href", "rel"]);
            out.is("sign-button");
            out.is_text(href.as_str());
            out.is(LINK_REL);
            out.say(Key::SignButton);
            out.end();
        }
    }
    count(out, counted);
    out.end();
}

/// Begins an element in the letter's language. Where nobody says which that is, its own words do.
fn in_its_language(out: &mut Markup<'_>, tag: &'static str, name: &'static str, letter: &Letter) {
    out.start(tag, &["part", "lang", "dir"]);
    out.is(name);
    out.value(letter.lang.clone().map(AttrValue::from));
    out.is(letter.lang.as_deref().map_or("auto", direction));
}

/// The title. On a card it leads to where the whole letter can be read.
fn title(out: &mut Markup<'_>, letter: &Letter, whole: bool) {
    in_its_language(out, if whole { "h1" } else { "h2" }, "title", letter);
    match letter.url.as_ref().filter(|_| !whole) {
        Some(url) => {
            link(out, url);
            out.text(&letter.title);
            out.end();
        }
        None => out.text(&letter.title),
    }
    out.end();
}

/// When it was published, and by whom.
fn dated(out: &mut Markup<'_>, at: Option<Timestamp>, author: Option<&String>) {
    if let Some(at) = at {
        out.start("time", &["datetime"]);
        out.is_text(&at.to_string());
        let published = out.locale.with_date(Key::Published, at);
        out.words(published);
        out.end();
    }
    if let Some(author) = author {
        out.plain("span");
        let author = out.locale.with_name(Key::WrittenBy, author);
        out.words(author);
        out.end();
    }
}

fn references(out: &mut Markup<'_>, letter: &Letter) {
    if letter.references.is_empty() && letter.source.is_none() {
        return;
    }
    out.part("section", "references");
    if !letter.references.is_empty() {
        out.plain("h2");
        out.say(Key::References);
        out.end();
        out.plain("ol");
        for item in &letter.references {
            out.plain("li");
            reference(out, item);
            out.end();
        }
        out.end();
    }
    if let Some(source) = &letter.source {
        out.part("p", "source");
        out.say(Key::Source);
        out.text(" ");
        reference(out, source);
        out.end();
    }
    out.end();
}

fn reference(out: &mut Markup<'_>, item: &Reference) {
    match &item.url {
        Some(href) => {
            link(out, href);
            out.isolated(&item.title);
            out.end();
        }
        None => out.isolated(&item.title),
    }
    if let Some(publisher) = &item.publisher {
        out.part("span", "publisher");
        out.text(" · ");
        out.isolated(publisher);
        out.end();
    }
}

/// Why a letter cannot be signed, and what was answered to it.
pub(crate) fn standing(out: &mut Markup<'_>, letter: &Letter) {
    let locale = out.locale;
    let (opens, closes) = (letter.opens_at, letter.closes_at);
    let sentence = match (letter.status, opens, closes) {
        (Status::Open, ..) => return,
        (Status::Scheduled, Some(at), _) => locale.with_date(Key::OpensOn, at),
        (Status::Closed, _, Some(at)) => locale.with_date(Key::ClosedOn, at),
        (Status::Paused, ..) => locale.text(Key::PausedText),
        (Status::Delivered, ..) => locale.text(Key::DeliveredText),
        (Status::Answered, ..) => locale.text(Key::AnsweredText),
        (status, ..) => locale.text(status_key(status)),
    };
    out.part("p", "standing");
    out.words(sentence);
    if let Some(note) = &letter.status_note {
        out.text(" ");
        out.theirs(letter, note.clone().into());
    }
    out.end();
    if let Some(response) = &letter.response {
        answer(out, letter, response);
    }
}

fn answer(out: &mut Markup<'_>, letter: &Letter, response: &Response) {
    out.part("section", "response");
    out.plain("h2");
    out.say(Key::Answer);
    out.end();
    out.part("p", "meta");
    dated(out, response.date, response.author.as_ref());
    out.end();
    in_its_language(out, "div", "body", letter);
    blocks(out, &response.body, None);
    out.end();
    if let Some(url) = &response.url {
        address(out, url);
    }
    out.end();
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
