//! Values: where something stands in an answer, and what it is made into.

use super::{Answer, template};
use crate::json::{FromJson, Json, Mismatch};
use crate::letter::{Moderation, Reference, Status};
use crate::rich_text::Href;
use crate::timestamp::Timestamp;

/// What a JSON Pointer (RFC 6901) leads to.
#[must_use]
pub fn find<'a>(mut json: &'a Json, pointer: &str) -> Option<&'a Json> {
    for token in pointer.split('/').skip(1) {
        json = match json {
            Json::Object(members) => {
                let name = unescaped(token);
                &members.iter().find(|(key, _)| *key == name)?.1
            }
            Json::Array(items) => items.get(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(json)
}

/// A token of a pointer without its escapes: `~1` is a slash, `~0` is `~` itself.
fn unescaped(token: &str) -> String {
    let mut name = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        name.push(match c {
            '~' if chars.next() == Some('1') => '/',
            c => c,
        });
    }
    name
}

/// Where a text stands in another for the last time. The standard library's search is made for
/// long texts, and is 2 kB of code.
pub(super) fn last_of(text: &str, part: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(part.len().max(1));
    windows.rposition(|window| window == part.as_bytes())
}

/// What a value finds, without a copy where it is a plain pointer; else kept in `place`.
pub(super) fn look<'a>(
    value: &Json,
    root: &'a Json,
    answer: &Answer<'_>,
    place: &'a mut Json,
) -> Option<&'a Json> {
    if let Some(pointer) = value.as_str() {
        return find(root, pointer).filter(|found| **found != Json::Null);
    }
    *place = read(value, root, answer)?;
    Some(place)
}

/// What a value of a document finds; none where there is nothing.
pub(super) fn read(value: &Json, root: &Json, answer: &Answer<'_>) -> Option<Json> {
    let found = match (value, value.get("at"), value.get("header")) {
        (Json::String(pointer), ..) | (_, Json::String(pointer), _) => find(root, pointer)?.clone(),
        (.., Json::String(name)) => Json::String((answer.header)(name)?),
        _ => value.get("value").clone(),
    };
    let found = match value.get("after").as_str() {
        Some(separator) => {
            let text = found.as_str()?;
            text[last_of(text, separator)? + separator.len()..].into()
        }
        None => found,
    };
    let found = match (value.get("as").as_str(), found) {
        (Some("json_string"), Json::String(text)) => (answer.parse)(&text)?,
        (Some("object_to_array"), Json::Object(members)) => Json::Array(
            members
                .into_iter()
                .map(|(name, value)| keyed(name, value))
                .collect(),
        ),
        (Some(markup @ ("html" | "markdown")), Json::String(text)) if !text.is_empty() => {
            Json::Object(vec![(markup.to_owned(), Json::String(text))])
        }
        (_, found) => found,
    };
    Some(found).filter(|found| *found != Json::Null)
}

/// An entry of an object as an item of an array.
fn keyed(name: String, value: Json) -> Json {
    let key = ("key".to_owned(), Json::String(name));
    match value {
        Json::Object(mut members) => {
            members.push(key);
            Json::Object(members)
        }
        value => Json::Object(vec![key, ("value".to_owned(), value)]),
    }
}

/// How a value is called in a message: its pointer, or its header's name.
pub(super) fn place(value: &Json) -> String {
    let name = [value, value.get("at"), value.get("header")];
    let found = name.iter().find_map(|name| name.as_str());
    found.unwrap_or("value").to_owned()
}

