//! Rules about the text of sources: its length, promises put off, and what no page may meet.

use super::{Source, assert_none, code, has_word, sources};

/// A file that is longer has more than one reason to change.
const LONGEST: usize = 400;

/// Where the project's own sources lie.
const EVERYWHERE: [&str; 11] = [
    "adapter", "core", "docs", "e2e", "js", "server", "src", "static", "studio", "view", "xtask",
];

/// Ways to run or to keep what a page has not allowed.
const NOT_ON_A_PAGE: [&str; 9] = [
    "document.cookie",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "from_html_unchecked",
    "eval(",
    "new Function",
    "localStorage",
    "sessionStorage",
];

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (lines > LONGEST).then(|| {
        format!(
            "{} has {lines} lines: split it by its reasons to change",
            source.path
        )
    })
}

fn put_off(source: &Source) -> Vec<String> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let lines = source.text.lines().enumerate();
    lines
        .filter(|(_, line)| marks.iter().any(|mark| has_word(line, mark)))
        .map(|(index, _)| {
            format!(
                "{}:{} puts something off: do it, or file an issue",
                source.path,
                index + 1
            )
        })
        .collect()
}

fn not_on_a_page(source: &Source) -> Vec<String> {
    code(&source.text)
        .filter_map(|(number, line)| {
            let found = NOT_ON_A_PAGE
                .into_iter()
                .find(|word| has_word(line, word))?;
            Some(format!(
                "{}:{number} has {found}: build nodes one by one, run no text, keep nothing",
                source.path
            ))
        })
        .collect()
}

#[test]
fn files_stay_short() {
    let files = sources(&EVERYWHERE, &["css", "js", "mjs", "rs", "ts"]);
    assert!(files.len() > 10, "the sources were not found");
    assert_none(&files.iter().filter_map(too_long).collect::<Vec<_>>());
}

#[test]
fn nothing_is_put_off() {
    let kinds = [
        "css", "html", "js", "json", "md", "mjs", "rs", "sql", "toml", "ts",
    ];
    assert_none(
        &sources(&EVERYWHERE, &kinds)
            .iter()
            .flat_map(put_off)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn no_page_meets_what_it_has_not_allowed() {
    let files = sources(&["src", "static", "view"], &["html", "js", "mjs", "rs"]);
    assert_none(&files.iter().flat_map(not_on_a_page).collect::<Vec<_>>());
}

fn planted(text: &str) -> Source {
    Source {
        path: "planted".into(),
        text: text.into(),
    }
}

#[test]
fn planted_lines_are_seen() {
    assert!(too_long(&planted(&"a\n".repeat(LONGEST))).is_none());
    assert!(too_long(&planted(&"a\n".repeat(LONGEST + 1))).is_some());
    assert_eq!(put_off(&planted(concat!("a\n// TO", "DO: b\n"))).len(), 1);
    assert!(put_off(&planted("MASTODON\n")).is_empty());
    for line in [
        "place.innerHTML = text;",
        "window.eval(text)",
        "new Function(text)",
        "localStorage.setItem(a, b)",
        "document.cookie = a;",
        "Html::from_html_unchecked(text)",
    ] {
        assert_eq!(not_on_a_page(&planted(line)).len(), 1, "{line}");
    }
    assert!(not_on_a_page(&planted("// innerHTML throws here\nretrieval(a)")).is_empty());
}
