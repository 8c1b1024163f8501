//! Which letter a page belongs to, and in which language it is read.

use open_letter_core::Letter;

use crate::locales::Language;

/// Which letter a page belongs to, and in which language it is read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) letter: Letter,
    pub(crate) language: Language,
    /// Whether the reader asked for the language, so that it goes along from page to page.
    pub(crate) wished: bool,
}

impl Reading {
    /// The path of one of the letter's pages. Its own page has an empty name.
    pub(crate) fn path(&self, page: &str) -> String {
        let id = &self.letter.id;
        let slash = if page.is_empty() { "" } else { "/" };
        let mut path = format!("/letters/{id}{slash}{page}");
        if self.wished {
            path.push_str("?lang=");
            path.push_str(self.language.lang());
        }
        path
    }
}
