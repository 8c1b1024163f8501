//! The HTML of the campaigner's desk. What it says stands in `words`; what is shown came from
//! `desk`, and what is sent goes to `routes::desk`.
//!
//! Everything works without script. `static/desk/desk.js` adds keys, and sends a decision without
//! loading the page again.

mod audit;
mod bulk;
mod claim_words;
mod claims;
mod entry;
mod figures;
mod keys;
mod letter;
mod letter_words;
mod letters;
mod network_words;
mod networks;
mod news;
mod plot;
mod queue;
mod search;
mod shell;
mod sign_in;
mod sign_in_words;
mod words;

pub(crate) use audit::audit;
pub(crate) use bulk::{BulkPage, bulk};
pub(crate) use claim_words::done_with;
pub(crate) use entry::one;
pub(crate) use figures::figures;
pub(crate) use letter::{EditPage, LetterPage, letter, preview};
pub(crate) use letter_words::{edited, state_changed, written};
pub(crate) use letters::{ListedLetter, letters};
pub(crate) use networks::{NetworksPage, ReleasePage, networks, release};
pub(crate) use news::{NewsPage, news, sure};
pub(crate) use queue::{QueuePage, filter_words, queue};
pub(crate) use search::{SearchPage, Wrong, search};
pub(crate) use shell::{About, Frame, Notice, Tab, telling};
pub(crate) use sign_in::{Greeting, Resume, resume, sign_in};
pub(crate) use words::{
    CLOSED, already, bad_words, done, gone, misspelt, nothing_done, refused_post, status, undone,
};
