//! Which letter a page belongs to, in which language it is read, and where.

use open_letter_core::Letter;

use super::place::Place;
use crate::locales::Language;

/// Which letter a page belongs to, in which language it is read, and where.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) letter: Letter,
    pub(crate) language: Language,
    /// Whether the reader asked for the language, so that it goes along from page to page.
    pub(crate) wished: bool,
    pub(crate) place: Place,
}

impl Reading {
    /// The path of one of the letter's pages. Its own page has an empty name.
    pub(crate) fn path(&self, page: &str) -> String {
        let lang = self.wished.then(|| self.language.lang());
        self.place.path(&self.letter.id, page, lang)
    }
}
