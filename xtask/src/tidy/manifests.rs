//! Arrows between packages, where a manifest states what a package may know.

use super::assert_none;
use crate::{files, workspace};
use toml::{Table, Value};

/// What would make `core` depend on a place, a time or chance.
const NOT_IN_CORE: [&str; 14] = [
    "chrono",
    "fastrand",
    "getrandom",
    "gloo-net",
    "gloo-timers",
    "jiff",
    "js-sys",
    "rand",
    "sqlx",
    "time",
    "tokio",
    "wasm-bindgen",
    "web-sys",
    "yew",
];

/// All that views need: what to show, how to build a tree, the types of events.
const IN_VIEW: [&str; 3] = ["open-letter-core", "web-sys", "yew"];

/// All that the interpreter of adapters needs: the core, its JSON, its glue, its allocator. Every
/// crate more would be loaded by each page with an adapter.
const IN_ADAPTER: [&str; 4] = ["open-letter-core", "open-letter-js", "rlsf", "wasm-bindgen"];

/// A manifest's dependencies, those for some targets alone among them, without tests' own.
fn dependencies(manifest: &Table) -> Vec<(&String, &Value)> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let tables = targets
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    std::iter::once(manifest)
        .chain(tables)
        .filter_map(|table| table.get("dependencies")?.as_table())
        .flatten()
        .collect()
}

fn against_core(manifest: &Table) -> Vec<String> {
    dependencies(manifest)
        .into_iter()
        .filter(|(name, _)| NOT_IN_CORE.contains(&name.as_str()))
        .map(|(name, _)| {
            format!("core depends on {name}: pass what it gives into core::flow as a value")
        })
        .collect()
}

fn against_view(manifest: &Table) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, value) in dependencies(manifest) {
        if !IN_VIEW.contains(&name.as_str()) {
            complaints.push(format!(
                "view depends on {name}: views take props and give callbacks"
            ));
        }
        if name == "open-letter-core" && value.get("features").is_some() {
            complaints.push("view turns on features of core: views need its plain types".into());
        }
    }
    complaints
}

fn against_adapter(manifest: &Table) -> Vec<String> {
    dependencies(manifest)
        .into_iter()
        .filter(|(name, _)| !IN_ADAPTER.contains(&name.as_str()))
        .map(|(name, _)| format!("adapter depends on {name}: it turns JSON into JSON"))
        .collect()
}

fn manifest(package: &str) -> Table {
    let path = workspace::path(&format!("{package}/Cargo.toml"));
    files::text(&path).unwrap().parse().unwrap()
}

#[test]
fn core_knows_no_place_time_or_chance() {
    assert_none(&against_core(&manifest("core")));
}

#[test]
fn views_know_types_and_events_alone() {
    assert_none(&against_view(&manifest("view")));
}

#[test]
fn the_interpreter_of_adapters_knows_json_alone() {
    assert_none(&against_adapter(&manifest("adapter")));
}

#[test]
fn planted_dependencies_are_seen() {
    let core: Table = "[dependencies]\nserde = \"1\"\nrand = \"0.9\"\n\
        [target.'cfg(unix)'.dependencies]\njiff = \"0.2\"\n\
        [dev-dependencies]\ntokio = \"1\"\n"
        .parse()
        .unwrap();
    assert_eq!(against_core(&core).len(), 2);

    let view: Table = "[dependencies]\nyew.workspace = true\ngloo-net = \"0.7\"\n\
        open-letter-core = { workspace = true, features = [\"wire\"] }\n"
        .parse()
        .unwrap();
    assert_eq!(against_view(&view).len(), 2);
    assert_eq!(against_adapter(&view).len(), 2);
}
