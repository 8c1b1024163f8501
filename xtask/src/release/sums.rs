//! The hashes of all that is handed out, as `sha256sum --check` reads them.

use crate::files;
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// The list's name.
pub(super) const LIST: &str = "SHA256SUMS";

/// The hash of every file below a folder but the list itself, by its path with slashes.
pub(super) fn of(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut sums = BTreeMap::new();
    for file in files::below(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        if name != LIST {
            let digest = Sha256::digest(files::bytes(&file)?);
            let digits = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            sums.insert(name, digits);
        }
    }
    Ok(sums)
}

/// Writes the list.
pub(super) fn write(folder: &Path) -> Result<()> {
    let lines = of(folder)?
        .iter()
        .map(|(name, digits)| format!("{digits}  {name}\n"))
        .collect::<String>();
    files::write(&folder.join(LIST), lines)
}

/// What two folders do not have in common: missing files and other bytes, a line each.
pub(super) fn differences(here: &Path, there: &Path) -> Result<Vec<String>> {
    let (here, there) = (of(here)?, of(there)?);
    let names = here.keys().chain(there.keys());
    let names: std::collections::BTreeSet<&String> = names.collect();
    Ok(names
        .into_iter()
        .filter_map(|name| match (here.get(name), there.get(name)) {
            (Some(one), Some(other)) if one == other => None,
            (Some(_), Some(_)) => Some(format!("{name} has other bytes")),
            (Some(_), None) => Some(format!("{name} is missing in the second build")),
            _ => Some(format!("{name} is there in the second build alone")),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_leaves_itself_out() {
        let folder = std::env::temp_dir().join(format!("open-letter-sums-{}", std::process::id()));
        files::write(&folder.join("site/b"), "abc").unwrap();
        files::write(&folder.join("a"), "").unwrap();
        write(&folder).unwrap();
        write(&folder).unwrap();
        assert_eq!(
            files::text(&folder.join(LIST)).unwrap(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  site/b\n"
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn one_flipped_byte_and_one_missing_file_are_named() {
        let folder = std::env::temp_dir().join(format!("open-letter-two-{}", std::process::id()));
        let (here, there) = (folder.join("here"), folder.join("there"));
        for place in [&here, &there] {
            files::write(&place.join("same"), "same").unwrap();
        }
        assert!(differences(&here, &there).unwrap().is_empty());
        files::write(&here.join("flipped"), "abc").unwrap();
        files::write(&there.join("flipped"), "abd").unwrap();
        files::write(&here.join("gone"), "").unwrap();
        files::write(&there.join("new"), "").unwrap();
        assert_eq!(
            differences(&here, &there).unwrap(),
            [
                "flipped has other bytes",
                "gone is missing in the second build",
                "new is there in the second build alone"
            ]
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
