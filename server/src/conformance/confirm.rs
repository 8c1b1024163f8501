//! Confirming an address by mail, as far as one gets without the mail.

use std::collections::BTreeSet;
use std::io::Write;

use open_letter_core::Json;
use open_letter_core::protocol::{Code, Problem, Requested};
use ureq::http::Method;

use super::invented::written;
use super::lack::{Found, ensure};
use super::report::Report;
use super::subject::Subject;
use crate::id;

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let what = "a wrong code and a stranger's request are answered as everybody's";
    let Some(letter) = subject.needed_letter(report) else {
        return;
    };
    if !letter.confirmation {
        report.not_tried(what, "the letter asks for no confirmation");
        return;
    }
    let what_get = "following a link changes nothing: L/confirm does not answer to GET";
    let got = || {
        let answer = subject.send(&subject.call(Method::GET, "confirm"))?;
        ensure(answer.status >= 400, || {
            format!("it answered {}", answer.status)
        })
    };
    report.check(what_get, got());
    if !subject.write {
        report.not_tried(what, "mails may go out; ask for it with --write");
        return;
    }
    codes(subject, report);
    requests(subject, report);
}

fn codes<W: Write>(subject: &Subject, report: &mut Report<W>) {
    // A new one each time, for wrong codes are counted.
    let receipt = unknown_receipt();
    let unknown = || wrong_code(subject, ("receipt", &receipt));
    let what = "a code for a receipt that is not known is 422 code_wrong, with tries_left";
    let unknown = report.check(what, unknown());
    let what = "a wrong code for a receipt that is known is answered in the same way";
    match (&*subject.receipt.borrow(), unknown) {
        (Some(receipt), Some(unknown)) => {
            let known = || {
                let known = wrong_code(subject, ("receipt", receipt))?;
                ensure(known.tries_left == unknown.tries_left, || {
                    "its tries_left is another one".to_owned()
                })?;
                ensure(known.detail == unknown.detail, || {
                    "its detail is another one".to_owned()
                })
            };
            report.check(what, known());
        }
        _ => report.not_tried(what, "there is no receipt, or nothing to compare with"),
    }
    let what = "so is one for the address of a stranger";
    report.check(what, wrong_code(subject, ("email", &stranger())));
    let what = "a code that is none is 422 invalid, with the pointer /code";
    let body = [("receipt", &*unknown_receipt()), ("code", "a teapot")];
    let none = || subject.post("confirm", object(&body))?.invalid("/code");
    report.check(what, none());
    let what = "a body that is no JSON is 400 malformed";
    let malformed = || subject.post("confirm", "{")?.problem(Code::Malformed);
    report.check(what, malformed());
}

fn wrong_code(subject: &Subject, by: (&str, &str)) -> Found<Problem> {
    let answer = subject.post("confirm", object(&[by, ("code", "000 000")]))?;
    let problem = answer.problem(Code::CodeWrong)?;
    answer.expect_personal()?;
    ensure(problem.tries_left.is_some(), || {
        "/tries_left is missing".to_owned()
    })?;
    Ok(problem)
}

fn requests<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let mut answers = Vec::new();
    for action in ["manage", "not_me", "resend"] {
        let what = format!("{action} for a stranger's address is 202 with a receipt");
        let asked = || request(subject, &[("action", action), ("email", &stranger())]);
        answers.extend(report.check(&what, asked()));
    }
    let what = "change_address for a receipt that is not known is 202 with a receipt";
    let change = [
        ("action", "change_address"),
        ("email", &*stranger()),
        ("receipt", &*unknown_receipt()),
    ];
    answers.extend(report.check(what, request(subject, &change)));
    let what = "all of these answers have the same members";
    let same = answers.windows(2).all(|pair| pair[0] == pair[1]);
    report.check(what, ensure(same, || "they have others".to_owned()));
    let what = "an action that is not known is 422 invalid, with the pointer /action";
    let body = [("action", "dance"), ("email", &*stranger())];
    let refused = || subject.post("requests", object(&body))?.invalid("/action");
    report.check(what, refused());
}

/// The names of the answer's members.
fn request(subject: &Subject, body: &[(&str, &str)]) -> Found<BTreeSet<String>> {
    let answer = subject.post("requests", object(body))?;
    let requested: Requested = answer.read(202)?;
    ensure(!requested.receipt.is_empty(), || {
        "/receipt is empty".to_owned()
    })?;
    answer.expect_personal()?;
    let Json::Object(members) = answer.json(202)? else {
        return Ok(BTreeSet::new());
    };
    Ok(members.into_iter().map(|(name, _)| name).collect())
}

fn object(members: &[(&str, &str)]) -> Vec<u8> {
    let members = members.iter().map(|(name, text)| (*name, (*text).into()));
    written(&Json::object(members.collect()))
}

/// A receipt that nobody was given.
fn unknown_receipt() -> String {
    id::random().unwrap_or_default()
}

/// An address at which nobody has a mailbox.
fn stranger() -> String {
    let chance = id::random().unwrap_or_default();
    format!(
        "stranger-{}@example.org",
        chance.get(..8).unwrap_or_default()
    )
}
