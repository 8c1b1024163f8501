//! How numbers and dates look in a language. The browser's `Intl` and the server's ICU4X each
//! implement [`Formats`], and golden files hold the two together.

use crate::timestamp::Timestamp;

/// The plural categories of CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// Arabic 0, Welsh 0.
    Zero,
    /// English 1.
    One,
    /// Arabic 2, Slovenian 2.
    Two,
    /// Polish 2 to 4, Arabic 3 to 10.
    Few,
    /// Polish 5, Arabic 11 to 99.
    Many,
    /// Everything else, and the only one that every language has.
    Other,
}

impl Plural {
    /// The category of that CLDR name; `Other` where there is none.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            _ => Self::Other,
        }
    }

    /// The CLDR name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// Formats of one language.
pub trait Formats {
    /// A whole number with the language's digits and grouping.
    fn number(&self, number: u64) -> String;
    /// Which plural form goes with a number of things.
    fn plural(&self, number: u64) -> Plural;
    /// A day, with the month in words, in UTC so that everybody reads the same one.
    fn date(&self, at: Timestamp) -> String;
}

/// The tag whose formats stand for a language that names no region. Campaigns here began in
/// Britain, so plain English writes its dates as Britain does; plain Arabic has the digits of
/// the Arabic script, which browsers leave to the region.
#[must_use]
pub fn regional(lang: &str) -> &str {
    match lang {
        "en" => "en-GB",
        "ar" => "ar-EG",
        other => other,
    }
}

/// The direction of a language's script: `rtl` or `ltr`.
#[must_use]
pub fn direction(lang: &str) -> &'static str {
    const SCRIPTS: [&str; 7] = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"];
    const LANGUAGES: [&str; 15] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
        "yi",
    ];
    let among = |tags: &[&str], tag: &str| tags.iter().any(|known| known.eq_ignore_ascii_case(tag));
    let mut subtags = lang.split('-');
    let language = subtags.next().unwrap_or_default();
    // A script outweighs the language.
    let rtl = match subtags.find(|subtag| subtag.len() == 4) {
        Some(script) => among(&SCRIPTS, script),
        None => among(&LANGUAGES, language),
    };
    if rtl { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_outweigh_languages() {
        for (lang, expected) in [
            ("en", "ltr"),
            ("ar", "rtl"),
            ("ar-EG", "rtl"),
            ("HE", "rtl"),
            ("uz-Arab-AF", "rtl"),
            ("ks-Deva", "ltr"),
            ("", "ltr"),
            ("arn", "ltr"),
        ] {
            assert_eq!(direction(lang), expected, "{lang}");
        }
    }

    #[test]
    fn plural_names_are_their_own_inverse() {
        for name in ["zero", "one", "two", "few", "many", "other"] {
            assert_eq!(Plural::from_name(name).name(), name);
        }
    }
}
