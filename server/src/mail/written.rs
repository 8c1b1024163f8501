//! What a campaign writes to many: its own words, and ours around them that say why they come and
//! how they stop.

use super::mail::{Link, WrittenMail};
use super::outcome::line;
use super::sentences::MailSentences;
use super::text::{Block, Content, Title, Words, in_subject, ours, title, with};
use crate::store::updates::Audience;

/// Says it.
pub(super) fn content(mail: &WrittenMail, sentences: &MailSentences, lang: &str) -> Content {
    let link = |label: &str, url: &str| Link {
        label: label.to_owned(),
        url: url.to_owned(),
    };
    let named = title(&mail.title, mail.title_lang.as_deref());
    match mail.audience {
        Audience::News => {
            let words = &sentences.news;
            let letter = link(&words.button, &mail.letter);
            let stop = link(&words.stop, &mail.link);
            let mut blocks = paragraphs(mail);
            blocks.push(line(&letter, true));
            blocks.push(Block::Words(with(&words.why, "{title}", &named)));
            blocks.push(line(&stop, false));
            Content {
                subject: title(&mail.subject, None).text,
                blocks,
                code: None,
                stop: Some(stop.url.clone()),
                links: vec![letter, stop],
            }
        }
        Audience::Changed | Audience::Signed => {
            let words = &sentences.changed;
            let stand = link(&words.button, &mail.link);
            let mut blocks = vec![Block::Words(with(&words.what, "{title}", &named))];
            let said = paragraphs(mail);
            if !said.is_empty() {
                blocks.push(ours(&words.note));
                blocks.extend(said);
            }
            blocks.push(ours(&words.link));
            blocks.push(line(&stand, true));
            blocks.push(ours(&words.nothing));
            Content {
                subject: words.subject.replace("{title}", &in_subject(named, lang)),
                blocks,
                code: None,
                links: vec![stand],
                stop: None,
            }
        }
    }
}

/// The campaign's words, in the letter's language.
fn paragraphs(mail: &WrittenMail) -> Vec<Block> {
    let body = mail.body.replace("\r\n", "\n");
    body.split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| {
            Block::Words(vec![Words::Title(Title {
                text: text.to_owned(),
                lang: mail.title_lang.clone(),
            })])
        })
        .collect()
}
