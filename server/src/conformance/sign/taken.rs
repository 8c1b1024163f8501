//! What is taken: once for each intent, and alike for every address.

use std::io::Write;

use open_letter_core::Json;
use open_letter_core::letter::Letter;
use open_letter_core::protocol::{Accepted, Code};

use super::sign;
use crate::conformance::invented::{Invented, key};
use crate::conformance::lack::{Found, ensure};
use crate::conformance::letter::first_status;
use crate::conformance::native;
use crate::conformance::report::Report;
use crate::conformance::subject::Subject;

/// An answer to a signature.
struct Taken {
    accepted: Accepted,
    members: Vec<String>,
}

/// Whether a signature was taken.
pub(super) fn check<W: Write>(
    subject: &Subject,
    letter: &Letter,
    invented: &Invented,
    report: &mut Report<W>,
) -> bool {
    let once = key();
    let what = "a signature is taken with 202, a receipt and a status";
    let Some(first) = report.check(what, take(subject, &once, invented.body())) else {
        report.not_tried("it is taken once", "no signature was taken");
        return false;
    };
    leave(subject, letter, invented, &first.accepted);
    let expected = first_status(letter);
    let what = format!(
        "its status is {}, as the letter lets expect",
        expected.as_str()
    );
    let found = first.accepted.status;
    report.check(
        &what,
        ensure(found == expected, || format!("it is {}", found.as_str())),
    );

    let what = "sent again with its key, it gets the same receipt";
    report.check(what, again(subject, &once, invented, &first));
    let what = "another body under that key is 422 key_reused";
    let reused = || {
        let other = invented.with("name", "Bartholomew Ladle".into());
        sign(subject, &once, other)?.problem(Code::KeyReused)
    };
    report.check(what, reused());
    let what =
        "an address that has signed is answered as a new one is, so that nobody learns who has";
    report.check(what, repeated(subject, invented, &first));
    true
}

fn take(subject: &Subject, key: &str, body: Vec<u8>) -> Found<Taken> {
    let answer = sign(subject, key, body)?;
    let json = answer.json(202)?;
    let accepted = native::accepted(&json)?;
    answer.expect_personal()?;
    let members = match json {
        Json::Object(members) => members.into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    };
    Ok(Taken { accepted, members })
}

fn again(subject: &Subject, key: &str, invented: &Invented, first: &Taken) -> Found {
    let again = take(subject, key, invented.body())?;
    ensure(again.accepted.receipt == first.accepted.receipt, || {
        "it gets another one".to_owned()
    })
}

fn repeated(subject: &Subject, invented: &Invented, first: &Taken) -> Found {
    let then = take(subject, &key(), invented.body())?;
    ensure(then.accepted.status == first.accepted.status, || {
        let found = then.accepted.status.as_str();
        format!("its status is {found}, and was another one")
    })?;
    // Mails may become late in between, and the answer says so to everybody.
    let told = |taken: &Taken| {
        let names = taken.members.iter().filter(|name| *name != "mail_delay");
        names.cloned().collect::<std::collections::BTreeSet<_>>()
    };
    ensure(told(&then) == told(first), || {
        "its answer has other members".to_owned()
    })?;
    ensure(then.accepted.receipt != first.accepted.receipt, || {
        "it gets the receipt of the first one, and no new address does".to_owned()
    })
}

fn leave(subject: &Subject, letter: &Letter, invented: &Invented, accepted: &Accepted) {
    *subject.receipt.borrow_mut() = Some(accepted.receipt.clone());
    let mail = if letter.confirmation {
        ", and a mail may have gone to its address"
    } else {
        ""
    };
    subject.left.borrow_mut().push(format!(
        "an invented signature, {} <{}>{mail}",
        invented.draft.name, invented.draft.email
    ));
}
