//! `window.OpenLetter`, and what a page can set for all of its letters.

use super::Member;

/// What `configure` takes.
pub(crate) const OPTIONS: &[Member] = &[
    Member {
        name: "strings?",
        kind: "Record<string, Record<string, string | Plural>>",
        about: "Sentences in place of the widget's own: for each language, names from its locale file and texts. A counted one is an object of plural forms, with `other` among them. Unknown names are ignored.",
    },
    Member {
        name: "adapters?",
        kind: "Record<string, string | Record<string, unknown>>",
        about: "Adapters under names of your own, to be used in `adapter`: the address of a document, or the document itself.",
    },
    Member {
        name: "adapter?",
        kind: "string",
        about: "For letters without the attribute `adapter`.",
    },
    Member {
        name: "view?",
        kind: "View",
        about: "For letters without the attribute `view`.",
    },
    Member {
        name: "sign?",
        kind: "SignMode",
        about: "For letters without the attribute `sign`.",
    },
    Member {
        name: "theme?",
        kind: "Theme",
        about: "For letters without the attribute `theme`.",
    },
    Member {
        name: "stylesheet?",
        kind: "string",
        about: "For letters without the attribute `stylesheet`.",
    },
    Member {
        name: "lang?",
        kind: "string",
        about: "For letters without the attribute `lang`, on a page that names no language itself.",
    },
    Member {
        name: "loading?",
        kind: "Loading",
        about: "For letters without the attribute `loading`.",
    },
    Member {
        name: "pageSize?",
        kind: "number | string",
        about: "For letters without the attribute `page-size`.",
    },
];

/// What `window.OpenLetter` has, once the script is there.
pub(crate) const GLOBAL: &[Member] = &[
    Member {
        name: "configure",
        kind: "(options: OpenLetterOptions) => void",
        about: "Sets defaults for all letters on the page, those that stand there already among them. Called again, it changes what it names and keeps the rest.",
    },
    Member {
        name: "push",
        kind: "(options: OpenLetterOptions) => void",
        about: "The same. It works before the script has arrived too, on an array in its place.",
    },
    Member {
        name: "version",
        kind: "string",
        about: "The widget's version.",
    },
];
