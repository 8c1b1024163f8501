//! Whether pages of other sites may ask.

use std::io::Write;

use ureq::http::Method;

use super::client::{Call, ORIGIN};
use super::lack::{Found, ensure};
use super::report::Report;
use super::subject::Subject;

pub(super) fn check<W: Write>(subject: &Subject, report: &mut Report<W>) {
    for (name, call) in [
        ("L", ""),
        ("L/count", "count"),
        ("L/signatures", "signatures"),
    ] {
        let what = format!("a page of any origin may read {name}");
        report.check(&what, shared(subject, call));
    }
    let what = "so may a page without an origin, such as one in a sandbox";
    report.check(what, sandboxed(subject));
    let what = "refusals may be read too";
    report.check(what, shared(subject, "signatures?limit=0"));
    let what = "no cookies are asked for";
    report.check(what, without_credentials(subject));
    let what = "ETag, Retry-After and Link are exposed";
    report.check(what, exposed(subject));
    let what =
        "a browser that asks first may post a signature with Content-Type and Idempotency-Key";
    if subject.signs {
        let headers = ["content-type", "idempotency-key"];
        report.check(what, preflight(subject, "signatures", "POST", &headers));
    } else {
        report.not_tried(what, "the level sign was not asked for");
    }
    if subject
        .letter
        .as_ref()
        .is_ok_and(|letter| letter.confirmation)
    {
        confirmation(subject, report);
    }
}

fn confirmation<W: Write>(subject: &Subject, report: &mut Report<W>) {
    let content_type = ["content-type"];
    let authorised = ["authorization", "content-type"];
    for (what, call, method, headers) in [
        ("it may post a code", "confirm", "POST", &content_type[..]),
        ("it may post a request", "requests", "POST", &content_type),
        (
            "it may see one's own with Authorization",
            "own",
            "GET",
            &authorised[..1],
        ),
        ("it may correct it", "own", "PATCH", &authorised),
        ("it may withdraw it", "own", "DELETE", &authorised[..1]),
    ] {
        report.check(what, preflight(subject, call, method, headers));
    }
}

fn shared(subject: &Subject, call: &str) -> Found {
    subject.get(call)?.expect_shared(ORIGIN)
}

fn sandboxed(subject: &Subject) -> Found {
    let call = Call::get(subject.address("")).with("origin", "null");
    subject.send(&call)?.expect_shared("null")
}

fn without_credentials(subject: &Subject) -> Found {
    let answer = subject.get("")?;
    ensure(
        answer.header("access-control-allow-credentials").is_none(),
        || {
            "Access-Control-Allow-Credentials is there: a page could ask as whoever is logged in"
                .to_owned()
        },
    )
}

fn exposed(subject: &Subject) -> Found {
    let names = subject.get("")?.list("access-control-expose-headers");
    for name in ["ETag", "Retry-After", "Link"] {
        let is_there = names
            .iter()
            .any(|found| found == "*" || *found == name.to_lowercase());
        ensure(is_there, || {
            format!("Access-Control-Expose-Headers does not name {name}")
        })?;
    }
    Ok(())
}

/// What a browser asks before a request that no form could send.
fn preflight(subject: &Subject, call: &str, method: &str, headers: &[&str]) -> Found {
    let call = subject
        .call(Method::OPTIONS, call)
        .with("access-control-request-method", method)
        .with("access-control-request-headers", headers.join(","));
    let answer = subject.send(&call)?;
    ensure((200..300).contains(&answer.status), || {
        format!(
            "OPTIONS answered {}, and browsers ask for 200 or 204",
            answer.status
        )
    })?;
    answer.expect_shared(ORIGIN)?;
    let methods = answer.list("access-control-allow-methods");
    let simple = ["get", "post"].contains(&method.to_lowercase().as_str());
    let allowed = methods
        .iter()
        .any(|found| found == "*" || *found == method.to_lowercase());
    ensure(simple || allowed, || {
        format!("Access-Control-Allow-Methods does not name {method}")
    })?;
    let names = answer.list("access-control-allow-headers");
    for name in headers {
        // The asterisk means every header but this one.
        let by_asterisk = *name != "authorization" && names.iter().any(|found| found == "*");
        ensure(
            by_asterisk || names.iter().any(|found| found == name),
            || format!("Access-Control-Allow-Headers does not name {name}"),
        )?;
    }
    Ok(())
}
