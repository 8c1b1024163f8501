//! The codes of errors.

use super::ErrorCode;

/// Who tells an error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// The backend, in the words of the native protocol.
    Backend,
    /// The widget.
    Widget,
}

const fn backend(code: &'static str, about: &'static str, remedy: &'static str) -> ErrorCode {
    ErrorCode {
        code,
        told: Told::Backend,
        about,
        remedy,
    }
}

const fn widget(code: &'static str, about: &'static str, remedy: &'static str) -> ErrorCode {
    ErrorCode {
        code,
        told: Told::Widget,
        about,
        remedy,
    }
}

/// All codes: the widget's own first, since they are what one meets while embedding.
pub(crate) const ERRORS: &[ErrorCode] = &[
    widget(
        "network",
        "A file or the backend could not be reached, or does not allow the page to read its answer.",
        "Open the address in the message. Both have to answer with the header `Access-Control-Allow-Origin`.",
    ),
    widget(
        "timeout",
        "The backend did not answer within 10 seconds.",
        "The visitor can try again. Where it happens often, the backend is too slow.",
    ),
    widget(
        "not_json",
        "The answer is not JSON.",
        "Is `src` the letter's address at the backend, and not that of a web page?",
    ),
    widget(
        "wrong_type",
        "The answer is JSON of another shape, or a file is sent with another MIME type. The message names the place or the type.",
        "Correct the backend, the adapter or the web server there.",
    ),
    widget(
        "csp",
        "The page's Content-Security-Policy forbids something that the widget needs. The message names the directive.",
        "Add what the message says to that directive.",
    ),
    widget(
        "wasm_unsupported",
        "The browser has no WebAssembly, or it is switched off.",
        "Nothing: the element's children stay, and their link leads to a page that needs none.",
    ),
    widget(
        "integrity",
        "A file of the widget is not the one that belongs to this version, so it was not run.",
        "Upload all files of one version together, and let nothing on the way rewrite them.",
    ),
    widget(
        "crashed",
        "The widget has stopped. The letter stays readable, and the form is sent by the browser itself.",
        "Please tell the project how it came about.",
    ),
    widget(
        "adapter",
        "The adapter document is missing or wrong, or an answer does not fit it. The message says where.",
        "Try it with `cargo xtask adapter check`, or with the check on the studio page.",
    ),
    backend(
        "malformed",
        "The backend could not read the request.",
        "A backend of your own does not speak the protocol yet.",
    ),
    backend(
        "invalid",
        "Fields are wrong.",
        "The form shows which. An error of `sign()` has them in `errors`.",
    ),
    backend(
        "key_reused",
        "The same key came with another signature.",
        "Nothing: a new try has a new key.",
    ),
    backend(
        "in_flight",
        "The same signature is still being worked on.",
        "Nothing: the widget asks again by itself.",
    ),
    backend(
        "scheduled",
        "The letter is not open yet.",
        "Wait for its `opens_at`.",
    ),
    backend("paused", "The letter is paused.", "Try again later."),
    backend(
        "closed",
        "The letter can no longer be signed, or there is no form: the visitor has signed already.",
        "Look at the property `state` before you call `sign()`.",
    ),
    backend(
        "letter_changed",
        "The letter's text is another one than the visitor has read.",
        "Call `refresh()`, and let the visitor read again.",
    ),
    backend(
        "not_found",
        "There is no letter at this address.",
        "Check `src`.",
    ),
    backend(
        "too_large",
        "A request was over 16 kB, or an answer over 1 MB.",
        "Ask for smaller pages with `page-size`, or shorten the letter.",
    ),
    backend(
        "rate_limited",
        "Too many requests come from one network.",
        "The widget waits as long as the backend asks for, and tries again by itself where that is short.",
    ),
    backend(
        "challenge_required",
        "The backend asks for a proof that the widget cannot give.",
        "Ask whoever runs the backend.",
    ),
    backend(
        "code_wrong",
        "The code from the mail was mistyped.",
        "The form says how many tries are left.",
    ),
    backend(
        "code_expired",
        "The code from the mail is too old.",
        "The form offers another mail.",
    ),
    backend(
        "code_spent",
        "There were too many wrong codes.",
        "The link in the mail still works, or the visitor signs again.",
    ),
    backend(
        "unauthorised",
        "The half hour in which a visitor can change the signature is over.",
        "The form offers a new code.",
    ),
    backend(
        "unavailable",
        "The backend cannot answer now, or answers with an error that nobody knows.",
        "Look into its log. The visitor loses nothing and can try again.",
    ),
];
