//! The sentences, compiled in: the widget's for the hosted page and the words of errors, the
//! server's own for mails.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use open_letter_core::format::Formats;
use open_letter_core::i18n::Strings;
use open_letter_core::json::{FromJson, Json};
use open_letter_core::shared::Shared;
use open_letter_view::locale::Locale;

use crate::formats::IcuFormats;
use crate::mail::Sentences;

macro_rules! locale_files {
    ($($lang:literal),* $(,)?) => {
        &[$((
            $lang,
            include_str!(concat!("../../static/locales/widget/", $lang, ".json")),
            include_str!(concat!("../../static/locales/server/", $lang, ".json")),
        )),*]
    };
}

/// Two files a language, the widget's and the server's; English first, which stands in for every
/// other.
const FILES: &[(&str, &str, &str)] = locale_files!["en", "ar"];

/// A locale file that this build was made with and cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("The locale file of \"{lang}\" in this build cannot be read: {reason}.")]
pub struct LocaleError {
    lang: &'static str,
    reason: String,
}

/// A language that the hosted page and mails speak. The widget's sentences are kept as their file
/// has them: read, they could not leave the thread that they were read on.
#[derive(Clone, Debug)]
pub(crate) struct Language {
    lang: &'static str,
    file: Json,
    sentences: Arc<Sentences>,
    formats: IcuFormats,
}

impl Language {
    pub(crate) fn lang(&self) -> &'static str {
        self.lang
    }

    /// The server's own sentences.
    pub(crate) fn sentences(&self) -> &Sentences {
        &self.sentences
    }

    /// How it writes numbers and dates.
    pub(crate) fn formats(&self) -> &dyn Formats {
        &self.formats
    }

    /// The widget's sentences. There are always some: at the start they were read once on trial.
    pub(crate) fn strings(&self) -> Option<Strings> {
        Strings::from_json(&self.file).ok()
    }

    /// The language as components take it.
    pub(crate) fn locale(&self) -> Option<Locale> {
        Some(Locale::new(
            Shared::new(self.strings()?),
            Rc::new(self.formats.clone()),
        ))
    }
}

/// All languages that the hosted page and mails speak.
#[derive(Clone, Debug)]
pub(crate) struct Locales {
    english: Language,
    others: BTreeMap<&'static str, Language>,
}

impl Locales {
    pub(crate) fn load() -> Result<Self, LocaleError> {
        let mut all = BTreeMap::new();
        for &(lang, widget, server) in FILES {
            let refused = |reason: String| LocaleError { lang, reason };
            let file: Json =
                serde_json::from_str(widget).map_err(|error| refused(error.to_string()))?;
            Strings::from_json(&file).map_err(|error| refused(error.to_string()))?;
            let sentences: Sentences =
                serde_json::from_str(server).map_err(|error| refused(error.to_string()))?;
            if sentences.lang != lang {
                return Err(refused(format!(
                    "it says that it is \"{}\"",
                    sentences.lang
                )));
            }
            let formats = IcuFormats::new(lang).map_err(refused)?;
            all.insert(
                lang,
                Language {
                    lang,
                    file,
                    sentences: Arc::new(sentences),
                    formats,
                },
            );
        }
        let english = all.remove("en").ok_or_else(|| LocaleError {
            lang: "en",
            reason: "it is missing".to_owned(),
        })?;
        Ok(Self {
            english,
            others: all,
        })
    }

    /// All of them, by their tags.
    pub(crate) fn all(&self) -> Vec<&'static str> {
        let others = self.others.keys().copied();
        std::iter::once(self.english.lang).chain(others).collect()
    }

    pub(crate) fn english(&self) -> &Language {
        &self.english
    }

    /// The first of the wished languages that there is, else English. A region that has no
    /// sentences of its own gets those of its language.
    pub(crate) fn choose(&self, wishes: [Option<&str>; 2]) -> &Language {
        wishes
            .into_iter()
            .flatten()
            .find_map(|wish| self.find(wish))
            .unwrap_or(&self.english)
    }

    /// A language, or the one that it is a region's.
    pub(crate) fn find(&self, wish: &str) -> Option<&Language> {
        let exact = |wish: &str| match wish {
            "en" => Some(&self.english),
            other => self.others.get(other),
        };
        exact(wish).or_else(|| exact(wish.split('-').next().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_file_is_compiled_in() {
        let mut compiled: Vec<_> = FILES.iter().map(|(lang, ..)| (*lang).to_owned()).collect();
        compiled.sort();
        for folder in ["widget", "server"] {
            let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/locales");
            let files = std::fs::read_dir(format!("{root}/{folder}")).unwrap();
            let stem = |path: std::path::PathBuf| {
                let stem = path.file_stem().unwrap();
                stem.to_str().unwrap().to_owned()
            };
            let mut there: Vec<_> = files.map(|entry| stem(entry.unwrap().path())).collect();
            there.sort();
            assert_eq!(there, compiled, "name the new file of {folder} in FILES");
        }
    }

    #[test]
    fn the_reader_comes_before_the_letter() {
        let locales = Locales::load().unwrap();
        let chosen = |wishes| locales.choose(wishes).lang();
        assert_eq!(chosen([Some("ar"), Some("en")]), "ar");
        assert_eq!(chosen([Some("ar-EG"), Some("en")]), "ar");
        assert_eq!(chosen([Some("tlh"), Some("ar")]), "ar");
        assert_eq!(chosen([None, Some("tlh")]), "en");
    }
}
