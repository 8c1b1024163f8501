//! The types that properties, methods and events speak of. Those of the letter are the native
//! protocol's, as `docs/openapi.json` has them.

use super::{Member, Shape, Type, letter};

pub(super) const fn member(name: &'static str, kind: &'static str, about: &'static str) -> Member {
    Member { name, kind, about }
}

const CONTENT: Member = member("content", "Inline[]", "Its words.");
const BLOCKS: Member = member("content", "Block[]", "What stands in it.");

/// In the order in which they are declared.
pub(crate) const TYPES: &[Type] = &[
    Type {
        name: "View",
        about: "How much of a letter is shown.",
        shape: Shape::Words(&["letter", "card", "button", "count"]),
    },
    Type {
        name: "SignMode",
        about: "Where the form stands.",
        shape: Shape::Words(&["inline", "dialog"]),
    },
    Type {
        name: "Theme",
        about: "Light or dark colours.",
        shape: Shape::Words(&["auto", "light", "dark"]),
    },
    Type {
        name: "Loading",
        about: "When a letter is loaded.",
        shape: Shape::Words(&["lazy", "eager"]),
    },
    Type {
        name: "LetterState",
        about: "Where an element is in its life.",
        shape: Shape::Words(&["idle", "loading", "open", "closed", "signed", "failed"]),
    },
    Type {
        name: "SignatureStatus",
        about: "What became of a signature: the address is to be confirmed first, a person will look at it, it counts, it was refused, it was taken back, or the backend does not say.",
        shape: Shape::Words(&[
            "pending_confirmation",
            "in_review",
            "published",
            "rejected",
            "withdrawn",
            "sent",
        ]),
    },
    Type {
        name: "LetterStatus",
        about: "Where a letter is in its life. It can be signed while it is `open`.",
        shape: Shape::Words(&[
            "scheduled",
            "open",
            "paused",
            "closed",
            "delivered",
            "answered",
        ]),
    },
    Type {
        name: "Need",
        about: "Whether a field of the form is asked for.",
        shape: Shape::Words(&["off", "optional", "required"]),
    },
    Type {
        name: "Moderation",
        about: "When a person looks at signatures.",
        shape: Shape::Words(&["none", "before", "after"]),
    },
    Type {
        name: "Field",
        about: "A field of the form.",
        shape: Shape::Words(&[
            "name",
            "email",
            "role",
            "affiliation",
            "sector",
            "reason",
            "anonymous",
            "outcome",
            "updates",
            "consent",
        ]),
    },
    Type {
        name: "SignValues",
        about: "What `sign()` puts into the form. What the letter does not ask for is left out.",
        shape: Shape::Object(&[
            member(
                "name",
                "string",
                "As it should stand under the letter, 1 to 100 characters.",
            ),
            member("email?", "string", "An e-mail address, at most 254 bytes."),
            member(
                "role?",
                "string",
                "What the signer does, at most 120 characters.",
            ),
            member("affiliation?", "string", "Where, at most 120 characters."),
            member(
                "anonymous?",
                "boolean",
                "Whether the name stays out of the list.",
            ),
            member(
                "sector?",
                "string",
                "In which field of work, at most 120 characters.",
            ),
            member(
                "reason?",
                "string",
                "Why they sign, at most 1,000 characters.",
            ),
            member(
                "outcome?",
                "boolean",
                "Whether a mail is to tell how the review ends.",
            ),
            member(
                "updates?",
                "boolean",
                "Whether news of the campaign are wanted.",
            ),
            member(
                "consent?",
                "boolean",
                "Whether the visitor has agreed, where the letter asks for that.",
            ),
        ]),
    },
    Type {
        name: "Signed",
        about: "What `sign()` resolves to.",
        shape: Shape::Object(&[member(
            "status",
            "SignatureStatus",
            "What became of the signature.",
        )]),
    },
    Type {
        name: "FieldError",
        about: "A field that is wrong.",
        shape: Shape::Object(&[
            member("field", "Field", "Which one."),
            member(
                "message",
                "string",
                "What is wrong, in the visitor's language, as the form says it.",
            ),
        ]),
    },
    Type {
        name: "Plural",
        about: "A sentence that counts something, in the plural forms of its language. `{count}` stands for the number.",
        shape: Shape::Object(&[
            member("zero?", "string", "For the category `zero`."),
            member("one?", "string", "For the category `one`."),
            member("two?", "string", "For the category `two`."),
            member("few?", "string", "For the category `few`."),
            member("many?", "string", "For the category `many`."),
            member("other", "string", "For all other numbers."),
        ]),
    },
    Type {
        name: "Inline",
        about: "A piece of running text.",
        shape: Shape::Tagged(&[
            ("text", &[member("text", "string", "The words.")]),
            ("strong", &[CONTENT]),
            ("emphasis", &[CONTENT]),
            (
                "link",
                &[member("href", "string", "Where it leads."), CONTENT],
            ),
            ("code", &[member("text", "string", "The words.")]),
        ]),
    },
    Type {
        name: "Block",
        about: "A piece of the letter's text that stands on its own.",
        shape: Shape::Tagged(&[
            (
                "heading",
                &[
                    member("level", "2 | 3 | 4", "The title is the first level."),
                    CONTENT,
                ],
            ),
            ("paragraph", &[CONTENT]),
            (
                "list",
                &[
                    member("ordered", "boolean", "Whether the order means something."),
                    member(
                        "items",
                        "Block[][]",
                        "Each item is a small text of its own.",
                    ),
                ],
            ),
            ("quote", &[BLOCKS]),
            (
                "callout",
                &[
                    member(
                        "kind",
                        "string",
                        "`demand`, or another kind that a theme may know.",
                    ),
                    BLOCKS,
                ],
            ),
            ("rule", &[]),
            (
                "image",
                &[
                    member("src", "string", "Shown only from the letter's own origin."),
                    member("alt", "string", "What it shows, in words."),
                ],
            ),
        ]),
    },
    Type {
        name: "Reference",
        about: "Something that a letter rests on.",
        shape: Shape::Object(&[
            member("title", "string", "Its title."),
            member("url?", "string", "Where it can be read."),
            member("publisher?", "string", "Who published it."),
        ]),
    },
    Type {
        name: "Badge",
        about: "A distinction that the campaign gives to signatories.",
        shape: Shape::Object(&[
            member("id", "string", "What a signatory's `badges` name."),
            member("label", "string", "What it says, in the letter's language."),
            member(
                "evidence",
                "Need",
                "Whether those who claim it are asked what shows it.",
            ),
        ]),
    },
    Type {
        name: "Question",
        about: "A question of a letter's own.",
        shape: letter::QUESTION,
    },
    Type {
        name: "Response",
        about: "What the addressee has answered.",
        shape: letter::RESPONSE,
    },
    Type {
        name: "Fields",
        about: "What the form asks for besides name and e-mail address.",
        shape: letter::FIELDS,
    },
    Type {
        name: "Proof",
        about: "The work that a browser does before it signs.",
        shape: Shape::Object(&[
            member("algorithm", "string", "What hashes: `SHA-256`."),
            member("bits", "number", "With how many zero bits the hash begins."),
        ]),
    },
    Type {
        name: "Consent",
        about: "What a signer accepts.",
        shape: Shape::Object(&[
            member("version", "string", "Which wording it is."),
            member("text", "string", "The wording, in the letter's language."),
        ]),
    },
    Type {
        name: "Signatory",
        about: "A signature as everybody may see it. It never has an e-mail address.",
        shape: Shape::Object(&[
            member("id", "string", "A random public id."),
            member(
                "name",
                "string | null",
                "Null for those who sign anonymously.",
            ),
            member("role", "string | null", "What they do."),
            member("affiliation", "string | null", "Where."),
            member("reason?", "string", "Why they signed, where they say so."),
            member("badges", "string[]", "Ids of the letter's `badges`."),
            member("signed_at", "string", "When, as a time in UTC (RFC 3339)."),
        ]),
    },
    Type {
        name: "FirstPage",
        about: "How many have signed, and the newest of them.",
        shape: Shape::Object(&[
            member(
                "count",
                "number",
                "Published signatures, when the letter was sent.",
            ),
            member(
                "as_of",
                "string",
                "When it was counted, as a time in UTC (RFC 3339).",
            ),
            member("items", "Signatory[]", "Newest first."),
            member(
                "next",
                "string | null",
                "The next page's cursor, where there is one.",
            ),
        ]),
    },
    Type {
        name: "Letter",
        about: "An open letter, in the words of the native protocol. Other backends, and those behind an adapter, may leave out what is marked as optional.",
        shape: letter::LETTER,
    },
];
