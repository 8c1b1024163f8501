//! One's own signature, which opens to nobody without a token.

use std::io::Write;

use open_letter_core::protocol::Code;
use ureq::http::Method;

use super::client::Call;
use super::lack::Found;
use super::report::Report;
use super::subject::Subject;

const INVENTED: &str = "Bearer bm90LWEtdG9rZW4tdGhhdC13YXMtZXZlci1naXZlbg";

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let what = "without a token that was given, L/own is 401 unauthorised";
    let Some(letter) = subject.needed_letter(report) else {
        return;
    };
    if !letter.confirmation {
        report.not_tried(what, "the letter asks for no confirmation");
        return;
    }
    let get = || subject.call(Method::GET, "own");
    report.check(
        "without a token, L/own is 401 unauthorised",
        locked(subject, &get()),
    );
    let invented = get().with("authorization", INVENTED);
    let what = "with a token that was never given, it is too";
    report.check(what, locked(subject, &invented));
    for (what, method) in [
        ("nobody corrects with such a token", Method::PATCH),
        ("nobody withdraws with such a token", Method::DELETE),
    ] {
        if !subject.write {
            report.not_tried(what, "ask for it with --write");
            continue;
        }
        let mut call = subject.call(method.clone(), "own");
        if method == Method::PATCH {
            call = call.sending("application/json", "{\"role\":\"Invented\"}");
        }
        report.check(what, locked(subject, &call.with("authorization", INVENTED)));
    }
}

fn locked(subject: &Subject, call: &Call) -> Found {
    let answer = subject.send(call)?;
    answer.problem(Code::Unauthorised)?;
    answer.expect_personal()
}
