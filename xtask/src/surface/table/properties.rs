//! Properties that mirror no attribute, and methods.

use super::{Member, Method};

/// Read-only properties.
pub(crate) const PROPERTIES: &[Member] = &[
    Member {
        name: "letter",
        kind: "Letter | null",
        about: "The letter as the backend sent it, in the words of the native protocol. Null before it has arrived. Each reading gives a fresh copy, so a change to it changes nothing on the page.",
    },
    Member {
        name: "count",
        kind: "number | null",
        about: "How many have signed, as the element shows it. Null where nobody knows.",
    },
    Member {
        name: "state",
        kind: "LetterState",
        about: "Where the element is in its life. `idle`: nothing was asked for yet. `loading`: the letter is on its way. `open`: it can be signed. `closed`: it can be read. `signed`: this visitor has signed, on this visit. `failed`: the letter did not come.",
    },
];

/// Methods, each of which may be called before the Wasm has arrived: it is loaded then.
pub(crate) const METHODS: &[Method] = &[
    Method {
        name: "refresh",
        parameters: &[],
        resolves: "void",
        about: "Loads the letter anew. What was typed stays.",
    },
    Method {
        name: "openSign",
        parameters: &[],
        resolves: "void",
        about: "Leads the visitor to the form, or opens the dialog in which it stands. Where the letter cannot be signed, nothing happens.",
    },
    Method {
        name: "sign",
        parameters: &[Member {
            name: "values",
            kind: "SignValues",
            about: "What goes into the form. Consent has to be given by the visitor: pass on what they ticked.",
        }],
        resolves: "Signed",
        about: "Fills in the form and sends it, as the visitor would. Resolves once the backend has taken the signature; rejects with a `SignError` otherwise, and the form then says what is wrong.",
    },
    Method {
        name: "destroy",
        parameters: &[],
        resolves: "void",
        about: "Takes the letter off the page and frees everything that it held. The element's children stand there again.",
    },
];
