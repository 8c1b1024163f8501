//! What the letter's page says of itself to programs: those that show a link to it, and those that
//! search. Nobody who has signed is named there.

use open_letter_core::Letter;
use open_letter_core::rich_text::{Block, Inline};
use serde_json::{Value, json};
use yew::prelude::*;

/// The languages that the letter's page speaks.
#[derive(Clone, Debug)]
pub(crate) struct Languages {
    /// All of them.
    pub(crate) all: Vec<&'static str>,
    /// The one of who wishes for none.
    pub(crate) usual: &'static str,
}

/// A description has to fit below a link.
const LONGEST: usize = 200;

/// The address of the page in a language.
pub(super) fn address(letter: &Letter, lang: &str, languages: &Languages) -> Option<String> {
    let url = letter.url.as_ref()?.as_str();
    Some(if lang == languages.usual {
        url.to_owned()
    } else {
        format!("{url}?lang={lang}")
    })
}

/// One or two sentences about the letter; where it has none of its own, how it begins.
pub(super) fn description(letter: &Letter) -> Option<String> {
    if let Some(standfirst) = &letter.standfirst {
        return Some(standfirst.clone());
    }
    let mut words = String::new();
    beginning(&letter.body, &mut words);
    let words = words.trim();
    let end = words.char_indices().nth(LONGEST).map(|(index, _)| index);
    Some(match end {
        Some(end) => {
            let cut = &words[..end];
            let whole = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
            format!("{whole}…")
        }
        None => words.to_owned(),
    })
    .filter(|words| !words.is_empty())
}

/// What goes into the head of the page.
pub(super) fn head(letter: &Letter, lang: &str, languages: &Languages) -> Html {
    let property = |property: &'static str, content: String| {
        html! { <meta {property} {content} /> }
    };
    let published = letter.published_at.map(|at| at.to_string());
    let alternate = |hreflang: &'static str, lang| {
        let href = address(letter, lang, languages);
        href.map(|href| html! { <link rel="alternate" {hreflang} {href} /> })
    };
    let alternates = languages.all.iter().map(|lang| alternate(lang, lang));
    let alternates = alternates.chain([alternate("x-default", languages.usual)]);
    html! {
        <>
            { property("og:type", "article".to_owned()) }
            { property("og:title", letter.title.clone()) }
            { for description(letter).map(|words| property("og:description", words)) }
            { for address(letter, lang, languages).map(|url| property("og:url", url)) }
            { for published.map(|at| property("article:published_time", at)) }
            if languages.all.len() > 1 {
                { for alternates.flatten() }
            }
            // Data, which no browser runs and no policy has to allow.
            <script type="application/ld+json">{ in_script(&data(letter)) }</script>
        </>
    }
}

/// The letter in schema.org's words.
fn data(letter: &Letter) -> Value {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": letter.title,
        "inLanguage": letter.lang,
        "description": description(letter),
        "datePublished": letter.published_at.map(|at| at.to_string()),
        // It is not known whether that is a person or an organisation.
        "author": letter.author,
        "url": letter.url.as_ref().map(|url| url.as_str()),
        "interactionStatistic": letter.signatures.count.map(|count| json!({
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/EndorseAction",
            "userInteractionCount": count.count,
        })),
    });
    if let Value::Object(members) = &mut data {
        members.retain(|_, value| !value.is_null());
    }
    data
}

/// JSON in which nothing ends the element around it, or begins another.
fn in_script(data: &Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// The words of the first block that has any.
fn beginning(blocks: &[Block], words: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph { content } => text(content, words),
            Block::Quote { content } | Block::Callout { content, .. } => beginning(content, words),
            Block::List { items, .. } => items.iter().for_each(|item| beginning(item, words)),
            Block::Heading { .. } | Block::Rule | Block::Image { .. } => {}
        }
        if !words.is_empty() {
            return;
        }
    }
}

fn text(content: &[Inline], words: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Code { text } => words.push_str(text),
            Inline::Strong { content }
            | Inline::Emphasis { content }
            | Inline::Link { content, .. } => self::text(content, words),
        }
    }
}

#[cfg(test)]
mod tests {
    use open_letter_core::rich_text::plain;

    use super::*;

    #[test]
    fn a_letter_without_a_standfirst_is_described_by_how_it_begins() {
        let mut letter = Letter {
            body: plain(&"Seventeen teapots were here. ".repeat(20)),
            ..Letter::default()
        };
        let described = description(&letter).unwrap();
        assert!(described.ends_with(" teapots were…"), "{described}");
        assert!((190..=201).contains(&described.chars().count()));
        letter.body = plain("Short.");
        assert_eq!(description(&letter).as_deref(), Some("Short."));
        letter.body.clear();
        assert_eq!(description(&letter), None);
    }

    #[test]
    fn nothing_in_the_data_ends_its_element() {
        let letter = Letter {
            title: "</script><script>alert(1)</script> <!-- & \"so\"".to_owned(),
            ..Letter::default()
        };
        let written = in_script(&data(&letter));
        assert!(!written.contains(['<', '>', '&']), "{written}");
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["headline"], letter.title);
        assert_eq!(read.get("author"), None);
    }
}
