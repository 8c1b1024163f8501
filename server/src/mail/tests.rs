//! What mails say, word by word.

use open_letter_core::Timestamp;

use super::{Asks, LetterMail, Link, Mail, OutcomeMail, Rendered};
use crate::desk::decision::Verdict;
use crate::locales::Locales;
use crate::private::Outcome;

const LINK: &str = "https://letters.example.org/letters/a-letter/confirm?lang=en&token=abc";
const NOT_ME: &str = "https://letters.example.org/letters/a-letter/not-me?lang=en&token=def";

fn letter_mail(asks: Asks) -> LetterMail {
    LetterMail {
        asks,
        title: "Keep the <code> open & “free”".to_owned(),
        title_lang: Some("en".to_owned()),
        code: "012345".to_owned(),
        link: LINK.to_owned(),
        not_me: NOT_ME.to_owned(),
        late_since: None,
    }
}

fn late(asks: Asks) -> LetterMail {
    LetterMail {
        late_since: Timestamp::parse("2026-05-01T23:05:59Z"),
        ..letter_mail(asks)
    }
}

fn render(mail: LetterMail, lang: &str) -> Rendered {
    let locales = Locales::load().unwrap();
    Mail::Letter(mail).render(locales.choose([Some(lang), None]))
}

/// Subject and text as the golden files have them.
fn shown(mail: &Rendered) -> String {
    format!("Subject: {}\n\n{}", mail.subject, mail.text)
}

#[test]
fn mails_say_what_the_golden_files_say() {
    let golden = [
        (
            late(Asks::Confirm),
            "en",
            include_str!("golden/confirm-late.en.txt"),
        ),
        (
            letter_mail(Asks::Replace),
            "en",
            include_str!("golden/replace.en.txt"),
        ),
        (
            letter_mail(Asks::Manage),
            "en",
            include_str!("golden/manage.en.txt"),
        ),
        (
            late(Asks::Confirm),
            "ar",
            include_str!("golden/confirm-late.ar.txt"),
        ),
        (
            letter_mail(Asks::Replace),
            "ar",
            include_str!("golden/replace.ar.txt"),
        ),
        (
            letter_mail(Asks::Manage),
            "ar",
            include_str!("golden/manage.ar.txt"),
        ),
    ];
    for (mail, lang, expected) in golden {
        assert_eq!(shown(&render(mail, lang)), expected);
    }
    let expected = include_str!("golden/confirm.en.html");
    assert_eq!(render(letter_mail(Asks::Confirm), "en").html, expected);
    let expected = include_str!("golden/confirm.ar.html");
    assert_eq!(render(letter_mail(Asks::Confirm), "ar").html, expected);
}

fn outcome(counts: bool, outcome: Outcome, lang: &str) -> Rendered {
    let locales = Locales::load().unwrap();
    let mail = OutcomeMail {
        counts,
        outcome,
        title: "Keep the <code> open & “free”".to_owned(),
        title_lang: Some("en".to_owned()),
        letter: "https://letters.example.org/letters/a-letter?lang=en".to_owned(),
        own: "https://letters.example.org/letters/a-letter/manage?lang=en".to_owned(),
        not_me: NOT_ME.to_owned(),
    };
    Mail::Outcome(mail).render(locales.choose([Some(lang), None]))
}

#[test]
fn mails_tell_how_a_review_ended() {
    let because = |verdict, words: Option<&str>| Outcome {
        verdict: Some(verdict),
        words: words.map(str::to_owned),
    };
    let said = because(Verdict::Other, Some("Sign as <b>yourself</b>, please."));
    let golden = [
        (
            true,
            Outcome::default(),
            "en",
            include_str!("golden/approved.en.txt"),
        ),
        (
            true,
            Outcome::default(),
            "ar",
            include_str!("golden/approved.ar.txt"),
        ),
        (
            false,
            said.clone(),
            "en",
            include_str!("golden/rejected.en.txt"),
        ),
        (
            false,
            because(Verdict::NotAName, None),
            "ar",
            include_str!("golden/rejected.ar.txt"),
        ),
    ];
    for (counts, why, lang, expected) in golden {
        let mail = outcome(counts, why, lang);
        assert_eq!(shown(&mail), expected);
        assert_eq!(
            (mail.code.is_none(), mail.links.len()),
            (true, if counts { 3 } else { 2 })
        );
    }
    let html = outcome(false, said, "en").html;
    assert!(html.contains("&lt;b&gt;yourself&lt;/b&gt;"), "{html}");
}

