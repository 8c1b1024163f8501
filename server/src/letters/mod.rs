//! The letters that are served: those of a folder, as they are now.
//!
//! A letter is a file: TOML between two lines of `+++`, then Markdown. What cannot be shown is an
//! error with its file and line, so that a broken letter never goes online half.

mod folder;
mod front_matter;
mod markdown;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use open_letter_core::Timestamp;
use open_letter_core::letter::{Letter, Moderation, Status};
use open_letter_core::rich_text::Href;
use sha2::{Digest, Sha256};

use crate::store::letters::{LetterState, LetterText};

pub(crate) use folder::{LetterFile, read_folder};

/// A letter file that cannot be served, and why.
#[derive(Debug)]
pub struct LetterError {
    file: PathBuf,
    line: Option<usize>,
    reason: String,
}

impl fmt::Display for LetterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.reason)
    }
}

impl std::error::Error for LetterError {}

/// Something wrong at a byte range of a letter file.
#[derive(Debug)]
struct Flaw {
    at: Range<usize>,
    reason: String,
}

impl Flaw {
    fn new(at: Range<usize>, reason: impl Into<String>) -> Self {
        Self {
            at,
            reason: reason.into(),
        }
    }
}

/// A letter as it is now.
#[derive(Debug)]
pub(crate) struct Filed {
    letter: Letter,
    /// What is in it, hashed, for entity tags.
    pub(crate) digest: [u8; 32],
    /// The versions of texts that nobody can sign any more.
    outdated: Vec<String>,
}

impl Filed {
    fn new(letter: Letter) -> Result<Self, serde_json::Error> {
        let digest = Sha256::digest(serde_json::to_vec(&letter)?).into();
        Ok(Self {
            letter,
            digest,
            outdated: Vec::new(),
        })
    }

    /// With the versions of texts that nobody can sign any more.
    pub(crate) fn without(mut self, outdated: Vec<String>) -> Self {
        let current = self.letter.version.as_ref();
        self.outdated = outdated
            .into_iter()
            .filter(|version| Some(version) != current)
            .collect();
        self
    }

    /// Whether who signs has read a text that asked for something else.
    pub(crate) fn has_outgrown(&self, version: Option<&str>) -> bool {
        version.is_some_and(|version| self.outdated.iter().any(|old| old == version))
    }

    /// The letter of a text, where the desk may say otherwise in which state it is.
    pub(crate) fn read(
        text: &LetterText,
        state: Option<&LetterState>,
        public: &PublicUrl,
    ) -> Result<Self, LetterError> {
        let file = PathBuf::from(format!("{}.md", text.letter_id));
        let mut letter = parse(&file, &text.text, public)?;
        if let Some(state) = state {
            letter.status = state.status;
            if let Some(response) = &state.response {
                let response = front_matter::response::read_alone(response, public);
                letter.response = Some(response.map_err(|flaw| LetterError {
                    file: PathBuf::from("the answer"),
                    line: None,
                    reason: flaw.reason,
                })?);
            }
        }
        Self::new(letter).map_err(|error| LetterError {
            file,
            line: None,
            reason: format!("cannot be written as JSON: {error}"),
        })
    }

    /// The letter as it is at a moment: an open one opens and closes by itself.
    pub(crate) fn at(&self, now: Timestamp) -> Letter {
        let mut letter = self.letter.clone();
        if letter.status == Status::Open {
            if letter.opens_at.is_some_and(|opens| now < opens) {
                letter.status = Status::Scheduled;
            } else if letter.closes_at.is_some_and(|closes| now >= closes) {
                letter.status = Status::Closed;
            }
        }
        // A day that has not come, or is over, is not when somebody else has decided it.
        if letter.status == Status::Closed && letter.closes_at.is_some_and(|closes| now < closes) {
            letter.closes_at = None;
        }
        if letter.status == Status::Scheduled && letter.opens_at.is_some_and(|opens| now >= opens) {
            letter.opens_at = None;
        }
        letter
    }
}

/// The letters that are served, by id.
#[derive(Debug, Default)]
pub(crate) struct Letters(RwLock<BTreeMap<String, Arc<Filed>>>);

