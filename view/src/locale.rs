//! A language: its sentences and its formats, handed down to every component.

use std::rc::Rc;

use open_letter_core::Timestamp;
use open_letter_core::format::{Formats, direction};
use open_letter_core::i18n::{Key, Strings};
use open_letter_core::shared::Shared;
use yew::AttrValue;

/// A language: its sentences and its formats. Cheap to clone.
#[derive(Clone)]
pub struct Locale {
    strings: Shared<Strings>,
    formats: Rc<dyn Formats>,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.strings == other.strings && Rc::ptr_eq(&self.formats, &other.formats)
    }
}

impl Locale {
    /// A language from its sentences and its formats.
    #[must_use]
    pub fn new(strings: Shared<Strings>, formats: Rc<dyn Formats>) -> Self {
        Self { strings, formats }
    }

    /// The language, as a BCP 47 tag.
    #[must_use]
    pub fn lang(&self) -> AttrValue {
        AttrValue::from(self.strings.lang().to_owned())
    }

    /// The direction of its script.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        direction(self.strings.lang())
    }

    /// A sentence.
    #[must_use]
    pub fn text(&self, key: Key) -> AttrValue {
        AttrValue::Rc(self.strings.text(key))
    }

    /// A sentence with a name in it.
    #[must_use]
    pub fn with_name(&self, key: Key, name: &str) -> AttrValue {
        AttrValue::from(self.strings.fill(key, "name", name))
    }

    /// A sentence with a day in it.
    #[must_use]
    pub fn with_date(&self, key: Key, at: Timestamp) -> AttrValue {
        AttrValue::from(self.strings.fill(key, "date", &self.formats.date(at)))
    }

    /// A sentence that counts, with a name in it.
    #[must_use]
    pub fn counted_for(&self, key: Key, count: u64, name: &str) -> AttrValue {
        let sentence = self.strings.count_for(key, count, name, &*self.formats);
        AttrValue::from(sentence)
    }

    /// A sentence that counts.
    #[must_use]
    pub fn counted(&self, key: Key, count: u64) -> AttrValue {
        AttrValue::from(self.strings.count(key, count, &*self.formats))
    }
}
