//! A mail as HTML: a document that loads nothing, and whose looks stand in it, since mail programs
//! drop stylesheets.

use open_letter_core::format::direction;

use super::text::{Block, Content, Title, Words};

const BODY: &str = "margin:0;padding:24px 16px;\
    font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:1.5";
const COLUMN: &str = "max-width:34em;margin:0 auto";
const PARAGRAPH: &str = "margin:0 0 16px";
const CODE: &str = "margin:0 0 20px;font-family:ui-monospace,Menlo,Consolas,monospace;\
    font-size:32px;line-height:1.25;font-weight:bold;white-space:nowrap";
/// The gap between the halves of a code. It is no character, so that the code stays six digits.
const GAP: &str = "padding-left:0.4em";
const BUTTON: &str = "display:inline-block;padding:12px 20px;border-radius:6px;\
    background:#1d4f91;color:#ffffff;text-decoration:none;font-weight:bold";

/// The mail as an HTML document.
pub(super) fn write(content: &Content, lang: &str) -> String {
    let dir = direction(lang);
    let subject = escaped(&content.subject);
    let blocks: String = content.blocks.iter().map(block).collect();
    // Mail programs that show it within their own page keep neither <html> nor <body>.
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{subject}</title>\n</head>\n\
         <body style=\"{BODY}\">\n<div lang=\"{lang}\" dir=\"{dir}\" style=\"{COLUMN}\">\n\
         {blocks}</div>\n</body>\n</html>\n"
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Words(words) => {
            let words: String = words.iter().map(piece).collect();
            format!("<p style=\"{PARAGRAPH}\">{words}</p>\n")
        }
        Block::Code(code) => {
            let (one, two) = code.split_at_checked(code.len() / 2).unwrap_or((code, ""));
            let (one, two) = (escaped(one), escaped(two));
            format!(
                "<p style=\"{CODE}\"><span dir=\"ltr\">{one}<span style=\"{GAP}\">{two}</span></span></p>\n"
            )
        }
        Block::Link { link, main } => {
            let (url, label) = (escaped(&link.url), escaped(&link.label));
            let style = if *main {
                format!(" style=\"{BUTTON}\"")
            } else {
                String::new()
            };
            format!("<p style=\"{PARAGRAPH}\"><a href=\"{url}\"{style}>{label}</a></p>\n")
        }
    }
}

fn piece(words: &Words) -> String {
    match words {
        Words::Ours(words) => escaped(words),
        Words::Title(Title {
            text,
            lang: Some(lang),
        }) => format!(
            "<span lang=\"{}\" dir=\"{}\">{}</span>",
            escaped(lang),
            direction(lang),
            escaped(text)
        ),
        Words::Title(Title { text, lang: None }) => {
            format!("<span dir=\"auto\">{}</span>", escaped(text))
        }
    }
}

/// Text that stays text, in elements and in quoted attributes.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}
