//! Where a page is shown: in a tab of its own, or in a frame on somebody else's page.

/// Where a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a tab of its own.
    Tab,
    /// In a frame, in the colours that the page around it asks for.
    Frame(Theme),
}

/// Which colours a framed page wears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// The reader's own.
    #[default]
    Auto,
    Light,
    Dark,
}

/// The pages that stay in the frame, by the ends of their paths. Whatever shows what is stored of
/// somebody leaves it: on a stranger's page, a click there could be a stolen one.
const FRAMED: [&str; 7] = [
    "",
    "signatures",
    "received",
    "in-review",
    "sent",
    "confirm",
    "confirmed",
];

impl Place {
    /// The path of one of a letter's pages, as this place leads to it. The letter's own page has
    /// an empty name.
    pub(crate) fn path(self, letter: &str, page: &str, lang: Option<&str>) -> String {
        let framed = self.framed().filter(|_| FRAMED.contains(&page));
        let mut path = format!("/letters/{letter}");
        let segments = framed.map(|_| "embed").into_iter().chain([page]);
        for segment in segments.filter(|segment| !segment.is_empty()) {
            path.push('/');
            path.push_str(segment);
        }
        let lang = lang.map(|lang| ("lang", lang));
        let theme = framed.and_then(Theme::name).map(|theme| ("theme", theme));
        for (index, (name, value)) in lang.into_iter().chain(theme).enumerate() {
            path.push(if index == 0 { '?' } else { '&' });
            path.push_str(name);
            path.push('=');
            path.push_str(value);
        }
        path
    }

    /// The colours of the frame, where there is one.
    pub(crate) fn framed(self) -> Option<Theme> {
        match self {
            Self::Tab => None,
            Self::Frame(theme) => Some(theme),
        }
    }
}

impl Theme {
    /// Reads what an address asks for; what is unknown is the reader's own.
    pub(crate) fn parse(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// Its name in an address, unless it is the usual one.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_keeps_its_own_pages_its_language_and_its_colours() {
        let dark = Place::Frame(Theme::Dark);
        let auto = Place::Frame(Theme::Auto);
        for (place, page, lang, expected) in [
            (Place::Tab, "", None, "/letters/a"),
            (Place::Tab, "sent", Some("ar"), "/letters/a/sent?lang=ar"),
            (auto, "", None, "/letters/a/embed"),
            (dark, "", None, "/letters/a/embed?theme=dark"),
            (
                dark,
                "received",
                Some("ar"),
                "/letters/a/embed/received?lang=ar&theme=dark",
            ),
            (dark, "manage", Some("ar"), "/letters/a/manage?lang=ar"),
            (dark, "own", None, "/letters/a/own"),
        ] {
            assert_eq!(place.path("a", page, lang), expected);
        }
    }
}