impl Letters {
    /// The letter with an id.
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Filed>> {
        self.map().get(id).cloned()
    }

    /// Puts a letter in the place of what it was.
    pub(crate) fn set(&self, filed: Filed) {
        let id = filed.letter.id.clone();
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(id, Arc::new(filed));
    }

    /// All of them, by id.
    pub(crate) fn all(&self) -> Vec<Arc<Filed>> {
        self.map().values().cloned().collect()
    }

    fn map(&self) -> impl std::ops::Deref<Target = BTreeMap<String, Arc<Filed>>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// When a person looks at a letter's signatures.
    pub(crate) fn moderation(&self, id: &str) -> Moderation {
        self.map()
            .get(id)
            .map(|filed| filed.letter.moderation)
            .unwrap_or_default()
    }

    /// The id of a letter that waits for mails, if there is one.
    pub(crate) fn that_asks_for_confirmation(&self) -> Option<String> {
        let asks = |filed: &&Arc<Filed>| filed.letter.confirmation;
        self.map()
            .values()
            .find(asks)
            .map(|filed| filed.letter.id.clone())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.map().len()
    }
}

/// The address under which the server is reached, without a slash at its end.
#[derive(Clone, Debug)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Checks that letters can be linked to under it.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim_end_matches('/');
        Href::parse(address)?.origin()?;
        (!address.contains(['?', '#'])).then(|| Self(address.to_owned()))
    }

    /// Scheme and host, as content security policies name them.
    pub(crate) fn origin(&self) -> String {
        Href::parse(&self.0)
            .and_then(|href| href.origin())
            .unwrap_or_default()
    }

    /// The address of a path that begins with a slash.
    #[must_use]
    pub fn join(&self, path: &str) -> Option<Href> {
        Href::parse(&format!("{}{path}", self.0))
    }
}

/// Reads one letter. The id is the file's name where the letter does not say another.
///
/// # Errors
/// When it cannot be shown; the error names the line.
pub fn parse(file: &Path, text: &str, public: &PublicUrl) -> Result<Letter, LetterError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let stem = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    parse_text(stem, text, public).map_err(|flaw| LetterError {
        file: file.to_owned(),
        line: Some(
            1 + text
                .bytes()
                .take(flaw.at.start)
                .filter(|byte| *byte == b'\n')
                .count(),
        ),
        reason: flaw.reason,
    })
}

/// What is signed of a letter file, as it is written: title and standfirst, and what stands after
/// the front matter.
pub(crate) fn signed_text(text: &str) -> String {
    let Ok((front, body)) = front_matter::split(text) else {
        return text.to_owned();
    };
    let front: toml::Table = text
        .get(front)
        .and_then(|front| toml::from_str(front).ok())
        .unwrap_or_default();
    let said = |name: &str| front.get(name).and_then(toml::Value::as_str);
    let body = text.get(body..).map(str::trim);
    let parts = [said("title"), said("standfirst"), body];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n") + "\n"
}

fn parse_text(stem: &str, text: &str, public: &PublicUrl) -> Result<Letter, Flaw> {
    let (front, body_start) = front_matter::split(text)?;
    let mut letter = front_matter::read(stem, text, front, public)?;
    letter.body = markdown::blocks(text, body_start, public)?;
    if letter.body.is_empty() {
        return Err(Flaw::new(
            body_start..body_start,
            "there is no letter after the front matter",
        ));
    }
    letter.version = Some(version(&letter)?);
    Ok(letter)
}

/// Which text it is: what a signer reads, hashed.
fn version(letter: &Letter) -> Result<String, Flaw> {
    let read = (&letter.title, &letter.standfirst, &letter.body);
    let json = serde_json::to_vec(&read)
        .map_err(|error| Flaw::new(0..0, format!("cannot be written as JSON: {error}")))?;
    let mut hex = data_encoding::HEXLOWER.encode(&Sha256::digest(json));
    hex.truncate(16);
    Ok(hex)
}

#[cfg(test)]
mod tests;
