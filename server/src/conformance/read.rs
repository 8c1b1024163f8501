//! The letter, its count and the first page.

use std::io::Write;

use open_letter_core::letter::{Count, Letter};

use super::client::Call;
use super::lack::{Found, ensure};
use super::letter;
use super::report::Report;
use super::subject::Subject;
use crate::id;

/// Counts of so many milliseconds between them should be the same, but for whoever signs just now.
const SAME_MOMENT: u64 = 5_000;
const TRIES: u32 = 3;

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let what = "L answers 200 with a letter, as JSON";
    let found = subject.letter.as_ref().map_err(Clone::clone);
    if let Some(found) = report.check(what, found) {
        of_letter(found, report);
    }
    let what = "L/count answers 200 with a count and the time when it was true";
    if let Some(count) = report.check(what, subject.count()) {
        of_count(subject, count, report);
    }
    let what = "where there is no letter, the answer is 404";
    report.check(what, not_found(subject));
}

fn of_letter<W: Write>(found: &Letter, report: &mut Report<W>) {
    report.check("it has an id and a title", letter::named(found));
    report.check("its language is a tag", letter::language(found));
    let what = "its first page has at most 50 signatories, each of them once";
    report.check(what, letter::first_page(found));
    let what = "its signatories are the newest, newest first";
    let items = &found.signatures.page.items;
    report.check(what, letter::newest_first(found, items));
    let what = "its count is as of no time to come";
    report.check(what, letter::dated(letter::counted(found)));
}

fn of_count<W: Write>(subject: &Subject, count: Count, report: &mut Report<W>) {
    report.check("that time is not to come", letter::dated(count));
    let what = "asked again, that time is no earlier one";
    report.check(what, later(subject, count));
    if subject.letter.is_ok() {
        let what = "the letter and L/count count alike";
        report.check(what, alike(subject));
    }
}

/// An answer that is older than the one that is shown is dropped by the widget.
fn later(subject: &Subject, before: Count) -> Found {
    let after = subject.count()?;
    let (before, after) = (before.as_of, after.as_of);
    ensure(after >= before, || {
        format!("as_of was {before}, and then {after}")
    })
}

/// People may sign between two answers, and caches keep them differently long.
fn alike(subject: &Subject) -> Found {
    let mut found = Ok(());
    for _ in 0..TRIES {
        let found_letter = subject.look()?;
        let (first, then) = (letter::counted(&found_letter), subject.count()?);
        let apart = first.as_of.millis().abs_diff(then.as_of.millis());
        found = ensure(first.count == then.count || apart > SAME_MOMENT, || {
            let (first, then) = (first.count, then.count);
            format!("the letter says {first}, and L/count says {then} at the same moment")
        });
        if found.is_ok() {
            break;
        }
    }
    found
}

fn not_found(subject: &Subject) -> Found {
    subject
        .send(&Call::get(nowhere(subject)))?
        .expect_status(404)
}

/// The address of a letter beside this one that nobody has written.
pub(super) fn nowhere(subject: &Subject) -> String {
    let path = subject.url.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    let beside = path.rsplit_once('/').map_or(path, |(beside, _)| beside);
    let chance = id::random().unwrap_or_default();
    format!(
        "{beside}/no-such-letter-{}",
        chance.get(..8).unwrap_or_default()
    )
}
