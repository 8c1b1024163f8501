//! What people type: trimmed, bounded and free of characters that only do harm.

use crate::field::FieldCode;
use crate::site::names_site;

/// Trims what was typed, folds its white space, and counts its characters against a limit.
///
/// # Errors
/// `Required` when nothing visible is left, `TooLong` past `max` characters, `Malformed` when it
/// has control characters or ones that reorder the text around them.
pub fn clean(typed: &str, max: usize) -> Result<String, FieldCode> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().all(is_invisible) {
        return Err(FieldCode::Required);
    }
    if text.chars().any(|c| c.is_control() || reorders_text(c)) {
        return Err(FieldCode::Malformed);
    }
    if text.chars().count() > max {
        return Err(FieldCode::TooLong);
    }
    Ok(text)
}

/// Embeddings, overrides and isolates: with them, a name could turn its neighbours around.
fn reorders_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, ' ' | '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
}

/// Refuses the address of a site: in a list that anybody may write into, it is an advertisement.
/// `sites` tells whether its bare name is one too, and nothing where it may stand.
fn unlinked(text: String, sites: Option<bool>) -> Result<String, FieldCode> {
    if sites.is_some_and(|bare| names_site(&text, bare)) {
        return Err(FieldCode::Malformed);
    }
    Ok(text)
}

macro_rules! bounded_text {
    ($($(#[$doc:meta])* $name:ident($max:literal, sites: $sites:expr)),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The most characters that it may have after trimming.
            pub const MAX: usize = $max;

            /// Checks what was typed.
            ///
            /// # Errors
            /// As [`clean`] does, and `Malformed` when it names a site.
            pub fn parse(typed: &str) -> Result<Self, FieldCode> {
                unlinked(clean(typed, Self::MAX)?, $sites).map(Self)
            }

            /// The text as it is stored and shown.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    )*};
}

bounded_text! {
    /// The name of somebody who signs, 1 to 100 characters.
    SignerName(100, sites: Some(true)),
    /// What a signer does, 1 to 120 characters.
    Role(120, sites: Some(false)),
    /// Where a signer does it, 1 to 120 characters.
    Affiliation(120, sites: Some(false)),
    /// In which field of work, 1 to 120 characters.
    Sector(120, sites: Some(false)),
    /// Why somebody signs, an answer, or what shows that a badge is theirs, 1 to 1,000 characters.
    /// It may name a site.
    Reason(1_000, sites: None),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_folded() {
        assert_eq!(
            SignerName::parse("  Ada \t\n Inkwell ").unwrap().as_str(),
            "Ada Inkwell"
        );
        assert_eq!(SignerName::parse("李").unwrap().as_str(), "李");
    }

    #[test]
    fn what_cannot_be_seen_is_missing() {
        for typed in ["", "   ", "\u{200b}\u{200d} \u{feff}", "\u{3164}"] {
            assert_eq!(
                SignerName::parse(typed),
                Err(FieldCode::Required),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert!(SignerName::parse(&"é".repeat(100)).is_ok());
        assert_eq!(SignerName::parse(&"é".repeat(101)), Err(FieldCode::TooLong));
        assert_eq!(Role::parse(&"x".repeat(121)), Err(FieldCode::TooLong));
    }

    #[test]
    fn sites_are_no_names() {
        for typed in ["Ada https://example.org", "Buy at example.com"] {
            assert_eq!(SignerName::parse(typed), Err(FieldCode::Malformed));
        }
        assert_eq!(Role::parse("www.example.org"), Err(FieldCode::Malformed));
        assert!(Affiliation::parse("Example.org").is_ok());
    }

    #[test]
    fn characters_that_turn_the_page_around_are_refused() {
        for typed in [
            "Ada\u{202e}llewknI",
            "\u{2066}Ada",
            "Ada\u{0}",
            "Ada\u{1b}[31m",
        ] {
            assert_eq!(
                SignerName::parse(typed),
                Err(FieldCode::Malformed),
                "{typed:?}"
            );
        }
    }
}
