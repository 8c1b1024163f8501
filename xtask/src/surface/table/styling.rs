//! Custom properties, slots and states.

use super::{CustomProperty, Named};

/// Custom properties, which any rule of the page may set on the element or above it.
pub(crate) const CUSTOM_PROPERTIES: &[CustomProperty] = &[
    CustomProperty {
        name: "accent",
        default: "a dark blue, or a light one in the dark",
        about: "The colour of buttons, links and the edge of the demand.",
    },
    CustomProperty {
        name: "on-accent",
        default: "white, or near black in the dark",
        about: "The colour of words on the accent. Keep a contrast of 4.5 to 1.",
    },
    CustomProperty {
        name: "text",
        default: "inherited",
        about: "The colour of the text.",
    },
    CustomProperty {
        name: "muted",
        default: "the text's colour at 74 %",
        about: "The colour of dates, hints and roles.",
    },
    CustomProperty {
        name: "surface",
        default: "the text's colour at 5 %",
        about: "The background of the demand, the summary and code.",
    },
    CustomProperty {
        name: "border",
        default: "the text's colour at 20 %",
        about: "The colour of lines.",
    },
    CustomProperty {
        name: "danger",
        default: "a red that fits light or dark",
        about: "The colour of errors.",
    },
    CustomProperty {
        name: "success",
        default: "a green that fits light or dark",
        about: "The colour of thanks, badges and the mark of an open letter.",
    },
    CustomProperty {
        name: "focus",
        default: "the accent",
        about: "The colour of the ring around what has the focus.",
    },
    CustomProperty {
        name: "radius",
        default: "0.375em",
        about: "How round the corners of buttons, fields and boxes are.",
    },
    CustomProperty {
        name: "space",
        default: "1em",
        about: "The distance between paragraphs, from which the larger ones follow.",
    },
    CustomProperty {
        name: "font",
        default: "inherited",
        about: "The font family of everything.",
    },
    CustomProperty {
        name: "heading-font",
        default: "inherited",
        about: "The font family of headings.",
    },
    CustomProperty {
        name: "font-size",
        default: "inherited",
        about: "The size of the text, from which all other sizes follow.",
    },
    CustomProperty {
        name: "line-height",
        default: "1.6",
        about: "The height of a line of text.",
    },
    CustomProperty {
        name: "measure",
        default: "38em",
        about: "The greatest width of the letter and its form.",
    },
];

/// Places for content of the page's own.
pub(crate) const SLOTS: &[Named] = &[
    Named {
        name: "",
        about: "Children without a `slot` are what people see until the letter is there, and for good where it cannot be shown. Put a link to the letter's page here.",
    },
    Named {
        name: "before",
        about: "Above everything.",
    },
    Named {
        name: "after-letter",
        about: "Between the letter and the form, in the view `letter`.",
    },
    Named {
        name: "thanks",
        about: "In the thanks, once somebody has signed.",
    },
    Named {
        name: "consent",
        about: "Above the box that asks for consent.",
    },
];

/// Custom states, for the page's own rules on the element.
pub(crate) const STATES: &[Named] = &[
    Named {
        name: "loading",
        about: "The letter is on its way.",
    },
    Named {
        name: "open",
        about: "The letter can be signed.",
    },
    Named {
        name: "closed",
        about: "The letter can be read and not be signed: it is not open yet, paused, over, delivered or answered.",
    },
    Named {
        name: "signed",
        about: "The visitor has signed, on this visit. It holds together with `open` or `closed`.",
    },
];
