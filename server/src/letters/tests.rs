use open_letter_core::letter::Need;
use open_letter_core::rich_text::Inline;

use super::*;

fn public() -> PublicUrl {
    PublicUrl::parse("https://letters.example.org/").unwrap()
}

fn letter(text: &str) -> Result<Letter, String> {
    parse(Path::new("letters/a-letter.md"), text, &public()).map_err(|error| error.to_string())
}

const DOC: &str = include_str!("../../../docs/letter-files.md");
const BEGINNING: &str = include_str!("../../../packaging/my-letter.md");

/// The letters on the page about letter files.
fn shown() -> Vec<&'static str> {
    let blocks = DOC.split("```text\n").skip(1);
    blocks
        .filter_map(|block| block.split("```").next())
        .collect()
}

#[test]
fn every_letter_on_the_page_about_them_is_one_and_the_one_to_begin_with() {
    let letters = shown();
    assert!(letters.len() >= 2, "{letters:?}");
    for text in letters.into_iter().chain([BEGINNING]) {
        letter(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    }
}

#[test]
fn the_page_about_letter_files_has_an_example_of_every_key() {
    let error = letter("+++\ntitle = \"A\"\nnone = 1\n+++\nx").unwrap_err();
    let (_, keys) = error.split_once("expected one of ").expect(&error);
    let keys: Vec<&str> = keys.split('`').skip(1).step_by(2).collect();
    assert!(keys.len() > 20, "{keys:?}");
    let example = shown().concat();
    for key in keys {
        let stands = |form: &str| example.contains(&form.replace("KEY", key));
        let shown = ["\nKEY = ", "\n[KEY]", "\n[[KEY]]"].into_iter().any(stands);
        assert!(shown, "no example has {key}");
        assert!(
            DOC.contains(&format!("| `{key}` |")),
            "no row is about {key}"
        );
    }
    for key in [
        "role",
        "affiliation",
        "sector",
        "sectors",
        "reason",
        "anonymous",
        "updates",
        "outcome",
    ] {
        assert!(
            example.contains(&format!("\n{key} = ")),
            "no example has {key}"
        );
    }
}

fn body(markdown: &str) -> Result<serde_json::Value, String> {
    let letter = letter(&format!("+++\ntitle = \"A letter\"\n+++\n{markdown}"))?;
    Ok(serde_json::to_value(letter.body).unwrap())
}

/// The error of a letter whose Markdown begins on line 4.
fn refused(markdown: &str) -> String {
    body(markdown).expect_err(markdown)
}

#[test]
fn front_matter_becomes_the_letter() {
    let text = "+++\r\ntitle = \"Keep it open\"\r\nlang = \"en\"\r\npublished_at = 2026-05-01\r\n\
                closes_at = 2026-06-01T12:00:00+01:00\r\ntags = [\"code\"]\r\n[source]\r\ntitle = \"First\"\r\n\
                url = \"https://example.org/first\"\r\n[fields]\r\nrole = \"required\"\r\n[consent]\r\n\
                version = \"1\"\r\ntext = \"Yes.\"\r\n[[badges]]\r\nid = \"kind\"\r\nlabel = \"Kind\"\r\n\
                [[references]]\r\ntitle = \"A page\"\r\n+++\r\nWords.\r\n";
    let letter = letter(text).unwrap();
    assert_eq!(letter.id, "a-letter");
    assert_eq!(
        letter.url.as_ref().unwrap().as_str(),
        "https://letters.example.org/letters/a-letter"
    );
    assert_eq!(
        letter.published_at.unwrap().to_string(),
        "2026-05-01T00:00:00.000Z"
    );
    assert_eq!(
        letter.closes_at.unwrap().to_string(),
        "2026-06-01T11:00:00.000Z"
    );
    assert_eq!(letter.status, Status::Open);
    assert_eq!(letter.fields.role, Need::Required);
    assert_eq!(
        letter.badge("kind").map(|badge| &*badge.label),
        Some("Kind")
    );
    assert_eq!(letter.references[0].title, "A page");
    assert_eq!(
        letter.source.unwrap().url.unwrap().as_str(),
        "https://example.org/first"
    );
    assert_eq!(letter.version.as_ref().map(String::len), Some(16));
}

#[test]
fn the_version_follows_what_is_read_and_nothing_else() {
    let version = |title: &str, tag: &str, words: &str| {
        letter(&format!(
            "+++\ntitle = \"{title}\"\ntags = [\"{tag}\"]\n+++\n{words}"
        ))
        .unwrap()
        .version
    };
    assert_eq!(version("A", "x", "Words."), version("A", "y", "Words."));
    assert_ne!(version("A", "x", "Words."), version("B", "x", "Words."));
    assert_ne!(
        version("A", "x", "Words."),
        version("A", "x", "Other words.")
    );
}

#[test]
fn what_is_wrong_in_the_front_matter_is_told_with_its_line() {
    for (text, expected) in [
        ("# A letter", "1: a letter begins with a line of +++"),
        ("+++\ntitle = \"A\"\n", "1: the front matter has no end"),
        ("+++\nlang = \"en\"\n+++\nx", ": missing field `title`"),
        (
            "+++\ntitle = \"A\"\nsubtitle = \"B\"\n+++\nx",
            "3: unknown field `subtitle`",
        ),
        ("+++\ntitle = \"A\"\nlang = \n+++\nx", "3: "),
        ("+++\ntitle = \" \"\n+++\nx", "2: the title is empty"),
        (
            "+++\ntitle = \"A\"\nid = \"A letter\"\n+++\nx",
            "3: the id \"A letter\" should be",
        ),
        (
            "+++\ntitle = \"A\"\nlang = \"english please\"\n+++\nx",
            "3: \"english please\" is no language",
        ),
        (
            "+++\ntitle = \"A\"\npublished_at = 2026-05-01T09:00:00\n+++\nx",
            "3: 2026-05-01T09:00:00 is no instant",
        ),
        (
            "+++\ntitle = \"A\"\npublished_at = 2026-02-30\n+++\nx",
            "3: ",
        ),
        (
            "+++\ntitle = \"A\"\nstatus = \"ajar\"\n+++\nx",
            "3: unknown variant `ajar`",
        ),
        (
            "+++\ntitle = \"A\"\nconfirmation = \"yes\"\n+++\nx",
            "3: invalid type: string \"yes\", expected a boolean",
        ),
        (
            "+++\ntitle = \"A\"\nmoderation = \"later\"\n+++\nx",
            "3: unknown variant `later`, expected one of `none`, `before`, `after`",
        ),
        (
            "+++\ntitle = \"A\"\n[source]\ntitle = \"S\"\nurl = \"javascript:x\"\n+++\nx",
            "5: \"javascript:x\" is no address",
        ),
        (
            "+++\ntitle = \"A\"\n[consent]\nversion = \"\"\ntext = \"Yes\"\n+++\nx",
            "3: consent needs",
        ),
        (
            "+++\ntitle = \"A\"\ncontroller = \" \"\n+++\nx",
            "3: the controller needs a name, of 1 to 200 characters",
        ),
        (
            "+++\ntitle = \"A\"\ncontacts_days = 9999\n+++\nx",
            "3: contacts_days is a number of days, from 0 to 3650",
        ),
        (
            "+++\ntitle = \"A\"\nproof_of_work = 23\n+++\nx",
            "3: proof_of_work is a number of bits, from 8 to 22",
        ),
        (
            "+++\ntitle = \"A\"\n[[badges]]\nid = \"k\"\nlabel = \"K\"\n[[badges]]\nid = \"k\"\nlabel = \"L\"\n+++\nx",
            "6: the badge \"k\"",
        ),
        (
            "+++\ntitle = \"A\"\n[fields]\nupdates = \"required\"\n+++\nx",
            "4: updates is somebody's free wish",
        ),
        (
            "+++\ntitle = \"A\"\n[fields]\nbadges = [\"saint\"]\n+++\nx",
            "4: no [[badges]] has the id \"saint\"",
        ),
        (
            "+++\ntitle = \"A\"\n[fields]\nsectors = [\"a\", \" b\"]\n+++\nx",
            "4: the option \" b\" should be there once",
        ),
        (
            "+++\ntitle = \"A\"\n[[fields.custom]]\nname = \"W\"\nlabel = \"W\"\n+++\nx",
            "4: the question's name \"W\" should be",
        ),
        (
            "+++\ntitle = \"A\"\n[[fields.custom]]\nname = \"w\"\nlabel = \"W\"\nkind = \"choice\"\n+++\nx",
            "3: a choice needs two options",
        ),
        (
            "+++\ntitle = \"A\"\n[[fields.custom]]\nname = \"w\"\nlabel = \"W\"\nmax = 1001\n+++\nx",
            "6: max should be",
        ),
        (
            "+++\ntitle = \"A\"\n[[fields.custom]]\nname = \"w\"\nlabel = \"W\"\n\
             [[fields.custom]]\nname = \"w\"\nlabel = \"V\"\n+++\nx",
            "7: two questions have the name \"w\"",
        ),
        (
            "+++\ntitle = \"A\"\n[response]\nauthor = \"B\"\n+++\nx",
            "3: a response needs its text",
        ),
        (
            "+++\ntitle = \"A\"\n[response]\ntext = \"<b>x</b>\"\n+++\nx",
            "4: ",
        ),
        (
            "+++\ntitle = \"A\"\n+++\n\n",
            "4: there is no letter after the front matter",
        ),
    ] {
        let error = letter(text).expect_err(text);
        assert!(error.starts_with("letters/a-letter.md:"), "{error}");
        assert!(error.contains(expected), "{text:?}: {error}");
    }
}

#[test]
fn every_kind_of_block_is_read() {
    let markdown = "# One\n\n### Three\n\n##### Five\n\nSoft\nbreak, **strong *and* more**, `code`, \
                    [a link](https://example.org), <ada@example.org>.\n\n\
                    1. first\n2. second\n   - inner\n\n> Said.\n\n---\n\n![A door](images/door.png)\n";
    let expected = serde_json::json!([
        { "type": "heading", "level": 2, "content": [{ "type": "text", "text": "One" }] },
        { "type": "heading", "level": 3, "content": [{ "type": "text", "text": "Three" }] },
        { "type": "heading", "level": 4, "content": [{ "type": "text", "text": "Five" }] },
        { "type": "paragraph", "content": [
            { "type": "text", "text": "Soft break, " },
            { "type": "strong", "content": [
                { "type": "text", "text": "strong " },
                { "type": "emphasis", "content": [{ "type": "text", "text": "and" }] },
                { "type": "text", "text": " more" },
            ] },
            { "type": "text", "text": ", " },
            { "type": "code", "text": "code" },
            { "type": "text", "text": ", " },
            { "type": "link", "href": "https://example.org", "content": [{ "type": "text", "text": "a link" }] },
            { "type": "text", "text": ", " },
            { "type": "link", "href": "mailto:ada@example.org", "content": [{ "type": "text", "text": "ada@example.org" }] },
            { "type": "text", "text": "." },
        ] },
        { "type": "list", "ordered": true, "items": [
            [{ "type": "paragraph", "content": [{ "type": "text", "text": "first" }] }],
            [
                { "type": "paragraph", "content": [{ "type": "text", "text": "second" }] },
                { "type": "list", "ordered": false, "items": [
                    [{ "type": "paragraph", "content": [{ "type": "text", "text": "inner" }] }],
                ] },
            ],
        ] },
        { "type": "quote", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": "Said." }] }] },
        { "type": "rule" },
        { "type": "image", "src": "https://letters.example.org/images/door.png", "alt": "A door" },
    ]);
    assert_eq!(body(markdown).unwrap(), expected);
}

#[test]
fn a_quote_whose_first_line_is_marked_is_a_callout() {
    for (markdown, kind) in [
        ("> [!demand]\n> We ask.", "demand"),
        ("> [!NOTE]\n>\n> We ask.", "note"),
        (">[!demand]\n> We ask.", "demand"),
    ] {
        let callout = &body(markdown).unwrap()[0];
        assert_eq!(callout["type"], "callout", "{markdown}");
        assert_eq!(callout["kind"], kind);
        assert_eq!(
            callout["content"][0]["content"][0]["text"], "We ask.",
            "{markdown}"
        );
    }
    let inlines = &body("> [!demand]\n> **We** ask.").unwrap()[0]["content"][0]["content"];
    assert_eq!(inlines[0]["type"], "strong");
    assert_eq!(body("> [demand]\n> We ask.").unwrap()[0]["type"], "quote");
}

#[test]
fn what_cannot_be_shown_is_refused_with_what_to_write_instead() {
    for (markdown, expected) in [
        ("Words.\n\n<div>x</div>", ":6: HTML cannot be shown"),
        ("Words <b>bold</b>.", ":4: HTML cannot be shown"),
        ("<!-- a note -->", ":4: HTML cannot be shown"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            ":4: tables cannot be shown; write a list",
        ),
        ("Words.\n\n```\ncode\n```", ":6: blocks of code"),
        ("    code", ":4: blocks of code"),
        ("Words[^1].\n\n[^1]: Note.", ":4: footnotes"),
        (
            "[x](javascript:alert(1))",
            ":4: the link to \"javascript:alert(1)\"",
        ),
        ("\n\n[x](/letters)", ":6: the link to \"/letters\""),
        ("~~gone~~", ":4: struck words"),
        ("- [ ] box", ":4: boxes"),
        (
            "Words ![x](https://example.org/x.png) more",
            ":4: an image should stand alone",
        ),
        (
            "![x](https://example.org/x.png) more",
            ":4: an image should stand alone",
        ),
        (
            "![x](http://example.org/x.png)",
            ":4: the image \"http://example.org/x.png\"",
        ),
        ("![x](data:image/png;base64,x)", ":4: the image"),
        (
            "![](https://example.org/x.png)",
            ":4: the image says nothing",
        ),
        ("> [!demand] We ask.", ":4: [!demand] should stand alone"),
        ("> [!demand]", ":4: nothing is written under [!demand]"),
    ] {
        let error = refused(markdown);
        assert!(error.contains(expected), "{markdown:?}: {error}");
    }
}

#[test]
fn two_letters_with_one_id_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (name, front) in [
        ("a.md", "id = \"x\"\ntitle = \"A\""),
        ("b.md", "id = \"x\"\ntitle = \"B\""),
    ] {
        std::fs::write(
            folder.path().join(name),
            format!("+++\n{front}\n+++\nWords.\n"),
        )
        .unwrap();
    }
    let error = read_folder(folder.path(), &public())
        .unwrap_err()
        .to_string();
    assert!(error.contains("b.md: has the id \"x\""), "{error}");
}

#[test]
fn an_open_letter_opens_and_closes_by_itself() {
    let text = "+++\ntitle = \"A\"\nopens_at = 2026-05-01\ncloses_at = 2026-06-01\n+++\nWords.";
    let filed = Filed::new(letter(text).unwrap()).unwrap();
    let status = |day: &str| filed.at(Timestamp::parse(day).unwrap()).status;
    assert_eq!(status("2026-04-30"), Status::Scheduled);
    assert_eq!(status("2026-05-01"), Status::Open);
    assert_eq!(status("2026-06-01"), Status::Closed);
}

#[test]
fn the_demonstration_letter_can_be_read() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../static/letters/keep-nhs-code-open.md"
    );
    let letter = parse(
        Path::new(file),
        &std::fs::read_to_string(file).unwrap(),
        &public(),
    )
    .unwrap();
    assert_eq!(letter.id, "keep-nhs-code-open");
    assert!(letter.badge("public-code").is_some());
    let demand = letter.body.iter().find_map(|block| match block {
        open_letter_core::rich_text::Block::Callout { kind, content } if kind == "demand" => {
            Some(content)
        }
        _ => None,
    });
    assert!(demand.is_some_and(|content| !content.is_empty()));
    let words = |inline: &Inline| matches!(inline, Inline::Text { text } if text.contains("[!"));
    let raw = letter.body.iter().any(|block| matches!(block, open_letter_core::rich_text::Block::Paragraph { content } if content.iter().any(words)));
    assert!(!raw, "a callout's marker is shown as words");
}
