//! The tag's attributes.

use super::{Attribute, Kind};

/// In the order of the reference page: what is shown, how, and the rest.
pub(crate) const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "src",
        property: "src",
        kind: Kind::Address,
        default: "",
        about: "The letter's address at its backend, such as `https://letters.example.org/v1/letters/keep-the-library-open`. Without it, the element's children stay as they are.",
    },
    Attribute {
        name: "adapter",
        property: "adapter",
        kind: Kind::Text,
        default: "native",
        about: "How the backend is spoken to: `native` for the widget's own protocol, the name of a preset such as `pocketbase`, a name given to `configure`, or the address of an adapter document.",
    },
    Attribute {
        name: "view",
        property: "view",
        kind: Kind::Word("View"),
        default: "letter",
        about: "How much is shown. `letter`: everything. `card`: addressee, title, standfirst, count and button. `button`: button and count. `count`: the count alone.",
    },
    Attribute {
        name: "sign",
        property: "signMode",
        kind: Kind::Word("SignMode"),
        default: "inline",
        about: "Where the form stands: in its place below the letter, or in a dialog that the button opens. For the views `card` and `button` the default is `dialog`. The property is called `signMode`, since reading `sign` gives the method; setting `sign` sets the attribute all the same, as frameworks do.",
    },
    Attribute {
        name: "theme",
        property: "theme",
        kind: Kind::Word("Theme"),
        default: "auto",
        about: "Light or dark colours. `auto` follows the `color-scheme` of the page around the element, also while it changes.",
    },
    Attribute {
        name: "stylesheet",
        property: "stylesheet",
        kind: Kind::Address,
        default: "",
        about: "The address of a stylesheet that is laid over the default one, inside the element. The shipped themes are such files. One that cannot be loaded leaves the default look.",
    },
    Attribute {
        name: "lang",
        property: "lang",
        kind: Kind::Text,
        default: "",
        about: "The language of the widget's own sentences, as a BCP 47 tag. Where it is not given: the nearest `lang` of the page, else the letter's language, else English. The letter itself stays in its own.",
    },
    Attribute {
        name: "loading",
        property: "loading",
        kind: Kind::Word("Loading"),
        default: "lazy",
        about: "When the letter is loaded. `lazy`: once the element comes near the viewport, is focused or pointed at, or one of its methods is called. `eager`: at once.",
    },
    Attribute {
        name: "page-size",
        property: "pageSize",
        kind: Kind::Number(1, 200),
        default: "50",
        about: "How many signatories one press on “more” adds, 1 to 200.",
    },
];
