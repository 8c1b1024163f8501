//! What the scripts and the runtime say to the page, against the table.

use super::super::table::{ATTRIBUTES, EVENTS, GLOBAL, OPTIONS};
use super::{below, between, quoted, same, strange};
use crate::{files, workspace};
use std::collections::BTreeSet;

/// The element's own scripts, not those of the frame that a page without script may show.
fn scripts() -> String {
    below("static/embed", "js", &["frame.js", "frame-parent.js"]).join("\n")
}

/// The names of events that the runtime tells: the first text after each notice.
fn events_in(runtime: &str) -> BTreeSet<String> {
    let (_, tell) = runtime.split_once("fn tell(").unwrap();
    let notices = tell.split("Notice::").skip(1);
    notices
        .filter_map(|arm| quoted(arm.split_once("=>")?.1, '"').into_iter().next())
        .map(|name| format!("open-letter-{name}"))
        .collect()
}

/// The names of events that a script has to itself.
fn events_in_script(text: &str) -> BTreeSet<String> {
    let said = between(text, "say(element, '", "'").into_iter();
    let said = said.map(|name| format!("open-letter-{name}"));
    let whole = quoted(text, '\'').into_iter().filter(|text| {
        text.strip_prefix("open-letter-").is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())
        })
    });
    // The modules that the build fills in are called so too.
    let modules = [
        "open-letter-files",
        "open-letter-glue",
        "open-letter-places",
        "open-letter-style",
    ];
    said.chain(whole)
        .filter(|name| !modules.contains(&name.as_str()))
        .collect()
}

fn event_names() -> BTreeSet<String> {
    EVENTS.iter().map(|event| event.name.to_owned()).collect()
}

#[test]
fn the_events_are_those_that_the_widget_tells() {
    let runtime = files::text(&workspace::path("src/runtime.rs")).unwrap();
    same("events", &event_names(), &events_in(&runtime));
    let scripts = scripts();
    strange("static/embed", &events_in_script(&scripts), &event_names());
}

#[test]
fn the_attributes_are_those_that_the_element_observes() {
    let element = files::text(&workspace::path("static/embed/element.js")).unwrap();
    assert!(element.contains("observedAttributes = names"));
    let names = between(&element, "const names = [", "]").concat();
    let known = ATTRIBUTES.iter().map(|attribute| attribute.name.to_owned());
    same(
        "attributes",
        &known.collect(),
        &quoted(&names, '\'').into_iter().collect(),
    );
}

#[test]
fn the_words_are_those_that_the_element_knows() {
    let scripts = scripts();
    for attribute in ATTRIBUTES {
        let Some(words) = attribute.kind.words() else {
            continue;
        };
        let known = between(&scripts, &format!("{}: /^(", attribute.name), ")$/").concat();
        assert_eq!(known, words.join("|"), "{}", attribute.name);
    }
}

#[test]
fn the_options_are_those_that_the_scripts_ask_for() {
    let is_name = |letter: char| letter.is_ascii_alphanumeric();
    let [element, boot] = ["element.js", "boot.js"]
        .map(|name| files::text(&workspace::path("static/embed").join(name)).unwrap());
    let scripts = element + &boot;
    let asked = scripts.split("options.").skip(1);
    let asked = asked.map(|rest| {
        rest.split(|letter| !is_name(letter))
            .next()
            .unwrap_or_default()
    });
    let known = OPTIONS
        .iter()
        .map(|option| option.plain().to_owned())
        .collect();
    strange("static/embed", &asked.map(str::to_owned).collect(), &known);
    for attribute in ATTRIBUTES
        .iter()
        .filter(|attribute| attribute.name != "src")
    {
        let name = if attribute.name == "sign" {
            "sign"
        } else {
            attribute.property
        };
        let option = OPTIONS.iter().find(|option| option.plain() == name);
        assert!(
            option.is_some_and(super::super::table::Member::is_optional),
            "{name}"
        );
        assert_eq!(OPTIONS.len(), ATTRIBUTES.len() + 1);
    }
    let loader = files::text(&workspace::path("static/embed/open-letter.js")).unwrap();
    let global = between(&loader, "self.OpenLetter = {", "}").concat();
    let members = global.split(',').map(|member| {
        member
            .split(':')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    });
    let known = GLOBAL.iter().map(|member| member.name.to_owned()).collect();
    same("window.OpenLetter", &known, &members.collect());
}

#[test]
fn planted_words_are_seen() {
    let script = "at('open-letter-signed'); on('open-letter-' + type); say(element, 'error', 1)";
    assert_eq!(events_in_script(script).len(), 2);
    let runtime =
        "fn tell() { Notice::Ready => (\"ready\", 1), Notice::Count(x) => (\n\"count\", 2)";
    assert_eq!(events_in(runtime).len(), 2);
}
