//! The form: what is typed, what is wrong with it, and what became of it once it was sent.

use super::{Effect, Event, Face, Failure, Phase, Spot, State, Task};
use crate::i18n::Key;
use crate::json::Json;
use crate::letter::Need;
use crate::protocol::{Field, FieldCode, FieldError, Own};
use crate::signature::Draft;
use crate::{Letter, Timestamp};

/// The form, whichever face it shows. It is never cleared before the backend has acknowledged
/// what stands in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// What it is for.
    pub face: Face,
    /// What stands in it.
    pub draft: Draft,
    /// The code from a mail, as it was typed.
    pub code: String,
    /// What is wrong, in the order of the form.
    pub errors: Vec<FieldError>,
    /// Whether it was sent off with mistakes, so that their summary stands above it.
    pub summary: bool,
    /// How its request is doing.
    pub phase: Phase,
    /// What went well, where the form stays.
    pub said: Option<Key>,
    /// How often a code may still be tried, after a wrong one.
    pub tries_left: u64,
    /// What is known of the signature: the address and the status at first, and all of it once
    /// it was opened. Only who typed the address, or knows the code, gets to see it.
    pub own: Own,
    /// Whether another mail may be asked for.
    pub rested: bool,
    /// Minutes by which mails are late.
    pub late: u64,
    /// Whether a code has shown that the address is the visitor's.
    pub confirmed: bool,
    /// By which a code is known, where a mail was asked for here.
    pub(super) receipt: Option<String>,
    /// What opens the signature for half an hour. It leaves this place in a header alone.
    pub(super) manage: String,
    /// Whose corrections were not taken because the half hour was over; they stand in the draft.
    pub(super) unsaved: String,
    /// Milliseconds for which it had been seen when it was last sent.
    pub(super) millis: u64,
    /// Fields that were typed into; only those are checked on leaving.
    pub(super) touched: Vec<Field>,
    /// The last intent, whose key serves again for as long as its body is the same.
    pub(super) intent: Option<Intent>,
    /// The signature's draft and intent, while another face uses their places.
    pub(super) aside: (Draft, Option<Intent>),
}

/// One wish. However often it is sent, it counts once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Intent {
    pub(super) task: Task,
    /// The idempotency key.
    pub(super) key: String,
    /// When it was first sent.
    pub(super) now: Timestamp,
    pub(super) body: Option<Json>,
    /// What only programs give away. It is no part of what the key stands for.
    pub(super) trap: Json,
    /// Whether a try may have arrived although no answer came.
    pub(super) doubt: bool,
}

impl Form {
    /// A form as it stands after it was sent off with mistakes, or before anything was typed.
    #[must_use]
    pub fn with(draft: Draft, errors: Vec<FieldError>) -> Self {
        Self {
            draft,
            summary: !errors.is_empty(),
            errors,
            ..Self::default()
        }
    }

