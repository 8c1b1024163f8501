//! Where the next page of signatories starts.

use super::request::{first, max};
use super::value::{last_of, read};
use super::{Answer, Ask, template};
use crate::flow::Failure;
use crate::json::{FromJson, Json};
use crate::rich_text::Href;

/// How many signatories stand before a page, as far as that can be told.
fn start(operation: &Json, ask: &Ask) -> u64 {
    let paging = operation.get("paging");
    let after = ask.after.as_deref().and_then(|after| after.parse().ok());
    match (paging.get("by").as_str(), after) {
        (Some("page"), Some(page)) => {
            let page = u64::saturating_sub(page, u64::from(first(paging)));
            page * u64::from(ask.limit.min(max(paging)))
        }
        (Some("offset"), Some(offset)) => offset,
        _ => 0,
    }
}

/// What the next page is asked for with; none where this one is the last.
pub(super) fn next(
    operation: &Json,
    root: &Json,
    ask: &Ask,
    answer: &Answer<'_>,
    came: usize,
    count: &Json,
) -> Result<Option<String>, Failure> {
    let paging = operation.get("paging");
    let found = || read(paging.get("next"), root, answer).and_then(|next| template::text(&next));
    match paging.get("by").as_str() {
        Some("cursor") => Ok(found().filter(|cursor| !cursor.is_empty())),
        Some("url") => found().map(|url| resolve(answer.url, &url)).transpose(),
        Some("link") => (answer.header)("Link")
            .and_then(|header| linked(&header))
            .map(|url| resolve(answer.url, &url))
            .transpose(),
        Some(by) => {
            let seen = start(operation, ask) + came as u64;
            let more = match u64::from_json(count) {
                Ok(count) => came > 0 && seen < count,
                Err(_) => came as u64 >= u64::from(ask.limit.min(max(paging))),
            };
            let page = ask.after.as_deref().and_then(|after| after.parse().ok());
            let next = match by {
                "page" => page.unwrap_or(u64::from(first(paging))) + 1,
                _ => seen,
            };
            Ok(more.then(|| next.to_string()))
        }
        None => Ok(None),
    }
}

/// The target of a `Link` header's `rel="next"` (RFC 8288).
fn linked(header: &str) -> Option<String> {
    header.split('<').skip(1).find_map(|link| {
        let (url, parameters) = link.split_once('>')?;
        let next = ["rel=\"next\"", "rel=next"];
        next.iter()
            .any(|next| last_of(parameters, next).is_some())
            .then(|| url.to_owned())
    })
}

/// An address from an answer, seen from the one that was asked. It never leads anywhere else:
/// what a backend says may be what a stranger has typed.
fn resolve(asked: &str, url: &str) -> Result<String, Failure> {
    let origin = |url: &str| Href::parse(url).and_then(|href| href.origin());
    let base = origin(asked).unwrap_or_default();
    let path = asked.split(['?', '#']).next().unwrap_or_default();
    let absolute = match url.as_bytes() {
        [b'/', b'/', ..] => String::new(),
        [b'/', ..] => [&base, url].concat(),
        [b'?', ..] => [path, url].concat(),
        // A colon before the first slash ends a scheme.
        _ if url
            .split('/')
            .next()
            .is_some_and(|first| first.contains(':')) =>
        {
            url.to_owned()
        }
        _ => [&path[..=path.rfind('/').unwrap_or_default()], url].concat(),
    };
    if origin(&absolute).is_some_and(|origin| origin == base) {
        Ok(absolute)
    } else {
        Err(Failure::adapter(
            "the next page is said to be on another origin".to_owned(),
        ))
    }
}
