mod backend;

use super::*;
use backend::{ALLOWED, Backend, JSON, Request, Respond, answer};
use std::thread;

const PAGE: &str = "https://page.example.org";

const DOCUMENT: &str = r#"{
    "contact": "mailto:letters@example.org",
    "letter": { "url": "{+src}", "fields": { "title": "/title", "url": "/url" } },
    "count": { "url": "{+src}/count", "fields": { "count": "/count" } },
    "signatures": {
        "url": "{+src}/names?page={page}&limit={limit}", "items": "/data",
        "fields": { "id": "/id", "name": "/name" }, "paging": { "by": "page" }
    },
    "sign": {
        "url": "{+src}/names", "body": { "key": "{dedupe}", "name": "{name}" },
        "status": { "value": "published" }, "errors": [{ "status": 409, "means": "duplicate" }]
    }
}"#;

/// A backend in good order, for one letter with two signatories.
fn good(request: &Request) -> String {
    match request.line.as_str() {
        "GET /l" => answer(
            200,
            JSON,
            r#"{"title": "Keep it", "url": "https://example.org/l"}"#,
        ),
        "GET /l/count" => answer(200, JSON, r#"{"count": 2}"#),
        "GET /l/names?page=1&limit=1" => answer(200, JSON, r#"{"data": [{"id": 1, "name": "A"}]}"#),
        "GET /l/names?page=2&limit=1" => answer(200, JSON, r#"{"data": [{"id": 2, "name": "B"}]}"#),
        "GET /l/names?page=1&limit=50" => answer(
            200,
            JSON,
            r#"{"data": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]}"#,
        ),
        "OPTIONS /l/names" => answer(204, ALLOWED, ""),
        "POST /l/names" if request.body.contains("Wilhelmina Teaspoon") => answer(201, JSON, ""),
        _ => answer(404, "", ""),
    }
}

/// The command's verdict and its report.
fn run(document: &str, src: &str, origin: &str, sign: bool) -> (bool, String) {
    let number = format!("{:?}", thread::current().id()).replace(|c: char| !c.is_ascii_digit(), "");
    let name = format!("open-letter-check-{}-{number}.json", std::process::id());
    let path = std::env::temp_dir().join(name);
    files::write(&path, document).unwrap();
    let arguments = Arguments {
        file: path.to_string_lossy().into_owned(),
        src: src.to_owned(),
        origin: origin.to_owned(),
        sign,
    };
    let mut report = String::new();
    let good = check(&arguments, &mut |line| {
        report.push_str(line);
        report.push('\n');
    });
    std::fs::remove_file(&path).unwrap();
    (good.unwrap(), report)
}

fn tried(document: &str, respond: Respond) -> (bool, String, Vec<String>) {
    let backend = Backend::start(respond);
    let (good, report) = run(document, &format!("{}/l", backend.origin), PAGE, false);
    (good, report, backend.asked())
}

#[track_caller]
fn says(report: &str, sentence: &str) {
    assert!(
        report.lines().any(|line| line.trim_start() == sentence),
        "{sentence}\n\n{report}"
    );
}

#[test]
fn a_backend_in_good_order_is_praised_and_not_signed() {
    let (good, report, asked) = tried(DOCUMENT, good);
    assert!(good, "{report}");
    assert_eq!(
        asked,
        [
            "GET /l",
            "GET /l/count",
            "GET /l/names?page=1&limit=50",
            "GET /l/names?page=1&limit=1",
            "GET /l/names?page=2&limit=1",
            "OPTIONS /l/names",
        ]
    );
    says(&report, "✓ `title`: /title found \"Keep it\".");
    says(&report, "✓ Signatories on it who are new: 1.");
    assert!(
        report.contains("\"name\":\"Wilhelmina Teaspoon\""),
        "{report}"
    );
    assert_eq!(
        report.lines().last(),
        Some(
            "It will show the letter, the count and the list, and take signatures, as far as can be seen without sending one; a lost answer can be tried again safely."
        )
    );
}

#[test]
fn with_sign_it_signs_twice_with_one_key() {
    let backend = Backend::start(|request| match request.line.as_str() {
        "POST /l/names" => {
            let key = request.body.split('"').nth(3).unwrap_or_default();
            assert_eq!(key.len(), 32, "{}", request.body);
            answer(201, JSON, "")
        }
        _ => good(request),
    });
    let (fine, report) = run(DOCUMENT, &format!("{}/l", backend.origin), PAGE, true);
    assert!(fine, "{report}");
    let posts = backend
        .asked()
        .iter()
        .filter(|line| line.starts_with("POST"))
        .count();
    assert_eq!(posts, 2);
    says(&report, "✓ It is shown as \"published\".");
    assert!(
        report.contains("· It was taken a second time. "),
        "{report}"
    );
    assert!(
        report.ends_with("and take signatures; a lost answer can be tried again safely.\n"),
        "{report}"
    );
}

#[test]
fn what_a_browser_would_not_allow_is_said() {
    let rows: [(Respond, &str); 6] = [
        (
            |request| good(request).replace("access-control-allow-origin: *\r\n", ""),
            "✗ The answer has no Access-Control-Allow-Origin for this page: it should be * or https://page.example.org.",
        ),
        (
            |request| good(request).replace("origin: *", "origin: https://other.example.org"),
            "✗ The answer has no Access-Control-Allow-Origin for this page: it is https://other.example.org, and should be * or https://page.example.org.",
        ),
        (
            |request| good(request).replace("allow-headers: content-type", "allow-headers: accept"),
            "✗ The preflight does not allow the header content-type: Access-Control-Allow-Headers is accept. A backend that reads JSON sent as text needs no preflight: \"send\": \"text\".",
        ),
        (
            |request| good(request).replace("204 Said", "405 Said"),
            "✗ The preflight (OPTIONS) fails with status 405; it has to be answered with 200 or 204.",
        ),
        (
            |request| good(request).replace("204 Said", "301 Said\r\nlocation: /elsewhere"),
            "✗ The preflight (OPTIONS) is redirected to /elsewhere, and browsers do not follow.",
        ),
        (
            |request| {
                let twice = "origin: *\r\naccess-control-allow-origin: *";
                good(request).replace("origin: *", twice)
            },
            "✗ The answer has more than one Access-Control-Allow-Origin, which browsers take for none.",
        ),
    ];
    for (respond, sentence) in rows {
        let (good, report, _) = tried(DOCUMENT, respond);
        assert!(!good, "{report}");
        says(&report, sentence);
        says(&report, "What is marked with ✗ has to be put right.");
    }
}

#[test]
fn an_answer_that_a_page_may_not_read_is_no_ability() {
    let (_, report, _) = tried(DOCUMENT, |request| {
        let bare = good(request).replace("access-control-allow-origin: *\r\n", "");
        if request.line == "GET /l" {
            bare
        } else {
            good(request)
        }
    });
    says(&report, "✓ `title`: /title found \"Keep it\".");
    says(
        &report,
        "It will take no signatures. It will not show the letter, a count or a list.",
    );
}

#[test]
fn a_page_of_the_same_origin_needs_no_permission() {
    let backend = Backend::start(|request| {
        assert!(!request.line.starts_with("OPTIONS"), "asked first");
        good(request).replace("access-control-allow-origin: *\r\n", "")
    });
    let src = format!("{}/l", backend.origin);
    let (good, report) = run(DOCUMENT, &src, &backend.origin, false);
    assert!(good, "{report}");
}

#[test]
fn wrong_pointers_and_other_documents_are_said() {
    for (document, sentence) in [
        (
            DOCUMENT.replace("\"/count\"", "\"/data/0/count\""),
            "✗ `count`: /data/0/count found nothing; /count would (2).",
        ),
        (
            DOCUMENT.replace("\"fields\": { \"title\"", "\"feilds\": { \"title\""),
            "✗ /letter/feilds is not known here; \"fields\" was probably meant.",
        ),
        (
            DOCUMENT.replace(", \"url\": \"/url\"", ""),
            "✗ There is no page to lead to where the widget does not run: the letter's `url` finds nothing, and the document has no `fallback`.",
        ),
    ] {
        let (good, report, _) = tried(&document, good);
        assert!(!good, "{report}");
        says(&report, sentence);
    }
}

#[test]
fn answers_that_are_no_use_are_said() {
    let rows: [(Respond, &str); 4] = [
        (
            |_| {
                answer(
                    200,
                    &JSON.replace("application/json", "text/html"),
                    "<!doctype html>",
                )
            },
            "✗ The answer is not JSON: its Content-Type is text/html.",
        ),
        (
            |_| answer(200, JSON, &format!("\"{}\"", "x".repeat(1_000_000))),
            "✗ The answer is larger than 1 MB, and the widget reads no more.",
        ),
        (|_| answer(503, JSON, "{}"), "✗ The status is 503."),
        (
            |_| answer(302, &format!("{JSON}location: /l\r\n"), ""),
            "✗ There are too many redirects.",
        ),
    ];
    for (respond, sentence) in rows {
        let (good, report, _) = tried(DOCUMENT, respond);
        assert!(!good, "{report}");
        says(&report, sentence);
    }
}

#[test]
fn a_redirect_to_another_origin_hides_the_page() {
    let other = Backend::start(|request| {
        let hidden = request.headers.contains("origin: null\r\n");
        let body = if hidden {
            r#"{"title": "Keep it", "url": "https://example.org/l"}"#
        } else {
            "{}"
        };
        answer(200, JSON, body)
    });
    // The function that answers knows the address by the query alone.
    let backend = Backend::start(|request| match request.line.split_once("?to=") {
        Some((_, to)) => answer(302, &format!("{JSON}location: http://{to}/\r\n"), ""),
        None => answer(404, "", ""),
    });
    let document = r#"{"letter": {"url": "{+src}", "fields": {"title": "/title", "url": "/url"}}}"#;
    let to = other.origin.trim_start_matches("http://");
    let (good, report) = run(
        document,
        &format!("{}/l?to={to}", backend.origin),
        PAGE,
        false,
    );
    assert!(good, "{report}");
    says(
        &report,
        &format!("· The answer is a redirect (302) to http://{to}/."),
    );
    says(&report, "✓ `title`: /title found \"Keep it\".");
}

#[test]
fn a_header_has_to_be_exposed() {
    let document = r#"{"fallback": "{+src}",
        "count": {"url": "{+src}", "fields": {"count": {"header": "X-Total"}}}}"#;
    let (good, report, _) = tried(document, |_| {
        answer(200, &format!("{JSON}x-total: 7\r\n"), "[]")
    });
    assert!(!good);
    says(
        &report,
        "✗ The header X-Total is there, and pages may not read it: Access-Control-Expose-Headers has to name it.",
    );
    let (good, report, _) = tried(document, |_| {
        let headers = format!("{JSON}x-total: 7\r\naccess-control-expose-headers: X-Total\r\n");
        answer(200, &headers, "[]")
    });
    assert!(good, "{report}");
    says(&report, "✓ `count`: X-Total found \"7\", which becomes 7.");
}

#[test]
fn presets_are_found_by_name() {
    assert!(
        find("pocketbase")
            .unwrap()
            .ends_with("static/adapters/pocketbase.json")
    );
    let error = find("pocketbees").unwrap_err().to_string();
    assert!(error.contains("pocketbase"), "{error}");
    assert!(!error.contains("schema"), "{error}");
}

/// A part of the documentation between such fences.
fn fenced<'a>(text: &'a str, language: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("\n```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_sample_in_the_documentation_is_true() {
    let page = files::text(&workspace::path("docs/checking-an-adapter.md")).unwrap();
    let document = fenced(&page, "json");
    let backend = Backend::start(|request| match request.line.as_str() {
        "GET /letters/library" => {
            let letter =
                r#"{"title": "Keep the library open", "link": "https://example.org/library"}"#;
            answer(200, JSON, letter)
        }
        "GET /letters/library/total" => answer(200, JSON, r#"{"data": {"count": 236}}"#),
        // Once it says whom it is asked by, it allows what is asked.
        _ if request
            .headers
            .contains("origin: https://mended.example.org") =>
        {
            answer(204, ALLOWED, "")
        }
        _ => answer(204, "access-control-allow-origin: *\r\n", ""),
    });
    let src = format!("{}/letters/library", backend.origin);
    let (good, report) = run(document, &src, PAGE, false);
    assert!(!good);
    let (before, key) = report.split_once("{\"key\":\"").unwrap();
    let told = format!(
        "{before}{{\"key\":\"0123456789abcdef0123456789abcdef{}",
        &key[32..]
    );
    let told = told.replace(&backend.origin, "https://api.example.org");
    assert_eq!(told, fenced(&page, "text"));

    let mended = document.replace("/data/0/count", "/data/count");
    let (good, report) = run(&mended, &src, "https://mended.example.org", false);
    assert!(good, "{report}");
    let last = report.lines().last().unwrap();
    assert!(
        page.contains(&format!("the last line is \"{last}\"")),
        "{last}"
    );
}
