//! What is written.

use serde_json::json;

use crate::backend::{Ours, says};
use crate::rendered;

#[test]
fn the_tag_carries_the_letter_its_styles_and_the_way_to_its_page() {
    let server = Ours::start();
    let (src, origin) = (server.letter("a-letter"), &server.origin);
    let html = rendered(&["--src", &src]);
    let start = format!(
        "<open-letter src=\"{src}\" lang=\"en\"><template shadowrootmode=\"open\">\
         <link rel=\"stylesheet\" href=\"{origin}/embed/1/open-letter.css\"><div "
    );
    assert!(html.starts_with(&start), "{html}");
    let end = format!(
        "</div></template><a href=\"{origin}/letters/a-letter\" lang=\"en\" dir=\"ltr\">\
         A letter &amp; \"more\"</a></open-letter>\n"
    );
    assert!(html.ends_with(&end), "{html}");
    for piece in [
        "Please read it.",
        "3 signatures so far",
        "Published 1 May 2026",
        "What we ask",
        "method=\"post\"",
        &format!("action=\"{origin}/letters/a-letter/signatures\""),
        "name=\"role\"",
    ] {
        assert!(html.contains(piece), "{piece} is missing in {html}");
    }
    assert_eq!(html.matches("part=\"signatory\"").count(), 3);
    for piece in ["<script", "style=\"", "@example.org", "onclick"] {
        assert!(!html.contains(piece), "{piece} in {html}");
    }
    assert_eq!(rendered(&["--src", &src]), html, "twice the same");
}

#[test]
fn everything_may_be_asked_for_otherwise() {
    let server = Ours::start();
    let src = server.letter("a-letter");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.html");
    let written = rendered(&[
        "--src",
        &src,
        "--view",
        "card",
        "--sign",
        "dialog",
        "--lang",
        "ar",
        "--embed",
        "/files/embed/1.2.3",
        "--stylesheet",
        "/a.css?b&c",
        "--script",
        "--output",
        &file.display().to_string(),
    ]);
    assert_eq!(written, "");
    let html = std::fs::read_to_string(file).unwrap();
    let start = format!(
        "<open-letter src=\"{src}\" view=\"card\" sign=\"dialog\" lang=\"ar\" \
         stylesheet=\"/a.css?b&amp;c\"><template shadowrootmode=\"open\">\
         <link rel=\"stylesheet\" href=\"/files/embed/1.2.3/open-letter.css\">\
         <link rel=\"stylesheet\" href=\"/a.css?b&amp;c\"><div "
    );
    assert!(html.starts_with(&start), "{html}");
    let script = "</open-letter>\n<script src=\"/files/embed/1.2.3/open-letter.js\" async=\"async\"></script>\n";
    assert!(html.ends_with(script), "{html}");
    assert!(html.contains("dir=\"rtl\""));
    // No dialog opens without a script, so the button leads to the letter's page.
    assert!(
        !html.contains("<form") && !html.contains("part=\"body\""),
        "{html}"
    );
}

#[test]
fn the_language_is_the_wished_one_or_the_letters_or_english() {
    let server = Ours::start();
    for (id, more, lang) in [
        ("arabic", &[][..], "ar"),
        ("cymraeg", &[], "en"),
        ("cymraeg", &["--lang", "ar-EG"], "ar"),
        ("a-letter", &["--lang", "ar"], "ar"),
    ] {
        let src = server.letter(id);
        let html = rendered(&[&["--src", &src], more].concat());
        let shown = format!(" lang=\"{lang}\"><template");
        assert!(html.contains(&shown), "{id} {more:?}: {html}");
    }
}

#[test]
fn a_hostile_letter_stays_inside() {
    let words = "</template></open-letter><script>alert(1)</script><!-- \"' onload=x";
    let inline = json!([{ "type": "text", "text": words }]);
    let letter = json!({
        "id": words,
        "url": "https://letters.example.org/letters/a?\"><script>",
        "title": words,
        "standfirst": words,
        "lang": words,
        "status": "open",
        "addressee": words,
        "author": words,
        "body": [
            { "type": "paragraph", "content": inline },
            { "type": "callout", "kind": words, "content": [] },
            { "type": "image", "src": "https://bait.example.org/\">", "alt": words },
        ],
        "takeaways": [words],
        "references": [{ "title": words, "publisher": words }],
        "consent": { "version": words, "text": words },
        "signatures": {
            "count": 1,
            "as_of": "2026-05-01",
            "items": [{ "id": words, "name": words, "role": words, "signed_at": "2026-05-01" }],
        },
    });
    let html = rendered(&["--src", &says(200, letter.to_string())]);
    for (piece, times) in [
        ("<template", 1),
        ("</template", 1),
        ("</open-letter", 1),
        ("<script", 0),
        ("<!--", 0),
        ("<img", 0),
    ] {
        assert_eq!(html.matches(piece).count(), times, "{piece} in {html}");
    }
    // In each tag, whatever is not a name stands between two quotation marks.
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(!outside.contains("onload"), "{tag}");
    }
}

#[test]
fn a_letter_without_a_page_has_no_link() {
    let letter = json!({ "id": "a", "title": "A", "signatures": {} });
    let html = rendered(&["--src", &says(200, letter.to_string())]);
    assert!(html.ends_with("</template></open-letter>\n"), "{html}");
}
