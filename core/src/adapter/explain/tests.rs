use super::*;

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn setting(sign: bool) -> Setting {
    Setting {
        src: "https://api.example.org/library".to_owned(),
        sign,
        key: "0123456789abcdef0123456789abcdef".to_owned(),
        now: 1_777_626_000_000,
        parse: |text| serde_json::from_str(text).ok(),
    }
}

/// An answer with a status and a body; one that is no JSON counts as such.
fn came(status: u16, body: &str) -> Outcome {
    Outcome::Came(Came {
        status,
        headers: vec![("total-objects".to_owned(), "7".to_owned())],
        body: serde_json::from_str(body).ok(),
        readable: true,
        ..Came::default()
    })
}

fn said(report: &Report) -> Vec<String> {
    let findings = report.sections.iter().flat_map(|section| &section.findings);
    findings.map(ToString::to_string).collect()
}

#[track_caller]
fn has(report: &Report, weight: Weight, sentence: &str) {
    let mut findings = report.sections.iter().flat_map(|section| &section.findings);
    assert!(
        findings.any(|finding| finding.weight == weight && finding.to_string() == sentence),
        "{weight:?}: {sentence}\nis not among\n{}",
        said(report).join("\n")
    );
}

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
        (came(500, ""), "The status is 500, which is a failure."),
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

const LIST: &str = r#"{"fallback": "{+src}", "signatures": {"url": "{+src}?page={page}&limit={limit}",
    "items": "/data", "fields": {"id": "/id", "name": "/name", "role": "/role"},
    "paging": {"by": "page"}}, "sign": {"url": "{+src}", "body": {"name": "{name}"}}}"#;

