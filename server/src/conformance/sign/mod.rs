//! Signing: what is refused, what is taken, and what everybody sees of it afterwards.

mod refused;
mod shown;
mod taken;

use std::io::Write;

use open_letter_core::letter::{Letter, Status};
use open_letter_core::protocol::{Code, IDEMPOTENCY_KEY};
use ureq::http::Method;

use super::answer::Answer;
use super::invented::{Invented, key};
use super::lack::Found;
use super::report::Report;
use super::subject::Subject;

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let what = "what is wrong is refused, and a signature is taken once";
    let Some(letter) = subject.needed_letter(report) else {
        return;
    };
    if !subject.write {
        report.not_tried(
            what,
            "it leaves invented signatures; ask for it with --write",
        );
        return;
    }
    let invented = Invented::for_letter(letter);
    if let Some(code) = not_open(letter) {
        let what = format!(
            "a letter that is not open answers 403 with {}",
            code.as_str()
        );
        let refused = || sign(subject, &key(), invented.body())?.problem(code);
        report.check(&what, refused());
        report.not_tried("a signature is taken once", "the letter is not open");
        return;
    }
    refused::check(subject, letter, &invented, report);
    let before = shown::Before::look(subject);
    if taken::check(subject, letter, &invented, report) {
        shown::check(subject, letter, &invented, &before, report);
    }
}

fn not_open(letter: &Letter) -> Option<Code> {
    match letter.status {
        Status::Open => None,
        Status::Scheduled => Some(Code::Scheduled),
        Status::Paused => Some(Code::Paused),
        Status::Closed | Status::Delivered | Status::Answered => Some(Code::Closed),
    }
}

/// Sends a signature under a key.
fn sign(subject: &Subject, key: &str, body: Vec<u8>) -> Found<Answer> {
    let call = subject
        .call(Method::POST, "signatures")
        .sending("application/json", body)
        .with(IDEMPOTENCY_KEY_LOWER, key);
    subject.send(&call)
}

/// Names of headers are written in lower case here.
const IDEMPOTENCY_KEY_LOWER: &str = "idempotency-key";
const _: () = assert!(IDEMPOTENCY_KEY.len() == IDEMPOTENCY_KEY_LOWER.len());
