//! What one value, one count or one failure is said to be.

use super::*;

/// Explains a letter alone, with one value.
fn letter(value: &str, body: &str) -> Report {
    let document = format!(
        r#"{{"fallback": "{{+src}}", "contact": "mailto:letters@example.org",
            "letter": {{"url": "{{+src}}", "fields": {value}}}}}"#
    );
    explain(&json(&document), &setting(false), &[came(200, body)])
}

#[test]
fn each_value_is_said_with_what_it_found() {
    use Weight::{Fault, Good, Remark};
    for (fields, body, weight, expected) in [
        (
            r#"{"title": "/t"}"#,
            r#"{"t": "Keep it"}"#,
            Good,
            r#"`title`: /t found "Keep it"."#,
        ),
        (
            r#"{"published_at": "/at"}"#,
            r#"{"at": 1777626000}"#,
            Good,
            r#"`published_at`: /at found 1777626000, which becomes "2026-05-01T09:00:00.000Z"."#,
        ),
        (
            r#"{"closes_at": "/end"}"#,
            r#"{"end": "soon"}"#,
            Fault,
            r#"`closes_at`: /end found "soon", which should be a date."#,
        ),
        (
            r#"{"closes_at": "/end"}"#,
            r#"{"end": ""}"#,
            Good,
            "`closes_at`: /end is there, and empty.",
        ),
        (
            r#"{"title": "/t"}"#,
            r#"{"t": null}"#,
            Fault,
            "`title`: /t is there, and empty.",
        ),
        (
            r#"{"author": "/by"}"#,
            r#"{"title": "x"}"#,
            Remark,
            "`author`: /by found nothing.",
        ),
        (
            r#"{"title": "/data/0/title"}"#,
            r#"{"data": {"title": "Keep it"}}"#,
            Fault,
            r#"`title`: /data/0/title found nothing; /data/title would ("Keep it")."#,
        ),
        (
            r#"{"title": "/attributes/titel"}"#,
            r#"{"attributes": {"other": 1, "title": "Keep it"}}"#,
            Fault,
            r#"`title`: /attributes/titel found nothing; /attributes/title would ("Keep it")."#,
        ),
        (
            r#"{"published_at": "/publishedAt"}"#,
            r#"{"meta": {"published_at": "2026-05-01"}, "published-at": "never"}"#,
            Remark,
            r#"`published_at`: /publishedAt found nothing; /meta/published_at would ("2026-05-01")."#,
        ),
        (
            r#"{"id": {"at": "/self", "after": "!"}}"#,
            r#"{"self": "a/b"}"#,
            Remark,
            r#"`id`: /self found "a/b", in which there is no "!"."#,
        ),
        (
            r#"{"id": {"at": "/self", "after": "/"}}"#,
            r#"{"self": "a/b"}"#,
            Good,
            r#"`id`: /self found "a/b", which becomes "b"."#,
        ),
        (
            r#"{"consent": {"at": "/c", "as": "json_string"}}"#,
            r#"{"c": "{"}"#,
            Remark,
            r#"`consent`: /c found "{", which holds no JSON."#,
        ),
        (
            r#"{"id": {"header": "X-Id"}}"#,
            "{}",
            Remark,
            "`id`: the header X-Id is not in the answer, or is not exposed (Access-Control-Expose-Headers).",
        ),
        (
            r#"{"lang": {"value": "ar"}}"#,
            "{}",
            Good,
            r#"`lang` is always "ar"."#,
        ),
        (
            r#"{"title": "/t", "consent": "/c"}"#,
            r#"{"t": "Keep it", "c": "yes"}"#,
            Fault,
            "The widget cannot use the answer. The answer is not of the expected shape: /consent/version should be a string.",
        ),
    ] {
        has(&letter(fields, body), weight, expected);
    }
}

#[test]
fn what_is_long_is_shortened() {
    let long = "x".repeat(1_000);
    let report = letter(r#"{"title": "/t"}"#, &format!(r#"{{"t": "{long}"}}"#));
    let expected = format!("`title`: /t found \"{}…\".", "x".repeat(60));
    has(&report, Weight::Good, &expected);
}

const COUNT: &str = r#"{"fallback": "{+src}", "count": {"url": "{+src}/count", "fields": FIELDS}}"#;

#[test]
fn a_count_has_to_be_one() {
    for (fields, body, weight, expected) in [
        (
            r#"{"count": "/data/0/count"}"#,
            r#"{"data": {"count": 3}}"#,
            Weight::Fault,
            "`count`: /data/0/count found nothing; /data/count would (3).",
        ),
        (
            r#"{"count": {"header": "Total-Objects"}}"#,
            "",
            Weight::Fault,
            "The answer is not JSON: its Content-Type is missing.",
        ),
        (
            r#"{"count": {"header": "Total-Objects"}}"#,
            "null",
            Weight::Good,
            r#"`count`: Total-Objects found "7", which becomes 7."#,
        ),
        (
            r#"{"count": "/n"}"#,
            r#"{"n": -1}"#,
            Weight::Fault,
            "`count`: /n found -1, which should be a whole number that is not negative.",
        ),
        (
            r#"{"count": "/n"}"#,
            r#"{"n": 1.5}"#,
            Weight::Fault,
            "`count`: /n found 1.5, which should be a whole number that is not negative.",
        ),
    ] {
        let document = json(&COUNT.replace("FIELDS", fields));
        let report = explain(&document, &setting(false), &[came(200, body)]);
        has(&report, weight, expected);
        assert_eq!(report.is_good(), weight != Weight::Fault, "{expected}");
    }
}

#[test]
fn failures_are_said_with_the_rule_that_fits() {
    let document = json(
        r#"{"fallback": "{+src}", "count": {"url": "{+src}", "fields": {"count": "/n"},
            "fail_if": {"at": "/error"},
            "errors": [{"status": 429, "means": "rate_limited"}, {"at": "/error", "means": "auth"}]}}"#,
    );
    for (outcome, expected) in [
        (
            came(429, ""),
            "/count/errors/0 of the document fits: it means rate_limited.",
        ),
        (
            came(200, r#"{"error": "no key"}"#),
            r#"`fail_if` holds: /error is "no key". That makes the answer a failure."#,
        ),
        (
            came(200, r#"{"error": "no key"}"#),
            "/count/errors/1 of the document fits: it means auth.",
        ),
        (came(500, ""), "The status is 500."),
        (came(500, ""), "No rule in `errors` fits."),
        (
            Outcome::Failed(Failure::TooLarge),
            "The answer is larger than 1 MB, and the widget reads no more.",
        ),
        (
            Outcome::Failed(Failure::Timeout),
            "No whole answer came within 10 seconds, and the widget waits no longer.",
        ),
    ] {
        let report = explain(&document, &setting(false), &[outcome]);
        assert!(
            said(&report).contains(&expected.to_owned()),
            "{expected}: {:?}",
            said(&report)
        );
        assert!(!report.is_good(), "{expected}");
        assert!(report.abilities.contains(&Say::CannotCount), "{expected}");
    }
}
