//! The letters' folder, as it lies on the disk.

use std::collections::BTreeSet;
use std::path::Path;

use open_letter_core::Letter;

use super::{LetterError, PublicUrl, parse};

/// A letter's file.
#[derive(Debug)]
pub(crate) struct LetterFile {
    pub(crate) letter: Letter,
    /// All of it.
    pub(crate) text: String,
}

/// Reads every `*.md` of a folder. `public` is the address under which the server is reached.
pub(crate) fn read_folder(
    folder: &Path,
    public: &PublicUrl,
) -> Result<Vec<LetterFile>, LetterError> {
    let wrong = |path: &Path, reason: String| LetterError {
        file: path.to_owned(),
        line: None,
        reason,
    };
    let cannot_read =
        |path: &Path, error: std::io::Error| wrong(path, format!("cannot be read: {error}"));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| cannot_read(folder, error))? {
        let path = entry.map_err(|error| cannot_read(folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    let mut ids = BTreeSet::new();
    let mut letters = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|error| cannot_read(&file, error))?;
        let letter = parse(&file, &text, public)?;
        if !ids.insert(letter.id.clone()) {
            let reason = format!("has the id \"{}\", which another letter has too", letter.id);
            return Err(wrong(&file, reason));
        }
        letters.push(LetterFile { letter, text });
    }
    Ok(letters)
}
