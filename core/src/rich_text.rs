//! A letter's body as a tree of typed blocks, so that the widget can only build what the tree
//! can say: there is no HTML in it, and no link but to http, https or mail.

use crate::json::{FromJson, Json, Mismatch};

/// An address that is safe to put into `href` or `src`: absolute, and http, https or mailto.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize), serde(transparent))]
pub struct Href(String);

impl Href {
    /// Checks an address. White space and control characters, which browsers drop while they
    /// look for the scheme, are refused.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim();
        let (scheme, rest) = address.split_once(':')?;
        let known = match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => rest.len() > 2 && rest.starts_with("//"),
            "mailto" => !rest.is_empty(),
            _ => false,
        };
        let clean = !address
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\');
        (known && clean).then(|| Self(address.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme and host, in lower case: what a browser calls the origin.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        let (scheme, rest) = self.0.split_once(':')?;
        let rest = rest.strip_prefix("//")?;
        let ends = rest
            .bytes()
            .position(|byte| matches!(byte, b'/' | b'?' | b'#'));
        let host = &rest[..ends.unwrap_or(rest.len())];
        Some(format!("{scheme}://{host}").to_ascii_lowercase())
    }
}

impl FromJson for Href {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        json.as_str()
            .and_then(Self::parse)
            .ok_or(Mismatch::here("an http, https or mailto address"))
    }
}

/// A piece of the body that stands on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
#[cfg_attr(feature = "wire", serde(tag = "type", rename_all = "snake_case"))]
pub enum Block {
    /// A heading, 2 to 4: the letter's title is the first level.
    Heading {
        /// 2, 3 or 4.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether the order means something.
        ordered: bool,
        /// Each item is a small body of its own.
        items: Vec<Vec<Block>>,
    },
    /// Somebody else's words.
    Quote {
        /// What is quoted.
        content: Vec<Block>,
    },
    /// What the letter wants to be seen first: `> [!demand]` in a letter file.
    Callout {
        /// `demand`, or another kind that a theme may know.
        kind: String,
        /// What it says.
        content: Vec<Block>,
    },
    /// A break between two thoughts.
    Rule,
    /// An image, shown only from the letter's own origin.
    Image {
        /// Where it is.
        src: Href,
        /// What it shows, in words.
        alt: String,
    },
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
#[cfg_attr(feature = "wire", serde(tag = "type", rename_all = "snake_case"))]
pub enum Inline {
    /// Plain words.
    Text {
        /// The words.
        text: String,
    },
    /// Words of weight.
    Strong {
        /// The words.
        content: Vec<Inline>,
    },
    /// Words with stress.
    Emphasis {
        /// The words.
        content: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads.
        href: Href,
        /// Its words.
        content: Vec<Inline>,
    },
    /// Words of a machine.
    Code {
        /// The words.
        text: String,
    },
}

/// The paragraphs of a plain text, which blank lines keep apart.
#[must_use]
pub fn plain(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim();
        if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        } else if !paragraph.is_empty() {
            let text = std::mem::take(&mut paragraph);
            let content = vec![Inline::Text { text }];
            blocks.push(Block::Paragraph { content });
        }
    }
    blocks
}

impl FromJson for Block {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let kind: String = json.read("type")?;
        Ok(match kind.as_str() {
            "heading" => Self::Heading {
                level: match json.read("level")? {
                    0..=2_u64 => 2,
                    3 => 3,
                    _ => 4,
                },
                content: json.read("content")?,
            },
            "paragraph" => Self::Paragraph {
                content: json.read("content")?,
            },
            "list" => Self::List {
                ordered: json.read::<Option<bool>>("ordered")?.unwrap_or_default(),
                items: json.read("items")?,
            },
            "quote" => Self::Quote {
                content: json.read("content")?,
            },
            "callout" => Self::Callout {
                kind: json.read("kind")?,
                content: json.read("content")?,
            },
            "rule" => Self::Rule,
            "image" => Self::Image {
                src: json.read("src")?,
                alt: json.read("alt")?,
            },
            _ => return Err(Mismatch::here("a known kind of block").under("type")),
        })
    }
}

impl FromJson for Inline {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let kind: String = json.read("type")?;
        Ok(match kind.as_str() {
            "text" => Self::Text {
                text: json.read("text")?,
            },
            "strong" => Self::Strong {
                content: json.read("content")?,
            },
            "emphasis" => Self::Emphasis {
                content: json.read("content")?,
            },
            "link" => Self::Link {
                href: json.read("href")?,
                content: json.read("content")?,
            },
            "code" => Self::Code {
                text: json.read("text")?,
            },
            _ => return Err(Mismatch::here("a known kind of inline text").under("type")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_become_links() {
        for address in [
            "https://example.org/a?b=c#d",
            "http://example.org",
            "mailto:ada@example.org",
            "HTTPS://EXAMPLE.ORG/",
        ] {
            assert!(Href::parse(address).is_some(), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//example.org",
            "/letters",
            "example.org",
            "https:",
            "https:example.org",
            "https://",
            "blob:https://example.org/1",
            "https:\\\\example.org",
            "https://exam ple.org",
            "",
        ] {
            assert_eq!(Href::parse(address), None, "{address}");
        }
    }

    #[test]
    fn the_origin_ends_at_the_path() {
        let origin = |a: &str| Href::parse(a).unwrap().origin();
        assert_eq!(
            origin("HTTPS://Example.org:8443/a").as_deref(),
            Some("https://example.org:8443")
        );
        assert_eq!(
            origin("https://example.org?x").as_deref(),
            Some("https://example.org")
        );
        assert_eq!(origin("mailto:ada@example.org"), None);
    }

    #[test]
    fn an_unknown_block_is_told_with_its_place() {
        let json: Json = serde_json::from_str(
            r#"[{"type":"quote","content":[{"type":"iframe","src":"https://example.org"}]}]"#,
        )
        .unwrap();
        let error = Vec::<Block>::from_json(&json).unwrap_err();
        assert_eq!(
            error.to_string(),
            "/0/content/0/type should be a known kind of block"
        );
    }
}
