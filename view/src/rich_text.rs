//! The letter's body. Only what the tree can say is built, so no answer can smuggle markup in.

use open_letter_core::i18n::Key;
use open_letter_core::rich_text::{Block, Href, Inline};

use crate::markup::Markup;

/// What somebody else's links may not do: hand on a referrer's standing or reach back.
pub(crate) const LINK_REL: &str = "noopener nofollow";

/// Writes the body. Images come from the letter's own origin alone: any other would learn who
/// reads it.
pub(crate) fn blocks(out: &mut Markup<'_>, blocks: &[Block], origin: Option<&str>) {
    for item in blocks {
        block(out, item, origin);
    }
}

fn block(out: &mut Markup<'_>, block: &Block, origin: Option<&str>) {
    match block {
        Block::Heading { level, content } => {
            let tag = match level {
                2 => "h2",
                3 => "h3",
                _ => "h4",
            };
            out.part(tag, "heading");
            inlines(out, content);
        }
        Block::Paragraph { content } => {
            out.part("p", "paragraph");
            inlines(out, content);
        }
        Block::List { ordered, items } => {
            out.part(if *ordered { "ol" } else { "ul" }, "list");
            for item in items {
                out.plain("li");
                blocks(out, item, origin);
                out.end();
            }
        }
        Block::Quote { content } => {
            out.part("blockquote", "quote");
            blocks(out, content, origin);
        }
        Block::Callout { kind, content } => {
            out.start("aside", &["part", "data-kind"]);
            out.is("callout");
            out.is_text(kind);
            if kind == "demand" {
                demand(out);
            }
            blocks(out, content, origin);
        }
        Block::Rule => out.plain("hr"),
        Block::Image { src, alt } if origin.is_some() && src.origin().as_deref() == origin => {
            out.start("img", &["part", "src", "alt", "loading"]);
            out.is("image");
            out.is_text(src.as_str());
            out.is_text(alt);
            out.is("lazy");
        }
        Block::Image { alt, .. } => {
            out.part("p", "image");
            out.text(alt);
        }
    }
    out.end();
}

/// What stands above a demand. It is ours, and stands among the letter's own words.
fn demand(out: &mut Markup<'_>) {
    out.part("p", "callout-label");
    out.start("span", &["lang", "dir"]);
    out.is_ours();
    out.say(Key::Demand);
    out.end();
    out.end();
}

fn inlines(out: &mut Markup<'_>, content: &[Inline]) {
    for inline in content {
        match inline {
            Inline::Text { text } => {
                out.text(text);
                continue;
            }
            Inline::Strong { content } => {
                out.plain("strong");
                inlines(out, content);
            }
            Inline::Emphasis { content } => {
                out.plain("em");
                inlines(out, content);
            }
            Inline::Link { href, content } => {
                link(out, href);
                inlines(out, content);
            }
            Inline::Code { text } => {
                out.plain("code");
                out.text(text);
            }
        }
        out.end();
    }
}

/// Begins a link to somebody else's page.
pub(crate) fn link(out: &mut Markup<'_>, href: &Href) {
    out.start("a", &["href", "rel"]);
    out.is_text(href.as_str());
    out.is(LINK_REL);
}

/// An address as a link that shows it.
pub(crate) fn address(out: &mut Markup<'_>, href: &Href) {
    let text = href.as_str();
    link(out, href);
    out.isolated(text.strip_prefix("mailto:").unwrap_or(text));
    out.end();
}
