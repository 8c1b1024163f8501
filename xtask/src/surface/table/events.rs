//! What the element tells the page.

use super::{Event, Member};

/// Events, none of which carries anything about the person who signs.
pub(crate) const EVENTS: &[Event] = &[
    Event {
        name: "open-letter-ready",
        detail: &[],
        about: "The letter can be read. Once for each letter.",
    },
    Event {
        name: "open-letter-count",
        detail: &[Member {
            name: "count",
            kind: "number",
            about: "Published signatures.",
        }],
        about: "A new count is shown, the first one among them.",
    },
    Event {
        name: "open-letter-submit",
        detail: &[],
        about: "A signature is being sent; everything in the form was in order.",
    },
    Event {
        name: "open-letter-signed",
        detail: &[Member {
            name: "status",
            kind: "SignatureStatus",
            about: "What became of it.",
        }],
        about: "The backend has taken the signature. Whether it counts yet, the status says.",
    },
    Event {
        name: "open-letter-confirmed",
        detail: &[Member {
            name: "status",
            kind: "SignatureStatus",
            about: "What became of it.",
        }],
        about: "The visitor has confirmed the address with the code from the mail.",
    },
    Event {
        name: "open-letter-withdrawn",
        detail: &[],
        about: "The visitor has taken the signature back.",
    },
    Event {
        name: "open-letter-error",
        detail: &[
            Member {
                name: "code",
                kind: "ErrorCode",
                about: "What went wrong, for programs.",
            },
            Member {
                name: "message",
                kind: "string",
                about: "The same in English, for whoever reads the console. Visitors read other words, in the element.",
            },
        ],
        about: "Something did not work. The element, or what stood in it before, goes on showing what can be shown.",
    },
];