fn page(ids: &[usize]) -> String {
    let person = |id: &usize| format!(r#"{{"id": "{id}", "name": "Signatory {id}"}}"#);
    let people: Vec<_> = ids.iter().map(person).collect();
    format!(r#"{{"data": [{}]}}"#, people.join(","))
}

#[test]
fn a_second_page_is_asked_for_and_compared() {
    let fifty: Vec<usize> = (0..50).collect();
    for (second, weight, expected) in [
        (
            page(&[50, 51]),
            Weight::Good,
            "Signatories on it who are new: 2.",
        ),
        (
            page(&[49, 50]),
            Weight::Remark,
            "1 of its 2 stood on the page before too.",
        ),
        (
            page(&fifty),
            Weight::Fault,
            "It brings nobody new: the backend gives the same page again.",
        ),
        (page(&[]), Weight::Remark, "It is empty."),
    ] {
        let outcomes = [came(200, &page(&fifty)), came(200, &second)];
        let report = explain(&json(LIST), &setting(false), &outcomes);
        has(&report, weight, expected);
        has(
            &report,
            Weight::Good,
            "The next page is asked for with {page} = 2.",
        );
    }
}

#[test]
fn a_short_list_is_tried_with_pages_of_one() {
    let steps = [
        (
            page(&[1, 2]),
            "https://api.example.org/library?page=1&limit=1",
        ),
        (page(&[1]), "https://api.example.org/library?page=2&limit=1"),
        (page(&[2]), "https://api.example.org/library"),
    ];
    let mut outcomes = Vec::new();
    for (answer, next) in steps {
        outcomes.push(came(200, &answer));
        let report = explain(&json(LIST), &setting(false), &outcomes);
        assert_eq!(report.next.unwrap().wire.url, next);
    }
    outcomes.push(Outcome::NotSent { allowed: true });
    let report = explain(&json(LIST), &setting(false), &outcomes);
    has(&report, Weight::Good, "Signatories on it who are new: 1.");
    assert_eq!(report.next, None);
    assert!(report.is_good(), "{:?}", said(&report));

    let ignoring = [came(200, &page(&[1, 2])), came(200, &page(&[1, 2]))];
    let report = explain(&json(LIST), &setting(false), &ignoring);
    let ignored =
        "1 was asked for, and 2 came: the backend does not keep to the number in its address.";
    has(&report, Weight::Remark, ignored);
}

#[test]
fn a_cursor_that_loops_is_said() {
    let document = json(
        r#"{"fallback": "{+src}", "signatures": {"url": "{+src}", "items": "/data",
            "fields": {"name": "/name"},
            "paging": {"by": "cursor", "next": "/next", "url": "{+src}?after={cursor}"}}}"#,
    );
    let first = came(200, r#"{"data": [{"name": "A"}], "next": "n1"}"#);
    let second = came(200, r#"{"data": [{"name": "B"}], "next": "n1"}"#);
    let report = explain(&document, &setting(false), &[first, second]);
    let loops = "It leads to itself: its own next page is asked for with n1 again.";
    has(&report, Weight::Fault, loops);
}

#[test]
fn items_are_looked_at_together() {
    let body = r#"{"data": [{"id": 1, "name": "A"}, {"id": 2, "name": "B", "role": "Porter"}]}"#;
    let report = explain(&json(LIST), &setting(false), &[came(200, body)]);
    has(&report, Weight::Good, "`items`: /data found an array of 2.");
    has(&report, Weight::Good, r#"`role`: /role found "Porter"."#);
    has(&report, Weight::Good, "`role` is found in 1 of 2 items.");

    let body = r#"{"data": [{"id": 1, "full_name": "A"}]}"#;
    let report = explain(&json(LIST), &setting(false), &[came(200, body)]);
    has(
        &report,
        Weight::Fault,
        r#"`name`: /name found nothing; /full_name would ("A")."#,
    );

    let body = r#"{"data": [{"id": 1, "name": "A"}, {"id": 2, "name": ["B"]}]}"#;
    let report = explain(&json(LIST), &setting(false), &[came(200, body)]);
    has(
        &report,
        Weight::Fault,
        "`name`: /name found an array of 1, which should be a text.",
    );

    let body = r#"{"items": [{"id": 1, "name": "A"}]}"#;
    let report = explain(&json(LIST), &setting(false), &[came(200, body)]);
    let near = "`items`: /data found nothing; /items would (an array of 1).";
    has(&report, Weight::Fault, near);
}

/// Explains until nothing is asked any more, with one answer to everything but signing.
fn whole(document: &str, answer: &str, sign: &[Outcome]) -> Report {
    let mut outcomes = Vec::new();
    let setting = setting(!sign.is_empty());
    let mut sign = sign.iter();
    loop {
        let report = explain(&json(document), &setting, &outcomes);
        let Some(step) = report.next else {
            return report;
        };
        outcomes.push(match step.operation {
            Operation::Sign => sign
                .next()
                .cloned()
                .unwrap_or(Outcome::NotSent { allowed: true }),
            _ => came(200, answer),
        });
        assert!(outcomes.len() < 10, "it does not end");
    }
}

#[test]
fn a_page_to_lead_to_and_private_addresses_are_asked_for() {
    let plain = r#"{"letter": {"url": "{+src}", "fields": {"title": "/t"}}}"#;
    let no_page = "There is no page to lead to where the widget does not run: the letter's `url` finds nothing, and the document has no `fallback`.";
    has(
        &whole(plain, r#"{"t": "Keep it"}"#, &[]),
        Weight::Fault,
        no_page,
    );
    let linked = plain.replace(r#""/t""#, r#""/t", "url": "/u""#);
    assert!(
        whole(
            &linked,
            r#"{"t": "Keep it", "u": "https://example.org/"}"#,
            &[]
        )
        .is_good()
    );
    has(
        &whole(&linked, r#"{"t": "Keep it"}"#, &[]),
        Weight::Fault,
        no_page,
    );
    let gap = r#"{"fallback": "{+page}", "letter": {"fields": {"title": {"value": "Keep it"}}}}"#;
    has(
        &whole(gap, "", &[]),
        Weight::Fault,
        "`fallback` needs the variable page, which has no value: src can give it, as in #page=….",
    );

    let leaky = r#"{"data": [{"id": 1, "name": "A", "mail": "a@example.org"}]}"#;
    has(
        &whole(LIST, leaky, &[]),
        Weight::Remark,
        "The list shows what looks like an e-mail address: a@example.org at /data/0/mail.",
    );
    let sends = LIST.replace(r#""{name}""#, r#""{name}", "email": "{email}""#);
    let report = whole(&sends, leaky, &[]);
    assert!(
        said(&report)
            .iter()
            .any(|sentence| sentence.contains("would be public"))
    );
    assert!(!report.is_good());
    assert!(whole(&sends, &page(&[1]), &[]).is_good());
}

#[test]
fn signing_twice_tells_what_the_backend_says() {
    let safe = LIST.replace(
        r#""{name}"}}"#,
        r#""{name}", "key": "{dedupe}"}, "status": {"value": "published"},
            "errors": [{"status": 409, "means": "duplicate"}]}"#,
    );
    let list = page(&[1]);
    let report = whole(&safe, &list, &[came(201, "null"), came(409, "{}")]);
    has(&report, Weight::Good, "It is shown as \"published\".");
    has(
        &report,
        Weight::Good,
        "The backend says that it is there already.",
    );
    assert!(report.is_good(), "{:?}", said(&report));
    assert_eq!(
        summary(&report.abilities),
        "It will show the count and the list, and take signatures; a lost answer can be tried again safely."
    );

    let report = whole(&safe, &list, &[came(201, "null"), came(201, "null")]);
    assert!(
        said(&report)
            .iter()
            .any(|sentence| sentence.starts_with("It was taken a second time."))
    );
    let report = whole(&safe, &list, &[came(201, "null"), came(400, "{}")]);
    let not_told =
        "It was refused the second time, and no rule in `errors` says that this means duplicate.";
    has(&report, Weight::Fault, not_told);

    let report = whole(LIST, &list, &[came(201, "null"), came(201, "null")]);
    has(
        &report,
        Weight::Remark,
        "It was taken a second time, and nothing says whether it counts twice now.",
    );
    assert!(report.abilities.contains(&Say::Unsafe));
    let report = whole(LIST, &list, &[came(403, "{}")]);
    assert!(report.abilities.contains(&Say::CannotSign));
}

#[test]
fn a_document_that_is_wrong_asks_nothing() {
    let report = explain(&json(r#"{"letter": {"feilds": {}}}"#), &setting(false), &[]);
    has(
        &report,
        Weight::Fault,
        r#"/letter/feilds is not known here; "fields" was probably meant."#,
    );
    assert_eq!(report.next, None);
    assert_eq!(summary(&report.abilities), Say::Unusable.english());
}

#[test]
fn headers_that_are_read_are_named() {
    let document = json(
        r#"{"signatures": {"url": "{+src}", "items": "", "fields": {"name": "/name"},
            "count": {"header": "Content-Range", "after": "/"}, "paging": {"by": "link"}}}"#,
    );
    let report = explain(&document, &setting(false), &[]);
    assert_eq!(report.next.unwrap().reads, ["Content-Range", "Link"]);
}

#[test]
fn every_sentence_has_a_name_of_its_own() {
    for (index, say) in Say::ALL.iter().enumerate() {
        assert!(
            Say::ALL[..index]
                .iter()
                .all(|other| other.key() != say.key()),
            "{}",
            say.key()
        );
    }
}