    /// What was typed into a field.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Code => &self.code,
            other => self.draft.text(other),
        }
    }

    /// The error of one field.
    #[must_use]
    pub fn error(&self, field: Field) -> Option<&FieldError> {
        self.errors
            .iter()
            .find(|error| error.field() == Some(field))
    }

    /// Whether an answer is awaited, so that nothing can be changed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Busy | Phase::Retrying(_))
    }

    /// Whether a signature was begun and put aside.
    #[must_use]
    pub fn has_aside(&self) -> bool {
        !self.aside.0.name.is_empty()
    }

    /// Whether what is the visitor's own can be opened.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.manage.is_empty()
    }

    /// What a visitor reads when what was sent was not taken. What may have arrived the first
    /// time is not "not sent" because a later try did not leave.
    #[must_use]
    pub fn about(&self, failure: &Failure) -> Key {
        let doubt = self.intent.as_ref().is_some_and(|intent| intent.doubt);
        if doubt && (failure.is_passing() || *failure == Failure::Offline) {
            Key::Unknown
        } else {
            match failure.about_signature() {
                // A backend that lets nobody in who has not signed in takes no signatures.
                Key::OwnOver if self.face == Face::Sign => Key::SendClosed,
                key => key,
            }
        }
    }

    /// What is wrong with one field, if anything.
    fn wrong(&self, field: Field, letter: &Letter) -> Option<FieldCode> {
        match field {
            Field::Code => self.code.trim().is_empty().then_some(FieldCode::Required),
            // A stored member that the letter no longer asks for is not in the form.
            _ if self.face == Face::Own && letter.need(field) == Need::Off => None,
            _ => self.draft.error(field, letter),
        }
    }

    /// What is wrong with some fields.
    pub(super) fn mistakes(&self, fields: &[Field], letter: &Letter) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for field in fields {
            if let Some(code) = self.wrong(*field, letter) {
                let pointer = letter.pointer(*field, &self.draft);
                errors.push(FieldError::at(&pointer, code).about(*field));
            }
        }
        errors
    }

    /// Checks one field anew and leaves what is said of the others.
    fn recheck(&mut self, field: Field, letter: &Letter) {
        let mut errors = Vec::new();
        for other in self.face.fields(letter) {
            if other == field {
                errors.extend(self.mistakes(&[field], letter));
            } else {
                errors.extend(self.error(other).cloned());
            }
        }
        self.summary &= !errors.is_empty();
        self.errors = errors;
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Shows another face, on which nothing has happened yet. The signature's own comes back as
    /// it was left, and nothing else stays: the next to sign may be somebody else.
    pub(super) fn show(&mut self, face: Face) {
        if face == Face::Sign {
            let (mut draft, intent) = std::mem::take(&mut self.aside);
            if self.face == Face::Find && draft.email.is_empty() {
                draft.email = std::mem::take(&mut self.draft.email);
            }
            self.clear();
            self.draft = draft;
            self.intent = intent;
            return;
        }
        if self.face == Face::Sign {
            let draft = Draft {
                email: self.draft.email.clone(),
                ..Draft::default()
            };
            let signature = std::mem::replace(&mut self.draft, draft);
            self.aside = (signature, self.intent.take());
        }
        self.face = face;
        self.phase = Phase::Idle;
        self.errors.clear();
        self.summary = false;
        self.said = None;
        self.touched.clear();
    }
}

/// Where somebody who wants to sign is led.
pub(super) fn place(form: &mut Form) -> Spot {
    if form.face == Face::Find && !form.is_busy() {
        form.show(Face::Sign);
    }
    match form.face {
        Face::Sign => Spot::Form,
        _ => Spot::Heading,
    }
}

/// A visitor goes to another face. While something is on its way, its answer is waited for.
pub(super) fn turn(form: &mut Form, face: Face) -> Vec<Effect> {
    if form.is_busy() || !form.face.leads_to(face) {
        return Vec::new();
    }
    form.show(face);
    if matches!(face, Face::Address | Face::Code) {
        form.draft.email.clone_from(&form.own.email);
    }
    vec![Effect::Focus(Spot::Heading)]
}

pub(super) fn edit(state: &mut State, event: Event) {
    let Some(letter) = state.letter.clone() else {
        return;
    };
    let form = &mut state.form;
    let (Event::Typed(field, _) | Event::Ticked(field, _) | Event::Left(field)) = event else {
        return;
    };
    // While it is on its way it stays as it was sent; the fields are read-only then.
    if form.is_busy() || !form.face.fields(&letter).contains(&field) {
        return;
    }
    match event {
        Event::Typed(Field::Code, text) => form.code = text,
        Event::Typed(_, text) => {
            if let Some(place) = form.draft.text_mut(field) {
                *place = text;
            }
        }
        Event::Ticked(_, on) => form.draft.tick(field, on),
        _ => {
            // What is already told stays until it is mended: only the server may know of it, and
            // nothing should move away from under a press on the button.
            if form.touched.contains(&field) && form.error(field).is_none() {
                form.recheck(field, &letter);
            }
            return;
        }
    }
    if !form.touched.contains(&field) {
        form.touched.push(field);
    }
    // A mistake that is on the page goes as soon as it is mended.
    if form.error(field).is_some() {
        form.recheck(field, &letter);
    }
}
