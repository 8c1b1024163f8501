//! What is asked after what, and what all answers come to.

use super::*;

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
