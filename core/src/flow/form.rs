//! The form: what is typed, what is wrong with it, and what became of it once it was sent.

use super::{Call, Effect, Event, Failure, Notice, Request, Spot, State};
use crate::Letter;
use crate::json::Json;
use crate::protocol::{Accepted, Code, Field, FieldError, SignatureStatus, call_url};
use crate::signature::Draft;

/// The form. It is never cleared before the backend has acknowledged it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// What stands in it.
    pub draft: Draft,
    /// What is wrong, in the order of the form.
    pub errors: Vec<FieldError>,
    /// Whether it was sent off with mistakes, so that their summary stands above it.
    pub summary: bool,
    /// What became of it.
    pub signing: Signing,
    /// Fields that were typed into; only those are checked on leaving.
    touched: Vec<Field>,
    /// The last intent, whose key serves again for as long as its body is the same.
    intent: Option<Intent>,
}

/// One wish to sign. However often it is sent, it counts once.
#[derive(Clone, Debug, PartialEq)]
pub struct Intent {
    /// The idempotency key.
    pub key: String,
    /// The signature.
    pub body: Json,
}

/// What became of the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Signing {
    /// It is being filled in.
    #[default]
    Editing,
    /// It is on its way.
    Sending,
    /// It was not taken, or nobody can tell; the failure knows which.
    Failed(Failure),
    /// It was received.
    Received(SignatureStatus),
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

    /// The error of one field.
    #[must_use]
    pub fn error(&self, field: Field) -> Option<&FieldError> {
        self.errors
            .iter()
            .find(|error| error.field() == Some(field))
    }

    /// Checks one field anew and leaves what is said of the others.
    fn recheck(&mut self, field: Field, letter: &Letter) {
        let code = self.draft.error(field, letter);
        let mut errors = Vec::new();
        for other in Field::ALL {
            if other == field {
                errors.extend(code.map(|code| FieldError::new(field, code)));
            } else {
                errors.extend(self.error(other).cloned());
            }
        }
        self.summary &= !errors.is_empty();
        self.errors = errors;
    }
}

/// Where somebody who wants to sign is led.
pub(super) fn place(form: &Form) -> Spot {
    match form.signing {
        Signing::Received(_) => Spot::Outcome,
        _ => Spot::Form,
    }
}

pub(super) fn edit(state: &mut State, event: Event) {
    let Some(letter) = state.letter.clone() else {
        return;
    };
    let form = &mut state.form;
    // While it is on its way it stays as it was sent; the fields are read-only then.
    if matches!(form.signing, Signing::Sending | Signing::Received(_)) {
        return;
    }
    let field = match event {
        Event::Typed(field, text) => {
            if let Some(place) = form.draft.text_mut(field) {
                *place = text;
            }
            form.touched.push(field);
            field
        }
        Event::Ticked(field, on) => {
            form.draft.tick(field, on);
            field
        }
        Event::Left(field) => {
            if form.touched.contains(&field) {
                form.recheck(field, &letter);
            }
            return;
        }
        _ => return,
    };
    form.touched.dedup();
    // A mistake that is on the page goes as soon as it is mended.
    if form.error(field).is_some() {
        form.recheck(field, &letter);
    }
}

pub(super) fn submit(state: &mut State, key: String) -> Vec<Effect> {
    let Some(letter) = state.letter.clone().filter(|_| state.is_open()) else {
        return Vec::new();
    };
    let lang = state.sentences().lang().to_owned();
    let form = &mut state.form;
    if matches!(form.signing, Signing::Sending | Signing::Received(_)) {
        return Vec::new();
    }
    let draft = Draft {
        lang: Some(lang),
        letter_version: letter.version.clone(),
        consent_version: letter
            .consent
            .as_ref()
            .map(|consent| consent.version.clone()),
        ..form.draft.clone()
    };
    let errors = draft.errors(&letter);
    if !errors.is_empty() {
        return refuse(form, errors);
    }
    let body = draft.to_json();
    let key = match form.intent.take() {
        Some(last) if last.body == body => last.key,
        _ => key,
    };
    form.errors.clear();
    form.summary = false;
    form.signing = Signing::Sending;
    form.intent = Some(Intent {
        key: key.clone(),
        body: body.clone(),
    });
    let url = call_url(&state.config.src, "signatures");
    let call = Call {
        url,
        fresh: false,
        body: Some(body),
    };
    vec![
        Effect::Tell(Notice::Submit),
        Effect::Fetch(Request::Signature { key }, call),
    ]
}

fn refuse(form: &mut Form, errors: Vec<FieldError>) -> Vec<Effect> {
    form.errors = errors;
    form.summary = true;
    form.signing = Signing::Editing;
    vec![Effect::Focus(Spot::ErrorSummary)]
}

pub(super) fn take_answer(
    state: &mut State,
    key: &str,
    answer: Result<Accepted, Failure>,
) -> Vec<Effect> {
    let form = &mut state.form;
    let expected = form.intent.as_ref().is_some_and(|intent| intent.key == key);
    if !expected || form.signing != Signing::Sending {
        return Vec::new();
    }
    match answer {
        Ok(accepted) => {
            *form = Form {
                signing: Signing::Received(accepted.status),
                ..Form::default()
            };
            let mut effects = vec![
                Effect::Focus(Spot::Outcome),
                Effect::Tell(Notice::Signed(accepted.status)),
            ];
            effects.extend(state.load(true));
            effects
        }
        Err(Failure::Problem(problem))
            if problem.code == Code::Invalid
                && problem.errors.iter().any(|error| error.field().is_some()) =>
        {
            let notice = Effect::Tell(Notice::Error(Failure::Problem(problem.clone())));
            let mut effects = refuse(form, problem.errors);
            effects.push(notice);
            effects
        }
        Err(failure) => {
            if matches!(&failure, Failure::Problem(problem) if problem.code == Code::KeyReused) {
                form.intent = None;
            }
            form.signing = Signing::Failed(failure.clone());
            vec![
                Effect::Focus(Spot::Outcome),
                Effect::Tell(Notice::Error(failure)),
            ]
        }
    }
}
