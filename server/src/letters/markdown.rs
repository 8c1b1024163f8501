//! Markdown into the typed tree of `core::rich_text`.
//!
//! The tree is smaller than Markdown. What it cannot say is refused with a sentence that tells
//! what to write instead; nothing is dropped in silence.

use std::iter::Peekable;
use std::ops::Range;

use open_letter_core::rich_text::{Block, Href, Inline};
use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag};

use super::{Flaw, PublicUrl};

/// Extensions that are read only to be refused: unread, they would be shown as their raw signs.
const REFUSED: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// The blocks of the Markdown that begins at `start`.
pub(super) fn blocks(text: &str, start: usize, public: &PublicUrl) -> Result<Vec<Block>, Flaw> {
    let source = &text[start..];
    let events = Parser::new_ext(source, REFUSED)
        .into_offset_iter()
        .peekable();
    let mut reader = Reader {
        source,
        events,
        public,
    };
    reader
        .blocks()
        .map_err(|flaw| Flaw::new(flaw.at.start + start..flaw.at.end + start, flaw.reason))
}

struct Reader<'a> {
    source: &'a str,
    events: Peekable<OffsetIter<'a>>,
    public: &'a PublicUrl,
}

impl<'a> Reader<'a> {
    /// Blocks until the end of what holds them, which is taken too.
    fn blocks(&mut self) -> Result<Vec<Block>, Flaw> {
        let mut blocks = Vec::new();
        loop {
            // The words of a tight list's item come without a paragraph around them.
            let loose = self.inlines()?;
            if !loose.is_empty() {
                blocks.push(Block::Paragraph { content: loose });
            }
            match self.events.next() {
                None | Some((Event::End(_), _)) => return Ok(blocks),
                Some((Event::Rule, _)) => blocks.push(Block::Rule),
                Some((Event::Start(tag), at)) => blocks.push(self.block(tag, at)?),
                Some((event, at)) => return Err(refuse(&event, at)),
            }
        }
    }

