//! The letter's body. Only what the tree can say is built, so no answer can smuggle markup in.

use open_letter_core::rich_text::{Block, Href, Inline};
use yew::prelude::*;

use crate::element::{element, named, part, plain, words};

/// What somebody else's links may not do: hand on a referrer's standing or reach back.
pub(crate) const LINK_REL: &str = "noopener nofollow";

/// What the body needs to know of its letter.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// Images come from the letter's own origin alone: any other would learn who reads it.
    pub(crate) origin: Option<&'a str>,
    /// What stands above a demand.
    pub(crate) demand: &'a Html,
}

pub(crate) fn blocks(blocks: &[Block], context: Context<'_>) -> Vec<Html> {
    blocks.iter().map(|item| block(item, context)).collect()
}

fn block(block: &Block, context: Context<'_>) -> Html {
    match block {
        Block::Heading { level, content } => {
            let tag = match level {
                2 => "h2",
                3 => "h3",
                _ => "h4",
            };
            part(tag, "heading", inlines(content))
        }
        Block::Paragraph { content } => part("p", "paragraph", inlines(content)),
        Block::List { ordered, items } => {
            let item = |item: &Vec<Block>| plain("li", blocks(item, context));
            let tag = if *ordered { "ol" } else { "ul" };
            part(tag, "list", items.iter().map(item).collect())
        }
        Block::Quote { content } => part("blockquote", "quote", blocks(content, context)),
        Block::Callout { kind, content } => {
            let mut inside = blocks(content, context);
            if kind == "demand" {
                inside.insert(0, context.demand.clone());
            }
            let values = vec![named("callout"), Some(kind.clone().into())];
            element("aside", &["part", "data-kind"], values, inside)
        }
        Block::Rule => plain("hr", Vec::new()),
        Block::Image { src, alt } => image(src, alt, context),
    }
}

fn image(src: &Href, alt: &str, context: Context<'_>) -> Html {
    if context.origin.is_some() && src.origin().as_deref() == context.origin {
        html! { <img part="image" src={src.as_str().to_owned()} alt={alt.to_owned()} loading="lazy" /> }
    } else {
        part("p", "image", vec![words(alt.to_owned())])
    }
}

fn inlines(content: &[Inline]) -> Vec<Html> {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> Html {
    match inline {
        Inline::Text { text } => words(text.clone()),
        Inline::Strong { content } => plain("strong", inlines(content)),
        Inline::Emphasis { content } => plain("em", inlines(content)),
        Inline::Link { href, content } => link(href, inlines(content)),
        Inline::Code { text } => plain("code", vec![words(text.clone())]),
    }
}

pub(crate) fn link(href: &Href, content: Vec<Html>) -> Html {
    let values = vec![Some(href.as_str().to_owned().into()), Some(LINK_REL.into())];
    element("a", &["href", "rel"], values, content)
}
