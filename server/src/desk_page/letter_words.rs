//! What the desk says of a letter's text, of where it is in its life, and of what is written to
//! its signers.

use open_letter_core::letter::Status;

use super::words::number;
use crate::store::letters::Change;

pub(super) const STATE: &str = "Where it is";
pub(super) const OPEN: &str = "Open it";
pub(super) const PAUSE: &str = "Pause it";
pub(super) const CLOSE: &str = "Close it";
pub(super) const DELIVER: &str = "It was handed over";
pub(super) const STATE_HINT: &str = "A letter that is paused, closed or handed over takes no signatures; it can be opened again. Dates in the text open and close it by themselves while it is open.";
pub(super) const ANSWER: &str = "There is an answer";
pub(super) const ANSWER_TEXT: &str = "The answer, or what it says in short (Markdown)";
pub(super) const ANSWER_AUTHOR: &str = "Who has answered";
pub(super) const ANSWER_DATE: &str = "When (2026-05-31)";
pub(super) const ANSWER_URL: &str = "Where it was published";
pub(super) const ANSWER_SAVE: &str = "Show it with the letter";

pub(super) const CHANGE: &str = "Change it";
pub(super) const TEXT: &str = "Its text";
pub(super) const TEXT_HINT: &str = "The whole letter file: settings between the lines of +++, then the letter in Markdown. Nothing is changed before the next page.";
pub(super) const KIND: &str = "What kind of change is it?";
pub(super) const CORRECTION: &str = "A correction";
pub(super) const CORRECTION_HINT: &str = "A slip of the pen, a broken link. Who has signed has signed this text too, and nobody is written to.";
pub(super) const SUBSTANCE: &str = "A change in substance";
pub(super) const SUBSTANCE_HINT: &str = "It asks for something else. Signing pauses, the count begins anew, and everybody who has signed is asked by mail to stand by it.";
pub(super) const NOTE: &str = "What you say of it, in a sentence or two";
pub(super) const NOTE_HINT: &str =
    "It stands in the letter’s visible history and, if signers are asked, in their mail.";
pub(super) const LOOK: &str = "See what changes";

pub(super) const SURE: &str = "Is this what you mean?";
pub(super) const SAME: &str = "Nothing of what is signed changes; only settings do.";
pub(super) const SAVE_CORRECTION: &str = "Publish the correction";
pub(super) const SAVE_SETTINGS: &str = "Publish the settings";
pub(super) const BACK: &str = "Change more";
pub(super) const HISTORY: &str = "How its text has changed";

pub(super) const NEWS_TO: &str = "Write to those who want to hear from you";
pub(super) const NEWS_NOBODY: &str = "Nobody has asked for news so far.";
pub(super) const NEWS_SUBJECT: &str = "Subject";
pub(super) const NEWS_BODY: &str = "Text";
pub(super) const NEWS_BODY_HINT: &str =
    "Plain text; an empty line begins a new paragraph. Why it comes and how to stop it are added.";
pub(super) const NEWS_LOOK: &str = "See it, and to how many it goes";
pub(super) const NEWS_SENT: &str = "Written so far";
pub(super) const NEWS_EMPTY: &str = "Please write a subject and a text.";
pub(super) const NEWS_LONG: &str =
    "The subject should have at most 150 characters, and the text at most 20,000.";

pub(super) fn mails(count: u64) -> String {
    match count {
        1 => "1 mail".to_owned(),
        count => format!("{} mails", number(count)),
    }
}

pub(super) fn save_substance(count: u64) -> String {
    format!("Publish it, pause signing and send {}", mails(count))
}

pub(super) fn goes_to(count: u64) -> String {
    match count {
        0 => NEWS_NOBODY.to_owned(),
        count => format!("It will go out in {}.", mails(count)),
    }
}

pub(super) fn send(count: u64) -> String {
    format!("Send {}", mails(count))
}

pub(super) fn sent(queued: i64, of: i64) -> String {
    let count = |number: i64| super::words::number(u64::try_from(number).unwrap_or_default());
    format!("{} of {} queued", count(queued), count(of))
}

/// What is said once a text was changed.
pub(crate) fn edited(change: Change, mails_sent: u64) -> String {
    match change {
        Change::Substance => format!(
            "The new text is published, and signing is paused. Mails that go out, as fast as your mail rate allows: {}. Open the letter when you are ready.",
            number(mails_sent)
        ),
        Change::Correction | Change::First => "The correction is published.".to_owned(),
        Change::Particulars => "The settings are published.".to_owned(),
    }
}

/// What is said once a letter is elsewhere in its life.
pub(crate) fn state_changed(status: Status) -> String {
    let now = super::status(status);
    format!("The letter is now: {now}.")
}

pub(crate) fn written(count: u64) -> String {
    format!(
        "It goes out in {}, as fast as your mail rate allows.",
        mails(count)
    )
}
