//! The parts, in the order in which a reader meets them.

use super::Named;

const fn part(name: &'static str, about: &'static str) -> Named {
    Named { name, about }
}

/// Every element that has a name, for `::part(…)` from the page and for `[part~="…"]` in a
/// stylesheet of the element's own.
pub(crate) const PARTS: &[Named] = &[
    part(
        "letter",
        "the letter: its head, its text and what it rests on; in a card, the head",
    ),
    part("header", "its head"),
    part("addressee", "whom it is for"),
    part("title", "its title"),
    part("standfirst", "the sentence or two below the title"),
    part("meta", "the line with date, author and status"),
    part(
        "status",
        "whether it can be signed; `data-status` has the word",
    ),
    part("call", "the line with button and count"),
    part("sign-button", "the button, or link, that leads to the form"),
    part("count", "how many have signed"),
    part("content", "the letter's text with what stands above it"),
    part("takeaways", "the letter in short"),
    part("body", "the letter's text"),
    part("heading", "a heading in it"),
    part("paragraph", "a paragraph in it"),
    part("list", "a list in it, and the list of signatories"),
    part("quote", "somebody else's words"),
    part(
        "callout",
        "a passage that stands out; `data-kind` is `demand` for the demand",
    ),
    part("callout-label", "the words above the demand"),
    part(
        "image",
        "an image, or its alternative text where it is not shown",
    ),
    part("references", "what the letter rests on"),
    part("publisher", "who published a reference"),
    part("source", "where the letter was first published"),
    part(
        "standing",
        "why the letter cannot be signed, where it cannot",
    ),
    part("response", "what the addressee has answered"),
    part("form", "the form, with whatever it asks for at the moment"),
    part(
        "field",
        "an input with all that belongs to it; `data-invalid` where it is wrong",
    ),
    part("label", "the words of a field"),
    part("optional", "the note that a field may stay empty"),
    part("hint", "the small print at a field or in the form"),
    part("input", "what is typed into or chosen from"),
    part(
        "evidence",
        "the field that asks what shows that a badge is somebody's; it is a `field` too",
    ),
    part(
        "trap",
        "the input that nobody sees, and only programs fill in",
    ),
    part("choice", "a box and its words"),
    part("checkbox", "a box to tick"),
    part(
        "consent",
        "the field that asks for consent; it is a `field` too",
    ),
    part("error", "what is wrong, at its field"),
    part("error-summary", "what is wrong, above the form"),
    part("submit", "the button that sends the form"),
    part("action", "a quiet button that leads elsewhere"),
    part(
        "thanks",
        "what stands in the form's place once somebody has signed",
    ),
    part(
        "notice",
        "a message about the letter, the form or the list; `data-kind` is `failed`, `retrying` or `done`",
    ),
    part("retry", "the button that loads the letter again"),
    part("crashed", "the message that the widget has stopped"),
    part("signatories", "the people, with their heading"),
    part("signatory", "one of them"),
    part(
        "signatory-name",
        "the name; `data-anonymous` where it is kept out of the list",
    ),
    part("signatory-role", "what they do"),
    part("signatory-affiliation", "where they do it"),
    part("badge", "a distinction that the campaign gives"),
    part("more", "the button that loads more signatories"),
    part("list-end", "the words after the last of them"),
    part(
        "dialog",
        "the dialog around the form; `::part(dialog)::backdrop` is what lies behind it",
    ),
    part("dialog-title", "the line in it that names the letter"),
    part("close", "the button that closes it"),
];
