//! Further pages of signatories: newest first, none left out, none twice.

use std::io::Write;

use open_letter_core::letter::Page;
use open_letter_core::protocol::{Code, MAX_PAGE_SIZE, PAGE_SIZE};

use super::client::Call;
use super::lack::{Found, ensure};
use super::letter;
use super::read::nowhere;
use super::report::Report;
use super::subject::Subject;

/// Pages that are followed at most: the beginning tells how a list goes on.
const MOST_PAGES: usize = 8;
/// People sign while the list is read, and then it is read again.
const TRIES: u32 = 3;

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let what = "L/signatures answers 200 with a page, as JSON";
    let Some(usual) = report.check(what, subject.usual_page()) else {
        let why = "there is no list to look at";
        report.not_tried("its pages, its order and its limits", why);
        return;
    };
    let what = "it has at most 50 signatories where no limit is named, each of them once";
    report.check(what, letter::page(&usual, PAGE_SIZE));
    let what = "limit is held to, from 1 to 200";
    report.check(what, limits(subject));
    if let Ok(of) = &subject.letter {
        let what = "the newest come first";
        report.check(what, letter::newest_first(of, &usual.items));
    }
    let what = "the letter's own first page is the same one";
    report.check(what, patiently(|| as_in_letter(subject)));
    for (what, look) in [
        (
            "page after page leaves nobody out and brings nobody twice",
            pages as fn(&Subject) -> Found,
        ),
        (
            "a cursor goes on from where it was, under another limit too",
            another_limit,
        ),
    ] {
        if usual.items.len() >= 2 {
            report.check(what, patiently(|| look(subject)));
        } else {
            report.not_tried(what, "too few have signed for two pages");
        }
    }
    let what = "a list that is short enough to be read has as many as are counted, and ends";
    report.check(what, patiently(|| whole(subject)));
    refusals(subject, report);
}

fn refusals<W: Write>(subject: &Subject, report: &mut Report<W>) {
    for (what, query, pointer) in [
        (
            "limit=0 is refused with 422 and the pointer /limit",
            "limit=0",
            "/limit",
        ),
        ("limit=201 is refused likewise", "limit=201", "/limit"),
        ("limit=many is refused likewise", "limit=many", "/limit"),
        (
            "a cursor that was never given is refused with 422 and the pointer /cursor",
            "cursor=never-given",
            "/cursor",
        ),
        (
            "a parameter that is not known is refused, for the page would pass for a filtered one",
            "favourite_colour=teal",
            "/favourite_colour",
        ),
    ] {
        let refused = || {
            subject
                .get(&format!("signatures?{query}"))?
                .invalid(pointer)
        };
        report.check(what, refused());
    }
    let what = "where there is no letter, a problem says not_found";
    let missing = || {
        subject
            .send(&Call::get(nowhere(subject)))?
            .problem(Code::NotFound)
    };
    report.check(what, missing());
}

/// Looks again where something was found lacking that a newcomer may explain.
fn patiently(look: impl Fn() -> Found) -> Found {
    let mut found = Ok(());
    for _ in 0..TRIES {
        found = look();
        if found.is_ok() {
            break;
        }
    }
    found
}

fn limits(subject: &Subject) -> Found {
    for limit in [1, 2, MAX_PAGE_SIZE] {
        letter::page(&subject.page(limit, None)?, limit)?;
    }
    Ok(())
}

fn ids(page: &Page) -> Vec<&str> {
    page.items.iter().map(|item| item.id.as_str()).collect()
}

fn as_in_letter(subject: &Subject) -> Found {
    let of = subject.look()?;
    let page = subject.page(PAGE_SIZE, None)?;
    let (in_letter, in_list) = (ids(&of.signatures.page), ids(&page));
    ensure(in_list.starts_with(&in_letter), || {
        "the letter's signatories are not those that the list begins with".to_owned()
    })?;
    let goes_on = of.signatures.page.next.is_some();
    ensure(
        goes_on || in_list.len() == in_letter.len() && page.next.is_none(),
        || "the list goes on, and the letter's /signatures/next is null".to_owned(),
    )
}

/// Follows small pages, and holds them against one large one.
fn pages(subject: &Subject) -> Found {
    let whole = subject.page(MAX_PAGE_SIZE, None)?;
    let expected = ids(&whole);
    // Small enough to need some pages, large enough to need few.
    let limit = u32::try_from(expected.len().div_ceil(MOST_PAGES / 2)).unwrap_or(MAX_PAGE_SIZE);
    let limit = limit.clamp(1, MAX_PAGE_SIZE);
    let mut found: Vec<String> = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let page = subject.page(limit, cursor.as_deref())?;
        for id in ids(&page) {
            ensure(!found.iter().any(|known| known == id), || {
                "a later page brings somebody again".to_owned()
            })?;
            found.push(id.to_owned());
        }
        ensure(page.next.is_none() || page.next != cursor, || {
            "a page's /next is the cursor that it was asked for with".to_owned()
        })?;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let common = found.len().min(expected.len());
    ensure(
        found.iter().take(common).eq(expected.iter().take(common)),
        || {
            "page after page says another order than one large page, or leaves somebody out"
                .to_owned()
        },
    )?;
    let ended = cursor.is_none();
    ensure(!ended || found.len() >= expected.len(), || {
        format!(
            "it ends after {}, and there are {}",
            found.len(),
            expected.len()
        )
    })
}

/// A cursor that is a page's number would go on elsewhere.
fn another_limit(subject: &Subject) -> Found {
    let whole = subject.page(MAX_PAGE_SIZE, None)?;
    let first = subject.page(1, None)?;
    let Some(cursor) = &first.next else {
        return ensure(whole.items.len() <= 1, || {
            "/next is null after one of several".to_owned()
        });
    };
    let second = subject.page(3, Some(cursor))?;
    let expected = ids(&whole);
    let expected = expected.get(1..).unwrap_or_default();
    let expected = &expected[..expected.len().min(3)];
    ensure(ids(&second) == expected, || {
        "after one signatory, the next three are others than in one large page".to_owned()
    })
}

fn whole(subject: &Subject) -> Found {
    let (before, page) = (subject.count()?, subject.page(MAX_PAGE_SIZE, None)?);
    let listed = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
    let most = u64::from(MAX_PAGE_SIZE);
    match page.next {
        None => ensure(listed == before.count, || {
            format!(
                "the list ends after {listed}, and {} are counted",
                before.count
            )
        }),
        Some(_) => ensure(before.count > listed, || {
            format!(
                "{} are counted, {listed} are listed, and /next is not null",
                before.count
            )
        }),
    }?;
    ensure(page.next.is_none() || listed == most, || {
        format!("a page of 200 has {listed}, and is not the last")
    })
}
