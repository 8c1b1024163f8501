//! What a mail is to say, and what it says once it is written in a language.

use open_letter_core::Timestamp;

use super::{html, text};
use crate::locales::Language;
use crate::private::Outcome;
use crate::store::updates::Audience;

/// What is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mail {
    /// A code and links, about one letter.
    Letter(LetterMail),
    /// How the review of a signature has ended.
    Outcome(OutcomeMail),
    /// What the campaign wrote to many.
    Written(WrittenMail),
    /// Whether mail arrives at all.
    Test,
}

/// A mail with a code and links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LetterMail {
    /// What the code and the main link are for.
    pub(crate) asks: Asks,
    /// The letter's title: the campaign's words, not the signer's.
    pub(crate) title: String,
    /// The language that the title is in, where the letter says so.
    pub(crate) title_lang: Option<String>,
    /// Six digits, without anything between them.
    pub(crate) code: String,
    /// Where a button does what the code does.
    pub(crate) link: String,
    /// Where the owner of the address says that it was somebody else.
    pub(crate) not_me: String,
    /// When it was asked for, if that is so long ago that it has to be said.
    pub(crate) late_since: Option<Timestamp>,
}

/// A mail to a signer who asked to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutcomeMail {
    /// Whether the signature counts.
    pub(crate) counts: bool,
    /// Why, where it does not.
    pub(crate) outcome: Outcome,
    /// As in [`LetterMail`].
    pub(crate) title: String,
    pub(crate) title_lang: Option<String>,
    /// The letter's page.
    pub(crate) letter: String,
    /// Where the signer asks for what is stored.
    pub(crate) own: String,
    pub(crate) not_me: String,
}

/// What the campaign wrote to many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenMail {
    pub(crate) audience: Audience,
    /// The campaign's words, in the letter's language.
    pub(crate) subject: String,
    /// Paragraphs, with empty lines between them.
    pub(crate) body: String,
    /// As in [`LetterMail`].
    pub(crate) title: String,
    pub(crate) title_lang: Option<String>,
    /// The letter's page.
    pub(crate) letter: String,
    /// Where news are stopped, or where a signer stands by the letter.
    pub(crate) link: String,
}

/// What the code and the main link of a mail are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// To confirm a first signature.
    Confirm,
    /// To choose, since the address has signed before. The code replaces what was signed.
    Replace,
    /// To see, correct or take back what is stored.
    Manage,
}

/// A mail in a language, ready to be sent.
///
/// The code stands in the subject and the text as six digits in a row: phones find it so and
/// offer to fill it in, and no right-to-left sentence can turn its halves around. Only the HTML
/// sets the halves apart, by a gap that is no character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The language, as a BCP 47 tag.
    pub lang: String,
    /// One line.
    pub subject: String,
    /// The mail as plain text. Its paragraphs are not broken into lines.
    pub text: String,
    /// The mail as an HTML document that loads nothing.
    pub html: String,
    /// Six digits, if it has a code.
    pub code: Option<String>,
    /// Its links, the main one first.
    pub links: Vec<Link>,
    /// Where a mail program's own button stops such mails with one click (RFC 8058).
    pub stop: Option<String>,
}

/// A link in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What following it is for, in the language of the mail.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

impl Mail {
    /// Writes the mail in a language.
    pub(crate) fn render(&self, language: &Language) -> Rendered {
        let content = text::content(self, language);
        Rendered {
            lang: language.lang().to_owned(),
            text: text::write(&content, language.lang()),
            html: html::write(&content, language.lang()),
            subject: content.subject,
            code: content.code,
            links: content.links,
            stop: content.stop,
        }
    }
}
