//! The answer of the addressee, as the letter's file has it.

use std::ops::Range;

use open_letter_core::letter::Response;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{href, timestamp};
use crate::letters::{Flaw, PublicUrl, markdown};

/// The table `[response]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResponseEntry {
    date: Option<Spanned<Datetime>>,
    author: Option<String>,
    /// Markdown, as the letter's own.
    text: Option<Spanned<String>>,
    url: Option<Spanned<String>>,
}

/// Reads the answer as the desk keeps it: the table alone.
pub(in crate::letters) fn read_alone(text: &str, public: &PublicUrl) -> Result<Response, Flaw> {
    let entry = toml::from_str(text).map_err(|error| {
        let at = error.span().unwrap_or_default();
        Flaw::new(at, error.message().trim_end().replace('\n', " "))
    })?;
    of(0..0, entry, public)
}

pub(super) fn read(entry: Spanned<ResponseEntry>, public: &PublicUrl) -> Result<Response, Flaw> {
    of(entry.span(), entry.into_inner(), public)
}

fn of(at: Range<usize>, entry: ResponseEntry, public: &PublicUrl) -> Result<Response, Flaw> {
    if entry.text.is_none() && entry.url.is_none() {
        return Err(Flaw::new(
            at,
            "a response needs its text, or the url where it stands",
        ));
    }
    let date = entry
        .date
        .map(|date| timestamp(&date).map_err(|reason| Flaw::new(date.span(), reason)));
    let url = entry
        .url
        .map(|url| href(&url).map_err(|reason| Flaw::new(url.span(), reason)));
    // A place within the text is told as the place where the text begins.
    let body = entry.text.map(|text| {
        let blocks = markdown::blocks(text.get_ref(), 0, public);
        blocks.map_err(|flaw| Flaw::new(text.span(), flaw.reason))
    });
    Ok(Response {
        date: date.transpose()?,
        author: entry.author,
        body: body.transpose()?.unwrap_or_default(),
        url: url.transpose()?,
    })
}
