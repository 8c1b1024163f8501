//! What a mail says in a language, and how that stands in plain text.

use open_letter_core::Timestamp;
use open_letter_core::format::{Formats, direction};
use open_letter_core::protocol::CODE_HOURS;

use super::mail::{Asks, LetterMail, Link, Mail};
use super::sentences::{Asking, MailSentences};
use super::{outcome, written};
use crate::locales::Language;

/// The most characters of a title in a subject. A phone shows fewer.
const SUBJECT_TITLE: usize = 70;

/// What a mail says, before it is text or HTML.
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
    pub(super) code: Option<String>,
    /// The main one first.
    pub(super) links: Vec<Link>,
    /// Where such mails are stopped.
    pub(super) stop: Option<String>,
}

/// A paragraph.
pub(super) enum Block {
    Words(Vec<Words>),
    Code(String),
    /// A link on a line of its own, as the main way on or for those whom it does not concern.
    Link {
        link: Link,
        main: bool,
    },
}

/// A piece of a sentence.
pub(super) enum Words {
    Ours(String),
    Title(Title),
}

/// A letter's title within a sentence, which may be in a language of the other direction.
#[derive(Clone)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) lang: Option<String>,
}

/// Says a mail in a language.
pub(super) fn content(mail: &Mail, language: &Language) -> Content {
    let sentences = &language.sentences().mail;
    match mail {
        Mail::Letter(mail) => about_a_letter(mail, sentences, language),
        Mail::Outcome(mail) => outcome::content(mail, sentences, language.lang()),
        Mail::Written(mail) => written::content(mail, sentences, language.lang()),
        Mail::Test => Content {
            subject: sentences.test.subject.clone(),
            blocks: vec![ours(&sentences.test.body)],
            code: None,
            links: Vec::new(),
            stop: None,
        },
    }
}

fn about_a_letter(mail: &LetterMail, sentences: &MailSentences, language: &Language) -> Content {
    let asking = match mail.asks {
        Asks::Confirm => &sentences.confirm,
        Asks::Replace => &sentences.replace,
        Asks::Manage => &sentences.manage,
    };
    let title = title(&mail.title, mail.title_lang.as_deref());
    let link = |label: &str, url: &str| Link {
        label: label.to_owned(),
        url: url.to_owned(),
    };
    let main = link(&asking.button, &mail.link);
    let not_me = link(&sentences.not_me, &mail.not_me);
    let formats = language.formats();
    let mut blocks = vec![Block::Words(with(&asking.why, "{title}", &title))];
    let late = mail
        .late_since
        .map(|since| late(&sentences.late, since, formats));
    blocks.extend(late.as_deref().map(ours));
    blocks.extend(ways_on(asking, &mail.code, &main));
    blocks.push(ours(&sentences.life.fill(CODE_HOURS.into(), formats)));
    blocks.push(ours(&asking.not_me));
    blocks.push(Block::Link {
        link: not_me.clone(),
        main: false,
    });

    let subject = sentences.subject.replace("{code}", &mail.code);
    Content {
        subject: subject.replace("{title}", &in_subject(title, language.lang())),
        blocks,
        code: Some(mail.code.clone()),
        links: vec![main, not_me],
        stop: None,
    }
}

/// A letter's title, on one line whatever its file has.
pub(super) fn title(text: &str, lang: Option<&str>) -> Title {
    Title {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        lang: lang.map(str::to_owned),
    }
}

fn ways_on(asking: &Asking, code: &str, main: &Link) -> [Block; 4] {
    [
        ours(&asking.code),
        Block::Code(code.to_owned()),
        ours(&asking.link),
        Block::Link {
            link: main.clone(),
            main: true,
        },
    ]
}

/// As much of a title as a subject has room for.
pub(super) fn in_subject(title: Title, lang: &str) -> String {
    let short = Title {
        text: shortened(&title.text),
        ..title
    };
    isolated(&short, lang)
}

pub(super) fn ours(sentence: &str) -> Block {
    Block::Words(vec![Words::Ours(sentence.to_owned())])
}

/// A sentence with a title in the place of the word `{title}`, or another such word.
pub(super) fn with(sentence: &str, place: &str, title: &Title) -> Vec<Words> {
    let (before, after) = sentence.split_once(place).unwrap_or((sentence, ""));
    vec![
        Words::Ours(before.to_owned()),
        Words::Title(title.clone()),
        Words::Ours(after.to_owned()),
    ]
}

/// When a mail was asked for: a day, and the time of day in UTC.
fn late(sentence: &str, since: Timestamp, formats: &dyn Formats) -> String {
    let minutes = since.millis().div_euclid(60_000).rem_euclid(24 * 60);
    let two_digits = |number: i64| {
        let digit = |digit: i64| formats.number(digit.unsigned_abs());
        digit(number / 10) + &digit(number % 10)
    };
    let time = format!("{}:{}", two_digits(minutes / 60), two_digits(minutes % 60));
    sentence
        .replace("{date}", &formats.date(since))
        .replace("{time}", &time)
}

/// As much of a title as a subject has room for, to the end of a word where it has several.
fn shortened(title: &str) -> String {
    match title.char_indices().nth(SUBJECT_TITLE) {
        None => title.to_owned(),
        Some((end, _)) => {
            let room = title.get(..end).unwrap_or_default();
            let whole_words = room.rfind(' ').and_then(|end| room.get(..end));
            format!("{}…", whole_words.unwrap_or(room))
        }
    }
}

/// A title that does not turn its neighbours around: set between marks that say where text of
/// another direction begins and ends, unless it runs the same way.
fn isolated(title: &Title, lang: &str) -> String {
    let begin = match title.lang.as_deref().map(direction) {
        Some(dir) if dir == direction(lang) => return title.text.clone(),
        Some("rtl") => '\u{2067}',
        Some(_) => '\u{2066}',
        None => '\u{2068}',
    };
    format!("{begin}{}\u{2069}", title.text)
}

/// The mail as plain text. Code and links stand alone on their lines.
pub(super) fn write(content: &Content, lang: &str) -> String {
    let mut text = String::new();
    for block in &content.blocks {
        let begin = if text.is_empty() { "" } else { "\n\n" };
        match block {
            Block::Words(words) => {
                text.push_str(begin);
                for words in words {
                    match words {
                        Words::Ours(words) => text.push_str(words),
                        Words::Title(title) => text.push_str(&isolated(title, lang)),
                    }
                }
            }
            Block::Code(code) => {
                text.push_str(begin);
                text.push_str(code);
            }
            // The sentence before it ends in a colon.
            Block::Link { link, .. } => {
                text.push('\n');
                text.push_str(&link.url);
            }
        }
    }
    text.push('\n');
    text
}
