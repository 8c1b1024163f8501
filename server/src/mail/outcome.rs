//! The mail that tells a signer how the review of their signature has ended.

use super::mail::{Link, OutcomeMail};
use super::sentences::MailSentences;
use super::text::{Block, Content, Title, in_subject, ours, title, with};
use crate::desk::decision::Verdict;
use crate::private::Outcome;

/// Says it. It has no code: it asks for nothing.
pub(super) fn content(mail: &OutcomeMail, sentences: &MailSentences, lang: &str) -> Content {
    let telling = if mail.counts {
        &sentences.approved
    } else {
        &sentences.rejected
    };
    let link = |label: &str, url: &str| Link {
        label: label.to_owned(),
        url: url.to_owned(),
    };
    let title = title(&mail.title, mail.title_lang.as_deref());
    let letter = link(&sentences.see_letter, &mail.letter);
    let own = link(&sentences.stored_button, &mail.own);
    let not_me = link(&sentences.not_me, &mail.not_me);
    let mut blocks = vec![Block::Words(with(&telling.what, "{title}", &title))];
    let mut links = Vec::new();
    if mail.counts {
        blocks.push(line(&letter, true));
        links.push(letter);
    } else {
        blocks.extend(why(&mail.outcome, sentences));
    }
    blocks.push(ours(&sentences.stored));
    blocks.push(line(&own, !mail.counts));
    blocks.push(ours(&telling.not_me));
    blocks.push(line(&not_me, false));
    links.extend([own, not_me]);
    Content {
        subject: telling.subject.replace("{title}", &in_subject(title, lang)),
        blocks,
        code: None,
        links,
        stop: None,
    }
}

pub(super) fn line(link: &Link, main: bool) -> Block {
    Block::Link {
        link: link.clone(),
        main,
    }
}

/// Why it does not count.
fn why(outcome: &Outcome, sentences: &MailSentences) -> Option<Block> {
    let verdicts = &sentences.verdicts;
    let sentence = match outcome.verdict? {
        Verdict::NotAPerson => &verdicts.not_a_person,
        Verdict::NotAName => &verdicts.not_a_name,
        Verdict::Abusive => &verdicts.abusive,
        Verdict::NotEligible => &verdicts.not_eligible,
        Verdict::Duplicate => &verdicts.duplicate,
        Verdict::Other => {
            let words = Title {
                text: outcome.words.clone()?,
                lang: None,
            };
            return Some(Block::Words(with(&verdicts.other, "{words}", &words)));
        }
    };
    Some(ours(sentence))
}
