//! What a page needs in a frame: its form stays in there, and links lead out of it.
//!
//! The components are the widget's too, whose bytes are counted, so they know nothing of frames.
//! What they have rendered is changed here, tag by tag: they write `<`, `>` and `"` as entities in
//! texts and in values, so that each of these belongs to a tag.

use super::reading::Reading;

/// Where the form and the links of a framed page lead.
pub(super) struct Framing {
    /// How the paths of the pages begin that stay in the frame.
    home: String,
    /// The form's own address, as it stands in the page.
    from: String,
    /// The address that takes its place.
    to: String,
}

impl Framing {
    /// What is to be changed in a page, if it stands in a frame.
    pub(super) fn of(reading: &Reading) -> Option<Self> {
        reading.place.framed()?;
        let letter = &reading.letter;
        let url = letter.url.as_ref().map_or("", |url| url.as_str());
        // Whoever sends the form is led to what became of it, wherever on the page that stands.
        let to = reading.path("signatures") + "#open-letter-form";
        Some(Self {
            home: format!("/letters/{}/embed", letter.id),
            from: format!(" action=\"{}\"", escaped(&format!("{url}/signatures"))),
            to: format!(" action=\"{}\"", escaped(&to)),
        })
    }

    /// Changes a rendered page.
    pub(super) fn apply(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + 1_000);
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            let (before, tag) = rest.split_at(start);
            let (tag, after) = tag.split_at(tag.find('>').unwrap_or(tag.len()));
            out.push_str(before);
            if tag.starts_with("<form ") {
                out.push_str(&tag.replacen(&self.from, &self.to, 1));
            } else {
                out.push_str(tag);
            }
            if tag.starts_with("<a ") && self.leaves(tag) {
                out.push_str(" target=\"_blank\"");
                if !tag.contains(" rel=\"") {
                    out.push_str(" rel=\"noopener\"");
                }
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Whether a link leads out of the frame.
    fn leaves(&self, tag: &str) -> bool {
        let href = tag.split_once(" href=\"").map_or("", |(_, rest)| rest);
        let href = href.split('"').next().unwrap_or_default();
        let at_home = href
            .strip_prefix(&self.home)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
        !href.starts_with('#') && !at_home
    }
}

/// A text as it stands in the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(html: &str) -> String {
        let framing = Framing {
            home: "/letters/a/embed".to_owned(),
            from: " action=\"https://letters.example.org/letters/a/signatures\"".to_owned(),
            to: " action=\"/letters/a/embed/signatures?x=1&amp;y=2\"".to_owned(),
        };
        framing.apply(html)
    }

    #[test]
    fn links_that_leave_open_a_tab_of_their_own() {
        for (before, after) in [
            (
                r#"<a href="https://example.org/" rel="noopener nofollow">x</a>"#,
                r#"<a href="https://example.org/" rel="noopener nofollow" target="_blank">x</a>"#,
            ),
            (
                r#"<p><a part="x" href="/letters/a/manage">x</a></p>"#,
                r#"<p><a part="x" href="/letters/a/manage" target="_blank" rel="noopener">x</a></p>"#,
            ),
            (
                r#"<a href="/letters/a/embedded">x</a>"#,
                r#"<a href="/letters/a/embedded" target="_blank" rel="noopener">x</a>"#,
            ),
        ] {
            assert_eq!(turned(before), after);
        }
        for stays in [
            r##"<a href="#open-letter-form">x</a>"##,
            r#"<a href="/letters/a/embed">x</a>"#,
            r#"<a href="/letters/a/embed?theme=dark">x</a>"#,
            r#"<a href="/letters/a/embed/sent">x</a>"#,
            r#"<abbr href="https://example.org">x</abbr>"#,
        ] {
            assert_eq!(turned(stays), stays);
        }
    }

    #[test]
    fn the_form_stays_and_words_are_words() {
        let form =
            r#"<form part="form" action="https://letters.example.org/letters/a/signatures">"#;
        let kept = r#"<form part="form" action="/letters/a/embed/signatures?x=1&amp;y=2">"#;
        assert_eq!(turned(form), kept);
        for words in [
            r#"A text, action="https://letters.example.org/letters/a/signatures" in it"#,
            r#"<p title="&lt;a href=&quot;">&lt;a href="https://example.org"&gt;</p>"#,
            "a < b",
            "",
            "<p",
        ] {
            assert_eq!(turned(words), words);
        }
    }
}