/// Makes a value into what the native protocol has under a name, from strings too.
pub(super) fn coerce(name: &str, found: Json) -> Result<Json, Box<Mismatch>> {
    match name {
        "count" => {
            let number = match &found {
                Json::String(text) => digits(text),
                _ => found.clone(),
            };
            u64::from_json(&number).map(|_| number)
        }
        // Some backends keep a date that was not given as an empty text.
        _ if found.as_str().is_some_and(|text| text.trim().is_empty()) => Ok(Json::Null),
        "published_at" | "opens_at" | "closes_at" | "signed_at" | "as_of" => instant(&found)
            .map(|instant| Json::String(instant.to_string()))
            // Years of five digits can be counted, and not be written.
            .filter(|text| Timestamp::from_json(text).is_ok())
            .ok_or(Mismatch::here("a date")),
        "url" | "contact" => Href::from_json(&found).map(|_| found),
        "moderation" => Moderation::from_json(&found).map(|_| found),
        "confirmation" => match template::text(&found).as_deref() {
            Some("true" | "1") => Ok(true.into()),
            Some("false" | "0") => Ok(false.into()),
            _ => Err(Mismatch::here("true or false")),
        },
        // A letter in a state that nobody here knows is not one to sign.
        "status" => Ok(match &found {
            Json::String(word) if Status::from_json(&found).is_ok() => word.as_str().into(),
            _ => "closed".into(),
        }),
        "takeaways" | "tags" => Vec::<String>::from_json(&found).map(|_| found),
        "references" => Vec::<Reference>::from_json(&found).map(|_| found),
        "source" => Reference::from_json(&found).map(|_| found),
        // As the native protocol has them. A consent that cannot be read takes the letter with it:
        // nobody should sign without it.
        "body" | "fields" | "consent" | "badges" => Ok(found),
        _ if matches!(found, Json::Object(_)) && markup(&found).is_some() => Ok(found),
        _ => match template::text(&found) {
            Some(text) => Ok(Json::String(text)),
            None => Err(Mismatch::here("a text")),
        },
    }
}

/// A number of few digits; anything else stays the text that it is.
fn digits(text: &str) -> Json {
    match text.trim().parse::<u32>() {
        Ok(number) => Json::Number(f64::from(number)),
        Err(_) => text.into(),
    }
}

/// A date as a text, or a Unix time in seconds or milliseconds.
fn instant(found: &Json) -> Option<Timestamp> {
    /// Beyond it a number counts milliseconds: as seconds it would be the year 5138.
    const MILLISECONDS_FROM: i64 = 100_000_000_000;
    let text = template::text(found)?;
    let text = text.trim();
    match text.parse::<i64>() {
        Ok(time) if time.abs() < MILLISECONDS_FROM => Some(Timestamp::from_millis(time * 1_000)),
        Ok(time) => Some(Timestamp::from_millis(time)),
        Err(_) => Timestamp::parse(text)
            .or_else(|| Timestamp::parse(&[text, "Z"].concat()))
            .or_else(|| Timestamp::parse(&[text, ":00"].concat()))
            .or_else(|| Timestamp::parse(&[text, ":00Z"].concat())),
    }
}

/// The text of an object that stands for markup: `{"html": "…"}` or `{"markdown": "…"}`.
fn markup(json: &Json) -> Option<&str> {
    match json {
        Json::Object(members) => match members.as_slice() {
            [(name, Json::String(text))] if matches!(name.as_str(), "html" | "markdown") => {
                Some(text)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether there is markup in an answer, in a member of its own or of its signatories.
#[must_use]
pub fn has_markup(json: &Json) -> bool {
    match json {
        Json::Array(items) => items.iter().any(has_markup),
        Json::Object(members) => {
            markup(json).is_some() || members.iter().any(|(_, value)| has_markup(value))
        }
        _ => false,
    }
}

/// Drops the tags of all markup in an answer.
pub fn plain_markup(json: &mut Json) {
    if let Some(text) = markup(json) {
        *json = Json::String(without_tags(text));
        return;
    }
    match json {
        Json::Array(items) => items.iter_mut().for_each(plain_markup),
        Json::Object(members) => members
            .iter_mut()
            .for_each(|(_, value)| plain_markup(value)),
        _ => {}
    }
}

/// What is left of HTML without its tags. Each paragraph stays one.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        rest = tail.split_once('>').map_or("", |(tag, after)| {
            let ends = ["/p", "/li", "/h", "/div", "br"];
            if ends.iter().any(|end| tag.starts_with(end)) {
                text.push_str("\n\n");
            }
            after
        });
    }
    text.push_str(rest);
    text
}
