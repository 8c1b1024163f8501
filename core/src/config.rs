//! What a page asks of one letter on it: the element's attributes, read once.

use crate::json::{FromJson, Json, Mismatch};
use crate::protocol::{MAX_PAGE_SIZE, PAGE_SIZE};

/// How much of a letter an element shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Everything.
    #[default]
    Letter,
    /// Title, standfirst, count and a button.
    Card,
    /// The button and the count.
    Button,
    /// The count alone.
    Count,
}

impl View {
    /// Reads an attribute's value; one that is unknown is the default.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        match name {
            "card" => Self::Card,
            "button" => Self::Button,
            "count" => Self::Count,
            _ => Self::Letter,
        }
    }

    /// Its name, as the attribute has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Card => "card",
            Self::Button => "button",
            Self::Count => "count",
        }
    }

    /// Whether the form opens in a dialog, where `sign` says `inline`, `dialog` or nothing.
    #[must_use]
    pub fn signs_in_dialog(self, sign: &str) -> bool {
        match sign {
            "dialog" => true,
            "inline" => false,
            _ => matches!(self, Self::Card | Self::Button),
        }
    }
}

/// The settings of one `<open-letter>`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The letter's absolute URL at its backend; empty where the page names none.
    pub src: String,
    /// The absolute URL of an adapter document; empty for the native protocol.
    pub adapter: String,
    /// The language of the page around the element, as a BCP 47 tag.
    pub lang: Option<String>,
    /// Signatories on a page, 1 to 200.
    pub page_size: u32,
    /// How much of the letter is shown.
    pub view: View,
    /// Whether the form opens in a dialog.
    pub dialog: bool,
    /// The locale files that can be loaded: an object of languages and URLs.
    pub locales: Json,
    /// Sentences that the page has put in place of ours: an object of languages, each an object
    /// of the names in a locale file.
    pub strings: Json,
}

impl FromJson for Config {
    /// Reads `{src, adapter, lang, pageSize, view, sign, locales, strings}`, as the element hands it
    /// over. What a page's author may get wrong falls back to its default.
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let text = |name: &str| json.get(name).as_str().map(str::trim).unwrap_or_default();
        let view = View::parse(text("view"));
        Ok(Self {
            src: text("src").to_owned(),
            adapter: text("adapter").to_owned(),
            lang: Some(text("lang").to_owned()).filter(|lang| !lang.is_empty()),
            page_size: match text("pageSize").parse() {
                Ok(size) if (1..=MAX_PAGE_SIZE).contains(&size) => size,
                _ => PAGE_SIZE,
            },
            view,
            dialog: view.signs_in_dialog(text("sign")),
            locales: json.get("locales").clone(),
            strings: json.get("strings").clone(),
        })
    }
}

impl Config {
    /// The locale file that fits a language best: the language itself, else a less specific one.
    #[must_use]
    pub fn locale_url(&self, lang: &str) -> Option<&str> {
        let Json::Object(locales) = &self.locales else {
            return None;
        };
        let mut wanted = lang;
        loop {
            let found = locales
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            if let Some((_, url)) = found {
                return url.as_str();
            }
            wanted = &wanted[..wanted.bytes().rposition(|byte| byte == b'-')?];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        Config::from_json(&serde_json::from_str(text).unwrap()).unwrap()
    }

    #[test]
    fn defaults_stand_in_for_nonsense() {
        for size in ["", "0", "201", "-1", "many", "5.5"] {
            assert_eq!(
                config(&format!(r#"{{"pageSize":"{size}"}}"#)).page_size,
                50,
                "{size}"
            );
        }
        assert_eq!(config(r#"{"pageSize":" 200 "}"#).page_size, 200);
        assert_eq!(config(r#"{"src":null,"lang":""}"#), config("{}"));
    }

    #[test]
    fn cards_and_buttons_open_a_dialog_unless_told_otherwise() {
        let opens = |view: &str, sign: &str| {
            config(&format!(r#"{{"view":"{view}","sign":"{sign}"}}"#)).dialog
        };
        assert!(opens("card", "") && opens("button", "aside") && opens("letter", "dialog"));
        assert!(!opens("letter", "") && !opens("card", "inline") && !opens("poster", ""));
        for view in [View::Letter, View::Card, View::Button, View::Count] {
            assert_eq!(View::parse(view.as_str()), view);
        }
    }

    #[test]
    fn a_region_falls_back_to_its_language() {
        let config = config(r#"{"locales":{"ar":"a.json","pt-BR":"b.json"}}"#);
        assert_eq!(config.locale_url("ar-EG"), Some("a.json"));
        assert_eq!(config.locale_url("PT-br"), Some("b.json"));
        assert_eq!(config.locale_url("pt"), None);
        assert_eq!(config.locale_url("arn"), None);
    }
}
