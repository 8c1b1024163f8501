//! The wire types as they are written here and read in the widget: one golden file for both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use open_letter_core::Timestamp;
use open_letter_core::json::{FromJson, Json};
use open_letter_core::letter::{
    Badge, Consent, Count, Fields, Letter, Moderation, Need, Page, Reference, Response, Signatures,
    Status,
};
use open_letter_core::proof::{Algorithm, Proof};
use open_letter_core::rich_text::{Block, Href, Inline};
use open_letter_core::signature::Signatory;

const GOLDEN: &str = include_str!("../../core/tests/golden/letter.json");

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn href(address: &str) -> Href {
    Href::parse(address).unwrap()
}

fn text(words: &str) -> Inline {
    Inline::Text {
        text: words.to_owned(),
    }
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph {
        content: vec![text(words)],
    }
}

/// Every kind of block and of inline text.
fn body() -> Vec<Block> {
    vec![
        Block::Heading {
            level: 2,
            content: vec![text("Why")],
        },
        Block::Paragraph {
            content: vec![
                Inline::Strong {
                    content: vec![text("Strong")],
                },
                Inline::Emphasis {
                    content: vec![text("stressed")],
                },
                Inline::Link {
                    href: href("https://example.org/a?b=c#d"),
                    content: vec![text("linked")],
                },
                Inline::Code {
                    text: "code".to_owned(),
                },
            ],
        },
        Block::List {
            ordered: true,
            items: vec![vec![paragraph("one")], vec![paragraph("two")]],
        },
        Block::Quote {
            content: vec![paragraph("Said \"so\" \u{2028} & <gone>.")],
        },
        Block::Callout {
            kind: "demand".to_owned(),
            content: vec![paragraph("We ask.")],
        },
        Block::Rule,
        Block::Image {
            src: href("https://example.org/door.png"),
            alt: "A door".to_owned(),
        },
    ]
}

/// A letter with every field: a new one does not compile until it stands here.
fn letter() -> Letter {
    let words = |words: &str| Some(words.to_owned());
    Letter {
        contact: None,
        id: "a-letter".to_owned(),
        url: Some(href("https://letters.example.org/letters/a-letter")),
        title: "رسالة A letter".to_owned(),
        standfirst: words("Please read it."),
        lang: words("en"),
        published_at: Some(at("2026-05-01T09:00:00Z")),
        opens_at: Some(at("2026-05-01T09:00:00Z")),
        closes_at: Some(at("2026-06-20T21:59:59.999Z")),
        status: Status::Open,
        status_note: words("Until the summer."),
        addressee: words("Somebody"),
        author: words("Ada Inkwell"),
        body: body(),
        takeaways: vec!["In short".to_owned()],
        references: vec![
            Reference {
                title: "A page".to_owned(),
                url: Some(href("https://example.org/page")),
                publisher: words("A publisher"),
            },
            Reference {
                title: "A book".to_owned(),
                url: None,
                publisher: None,
            },
        ],
        source: Some(Reference {
            title: "First".to_owned(),
            url: Some(href("mailto:ada@example.org")),
            publisher: None,
        }),
        tags: vec!["code".to_owned()],
        version: words("0123456789abcdef"),
        response: Some(Response {
            date: Some(at("2026-06-21T00:00:00Z")),
            author: words("Somebody"),
            body: vec![paragraph("We will.")],
            url: Some(href("https://example.org/answer")),
        }),
        fields: Fields {
            email: Need::Required,
            role: Need::Required,
            affiliation: Need::Optional,
            sector: Need::Optional,
            sectors: vec!["Health".into(), "Teapots".into()],
            reason: Need::Optional,
            anonymous: Need::Optional,
            updates: Need::Optional,
            outcome: Need::Optional,
            badges: vec!["public-code".to_owned()],
            custom: vec![Json::object(vec![
                ("name", "ward".into()),
                ("label", "Your ward".into()),
                ("hint", "Any will do.".into()),
                ("options", Json::Array(vec!["North".into(), "South".into()])),
                ("need", "required".into()),
                ("max", Json::Number(1_000.0)),
            ])],
        },
        controller: words("The Glass Teapot Campaign"),
        contacts_days: Some(90),
        consent: Some(Consent {
            version: "1".to_owned(),
            text: "I agree.".to_owned(),
        }),
        confirmation: true,
        moderation: Moderation::Before,
        badges: vec![Badge {
            id: "public-code".to_owned(),
            label: "Has contributed".to_owned(),
            evidence: Need::Optional,
        }],
        proof: Some(Proof {
            algorithm: Algorithm::Sha256,
            bits: 16,
        }),
        archived_at: Some(at("2026-12-01T00:00:00Z")),
        signatures: Signatures {
            count: Some(Count {
                count: 236,
                as_of: at("2026-05-02T09:00:00Z"),
            }),
            page: Page {
                items: signatories(),
                next: words("AAABneXArOpBTE6oFiZWfoBhEx3zkL7x"),
            },
        },
    }
}

fn signatories() -> Vec<Signatory> {
    let words = |words: &str| Some(words.to_owned());
    let named = Signatory {
        id: "7df565f9504e0ed4e738c25b2a540482".to_owned(),
        name: words("Ada Inkwell"),
        role: words("Librarian"),
        affiliation: words("Example Library"),
        reason: words("It is ours."),
        badges: vec!["public-code".to_owned()],
        signed_at: at("2026-05-01T10:00:00.123Z"),
    };
    let anonymous = Signatory {
        id: "414c4ea81626567e8061131df390bef1".to_owned(),
        name: None,
        role: words("Nurse"),
        affiliation: None,
        reason: None,
        badges: Vec::new(),
        signed_at: at("2026-05-01T09:59:00Z"),
    };
    vec![named, anonymous]
}

#[test]
fn a_letter_is_written_as_the_golden_file_has_it() {
    let written = format!("{}\n", serde_json::to_string_pretty(&letter()).unwrap());
    assert_eq!(
        written, GOLDEN,
        "the wire has changed, and with it what clients read:\n{written}"
    );
}

#[test]
fn the_golden_file_is_read_as_the_same_letter() {
    let json: Json = serde_json::from_str(GOLDEN).unwrap();
    assert_eq!(Letter::from_json(&json).unwrap(), letter());
}

#[test]
fn a_field_that_is_not_there_reads_as_its_default() {
    let json: Json = serde_json::from_str(
        r#"{"id":"a","title":"A","status":"closed","signatures":{"count":0,"as_of":"2026-05-01"}}"#,
    )
    .unwrap();
    let expected = Letter {
        id: "a".to_owned(),
        title: "A".to_owned(),
        status: Status::Closed,
        signatures: Signatures {
            count: Some(Count {
                count: 0,
                as_of: at("2026-05-01"),
            }),
            page: Page::default(),
        },
        ..Letter::default()
    };
    assert_eq!(Letter::from_json(&json).unwrap(), expected);
}
