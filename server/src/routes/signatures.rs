//! `GET L/signatures`: a page of signatories, newest first.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use open_letter_core::protocol::{FieldCode, MAX_PAGE_SIZE, PAGE_SIZE};

use super::{CACHE_LETTER, LetterId, bytes, filed, json};
use crate::app::AppState;
use crate::cursor::Cursor;
use crate::etag::Etag;
use crate::problem::Refusal;

pub(super) async fn read(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    RawQuery(query): RawQuery,
    request: HeaderMap,
) -> Result<Response, Refusal> {
    filed(&app, &id)?;
    let Wish { limit, after } = Wish::read(query.as_deref().unwrap_or_default())?;
    let page = bytes(&app.store.page(&id, limit, &after).await?)?;
    Ok(Etag::of(&[&page]).answer(&request, json(page, CACHE_LETTER)))
}

/// What the query asks for.
#[derive(Debug, PartialEq)]
struct Wish {
    limit: u32,
    after: Cursor,
}

impl Wish {
    fn read(query: &str) -> Result<Self, Refusal> {
        let mut limit = None;
        let mut after = None;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let twice = match &*name {
                "limit" => limit.replace(read_limit(&value)?).is_some(),
                "cursor" => after.replace(read_cursor(&value)?).is_some(),
                other => return Err(unknown(other)),
            };
            if twice {
                let detail = "A parameter is given twice.";
                return Err(Refusal::invalid_at(
                    &format!("/{name}"),
                    FieldCode::Malformed,
                    detail,
                ));
            }
        }
        Ok(Self {
            limit: limit.unwrap_or(PAGE_SIZE),
            after: after.unwrap_or(Cursor::START),
        })
    }
}

fn read_limit(value: &str) -> Result<u32, Refusal> {
    let limit = value
        .parse()
        .ok()
        .filter(|limit| (1..=MAX_PAGE_SIZE).contains(limit));
    limit.ok_or_else(|| {
        let detail = "The limit should be a whole number from 1 to 200.";
        Refusal::invalid_at("/limit", FieldCode::Malformed, detail)
    })
}

fn read_cursor(value: &str) -> Result<Cursor, Refusal> {
    Cursor::decode(value).ok_or_else(|| {
        let detail = "The cursor should be one that a page before gave as its `next`.";
        Refusal::invalid_at("/cursor", FieldCode::Malformed, detail)
    })
}

/// A filter that is not known is refused: an unfiltered page would pass for a filtered one.
fn unknown(name: &str) -> Refusal {
    let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    let detail = "This parameter is not known here; there are `limit` and `cursor`.";
    Refusal::invalid_at(&pointer, FieldCode::NotAllowed, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_cursors_are_read() {
        assert_eq!(
            Wish::read("").unwrap(),
            Wish {
                limit: 50,
                after: Cursor::START
            }
        );
        assert_eq!(Wish::read("limit=200").unwrap().limit, 200);
        for query in [
            "limit=0",
            "limit=201",
            "limit=",
            "limit=1.5",
            "limit=-1",
            "cursor=x",
            "q=ada",
            "limit=1&limit=2",
            "sector=health",
            "a%2Fb=1",
        ] {
            assert!(Wish::read(query).is_err(), "{query}");
        }
    }
}
