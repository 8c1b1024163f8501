//! Lists of what is shipped, in CycloneDX: every crate whose code may be in a file, and what comes
//! from npm. What only builds, tests or serves the development is in none of them.

mod crates;

use crate::tools::MARKED;
use crate::workspace;
use anyhow::{Context, Result, ensure};
use crates::{Crate, Target};
use cyclonedx_bom::models::bom::{Bom, SpecVersion};
use cyclonedx_bom::models::component::{Classification, Component, Components};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::models::property::{Properties, Property};
use cyclonedx_bom::prelude::{
    Metadata, NormalizedString, Purl, SpdxExpression, Validate, ValidationResult,
};
use std::collections::BTreeMap;

/// Says in which files a component is.
const FILES: &str = "open-letter:files";

/// The Rust packages of the embed and the studio, and the files that they become.
const WASM: [(&str, &str); 3] = [
    ("open-letter", "open-letter.wasm"),
    ("open-letter-adapter", "adapter.wasm"),
    ("open-letter-studio", "check.wasm"),
];

/// The server's file.
const SERVER: &str = "open-letter-server";

/// A component before it is written: from where, and in which files.
type Found = BTreeMap<Crate, Vec<&'static str>>;

/// The list for the static host and the npm package. `std` is the standard library's version.
pub(super) fn of_embed(std: &str) -> Result<String> {
    let mut components = written(&wasm_crates(std)?)?;
    components.push(marked()?);
    list("open-letter", Classification::Library, components)
}

/// The list for the server, which carries the static host inside.
pub(super) fn of_server(std: &str) -> Result<String> {
    let mut found = wasm_crates(std)?;
    for found_crate in crates::of(SERVER, &Target::Host)? {
        found.entry(found_crate).or_default().push(SERVER);
    }
    found.entry(Crate::std(std)).or_default().push(SERVER);
    let mut components = written(&found)?;
    components.push(marked()?);
    list(SERVER, Classification::Application, components)
}

fn wasm_crates(std: &str) -> Result<Found> {
    let mut found = Found::new();
    for (package, file) in WASM {
        for found_crate in crates::of(package, &Target::Wasm)? {
            found.entry(found_crate).or_default().push(file);
        }
        found.entry(Crate::std(std)).or_default().push(file);
    }
    Ok(found)
}

fn written(found: &Found) -> Result<Vec<Component>> {
    found
        .iter()
        .map(|(found, files)| {
            let mut component =
                component("cargo", &found.name, &found.version, &found.licence, files)?;
            if let Some(digits) = &found.checksum {
                component.hashes = Some(Hashes(vec![Hash {
                    alg: HashAlgorithm::SHA_256,
                    content: HashValue(digits.clone()),
                }]));
            }
            Ok(component)
        })
        .collect()
}

/// What reads Markdown, the only code that comes from npm.
fn marked() -> Result<Component> {
    component(
        "npm",
        MARKED.package,
        MARKED.version,
        "MIT",
        &["markdown.js"],
    )
}

fn component(
    registry: &str,
    name: &str,
    version: &str,
    licence: &str,
    files: &[&str],
) -> Result<Component> {
    let purl = Purl::new(registry, name, version)
        .map_err(|error| anyhow::anyhow!("{name} has no package URL: {error:?}"))?;
    let reference = purl.to_string();
    let licence = SpdxExpression::parse_lax(licence.to_owned())
        .map_err(|error| anyhow::anyhow!("{name}'s licence is none: {error:?}"))?;
    let mut component = Component::new(Classification::Library, name, version, Some(reference));
    component.purl = Some(purl);
    component.licenses = Some(Licenses(vec![LicenseChoice::Expression(licence)]));
    component.properties = Some(Properties(vec![Property::new(FILES, &files.join(" "))]));
    Ok(component)
}

/// The document, without a time or a random number, so that it is the same each time.
fn list(name: &str, kind: Classification, components: Vec<Component>) -> Result<String> {
    let whole = Component {
        licenses: Some(Licenses(vec![LicenseChoice::expression(env!(
            "CARGO_PKG_LICENSE"
        ))])),
        description: Some(NormalizedString::new(
            "An open letter that visitors of any website read and sign in place.",
        )),
        ..Component::new(kind, name, workspace::VERSION, Some(name.to_owned()))
    };
    let bom = Bom {
        serial_number: None,
        metadata: Some(Metadata {
            component: Some(whole),
            ..Metadata::default()
        }),
        components: Some(Components(components)),
        spec_version: SpecVersion::V1_5,
        ..Bom::default()
    };
    let valid: ValidationResult = bom.validate_version(SpecVersion::V1_5);
    ensure!(valid.passed(), "the list of {name} is not valid: {valid:?}");
    let mut text = Vec::new();
    bom.output_as_json(&mut text, SpecVersion::V1_5)
        .context("the list cannot be written")?;
    Ok(String::from_utf8(text)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn names(list: &str) -> Vec<(String, String)> {
        let list: Value = serde_json::from_str(list).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        list["components"]
            .as_array()
            .unwrap()
            .iter()
            .map(|component| {
                (
                    text(&component["name"]),
                    text(&component["properties"][0]["value"]),
                )
            })
            .collect()
    }

    #[test]
    fn the_embed_has_what_is_compiled_into_it_and_nothing_else() {
        let list = of_embed("1.95").unwrap();
        let named = names(&list);
        let files = |name: &str| {
            let found = named.iter().find(|(found, _)| found == name);
            found.map(|(_, files)| files.as_str())
        };
        assert_eq!(files("yew"), Some("open-letter.wasm"));
        assert_eq!(
            files("std"),
            Some("open-letter.wasm adapter.wasm check.wasm")
        );
        assert_eq!(files("marked"), Some("markdown.js"));
        for absent in ["axum", "yew-macro", "esbuild", "clap", "wasm-bindgen-macro"] {
            assert_eq!(files(absent), None, "{absent} is not shipped");
        }
        assert_eq!(list, of_embed("1.95").unwrap());
        assert!(!list.contains(&*workspace::root().to_string_lossy()));
    }

    #[test]
    fn the_server_has_its_own_and_what_it_carries() {
        let named = names(&of_server("1.95").unwrap());
        let has = |name: &str, file: &str| {
            named
                .iter()
                .any(|(found, files)| found == name && files.split(' ').any(|one| one == file))
        };
        assert!(has("axum", SERVER) && has("yew", SERVER) && has("yew", "open-letter.wasm"));
        assert!(has("rust-embed-utils", SERVER) && has("marked", "markdown.js"));
        assert!(!named.iter().any(|(name, _)| name == "jsonschema"));
    }
}
