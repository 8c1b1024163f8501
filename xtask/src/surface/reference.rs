//! `docs/reference.md`: the table in words.

use super::snippets;
use super::table::{
    ATTRIBUTES, CUSTOM_PROPERTIES, ERRORS, EVENTS, ErrorCode, GLOBAL, METHODS, Member, Named,
    OPTIONS, PARTS, PROPERTIES, SLOTS, STATES, Shape, TYPES, Told,
};

const HEAD: &str = "\
# Reference

Everything that a page can see of `<open-letter>`. It is promised: it changes with a new major version only. `cargo xtask reference` writes this page from the table in `xtask/src/surface/table`, together with `custom-elements.json` and `open-letter.d.ts` of the npm package; tests hold the table against the element in a browser.

[The tag](#the-tag) · [Attributes](#attributes) · [Properties](#properties) · [Methods](#methods) · [Events](#events) · [Error codes](#error-codes) · [Parts](#parts) · [Custom properties](#custom-properties) · [Slots](#slots) · [States](#states) · [configure](#configure) · [Types](#types)
";

/// The page's text.
pub(super) fn write() -> String {
    let mut page = Page(HEAD.to_owned());
    tag(&mut page);
    attributes(&mut page);
    script(&mut page);
    errors(&mut page);
    styling(&mut page);
    configure(&mut page);
    types(&mut page);
    page.0
}

fn tag(page: &mut Page) {
    page.heading("The tag");
    page.say("The script once on a page, and the element where the letter is to stand. What is inside the element is what people see until the letter is there, and for good where script or WebAssembly is blocked.");
    page.code("html", snippets::TAG);
    page.say("Or one tag alone, which puts the element where the script stands. Every attribute goes behind `data-`, and `src` is called `data-letter`, since a script has a `src` of its own.");
    page.code("html", snippets::SCRIPT);
}

fn attributes(page: &mut Page) {
    page.heading("Attributes");
    page.say("All of them may change at any time, and apply at once. A word that is not in the table, or a number out of its bounds, counts as the default, and the console says so once.");
    page.table(&["attribute", "values", "default", "what it does"]);
    for attribute in ATTRIBUTES {
        let values = match (attribute.kind.words(), attribute.kind) {
            (Some(words), _) => words
                .iter()
                .map(|word| code(word))
                .collect::<Vec<_>>()
                .join(" "),
            (None, super::table::Kind::Address) => "an address".to_owned(),
            (None, super::table::Kind::Number(from, to)) => format!("{from} to {to}"),
            (None, _) => "a text".to_owned(),
        };
        let default = if attribute.default.is_empty() {
            String::new()
        } else {
            code(attribute.default)
        };
        page.row(&[&code(attribute.name), &values, &default, attribute.about]);
    }
    page.code("html", snippets::ATTRIBUTES);
    page.say(
        "What holds for every element holds here: `id`, `class`, `hidden`, `dir` and the rest.",
    );
}

fn script(page: &mut Page) {
    page.heading("Properties");
    page.say("Each attribute is a property too: the same name, `pageSize` for `page-size`, and `signMode` for `sign`. It is the attribute's text, or null where there is none (an empty text for `lang`, as on every element). Setting it sets the attribute; null or undefined removes it.");
    page.say("These can only be read:");
    page.members("property", "type", PROPERTIES);
    page.code("js", snippets::PROPERTIES);

    page.heading("Methods");
    page.say("Each answers with a promise, and may be called before the widget has arrived: it is loaded then.");
    page.table(&["method", "resolves to", "what it does"]);
    for method in METHODS {
        let takes: Vec<&str> = method.parameters.iter().map(Member::plain).collect();
        let call = format!("{}({})", method.name, takes.join(", "));
        let resolves = if method.resolves == "void" {
            "nothing".to_owned()
        } else {
            code(method.resolves)
        };
        page.row(&[&code(&call), &resolves, method.about]);
    }
    page.say("`sign(values)` takes:");
    page.object("SignValues");
    page.say("It resolves to `{ status }`, as the event `open-letter-signed` has it. It rejects with an `Error` that has a `code`, one of [these](#error-codes), and for `invalid` also `errors`, an array of:");
    page.object("FieldError");
    page.code("js", snippets::METHODS);

    page.heading("Events");
    page.say("All of them bubble and cross shadow roots, so a listener on the document hears every letter of the page; `event.target` is the element. None carries anything about the person who signs.");
    page.table(&["event", "`detail`", "when"]);
    for event in EVENTS {
        page.row(&[&code(event.name), &code(&event.detail_type()), event.about]);
    }
    page.code("js", snippets::EVENTS);
    page.say(&format!(
        "A `status` is one of {}.",
        words("SignatureStatus")
    ));
}

fn errors(page: &mut Page) {
    let rows = |page: &mut Page, told: Told| {
        page.table(&["code", "what has happened", "what helps"]);
        for ErrorCode {
            code: name,
            about,
            remedy,
            ..
        } in ERRORS.iter().filter(|error| error.told == told)
        {
            page.row(&[&code(name), about, remedy]);
        }
    };
    page.heading("Error codes");
    page.say("In `open-letter-error`, and in the error with which `sign()` rejects. The message beside a code is in English and for developers; visitors read a sentence in their own language, in the element.");
    page.say("From the widget:");
    rows(page, Told::Widget);
    page.say("From the backend, in the words of [the native protocol](openapi.json):");
    rows(page, Told::Backend);
}

fn styling(page: &mut Page) {
    page.heading("Parts");
    page.say("Every element inside has a name. Style it from your page with `open-letter::part(name)`, or in a file named by `stylesheet` with `[part~=\"name\"]`. An element may have several names. The `data-` attributes below are for such a file: a page's own rules do not see them.");
    page.names("part", PARTS, code);
    page.code("css", snippets::PARTS);

    page.heading("Custom properties");
    page.say("Set them on the element or on anything above it.");
    page.table(&["property", "default", "what it changes"]);
    for property in CUSTOM_PROPERTIES {
        page.row(&[
            &code(&property.full_name()),
            property.default,
            property.about,
        ]);
    }
    page.code("css", snippets::CUSTOM_PROPERTIES);

    page.heading("Slots");
    page.say("Content of your own, inside the element and in your page's style.");
    page.names("slot", SLOTS, |name| {
        if name.is_empty() {
            "none".to_owned()
        } else {
            code(name)
        }
    });
    page.code("html", snippets::SLOTS);

    page.heading("States");
    page.names("state", STATES, |name| code(&format!(":state({name})")));
    page.code("css", snippets::STATES);
}

fn configure(page: &mut Page) {
    page.heading("configure");
    page.say("Defaults for all letters on a page. An attribute of a tag wins over them. The array waits until the script has arrived, so this may stand before or after it:");
    page.code("js", snippets::CONFIGURE);
    page.members("option", "type", OPTIONS);
    page.say("Once the script is there, `window.OpenLetter` has:");
    page.members("member", "type", GLOBAL);
    page.say(
        "The names of the sentences are those of [`en.json`](../static/locales/widget/en.json).",
    );
}

fn types(page: &mut Page) {
    page.heading("Types");
    page.say("The npm package brings types for TypeScript, for the JSX of React 19, and for the templates of Vue and Svelte.");
    page.code("ts", snippets::PACKAGE);
    page.code("tsx", snippets::REACT);
    page.say("Frameworks that render on a server write attributes: `page-size` and `sign` survive that, `pageSize` and `signMode` do not. For React 18, or for listeners such as `onSigned`, `open-letter/react` has the component `OpenLetter`.");
    page.say("The property `letter` has these members, those of [the native protocol](openapi.json). A question mark says that another backend may leave it out. Times are in UTC, as in `2026-05-01T09:00:00.000Z`.");
    page.object("Letter");
    page.say("`signatures`:");
    page.object("FirstPage");
    page.say("Each of its `items`:");
    page.object("Signatory");
    page.say(&format!(
        "A `LetterStatus` is one of {}; a `Need` is one of {}. The rest is in `open-letter.d.ts`.",
        words("LetterStatus"),
        words("Need")
    ));
}

/// The words of a type, each as code.
fn words(name: &str) -> String {
    let found = TYPES.iter().find(|found| found.name == name);
    match found.map(|found| &found.shape) {
        Some(Shape::Words(words)) => words
            .iter()
            .map(|word| code(word))
            .collect::<Vec<_>>()
            .join(", "),
        _ => String::new(),
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Markdown as it grows. Its blocks are kept apart by empty lines, the rows of a table are not.
struct Page(String);

impl Page {
    fn heading(&mut self, words: &str) {
        self.0 += &format!("\n## {words}\n");
    }

    fn say(&mut self, words: &str) {
        self.0 += &format!("\n{words}\n");
    }

    fn code(&mut self, language: &str, text: &str) {
        self.0 += &format!("\n```{language}\n{text}\n```\n");
    }

    fn table(&mut self, columns: &[&str]) {
        let rule = vec!["---"; columns.len()];
        self.0 += "\n";
        self.row(columns);
        self.row(&rule);
    }

    fn row(&mut self, cells: &[&str]) {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        self.0 += &format!("| {} |\n", cells.join(" | "));
    }

    fn members(&mut self, what: &str, kind: &str, members: &[Member]) {
        self.table(&[what, kind, "what it is"]);
        for member in members {
            self.row(&[&code(member.plain()), &code(member.kind), member.about]);
        }
    }

    fn names(&mut self, what: &str, all: &[Named], shown: impl Fn(&str) -> String) {
        self.table(&[what, "what it is"]);
        for one in all {
            self.row(&[&shown(one.name), one.about]);
        }
    }

    /// The members of a type that is an object.
    fn object(&mut self, name: &str) {
        let found = TYPES.iter().find(|found| found.name == name);
        if let Some(Shape::Object(members)) = found.map(|found| &found.shape) {
            self.table(&["member", "type", "what it is"]);
            for member in *members {
                self.row(&[&code(member.name), &code(member.kind), member.about]);
            }
        }
    }
}
