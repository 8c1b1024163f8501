//! What a letter has, and what it asks for.

use super::Shape;
use super::types::member;

/// What `Question` has.
pub(super) const QUESTION: Shape = Shape::Object(&[
    member("name", "string", "Its name among the answers."),
    member("label", "string", "The question, in the letter's language."),
    member("hint", "string | null", "What helps to answer it."),
    member(
        "options",
        "string[]",
        "The answers to choose from; empty where one is typed.",
    ),
    member("need", "Need", "Whether it has to be answered."),
    member("max", "number", "The most characters of an answer."),
]);

/// What `Response` has.
pub(super) const RESPONSE: Shape = Shape::Object(&[
    member(
        "date",
        "string | null",
        "When, as a time in UTC (RFC 3339).",
    ),
    member("author", "string | null", "Who has answered."),
    member("body", "Block[]", "The answer, or what it says in short."),
    member("url", "string | null", "Where it was published."),
]);

/// What `Fields` has.
pub(super) const FIELDS: Shape = Shape::Object(&[
    member("role", "Need", "What the signer does."),
    member("affiliation", "Need", "Where."),
    member(
        "anonymous",
        "Need",
        "Whether the name may be kept out of the list; `required` means the same as `optional`.",
    ),
    member("sector", "Need", "In which field of work."),
    member(
        "sectors",
        "string[]",
        "The sectors to choose from; empty where it is typed.",
    ),
    member("reason", "Need", "Why they sign."),
    member(
        "updates",
        "Need",
        "Whether news of the campaign can be asked for.",
    ),
    member(
        "outcome",
        "Need",
        "Whether signers can ask to hear how a review ends.",
    ),
    member(
        "badges",
        "string[]",
        "Ids of the letter's `badges` that can be claimed.",
    ),
    member("custom", "Question[]", "The letter's own questions."),
]);

/// What `Letter` has.
pub(super) const LETTER: Shape = Shape::Object(&[
    member("id", "string", "Its name in addresses."),
    member(
        "url?",
        "string | null",
        "Its hosted page, where it can be read and signed without script.",
    ),
    member("title", "string", "Its title."),
    member(
        "standfirst?",
        "string | null",
        "One or two sentences that say what it is about.",
    ),
    member(
        "lang?",
        "string | null",
        "The language that it is written in (BCP 47).",
    ),
    member(
        "published_at?",
        "string | null",
        "When it was published, as a time in UTC (RFC 3339).",
    ),
    member(
        "opens_at?",
        "string | null",
        "When it opens for signatures.",
    ),
    member("closes_at?", "string | null", "When it closes."),
    member("status?", "LetterStatus", "Where it is in its life."),
    member(
        "status_note?",
        "string | null",
        "What the campaign says about that.",
    ),
    member("addressee?", "string | null", "Whom it is for."),
    member("author?", "string | null", "Who wrote it."),
    member(
        "body?",
        "Block[] | string",
        "The letter itself; some backends send plain text.",
    ),
    member("takeaways?", "string[]", "What it says in short."),
    member("references?", "Reference[]", "What it rests on."),
    member(
        "source?",
        "Reference | null",
        "Where it was first published.",
    ),
    member("tags?", "string[]", "What it is about."),
    member("version?", "string | null", "Which text it is."),
    member(
        "response?",
        "Response | null",
        "What the addressee has answered.",
    ),
    member("fields?", "Partial<Fields>", "What the form asks for."),
    member(
        "controller?",
        "string | null",
        "Who is responsible for what signers tell.",
    ),
    member(
        "archived_at?",
        "string | null",
        "When it was put away as files; `next` then names a file beside the letter's.",
    ),
    member(
        "proof?",
        "Proof",
        "The work that a browser does before it signs, where the letter asks for some.",
    ),
    member(
        "contacts_days?",
        "number | null",
        "Days after which addresses are erased, once it has closed.",
    ),
    member(
        "consent?",
        "Consent | null",
        "What a signer accepts; null where the campaign asks for nothing.",
    ),
    member(
        "confirmation?",
        "boolean",
        "Whether a signature counts only after its address was confirmed.",
    ),
    member(
        "moderation?",
        "Moderation",
        "When a person looks at signatures.",
    ),
    member(
        "badges?",
        "Badge[]",
        "The distinctions that signatories may bear.",
    ),
    member(
        "signatures?",
        "Partial<FirstPage>",
        "How many have signed, and the newest of them.",
    ),
]);