    fn block(&mut self, tag: Tag<'a>, at: Range<usize>) -> Result<Block, Flaw> {
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { level, .. } => {
                let level = match level {
                    HeadingLevel::H1 | HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    _ => 4,
                };
                Ok(Block::Heading {
                    level,
                    content: self.inlines_to_end()?,
                })
            }
            Tag::List(first) => Ok(Block::List {
                ordered: first.is_some(),
                items: self.items()?,
            }),
            Tag::BlockQuote(_) => self.quote(at),
            other => Err(refuse(&Event::Start(other), at)),
        }
    }

    fn items(&mut self) -> Result<Vec<Vec<Block>>, Flaw> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            items.push(self.blocks()?);
        }
        Ok(items)
    }

    /// A paragraph, or the image that stands alone in it.
    fn paragraph(&mut self) -> Result<Block, Flaw> {
        if let Some((Event::Start(Tag::Image { dest_url, .. }), at)) = self.events.peek() {
            let (address, at) = (dest_url.to_string(), at.clone());
            self.events.next();
            let alt = plain_text(&self.inlines_to_end()?);
            return match self.events.next() {
                Some((Event::End(_), _)) | None => self.image(&address, alt, at),
                Some(_) => Err(Flaw::new(at, IMAGE_IN_TEXT)),
            };
        }
        Ok(Block::Paragraph {
            content: self.inlines_to_end()?,
        })
    }

    fn image(&self, address: &str, alt: String, at: Range<usize>) -> Result<Block, Flaw> {
        let relative = !address.contains(':') && !address.starts_with("//");
        let src = if relative {
            self.public.join(&format!(
                "/{}",
                address.trim_start_matches("./").trim_start_matches('/')
            ))
        } else {
            Href::parse(address)
                .filter(|href| href.as_str().to_ascii_lowercase().starts_with("https:"))
        };
        let src = src.ok_or_else(|| {
            let reason = format!("the image \"{address}\" should have a path on this server, or an address that begins with https:");
            Flaw::new(at.clone(), reason)
        })?;
        if alt.trim().is_empty() {
            return Err(Flaw::new(
                at,
                "the image says nothing to those who cannot see it; write ![what it shows](its address)",
            ));
        }
        Ok(Block::Image { src, alt })
    }

    /// A quote, or a callout where its first line is `[!kind]`.
    fn quote(&mut self, at: Range<usize>) -> Result<Block, Flaw> {
        let marker = callout_marker(&self.source[at.clone()]);
        let mut content = self.blocks()?;
        let Some((kind, alone)) = marker else {
            return Ok(Block::Quote { content });
        };
        let written = format!("[!{kind}]");
        if !alone {
            return Err(Flaw::new(
                at,
                format!(
                    "{written} should stand alone on its line; write what the callout says on the next one, after a >"
                ),
            ));
        }
        if let Some(Block::Paragraph { content: words }) = content.first_mut() {
            if let Some(Inline::Text { text }) = words.first_mut() {
                let rest = text
                    .strip_prefix(&written)
                    .unwrap_or(text)
                    .trim_start()
                    .to_owned();
                if rest.is_empty() {
                    words.remove(0);
                } else {
                    *text = rest;
                }
            }
            if words.is_empty() {
                content.remove(0);
            }
        }
        if content.is_empty() {
            return Err(Flaw::new(at, format!("nothing is written under {written}")));
        }
        Ok(Block::Callout {
            kind: kind.to_ascii_lowercase(),
            content,
        })
    }

    fn inlines_to_end(&mut self) -> Result<Vec<Inline>, Flaw> {
        let content = self.inlines()?;
        match self.events.next() {
            None | Some((Event::End(_), _)) => Ok(content),
            Some((event, at)) => Err(refuse(&event, at)),
        }
    }

    /// Inlines up to the first event that is none.
    fn inlines(&mut self) -> Result<Vec<Inline>, Flaw> {
        let mut inlines = Vec::new();
        loop {
            let inline_next = matches!(
                self.events.peek(),
                Some((
                    Event::Text(_)
                        | Event::Code(_)
                        | Event::SoftBreak
                        | Event::HardBreak
                        | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }),
                    _,
                ))
            );
            if !inline_next {
                return Ok(inlines);
            }
            match self.events.next() {
                Some((Event::Text(words), _)) => push_text(&mut inlines, &words),
                Some((Event::SoftBreak | Event::HardBreak, _)) => push_text(&mut inlines, " "),
                Some((Event::Code(words), _)) => inlines.push(Inline::Code {
                    text: words.to_string(),
                }),
                Some((Event::Start(Tag::Emphasis), _)) => {
                    inlines.push(Inline::Emphasis {
                        content: self.inlines_to_end()?,
                    });
                }
                Some((Event::Start(Tag::Strong), _)) => {
                    inlines.push(Inline::Strong {
                        content: self.inlines_to_end()?,
                    });
                }
                Some((
                    Event::Start(Tag::Link {
                        dest_url,
                        link_type,
                        ..
                    }),
                    at,
                )) => {
                    let mail = link_type == pulldown_cmark::LinkType::Email;
                    let address = if mail {
                        format!("mailto:{dest_url}")
                    } else {
                        dest_url.to_string()
                    };
                    let href = Href::parse(&address).ok_or_else(|| {
                        Flaw::new(at, format!("the link to \"{address}\" should begin with https:, http: or mailto:"))
                    })?;
                    inlines.push(Inline::Link {
                        href,
                        content: self.inlines_to_end()?,
                    });
                }
                _ => return Ok(inlines),
            }
        }
    }
}

/// Neighbouring words become one text, whatever pieces the parser cut them into.
fn push_text(inlines: &mut Vec<Inline>, words: &str) {
    if let Some(Inline::Text { text }) = inlines.last_mut() {
        text.push_str(words);
    } else {
        inlines.push(Inline::Text {
            text: words.to_owned(),
        });
    }
}

fn plain_text(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text } | Inline::Code { text } => text.clone(),
            Inline::Strong { content }
            | Inline::Emphasis { content }
            | Inline::Link { content, .. } => plain_text(content),
        })
        .collect()
}

/// The word of `> [!word]`, and whether its line ends after it.
fn callout_marker(quote: &str) -> Option<(String, bool)> {
    let line = quote.lines().next()?.trim_start().strip_prefix('>')?.trim();
    let (word, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_word.then(|| (word.to_owned(), rest.is_empty()))
}

const IMAGE_IN_TEXT: &str =
    "an image should stand alone in its paragraph, with an empty line before and after it";

fn refuse(event: &Event<'_>, at: Range<usize>) -> Flaw {
    let reason = match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
            "HTML cannot be shown; write Markdown, and \\< for the sign itself"
        }
        Event::Start(Tag::Image { .. }) => IMAGE_IN_TEXT,
        Event::Start(Tag::Table(_)) => "tables cannot be shown; write a list",
        Event::Start(Tag::CodeBlock(_)) => {
            "blocks of code cannot be shown; write `code` within a line, and begin no line with four spaces"
        }
        Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => {
            "footnotes cannot be shown; write a link, or [[references]] in the front matter"
        }
        Event::Start(Tag::Strikethrough) => "struck words cannot be shown; leave them out",
        Event::TaskListMarker(_) => "boxes to tick cannot be shown; write a plain list",
        _ => {
            "this Markdown cannot be shown; write paragraphs, headings, lists, quotes, images and links"
        }
    };
    Flaw::new(at, reason)
}
