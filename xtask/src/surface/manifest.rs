//! `custom-elements.json`: the table for editors and catalogues (Custom Elements Manifest 2.1.0).

use open_letter_core::Json;

use super::table::{
    ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, Kind, METHODS, Member, Named, PARTS, PROPERTIES, SLOTS,
    STATES,
};

const SCHEMA: &str = "2.1.0";
/// The package's modules: the class without a definition, and the definition.
const CLASS_MODULE: &str = "open-letter.js";
const DEFINE_MODULE: &str = "define.js";

/// The file's text.
pub(super) fn write() -> serde_json::Result<String> {
    let manifest = Json::object(vec![
        ("schemaVersion", SCHEMA.into()),
        ("readme", "README.md".into()),
        (
            "modules",
            Json::Array(vec![class_module(), define_module()]),
        ),
    ]);
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

fn class_module() -> Json {
    let global = |name: &str, kind: &str, about: &str| {
        Json::object(vec![
            ("kind", kind.into()),
            ("name", name.into()),
            ("description", about.into()),
        ])
    };
    let mut configure = global(
        "configure",
        "function",
        "Sets defaults for all letters on the page.",
    );
    let options = Json::object(vec![
        ("name", "options".into()),
        ("type", text("OpenLetterOptions")),
    ]);
    configure.put("parameters", Json::Array(vec![options]));
    configure.put("return", Json::object(vec![("type", text("void"))]));
    let mut version = global("version", "variable", "The widget's version.");
    version.put("type", text("string"));
    let exports = ["OpenLetterElement", "configure", "version"].map(|name| {
        Json::object(vec![
            ("kind", "js".into()),
            ("name", name.into()),
            ("declaration", Json::object(vec![("name", name.into())])),
        ])
    });
    module(
        CLASS_MODULE,
        vec![element(), configure, version],
        exports.into(),
    )
}

fn define_module() -> Json {
    let class = Json::object(vec![
        ("name", "OpenLetterElement".into()),
        ("module", CLASS_MODULE.into()),
    ]);
    let definition = Json::object(vec![
        ("kind", "custom-element-definition".into()),
        ("name", "open-letter".into()),
        ("declaration", class),
    ]);
    module(DEFINE_MODULE, Vec::new(), vec![definition])
}

fn module(path: &str, declarations: Vec<Json>, exports: Vec<Json>) -> Json {
    Json::object(vec![
        ("kind", "javascript-module".into()),
        ("path", path.into()),
        ("declarations", Json::Array(declarations)),
        ("exports", Json::Array(exports)),
    ])
}

fn element() -> Json {
    let superclass = Json::object(vec![
        ("name", "HTMLElement".into()),
        ("package", "global:".into()),
    ]);
    let events = EVENTS.iter().map(|event| {
        let detail = event.detail_type();
        Json::object(vec![
            ("name", event.name.into()),
            ("type", text(&format!("CustomEvent<{detail}>"))),
            ("description", event.about.into()),
        ])
    });
    let properties = CUSTOM_PROPERTIES.iter().map(|property| {
        // A default that is told in words is no value.
        let (value, about) = if property.default.contains(' ') {
            (
                Json::Null,
                format!("{} Default: {}.", property.about, property.default),
            )
        } else {
            (property.default.into(), property.about.to_owned())
        };
        Json::object(vec![
            ("name", property.full_name().as_str().into()),
            ("default", value),
            ("description", about.as_str().into()),
        ])
    });
    Json::object(vec![
        ("kind", "class".into()),
        ("customElement", Json::Bool(true)),
        ("name", "OpenLetterElement".into()),
        ("tagName", "open-letter".into()),
        (
            "summary",
            "An open letter that visitors read and sign in place.".into(),
        ),
        ("superclass", superclass),
        ("attributes", Json::Array(attributes())),
        ("members", Json::Array(members())),
        ("events", Json::Array(events.collect())),
        ("slots", named(SLOTS)),
        ("cssParts", named(PARTS)),
        ("cssProperties", Json::Array(properties.collect())),
        ("cssStates", named(STATES)),
    ])
}

fn attributes() -> Vec<Json> {
    let attribute = |attribute: &super::table::Attribute| {
        Json::object(vec![
            ("name", attribute.name.into()),
            ("type", text(&kind(attribute.kind))),
            ("default", or_null(attribute.default)),
            ("fieldName", attribute.property.into()),
            ("description", attribute.about.into()),
        ])
    };
    ATTRIBUTES.iter().map(attribute).collect()
}

fn members() -> Vec<Json> {
    let mirrored = ATTRIBUTES.iter().map(|attribute| {
        Json::object(vec![
            ("kind", "field".into()),
            ("name", attribute.property.into()),
            ("type", text(&format!("{} | null", kind(attribute.kind)))),
            ("attribute", attribute.name.into()),
            ("reflects", Json::Bool(true)),
            (
                "description",
                format!("The attribute `{}`.", attribute.name)
                    .as_str()
                    .into(),
            ),
        ])
    });
    let read_only = PROPERTIES.iter().map(|property| {
        Json::object(vec![
            ("kind", "field".into()),
            ("name", property.name.into()),
            ("type", text(property.kind)),
            ("readonly", Json::Bool(true)),
            ("description", property.about.into()),
        ])
    });
    let methods = METHODS.iter().map(|method| {
        let parameters = method.parameters.iter().map(parameter).collect();
        let resolves = format!("Promise<{}>", method.resolves);
        Json::object(vec![
            ("kind", "method".into()),
            ("name", method.name.into()),
            ("parameters", Json::Array(parameters)),
            ("return", Json::object(vec![("type", text(&resolves))])),
            ("description", method.about.into()),
        ])
    });
    mirrored.chain(read_only).chain(methods).collect()
}

fn parameter(parameter: &Member) -> Json {
    let optional = parameter.is_optional().then_some(Json::Bool(true));
    Json::object(vec![
        ("name", parameter.plain().into()),
        ("optional", optional.unwrap_or_default()),
        ("type", text(parameter.kind)),
        ("description", parameter.about.into()),
    ])
}

fn named(all: &[Named]) -> Json {
    let one = |one: &Named| {
        Json::object(vec![
            ("name", one.name.into()),
            ("description", one.about.into()),
        ])
    };
    Json::Array(all.iter().map(one).collect())
}

/// A type whose words are spelled out, since editors offer them from here.
fn kind(kind: Kind) -> String {
    match kind.words() {
        Some(words) => super::declarations::union(words),
        None => kind.typescript().to_owned(),
    }
}

fn text(kind: &str) -> Json {
    Json::object(vec![("text", kind.into())])
}

fn or_null(text: &str) -> Json {
    if text.is_empty() {
        Json::Null
    } else {
        text.into()
    }
}
