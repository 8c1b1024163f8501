//! `open-letter.d.ts`: the table for TypeScript, and for the frameworks that ask it.

use std::fmt::Write;

use super::table::{
    ATTRIBUTES, ERRORS, EVENTS, GLOBAL, Kind, METHODS, Member, OPTIONS, PROPERTIES, Shape, TYPES,
    Type,
};

const HEAD: &str = "\
// The types of <open-letter>. `cargo xtask reference` writes this file from the table in
// xtask/src/surface/table; docs/reference.md is the same in words.
";

/// A sign error and the other things that the table has no rows for.
const ERROR: &str = "\
/** The error with which `sign()` rejects. */
export interface SignError extends Error {
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** Which fields are wrong, where the code is `invalid`. */
  readonly errors?: FieldError[];
}
";

/// What the page's own types learn. React, Vue and Svelte may each be absent.
const AROUND: &str = r"
/** What stands in `window.OpenLetter` before the script has arrived. */
export type OpenLetterQueue = OpenLetterOptions[] & { configure?: undefined; version?: undefined };

/** The same events, under the names of listeners: `on` or `on:` and the event's own. */
type Listeners<Prefix extends string> = {
  [Name in keyof OpenLetterEventMap as `${Prefix}${Name}`]?: (event: OpenLetterEventMap[Name]) => void;
};

/** What the tag takes where a framework sets properties: attributes, and their other names. */
export interface OpenLetterProps extends OpenLetterAttributes {
  /** The attribute `sign`. */
  signMode?: SignMode;
  /** The attribute `page-size`. */
  pageSize?: number | string;
}

declare global {
  interface Window {
    /** The widget, or an array in its place that waits for it. */
    OpenLetter?: OpenLetterGlobal | OpenLetterQueue;
  }

  interface HTMLElementTagNameMap {
    'open-letter': OpenLetterElement;
  }

  interface HTMLElementEventMap extends OpenLetterEventMap {}
  interface DocumentEventMap extends OpenLetterEventMap {}
  interface WindowEventMap extends OpenLetterEventMap {}

  // Svelte. `on:` is how versions before 5 write it.
  namespace svelteHTML {
    interface IntrinsicElements {
      'open-letter': OpenLetterAttributes & Listeners<'on'> & Listeners<'on:'> & { [name: string]: any };
    }
  }
}

// @ts-ignore: React may be absent, and then nobody writes its JSX.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore: the same.
      'open-letter': DetailedHTMLProps<HTMLAttributes<OpenLetterElement>, OpenLetterElement> & OpenLetterProps & Listeners<'on'>;
    }
  }
}

// @ts-ignore: Vue may be absent, and then nobody writes its templates.
declare module 'vue' {
  interface GlobalComponents {
    // @ts-ignore: the same.
    'open-letter': new () => OpenLetterElement & { $props: import('vue').HTMLAttributes & import('vue').PublicProps & OpenLetterProps; $emit: import('vue').EmitFn<{ [Name in keyof OpenLetterEventMap]: (event: OpenLetterEventMap[Name]) => void }> };
  }
}
";

/// The file's text.
pub(super) fn write() -> String {
    let mut text = String::from(HEAD);
    for kind in TYPES {
        text += &declaration(kind);
    }
    let codes: Vec<&str> = ERRORS.iter().map(|error| error.code).collect();
    text += &comment("", "What went wrong, for programs.");
    line(
        &mut text,
        &format!("export type ErrorCode = {};", union(&codes)),
    );
    text += "\n";
    text += ERROR;
    text += &element();
    text += &events();
    text += &attributes();
    text += &interface(
        "OpenLetterOptions",
        "What `configure` takes. An attribute of a tag wins over it.",
        OPTIONS,
    );
    text += &interface(
        "OpenLetterGlobal",
        "What `window.OpenLetter` has, once the script is there.",
        GLOBAL,
    );
    text += "\n/** Sets defaults for all letters on the page. */\n";
    text += "export declare function configure(options: OpenLetterOptions): void;\n";
    text += "\n/** The widget's version. */\nexport declare const version: string;\n";
    text += AROUND;
    text
}

/// Words as TypeScript has them.
pub(super) fn union(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    words.join(" | ")
}

