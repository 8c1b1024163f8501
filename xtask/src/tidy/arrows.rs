//! Arrows within the widget: `element → runtime → browser`, and the browser behind `browser/`.

use super::{Source, assert_none, code, has_word, sources};

/// The web's own crates, which one folder alone may use.
const WEB: [&str; 8] = [
    "gloo",
    "gloo_events",
    "gloo_net",
    "gloo_timers",
    "js_sys",
    "serde_wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// These two have the signatures that JavaScript calls, and so name what it passes.
const AT_THE_EDGE: [&str; 2] = ["lib", "element"];

/// The types of those signatures.
const PASSED: [&str; 1] = ["Element"];

/// The first folder or file below `src/`, which is the module's name.
fn module(path: &str) -> &str {
    let below = path.strip_prefix("src/").unwrap_or(path);
    below.split(['/', '.']).next().unwrap_or(below)
}

fn web_outside_browser(source: &Source) -> Vec<String> {
    let module = module(&source.path);
    if module == "browser" {
        return Vec::new();
    }
    let at_the_edge = AT_THE_EDGE.contains(&module);
    let mut complaints = Vec::new();
    for (number, line) in code(&source.text) {
        if at_the_edge && names_passed_types_alone(line) {
            continue;
        }
        let bindgen = (!at_the_edge && has_word(line, "wasm_bindgen")).then_some("wasm_bindgen");
        let web = WEB.into_iter().find(|name| has_word(line, name));
        if let Some(name) = bindgen.or(web) {
            complaints.push(format!(
                "{}:{number} uses {name}: move that into src/browser/, and call it from here",
                source.path
            ));
        }
    }
    complaints
}

/// Whether a line uses `web_sys` for the types of signatures and nothing else.
fn names_passed_types_alone(line: &str) -> bool {
    let mut uses = line.split("web_sys::").skip(1).peekable();
    uses.peek().is_some()
        && uses.all(|after| {
            let end = |letter: char| !letter.is_alphanumeric() && letter != '_';
            let names = match after.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or(list),
                None => after.split(end).next().unwrap_or(after),
            };
            names.split(',').all(|name| PASSED.contains(&name.trim()))
        })
}

fn against_the_arrows(source: &Source) -> Vec<String> {
    let above: &[&str] = match module(&source.path) {
        "browser" => &["runtime", "element"],
        "runtime" => &["element"],
        _ => &[],
    };
    let mut complaints = Vec::new();
    for (number, line) in code(&source.text) {
        for name in above {
            let direct = ["crate", "super"]
                .iter()
                .any(|from| has_word(line, &format!("{from}::{name}")));
            let in_braces = line.contains("crate::{") && has_word(line, name);
            if direct || in_braces {
                complaints.push(format!(
                    "{}:{number} names {name}, which stands above it: \
                     hand over what is needed as a value or a callback",
                    source.path
                ));
            }
        }
    }
    complaints
}

#[test]
fn the_browser_is_behind_its_folder() {
    assert_none(
        &sources(&["src"], &["rs"])
            .iter()
            .flat_map(web_outside_browser)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn the_widgets_arrows_point_one_way() {
    assert_none(
        &sources(&["src"], &["rs"])
            .iter()
            .flat_map(against_the_arrows)
            .collect::<Vec<_>>(),
    );
}

fn planted(path: &str, text: &str) -> Source {
    Source {
        path: path.into(),
        text: text.into(),
    }
}

#[test]
fn planted_uses_of_the_web_are_seen() {
    for line in [
        "let window = web_sys::window();",
        "use gloo_net::http::Request;",
        "fn now() -> f64 { js_sys::Date::now() }",
        "use wasm_bindgen::JsValue;",
        "wasm_bindgen_futures::spawn_local(async {});",
    ] {
        assert_eq!(
            web_outside_browser(&planted("src/runtime.rs", line)).len(),
            1,
            "{line}"
        );
        assert!(
            web_outside_browser(&planted("src/browser/http.rs", line)).is_empty(),
            "{line}"
        );
        assert!(
            web_outside_browser(&planted("src/browser.rs", line)).is_empty(),
            "{line}"
        );
    }
    let signature = "pub fn mount(root: web_sys::Element) {}\nuse wasm_bindgen::prelude::*;";
    assert!(web_outside_browser(&planted("src/lib.rs", signature)).is_empty());
    let list = "use web_sys::{Element};";
    assert!(web_outside_browser(&planted("src/element.rs", list)).is_empty());
    for line in ["web_sys::window()", "use web_sys::{Element, Window};"] {
        assert_eq!(
            web_outside_browser(&planted("src/lib.rs", line)).len(),
            1,
            "{line}"
        );
    }
    assert!(web_outside_browser(&planted("src/runtime.rs", "// as web_sys:: says")).is_empty());
}

#[test]
fn planted_arrows_are_seen() {
    for (path, line) in [
        ("src/browser/http.rs", "use crate::runtime::Runtime;"),
        (
            "src/browser/http.rs",
            "use crate::{browser::clock, element};",
        ),
        ("src/runtime.rs", "crate::element::update();"),
        ("src/runtime/effects.rs", "use super::element;"),
    ] {
        assert_eq!(
            against_the_arrows(&planted(path, line)).len(),
            1,
            "{path}: {line}"
        );
    }
    assert!(against_the_arrows(&planted("src/element.rs", "use crate::runtime;")).is_empty());
    assert!(against_the_arrows(&planted("src/runtime.rs", "let element = 1;")).is_empty());
}
