//! What is refused, and how it is said.

use std::io::Write;

use open_letter_core::Json;
use open_letter_core::letter::{Letter, Need};
use open_letter_core::protocol::{Code, MAX_REQUEST_BYTES};
use ureq::http::Method;

use super::sign;
use crate::conformance::client::ORIGIN;
use crate::conformance::invented::{Invented, key, written};
use crate::conformance::lack::Found;
use crate::conformance::report::Report;
use crate::conformance::subject::Subject;

pub(super) fn check<W: Write>(
    subject: &Subject,
    letter: &Letter,
    invented: &Invented,
    report: &mut Report<W>,
) {
    let mut wrong = |what: &str, body: Vec<u8>, pointer: &str| {
        let refused = || sign(subject, &key(), body)?.invalid(pointer);
        report.check(what, refused());
    };
    let what = "a signature without a name is 422 invalid, with the pointer /name";
    wrong(what, invented.with("name", Json::Null), "/name");
    let what = "one with a name of blanks alone is refused likewise";
    wrong(what, invented.with("name", "  ".into()), "/name");
    let what = "one with a name of 101 characters is refused likewise";
    wrong(
        what,
        invented.with("name", "x".repeat(101).as_str().into()),
        "/name",
    );
    let what = "one whose address is none is 422 invalid, with the pointer /email";
    wrong(what, invented.with("email", "nobody".into()), "/email");
    let what = "one with a member that is not known is 422 invalid, with its pointer";
    let body = invented.with("favourite_colour", "teal".into());
    wrong(what, body, "/favourite_colour");
    if let Some(consent) = &letter.consent {
        let what =
            "one that does not accept the terms is 422 invalid, with the pointer /consent/accepted";
        let refused = Json::object(vec![
            ("version", consent.version.as_str().into()),
            ("accepted", false.into()),
        ]);
        wrong(what, invented.with("consent", refused), "/consent/accepted");
    }
    for (name, a_field, need) in [
        ("role", "a role", letter.fields.role),
        ("affiliation", "an affiliation", letter.fields.affiliation),
    ] {
        let pointer = format!("/{name}");
        match need {
            Need::Off => {
                let what =
                    format!("one with {a_field}, which the letter does not ask for, is refused");
                wrong(&what, invented.with(name, "Somebody".into()), &pointer);
            }
            Need::Required => {
                let what = format!("one without {a_field}, which the letter asks for, is refused");
                wrong(&what, invented.with(name, Json::Null), &pointer);
            }
            Need::Optional => {}
        }
    }
    unreadable(subject, invented, report);
}

fn unreadable<W: Write>(subject: &Subject, invented: &Invented, report: &mut Report<W>) {
    let mut refused = |what: &str, body: Vec<u8>, code: Code| {
        let refused = || -> Found {
            let answer = sign(subject, &key(), body)?;
            answer.problem(code)?;
            answer.expect_shared(ORIGIN)
        };
        report.check(what, refused());
    };
    let what = "a body that is no JSON is 400 malformed";
    refused(what, b"{\"name\":".to_vec(), Code::Malformed);
    let what = "one that is no object is 422 invalid";
    refused(what, written(&Json::Array(Vec::new())), Code::Invalid);
    let what = "one of more than 16 KB is 413 too_large";
    let long = "x".repeat(MAX_REQUEST_BYTES);
    refused(
        what,
        invented.with("name", long.as_str().into()),
        Code::TooLarge,
    );
    let keyless = || {
        subject
            .post("signatures", invented.body())?
            .problem(Code::Invalid)
    };
    let what = "a signature without an Idempotency-Key is 422 invalid";
    report.check(what, keyless());
    let what =
        "one under another media type, which any page could send without asking, is 400 malformed";
    let typeless = || {
        let call = subject
            .call(Method::POST, "signatures")
            .sending("text/plain", invented.body())
            .with(super::IDEMPOTENCY_KEY_LOWER, key());
        subject.send(&call)?.problem(Code::Malformed)
    };
    report.check(what, typeless());
}
