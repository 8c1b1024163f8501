//! The widget's languages: one file each, so that a reader downloads one.

use super::fingerprint::Named;
use crate::files;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The language that is compiled into the Wasm.
const BUILT_IN: &str = "en";

/// Languages and the files that hold them, as paths below the bundle.
pub(super) type Table = BTreeMap<String, String>;

/// Writes every locale but the built-in one.
pub(super) fn bundle(sources: &Path, out: &Path) -> Result<Table> {
    let mut table = Table::new();
    for source in files::below(sources)? {
        let name = files::name(&source);
        let Some(language) = name
            .strip_suffix(".json")
            .filter(|language| *language != BUILT_IN)
        else {
            continue;
        };
        let strings: Value = serde_json::from_str(&files::text(&source)?)
            .with_context(|| format!("{} is not JSON", source.display()))?;
        let content = strings.to_string();
        let path = format!(
            "locales/{}",
            Named::of(language, "json", content.as_bytes()).name
        );
        files::write(&out.join(&path), content)?;
        table.insert(language.to_owned(), path);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_minified_and_named_by_its_content() {
        let folder =
            std::env::temp_dir().join(format!("open-letter-locales-{}", std::process::id()));
        files::write(&folder.join("in/en.json"), "{}").unwrap();
        files::write(&folder.join("in/ar.json"), "{\n  \"sign\": \"وقّع\"\n}\n").unwrap();

        let table = bundle(&folder.join("in"), &folder.join("out")).unwrap();

        assert_eq!(table.keys().collect::<Vec<_>>(), ["ar"]);
        let written = files::text(&folder.join("out").join(&table["ar"])).unwrap();
        assert_eq!(written, "{\"sign\":\"وقّع\"}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
