//! Where a pointer that found nothing should probably have led, and values in few words.

use crate::adapter::check::distance;
use crate::json::{Json, Mismatch};

/// How much of an answer is searched: it may be as large as 1 MB.
const MOST_PLACES: usize = 5_000;
/// Items of an array are alike, so the first ones speak for the rest.
const MOST_ITEMS: usize = 3;
/// How many characters of a value are shown.
const MOST_SHOWN: usize = 60;

/// The pointer nearest to one that found nothing, with what it finds: its last name is the same,
/// or nearly, or is the name of what is looked for.
pub(super) fn nearest<'a>(
    root: &'a Json,
    pointer: &str,
    name: &str,
    fits: &dyn Fn(&Json) -> bool,
) -> Option<(String, &'a Json)> {
    let wanted: Vec<&str> = pointer.split('/').skip(1).collect();
    let last = wanted.iter().rev().find(|token| !is_index(token));
    let mut places = Vec::new();
    walk(root, String::new(), &mut places);
    places
        .into_iter()
        .filter(|(_, found)| **found != Json::Null && fits(found))
        .filter_map(|(place, found)| {
            let tokens: Vec<&str> = place.split('/').skip(1).collect();
            let own = tokens.last().copied().unwrap_or_default();
            let likeness = match last {
                Some(last) => likeness(last, own).or(likeness(name, own).map(|steps| steps + 3)),
                // Only indices: what was an array is an object, or the other way round.
                None => Some(0),
            }?;
            let steps = moves(&wanted, &tokens);
            Some((likeness, steps, place, found))
        })
        .min_by_key(|(likeness, steps, place, _)| (*likeness, *steps, place.len()))
        .map(|(_, _, place, found)| (place, found))
}

fn is_index(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// How much two names differ; none where they are two things.
fn likeness(wanted: &str, own: &str) -> Option<usize> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (wanted, own) = (plain(wanted), plain(own));
    if wanted == own {
        return (!own.is_empty()).then_some(0);
    }
    // Of short names, every other one is near.
    let shorter = wanted.len().min(own.len());
    let steps = distance(&wanted, &own);
    if steps <= 2 && steps * 2 < shorter {
        return Some(steps);
    }
    (shorter >= 4 && (wanted.contains(&own) || own.contains(&wanted))).then_some(3)
}

/// How many steps of a path are to be added, dropped or changed.
fn moves(from: &[&str], to: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, a) in from.iter().enumerate() {
        let mut diagonal = index;
        row[0] = index + 1;
        for (place, b) in to.iter().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[place + 1];
            row[place + 1] = change.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[to.len()]
}

/// Every place in an answer, with what stands there.
fn walk<'a>(json: &'a Json, place: String, places: &mut Vec<(String, &'a Json)>) {
    if places.len() >= MOST_PLACES {
        return;
    }
    places.push((place.clone(), json));
    let below = |token: &str| format!("{place}{}", Mismatch::here("").under(token).pointer);
    match json {
        Json::Array(items) => {
            for (index, item) in items.iter().take(MOST_ITEMS).enumerate() {
                walk(item, below(&index.to_string()), places);
            }
        }
        Json::Object(members) => {
            for (name, value) in members {
                walk(value, below(name), places);
            }
        }
        _ => {}
    }
}

/// The first text that looks like an e-mail address, and its place.
pub(super) fn address(json: &Json) -> Option<(String, String)> {
    let mut places = Vec::new();
    walk(json, String::new(), &mut places);
    places.into_iter().find_map(|(place, found)| {
        let part = found.as_str()?.split_whitespace().find(|part| {
            part.split_once('@').is_some_and(|(user, host)| {
                let dot = host.split_once('.');
                let plain = !part.contains('/');
                !user.is_empty()
                    && plain
                    && dot.is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
            })
        })?;
        Some((place, part.to_owned()))
    })
}

/// A value in few words.
pub(super) fn shown(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(truth) => truth.to_string(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => format!("\"{}\"", shortened(text)),
        Json::Array(items) => format!("an array of {}", items.len()),
        Json::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Json::Object(members) => {
            let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
            shortened(&format!("an object with {}", names.join(", ")))
        }
    }
}

fn shortened(text: &str) -> String {
    let mut line = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == MOST_SHOWN {
            line.push('…');
            break;
        }
        line.push(if c.is_control() { ' ' } else { c });
    }
    line
}
