//! What everybody sees once a signature was taken.

use std::io::Write;
use std::thread::sleep;
use std::time::Duration;

use open_letter_core::letter::{Letter, Need, Page};
use open_letter_core::protocol::SignatureStatus;

use super::sign;
use crate::conformance::cache;
use crate::conformance::invented::{Invented, key};
use crate::conformance::lack::{Found, Lack, ensure};
use crate::conformance::letter::{self, first_status};
use crate::conformance::native;
use crate::conformance::report::Report;
use crate::conformance::subject::Subject;

/// A shared cache keeps the count for some seconds.
const LOOKS: u32 = 10;
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// What was there before.
pub(super) struct Before {
    count: Option<u64>,
    tag: Option<String>,
    /// The page of one signatory, with which a reader may be.
    page: Option<Page>,
}

impl Before {
    pub(super) fn look(subject: &Subject) -> Self {
        Self {
            count: subject.count().ok().map(|count| count.count),
            tag: cache::tag(subject).ok(),
            page: subject.page(1, None).ok(),
        }
    }
}

pub(super) fn check<W: Write>(
    subject: &Subject,
    letter: &Letter,
    invented: &Invented,
    before: &Before,
    report: &mut Report<W>,
) {
    if first_status(letter) != SignatureStatus::Published {
        let what = "as long as it waits, nobody is shown it";
        report.check(what, times_shown(subject, &invented.draft.name, 0));
        return;
    }
    let what = "it counts, within ten seconds";
    if report.check(what, counted(subject, before)).is_some() {
        let what = "the ETag of L is another one, since L says something else";
        report.check(what, retagged(subject, before));
    }
    let what = "it is in the list once, although it came three times";
    report.check(what, times_shown(subject, &invented.draft.name, 1));
    let what = "a reader who was in the middle of the list goes on from there";
    report.check(what, goes_on(subject, before));
    if letter.fields.anonymous != Need::Off {
        let what = "one that is to be anonymous is shown without its name";
        report.check(what, anonymous(subject, letter));
    }
}

fn counted(subject: &Subject, before: &Before) -> Found {
    let before = before.count;
    let before = before.ok_or_else(|| Lack("there was no count before".to_owned()))?;
    for look in 1.. {
        let now = subject.count()?.count;
        if now > before {
            break;
        }
        ensure(look < LOOKS, || {
            format!("the count was {before}, and is {now}")
        })?;
        sleep(BETWEEN_LOOKS);
    }
    Ok(())
}

fn retagged(subject: &Subject, before: &Before) -> Found {
    let answer = subject.get("")?;
    let now = native::letter(&answer.json(200)?)?;
    // A cache may have the old answer still, with its old tag.
    let is_new = before
        .count
        .is_none_or(|count| letter::counted(&now).count > count);
    ensure(!is_new || answer.header("etag") != before.tag, || {
        "it is the same as before".to_owned()
    })
}

fn times_shown(subject: &Subject, name: &str, expected: usize) -> Found {
    let page = subject.newest()?;
    let shown = page
        .items
        .iter()
        .filter(|item| item.name.as_deref() == Some(name));
    let found = shown.count();
    ensure(found == expected, || {
        format!("it is there {found} times among the newest")
    })
}

/// Whoever comes new stands before the cursor, and shifts nothing after it.
fn goes_on(subject: &Subject, before: &Before) -> Found {
    let Some(Page {
        items,
        next: Some(cursor),
    }) = &before.page
    else {
        return Ok(());
    };
    let then = subject.page(1, Some(cursor))?;
    let again = then
        .items
        .iter()
        .any(|item| items.iter().any(|known| known.id == item.id));
    ensure(!again, || {
        "the next page brings again who was on the page before".to_owned()
    })
}

fn anonymous(subject: &Subject, letter: &Letter) -> Found {
    let mut invented = Invented::for_letter(letter);
    invented.draft.anonymous = true;
    sign(subject, &key(), invented.body())?.expect_status(202)?;
    let (name, email) = (&invented.draft.name, &invented.draft.email);
    let left = format!("an invented signature without a name, <{email}>");
    subject.left.borrow_mut().push(left);
    times_shown(subject, name, 0)
}