#[test]
fn every_reason_is_said_in_a_mail() {
    let mut all = Vec::new();
    for verdict in Verdict::ALL {
        let words = Some("So.".to_owned());
        let verdict = Some(*verdict);
        let mail = outcome(false, Outcome { verdict, words }, "en").text;
        assert!(!all.contains(&mail), "{mail}");
        all.push(mail);
    }
}

#[test]
fn a_test_mail_has_neither_code_nor_link() {
    let locales = Locales::load().unwrap();
    let mail = Mail::Test.render(locales.english());
    assert_eq!(shown(&mail), include_str!("golden/test.en.txt"));
    assert_eq!((mail.code, mail.links), (None, Vec::new()));
}

#[test]
fn code_and_links_stand_alone_on_their_lines_and_come_along() {
    for (asks, lang) in [
        (Asks::Confirm, "en"),
        (Asks::Replace, "ar"),
        (Asks::Manage, "ar"),
    ] {
        let mail = render(letter_mail(asks), lang);
        for line in ["012345", LINK, NOT_ME] {
            assert_eq!(
                mail.text.lines().filter(|found| *found == line).count(),
                1,
                "{line}"
            );
        }
        assert_eq!(mail.code.as_deref(), Some("012345"));
        assert!(mail.subject.starts_with("012345 "), "{}", mail.subject);
        let urls: Vec<_> = mail
            .links
            .iter()
            .map(|Link { url, .. }| url.as_str())
            .collect();
        assert_eq!(urls, [LINK, NOT_ME]);
    }
}

#[test]
fn a_title_is_text_and_nothing_else() {
    let mail = render(
        LetterMail {
            title: "A\r\nBcc: ada@example.org \"><img src=x onerror=alert(1)> {code} {title}"
                .to_owned(),
            title_lang: Some("x\" onload=\"alert(1)".to_owned()),
            ..letter_mail(Asks::Confirm)
        },
        "en",
    );
    assert!(!mail.subject.contains(['\r', '\n']));
    assert_eq!(
        mail.html.matches('<').count(),
        render(letter_mail(Asks::Confirm), "en")
            .html
            .matches('<')
            .count()
    );
    assert!(!mail.html.contains("\" onload"));
    // What stands in a title in braces is not filled in.
    assert!(
        mail.text.contains("alert(1)> {code} {title}”"),
        "{}",
        mail.text
    );
    assert_eq!(
        mail.html.matches("012").count(),
        2,
        "once in the subject, once in the text"
    );
}

#[test]
fn a_title_of_the_other_direction_is_set_apart() {
    let subject = |title_lang: Option<&str>, lang| {
        let mail = LetterMail {
            title: "Title".to_owned(),
            title_lang: title_lang.map(str::to_owned),
            ..letter_mail(Asks::Confirm)
        };
        render(mail, lang).subject
    };
    assert!(subject(Some("en"), "ar").contains("«\u{2066}Title\u{2069}»"));
    assert!(subject(Some("fa"), "en").contains("“\u{2067}Title\u{2069}”"));
    assert!(subject(None, "en").contains("“\u{2068}Title\u{2069}”"));
    assert!(subject(Some("fr"), "en").contains("“Title”"));
    assert!(subject(Some("fa"), "ar").contains("«Title»"));
}

#[test]
fn a_long_title_is_cut_in_the_subject_alone() {
    let with = |title: String| {
        let mail = LetterMail {
            title,
            ..letter_mail(Asks::Confirm)
        };
        render(mail, "en")
    };
    let words = with("word ".repeat(40));
    assert!(words.subject.ends_with("word word…”"), "{}", words.subject);
    assert!(words.subject.chars().count() < 110);
    assert!(words.text.contains("word ".repeat(39).trim_end()));
    let one_word = with("字".repeat(300));
    assert!(one_word.subject.ends_with("字…”"), "{}", one_word.subject);
    assert!(one_word.subject.chars().count() < 110);
}
