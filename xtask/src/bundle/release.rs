//! What makes a bundle a release: the list of its files with their hashes, and the folder of the
//! exact version beside the one that moves.

use super::fingerprint;
use crate::{files, workspace};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The list's name, in the folder that it describes.
const LIST: &str = "release.json";

/// Writes the list: the version, and `integrity` for every file of the folder.
pub(super) fn list(embed: &Path) -> Result<()> {
    let mut integrity = BTreeMap::<String, Value>::new();
    for file in files::below(embed)? {
        let name = file.strip_prefix(embed).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        if name != LIST {
            integrity.insert(name, fingerprint::sha384(&files::bytes(&file)?).into());
        }
    }
    let list = json!({ "version": workspace::VERSION, "integrity": integrity });
    files::write(&embed.join(LIST), format!("{list:#}\n"))
}

/// Copies the moving folder to that of the exact version, whose files never change.
pub(super) fn keep(embed: &Path) -> Result<()> {
    let exact = embed.with_file_name(workspace::VERSION);
    if exact.exists() {
        fs::remove_dir_all(&exact).context("an earlier build of this version cannot go")?;
    }
    for file in files::below(embed)? {
        let name = file.strip_prefix(embed).unwrap_or(&file);
        files::write(&exact.join(name), files::bytes(&file)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_each_file_and_the_exact_version_is_the_same() {
        let folder =
            std::env::temp_dir().join(format!("open-letter-release-{}", std::process::id()));
        let embed = folder.join("1");
        files::write(&embed.join("open-letter.js"), "abc").unwrap();
        files::write(&embed.join("themes/civic.css"), "").unwrap();

        list(&embed).unwrap();
        let text = files::text(&embed.join(LIST)).unwrap();
        list(&embed).unwrap();
        keep(&embed).unwrap();

        let list: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(list["version"], workspace::VERSION);
        let integrity = list["integrity"].as_object().unwrap();
        let names: Vec<_> = integrity.keys().collect();
        assert_eq!(names, ["open-letter.js", "themes/civic.css"]);
        for name in ["open-letter.js", "themes/civic.css", LIST] {
            let exact = folder.join(workspace::VERSION).join(name);
            assert_eq!(
                files::bytes(&exact).unwrap(),
                files::bytes(&embed.join(name)).unwrap()
            );
        }
        assert_eq!(files::text(&embed.join(LIST)).unwrap(), text);
        fs::remove_dir_all(&folder).unwrap();
    }
}
