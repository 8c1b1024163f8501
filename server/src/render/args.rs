//! What is to be rendered, and how.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use open_letter_core::config::View;
use open_letter_core::rich_text::Href;
use url::{ParseError, Url};

use super::RenderError;

#[derive(Debug, Args)]
pub(crate) struct RenderArgs {
    /// The letter's address: what an embedder writes into `src`.
    #[arg(long)]
    src: String,
    /// How much of the letter is shown.
    #[arg(long, value_enum, default_value = "letter")]
    view: Shown,
    /// Where it is signed; without it, as the view has it.
    #[arg(long, value_enum)]
    sign: Option<Sign>,
    /// The language of what is not the letter's own; without it, the letter's.
    #[arg(long)]
    lang: Option<String>,
    /// The folder of the embed bundle; without it, /embed/1/ at the letter's server.
    #[arg(long)]
    embed: Option<String>,
    /// A stylesheet that is laid over the default one.
    #[arg(long)]
    stylesheet: Option<String>,
    /// Adds the script tag that brings the widget. A page needs it once.
    #[arg(long)]
    script: bool,
    /// The file to write; without it, the standard output.
    #[arg(long)]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shown {
    Letter,
    Card,
    Button,
    Count,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Sign {
    Inline,
    Dialog,
}

/// The same, checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) src: String,
    pub(super) view: View,
    pub(super) sign: Option<&'static str>,
    pub(super) lang: Option<String>,
    /// The folder of the embed bundle, with a slash at its end.
    pub(super) embed: String,
    pub(super) stylesheet: Option<String>,
    pub(super) script: bool,
}

impl RenderArgs {
    /// Checks the addresses, and says of the rest what is usual.
    pub(super) fn checked(self) -> Result<Asked, RenderError> {
        let Self { src, .. } = self;
        let origin = Href::parse(&src).and_then(|href| href.origin());
        let (Some(origin), Ok(url)) = (origin, Url::parse(&src)) else {
            return Err(RenderError::NoAddress(src));
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(RenderError::Password);
        }
        let embed = self.embed.unwrap_or_else(|| format!("{origin}/embed/1/"));
        let mut embed = address(embed)?;
        if !embed.ends_with('/') {
            embed.push('/');
        }
        Ok(Asked {
            src,
            view: match self.view {
                Shown::Letter => View::Letter,
                Shown::Card => View::Card,
                Shown::Button => View::Button,
                Shown::Count => View::Count,
            },
            sign: self.sign.map(|sign| match sign {
                Sign::Inline => "inline",
                Sign::Dialog => "dialog",
            }),
            lang: self.lang,
            embed,
            stylesheet: self.stylesheet.map(address).transpose()?,
            script: self.script,
        })
    }
}

/// An address that a page may load something from: a whole one, or one on its own server.
fn address(text: String) -> Result<String, RenderError> {
    let clean = !text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\');
    match Url::parse(&text) {
        Ok(url) if clean && matches!(url.scheme(), "http" | "https") => Ok(text),
        Err(ParseError::RelativeUrlWithoutBase) if clean && text.starts_with('/') => Ok(text),
        _ => Err(RenderError::NoPath(text)),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        args: RenderArgs,
    }

    fn checked(more: &[&str]) -> Result<Asked, String> {
        let args = ["x"].iter().chain(more);
        let checked = Program::try_parse_from(args).unwrap().args.checked();
        checked.map_err(|error| error.to_string())
    }

    const SRC: &str = "https://letters.example.org/v1/letters/a";

    #[test]
    fn what_is_not_said_is_usual() {
        let usual = checked(&["--src", SRC]).unwrap();
        assert_eq!(usual.embed, "https://letters.example.org/embed/1/");
        assert_eq!(
            (usual.view, usual.sign, usual.script),
            (View::Letter, None, false)
        );
        let other = checked(&[
            "--src",
            SRC,
            "--embed",
            "/files/embed/1.2.3",
            "--view",
            "card",
            "--sign",
            "inline",
            "--stylesheet",
            "https://example.org/a.css",
        ]);
        let other = other.unwrap();
        assert_eq!(other.embed, "/files/embed/1.2.3/");
        assert_eq!((other.view, other.sign), (View::Card, Some("inline")));
        assert_eq!(
            other.stylesheet.as_deref(),
            Some("https://example.org/a.css")
        );
    }

    #[test]
    fn addresses_that_are_none_are_told() {
        for src in [
            "letters.example.org/a",
            "ftp://example.org/a",
            "javascript:1",
            "https://",
            "",
        ] {
            let told = format!("The address {src} should begin with https:// or http://.");
            assert_eq!(checked(&["--src", src]), Err(told));
        }
        let password = "https://ada:secret@letters.example.org/v1/letters/a";
        let told = checked(&["--src", password]).unwrap_err();
        assert!(
            !told.contains("secret") && told.contains("password"),
            "{told}"
        );
        for other in [
            "embed/1",
            "data:text/css,a",
            "javascript:1",
            "/a b",
            "//\\x",
            "",
        ] {
            for option in ["--embed", "--stylesheet"] {
                let option = format!("{option}={other}");
                let told = format!("The address {other} should begin with https://, http:// or /.");
                assert_eq!(checked(&["--src", SRC, &option]), Err(told));
            }
        }
    }
}
