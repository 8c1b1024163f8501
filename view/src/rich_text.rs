//! The letter's body. Only what the tree can say is built, so no answer can smuggle markup in.

use open_letter_core::rich_text::{Block, Href, Inline};
use yew::prelude::*;

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

pub(crate) fn blocks(blocks: &[Block], context: Context<'_>) -> Html {
    blocks.iter().map(|item| block(item, context)).collect()
}

fn block(block: &Block, context: Context<'_>) -> Html {
    match block {
        Block::Heading { level, content } => {
            let content = inlines(content);
            match level {
                2 => html! { <h2 part="heading">{ content }</h2> },
                3 => html! { <h3 part="heading">{ content }</h3> },
                _ => html! { <h4 part="heading">{ content }</h4> },
            }
        }
        Block::Paragraph { content } => html! { <p part="paragraph">{ inlines(content) }</p> },
        Block::List { ordered, items } => {
            let items = items
                .iter()
                .map(|item| html! { <li>{ blocks(item, context) }</li> });
            if *ordered {
                html! { <ol part="list">{ for items }</ol> }
            } else {
                html! { <ul part="list">{ for items }</ul> }
            }
        }
        Block::Quote { content } => {
            html! { <blockquote part="quote">{ blocks(content, context) }</blockquote> }
        }
        Block::Callout { kind, content } => html! {
            <aside part="callout" data-kind={kind.clone()}>
                if kind == "demand" {
                    { context.demand.clone() }
                }
                { blocks(content, context) }
            </aside>
        },
        Block::Rule => html! { <hr /> },
        Block::Image { src, alt } => image(src, alt, context),
    }
}

fn image(src: &Href, alt: &str, context: Context<'_>) -> Html {
    if context.origin.is_some() && src.origin().as_deref() == context.origin {
        html! { <img part="image" src={src.as_str().to_owned()} alt={alt.to_owned()} loading="lazy" /> }
    } else {
        html! { <p part="image">{ alt }</p> }
    }
}

fn inlines(content: &[Inline]) -> Html {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> Html {
    match inline {
        Inline::Text { text } => html! { text },
        Inline::Strong { content } => html! { <strong>{ inlines(content) }</strong> },
        Inline::Emphasis { content } => html! { <em>{ inlines(content) }</em> },
        Inline::Link { href, content } => link(href, inlines(content)),
        Inline::Code { text } => html! { <code>{ text }</code> },
    }
}

pub(crate) fn link(href: &Href, content: Html) -> Html {
    html! { <a href={href.as_str().to_owned()} rel={LINK_REL}>{ content }</a> }
}
