//! What a letter on a page can be told, and what it wants done.

use super::{Call, Face, Failure, Task};
use crate::Timestamp;
use crate::config::Config;
use crate::json::Json;
use crate::letter::Count;
use crate::protocol::{Field, SignatureStatus};

/// What has happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The element is on the page.
    Started,
    /// Its attributes or the page's language have changed.
    Configured(Config),
    /// The visitor or the page asks for the letter again.
    RefreshAsked,
    /// What became of a request.
    Answered {
        /// Which one.
        call: Box<Call>,
        /// The document that came back, or why there is none.
        answer: Result<Json, Failure>,
        /// Any number, each as likely as the others.
        dice: u16,
    },
    /// A wait is over: that before another try of a call or, without one, that before another
    /// mail may be asked for.
    Due(Option<Box<Call>>),
    /// The visitor wants to see more signatories.
    MoreAsked,
    /// The visitor or the page wants to sign.
    SignAsked,
    /// The visitor follows a link to a field.
    FieldAsked(Field),
    /// A field's text has changed.
    Typed(Field, String),
    /// A box was ticked or unticked.
    Ticked(Field, bool),
    /// A field was left.
    Left(Field),
    /// The visitor goes to another face of the form.
    Turned(Face),
    /// The form was sent off, or a button beside it was pressed.
    Submitted {
        /// What for.
        task: Task,
        /// A fresh idempotency key, in case this is a new intent.
        key: String,
        /// The time.
        now: Timestamp,
        /// Milliseconds since the form was first seen.
        millis: u64,
    },
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Make a request and come back with [`Event::Answered`].
    Fetch(Box<Call>),
    /// Wait for so many milliseconds, and come back with [`Event::Due`]. Another wait of the same
    /// kind, or a new call of the kind that is waited with, ends this one.
    Wait(u32, Option<Box<Call>>),
    /// Move the focus, once the new state is on the page.
    Focus(Spot),
    /// Tell the page around the element.
    Tell(Notice),
}

/// Where the focus can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The first field of the form.
    Form,
    /// One of its fields.
    Field(Field),
    /// The list of what is wrong.
    ErrorSummary,
    /// The heading of the form's face.
    Heading,
    /// What became of what was sent.
    Outcome,
    /// The end of the list, where the button for more stood.
    ListEnd,
}

/// What the page around the element hears. It never says anything about a signer.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The letter can be read.
    Ready,
    /// The count is another one.
    Count(Count),
    /// A signature is on its way.
    Submit,
    /// A signature was received.
    Signed(SignatureStatus),
    /// A signature was confirmed.
    Confirmed(SignatureStatus),
    /// A signature was taken back.
    Withdrawn,
    /// Something failed.
    Error(Failure),
}