fn declaration(kind: &Type) -> String {
    match kind.shape {
        Shape::Object(members) => interface(kind.name, kind.about, members),
        Shape::Words(words) => {
            let mut text = comment("", kind.about);
            line(
                &mut text,
                &format!("export type {} = {};", kind.name, union(words)),
            );
            text
        }
        Shape::Tagged(variants) => {
            let mut text = comment("", kind.about);
            line(&mut text, &format!("export type {} =", kind.name));
            for (at, (tag, members)) in variants.iter().enumerate() {
                let members: String = members
                    .iter()
                    .map(|member| format!("; {}: {}", member.name, member.kind))
                    .collect();
                let end = if at + 1 == variants.len() { ";" } else { "" };
                line(&mut text, &format!("  | {{ type: '{tag}'{members} }}{end}"));
            }
            text
        }
    }
}

fn interface(name: &str, about: &str, members: &[Member]) -> String {
    let mut text = comment("", about);
    line(&mut text, &format!("export interface {name} {{"));
    for member in members {
        text += comment("  ", member.about).trim_start_matches('\n');
        line(&mut text, &format!("  {}: {};", member.name, member.kind));
    }
    text + "}\n"
}

fn element() -> String {
    let mut text = comment("", "The element `<open-letter>`.");
    text += "export declare class OpenLetterElement extends HTMLElement {\n";
    for attribute in ATTRIBUTES {
        // The browser's own property does what is needed.
        if attribute.property == "lang" {
            continue;
        }
        let given = attribute.kind.typescript();
        text += comment("  ", attribute.about).trim_start_matches('\n');
        line(
            &mut text,
            &format!("  get {}(): string | null;", attribute.property),
        );
        line(
            &mut text,
            &format!(
                "  set {}(value: {given} | null | undefined);",
                attribute.property
            ),
        );
    }
    for property in PROPERTIES {
        text += comment("  ", property.about).trim_start_matches('\n');
        line(
            &mut text,
            &format!("  readonly {}: {};", property.name, property.kind),
        );
    }
    for method in METHODS {
        let parameters: Vec<String> = method
            .parameters
            .iter()
            .map(|parameter| format!("{}: {}", parameter.name, parameter.kind))
            .collect();
        let (name, resolves) = (method.name, method.resolves);
        text += comment("  ", method.about).trim_start_matches('\n');
        // An attribute of the same name can be set, since frameworks set what an element has.
        if let Some(attribute) = ATTRIBUTES.iter().find(|attribute| attribute.name == name) {
            let (takes, given) = (parameters.join(", "), attribute.kind.typescript());
            line(
                &mut text,
                &format!("  get {name}(): ({takes}) => Promise<{resolves}>;"),
            );
            line(
                &mut text,
                &format!("  set {name}(value: {given} | null | undefined);"),
            );
            continue;
        }
        line(
            &mut text,
            &format!("  {name}({}): Promise<{resolves}>;", parameters.join(", ")),
        );
    }
    text + "}\n"
}

fn events() -> String {
    let mut text = comment(
        "",
        "The events of `<open-letter>`. They bubble and are composed.",
    );
    text += "export interface OpenLetterEventMap {\n";
    for event in EVENTS {
        text += comment("  ", event.about).trim_start_matches('\n');
        line(
            &mut text,
            &format!("  '{}': CustomEvent<{}>;", event.name, event.detail_type()),
        );
    }
    text + "}\n"
}

fn attributes() -> String {
    let mut text = comment("", "What the tag takes, as in HTML.");
    text += "export interface OpenLetterAttributes {\n";
    for attribute in ATTRIBUTES {
        let name = match attribute.kind {
            Kind::Number(..) => format!("'{}'", attribute.name),
            _ => attribute.name.to_owned(),
        };
        text += comment("  ", attribute.about).trim_start_matches('\n');
        line(
            &mut text,
            &format!("  {name}?: {};", attribute.kind.typescript()),
        );
    }
    text + "}\n"
}

/// A comment that editors show, below an empty line.
fn comment(indent: &str, about: &str) -> String {
    format!("\n{indent}/** {about} */\n")
}

fn line(text: &mut String, words: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{words}");
}
