//! The answer of the addressee, as the letter's file has it.

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

pub(super) fn read(entry: Spanned<ResponseEntry>, public: &PublicUrl) -> Result<Response, Flaw> {
    let at = entry.span();
    let entry = entry.into_inner();
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
