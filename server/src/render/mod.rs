//! Renders a letter into the page that is to carry it, as the widget shows it, so that it can be
//! read before any script has run and signed without one.

mod args;
mod fetch;
mod markup;

use std::io::{self, Write};
use std::path::PathBuf;

use crate::locales::{LocaleError, Locales};

pub(crate) use args::RenderArgs;

/// Why a letter was not rendered, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// An address that is none.
    #[error("The address {0} should begin with https:// or http://.")]
    NoAddress(String),
    /// An address that is neither whole nor one on the same server.
    #[error("The address {0} should begin with https://, http:// or /.")]
    NoPath(String),
    /// An address that would tell a password to everybody who reads the page.
    #[error("The letter's address bears a name or a password, which the page would show.")]
    Password,
    /// Nothing answered.
    #[error("The letter at {url} could not be fetched: {reason}.")]
    Unreached {
        /// Where.
        url: String,
        /// Why, as the end of a sentence.
        reason: String,
    },
    /// There is none.
    #[error("There is no letter at {0}.")]
    NoLetter(String),
    /// Another answer than a letter.
    #[error("The letter at {url} could not be fetched: it answered with status {status}.")]
    Status {
        /// Where.
        url: String,
        /// With which status.
        status: u16,
    },
    /// An answer that is no JSON.
    #[error(
        "What {0} answered is not JSON; the letter's address at its backend is asked for, such as https://letters.example.org/v1/letters/a-letter, and not that of its page."
    )]
    NotJson(String),
    /// JSON that is no letter.
    #[error("What {url} answered is no letter: {reason}.")]
    NotALetter {
        /// Where.
        url: String,
        /// Where in it, and what should have stood there.
        reason: String,
    },
    /// A language without sentences.
    #[error("There are no sentences in \"{wished}\"; there are in {known}.")]
    NoLanguage {
        /// What was asked for.
        wished: String,
        /// What there is.
        known: String,
    },
    /// A locale file cannot be read.
    #[error(transparent)]
    Locale(#[from] LocaleError),
    /// The output cannot be written.
    #[error("{place} cannot be written: {source}.")]
    Output {
        /// Which file, or what else.
        place: String,
        /// Why.
        source: io::Error,
    },
}

/// Fetches a letter, and writes the tag with the letter in it.
pub(crate) async fn render(args: RenderArgs) -> Result<(), RenderError> {
    let output = args.output.clone();
    let asked = args.checked()?;
    let locales = Locales::load()?;
    let language = match &asked.lang {
        Some(wish) => locales.find(wish).cloned(),
        None => None,
    };
    if let (Some(wished), None) = (&asked.lang, &language) {
        return Err(RenderError::NoLanguage {
            wished: wished.clone(),
            known: locales.all().join(", "),
        });
    }
    let src = asked.src.clone();
    let broken = |error: tokio::task::JoinError| RenderError::Unreached {
        url: asked.src.clone(),
        reason: error.to_string(),
    };
    let letter = tokio::task::spawn_blocking(move || fetch::letter(&src))
        .await
        .map_err(broken)??;
    let language =
        language.unwrap_or_else(|| locales.choose([letter.lang.as_deref(), None]).clone());
    let html = markup::element(letter, language, asked).await;
    write(output, &html)
}

fn write(output: Option<PathBuf>, html: &str) -> Result<(), RenderError> {
    let (place, written) = match output {
        Some(file) => (file.display().to_string(), std::fs::write(&file, html)),
        None => {
            let written = io::stdout().write_all(html.as_bytes());
            ("The standard output".to_owned(), written)
        }
    };
    written.map_err(|source| RenderError::Output { place, source })
}
