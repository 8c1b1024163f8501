//! What may be kept, and for how long: how a small server answers a million readers.

use std::io::Write;

use super::answer::Answer;
use super::client::{Call, ORIGIN};
use super::lack::{Found, Lack, ensure, lacking};
use super::report::Report;
use super::subject::Subject;

/// Readers should see a new count within a minute.
const COUNT_SECONDS: u64 = 60;
/// A letter and a page may be older, but not by more than an hour.
const LETTER_SECONDS: u64 = 3_600;

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let what = "L has an ETag";
    if let Some(tag) = report.check(what, tag(subject)) {
        let what = "asked with this ETag in If-None-Match, L answers 304 without a body";
        report.check(what, unchanged(subject, &tag));
        let what = "asked with another one, it answers 200";
        report.check(what, changed(subject));
    } else {
        let what = "asked with the ETag in If-None-Match, L answers 304 without a body";
        report.not_tried(what, "there is no ETag");
    }
    for (what, call, most) in [
        ("anybody may keep L for a while", "", LETTER_SECONDS),
        (
            "anybody may keep L/count for a minute at most",
            "count",
            COUNT_SECONDS,
        ),
        (
            "anybody may keep L/signatures for a while",
            "signatures",
            LETTER_SECONDS,
        ),
    ] {
        let kept = || kept(&subject.get(call)?, most);
        report.check(what, kept());
    }
    let what = "nobody may keep a refusal";
    let refusal = || {
        let answer = subject.get("signatures?limit=0")?;
        ensure(answer.status >= 400, || {
            format!("L/signatures?limit=0 is not refused, but {}", answer.status)
        })?;
        answer.expect_unkept()
    };
    report.check(what, refusal());
}

pub(super) fn tag(subject: &Subject) -> Found<String> {
    let tag = subject.get("")?.header("etag");
    let tag = tag.ok_or_else(|| Lack("the answer has none".to_owned()))?;
    let opaque = tag.strip_prefix("W/").unwrap_or(&tag);
    let quoted = opaque.len() >= 2 && opaque.starts_with('"') && opaque.ends_with('"');
    ensure(quoted, || "it should stand in quotation marks".to_owned())?;
    Ok(tag)
}

fn asked_with(subject: &Subject, tag: &str) -> Found<Answer> {
    subject.send(&Call::get(subject.address("")).with("if-none-match", tag))
}

fn unchanged(subject: &Subject, tag: &str) -> Found {
    let mut answer = asked_with(subject, tag)?;
    // Somebody may have signed in between.
    if answer.status == 200 && answer.header("etag").is_some_and(|found| found != tag) {
        answer = asked_with(subject, &answer.header("etag").unwrap_or_default())?;
    }
    answer.expect_status(304)?;
    ensure(answer.body.is_empty(), || "there is a body".to_owned())?;
    ensure(answer.header("etag").is_some(), || {
        "the ETag is missing".to_owned()
    })?;
    // Browsers ask this of a 304 as of any other answer.
    answer.expect_shared(ORIGIN)
}

fn changed(subject: &Subject) -> Found {
    asked_with(subject, "\"another\"")?.expect_status(200)
}

fn kept(answer: &Answer, most: u64) -> Found {
    let directives = answer.list("cache-control");
    if directives.is_empty() {
        return lacking("the answer has no Cache-Control");
    }
    for never in ["no-store", "private", "no-cache"] {
        ensure(
            !directives.iter().any(|directive| directive == never),
            || format!("Cache-Control says {never}"),
        )?;
    }
    let seconds = |name: &str| {
        let mut found = directives.iter().filter_map(|directive| {
            let (key, value) = directive.split_once('=')?;
            (key.trim() == name).then(|| value.trim().trim_matches('"').parse::<u64>().ok())?
        });
        found.next()
    };
    let Some(kept) = seconds("s-maxage").or_else(|| seconds("max-age")) else {
        return lacking("Cache-Control has neither max-age nor s-maxage");
    };
    ensure((1..=most).contains(&kept), || {
        format!("Cache-Control says {kept} seconds, where 1 to {most} are right")
    })
}
