//! The files of an archive.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use open_letter_core::Letter;
use open_letter_core::rich_text::Block;
use serde::Serialize;

use crate::letters::PublicUrl;
use crate::new_file::{NewFile, Readers};
use crate::start::StartError;

/// The folder that an archive goes into.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(super) fn refused(&self, path: &Path, source: io::Error) -> StartError {
        StartError::Unwritten {
            place: self.0.join(path).display().to_string(),
            source,
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StartError> {
        let write = || {
            let place = self.0.join(path);
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder)?;
            }
            let new = NewFile::begin(&place, Readers::Usual)?;
            io::Write::write_all(&mut new.file()?, bytes)?;
            new.end()
        };
        write().map_err(|source| self.refused(path, source))
    }

    /// Writes a value as JSON.
    pub(super) fn json(&self, path: &str, value: &impl Serialize) -> Result<(), StartError> {
        let bytes = serde_json::to_vec(value).map_err(io::Error::from);
        let bytes = bytes.map_err(|source| self.refused(Path::new(path), source))?;
        self.write(Path::new(path), &bytes)
    }

    /// Writes a text.
    pub(super) fn text(&self, path: &str, text: &str) -> Result<(), StartError> {
        self.write(Path::new(path), text.as_bytes())
    }

    /// Adds lines to a text, where they are not in it already.
    pub(super) fn lines(&self, path: &str, lines: &[String]) -> Result<(), StartError> {
        let mut text = match fs::read_to_string(self.0.join(path)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(self.refused(Path::new(path), error)),
        };
        for line in lines {
            if !text.lines().any(|other| other == line) {
                text.push_str(line);
                text.push('\n');
            }
        }
        self.text(path, &text)
    }

    /// Deletes the pages after a number, which an earlier archive of the letter has left.
    pub(super) fn without_after(&self, letter: &str, last: u64) -> Result<(), StartError> {
        for number in last + 1.. {
            let path = self.0.join(format!("v1/letters/{letter}.{number}.json"));
            match fs::remove_file(&path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Err(error) => return Err(self.refused(&path, error)),
            }
        }
        Ok(())
    }

    /// Copies the letter's own images. Tells the addresses of those that are not there.
    pub(super) fn images(
        &self,
        letter: &Letter,
        public: &PublicUrl,
        dist: Option<&Path>,
    ) -> Result<Vec<String>, StartError> {
        let mut sources = Vec::new();
        images(&letter.body, &mut sources);
        let home = public.join("/").map(|home| home.as_str().to_owned());
        let mut missing = Vec::new();
        for source in sources {
            let Some(path) = home.as_deref().and_then(|home| source.strip_prefix(home)) else {
                continue;
            };
            let path = Path::new(path);
            let plain = path
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            let bytes = dist.filter(|_| plain).map(|dist| fs::read(dist.join(path)));
            match bytes {
                Some(Ok(bytes)) => self.write(path, &bytes)?,
                _ => missing.push(source.to_owned()),
            }
        }
        Ok(missing)
    }
}

fn images<'a>(blocks: &'a [Block], sources: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Image { src, .. } => sources.push(src.as_str()),
            Block::Quote { content } | Block::Callout { content, .. } => images(content, sources),
            Block::List { items, .. } => items.iter().for_each(|item| images(item, sources)),
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Rule => {}
        }
    }
}
