//! What is sent to the backend for each task.

use super::form::{Intent, need};
use super::{Call, Effect, Face, Form, Method, Notice, Phase, Request, Spot, State, Task};
use crate::Letter;
use crate::json::Json;
use crate::letter::Need;
use crate::protocol::{Action, Field, FieldError, IDEMPOTENCY_KEY, call_url};
use crate::signature::Draft;

/// Sends the form off, unless something in it is wrong.
pub(super) fn submit(state: &mut State, task: Task, key: String) -> Vec<Effect> {
    let open = state.is_open();
    let Some(letter) = state.letter.clone() else {
        return Vec::new();
    };
    let form = &mut state.form;
    let offered = form.face.offers(task) && (open || task != Task::Sign);
    if !offered || form.is_busy() {
        return Vec::new();
    }
    form.said = None;
    let fields: &[Field] = match task {
        // Who asks for a mail has no code yet.
        Task::Mail => &[Field::Email],
        Task::Resend => &[],
        _ => form.face.fields(),
    };
    let errors = form.mistakes(fields, &letter);
    if !errors.is_empty() {
        return refuse(form, errors);
    }
    let mut effects = send(state, task, key);
    if task == Task::Sign {
        effects.push(Effect::Tell(Notice::Submit));
    }
    effects
}

/// Makes the call of a task.
pub(super) fn send(state: &mut State, task: Task, key: String) -> Vec<Effect> {
    let Some(letter) = state.letter.clone() else {
        return Vec::new();
    };
    let lang = state.sentences().lang().to_owned();
    let form = &mut state.form;
    let (method, path, body) = match task {
        Task::Sign => (
            Method::Post,
            "signatures",
            Some(signature(form, &letter, lang)),
        ),
        Task::Confirm => (Method::Post, "confirm", Some(code(form))),
        Task::Resend => (Method::Post, "requests", Some(wish(form, Action::Resend))),
        Task::ChangeAddress => (
            Method::Post,
            "requests",
            Some(wish(form, Action::ChangeAddress)),
        ),
        Task::Mail => (Method::Post, "requests", Some(wish(form, Action::Manage))),
        Task::Open => (Method::Get, "own", None),
        Task::Save => (Method::Patch, "own", Some(changes(&form.draft, &letter))),
        Task::Withdraw => (Method::Delete, "own", None),
    };
    let intent = match form.intent.take() {
        Some(last) if last.task == task && last.body == body => last,
        _ => Intent {
            task,
            key,
            body,
            doubt: false,
        },
    };
    form.errors.clear();
    form.summary = false;
    form.phase = Phase::Busy;
    let header = match path {
        "signatures" => Some((IDEMPOTENCY_KEY, intent.key.clone())),
        "own" => Some(("Authorization", ["Bearer ", &form.manage].concat())),
        _ => None,
    };
    let call = Call {
        request: Request::Form,
        method,
        url: call_url(&state.config.src, path),
        header,
        body: intent.body.clone(),
        ..Call::default()
    };
    form.intent = Some(intent);
    vec![state.calls.make(call)]
}

fn signature(form: &Form, letter: &Letter, lang: String) -> Json {
    let draft = Draft {
        lang: Some(lang),
        letter_version: letter.version.clone(),
        consent_version: letter
            .consent
            .as_ref()
            .map(|consent| consent.version.clone()),
        ..form.draft.clone()
    };
    draft.to_json()
}

/// A code goes with the receipt of the mail that it came in, where that was asked for here and
/// for this address, else with the address.
fn code(form: &Form) -> Json {
    let email = form.draft.email.trim();
    let receipt = form
        .receipt
        .as_deref()
        .filter(|_| form.face == Face::Code || email == form.own.email);
    let email = match receipt {
        Some(_) => None,
        None => Some(email),
    };
    Json::object(vec![
        ("receipt", receipt.into()),
        ("email", email.into()),
        ("code", form.code.trim().into()),
    ])
}

fn wish(form: &Form, action: Action) -> Json {
    let (email, receipt) = match action {
        Action::Resend => (form.own.email.as_str(), form.receipt.as_deref()),
        Action::ChangeAddress => (form.draft.email.trim(), form.receipt.as_deref()),
        _ => (form.draft.email.trim(), None),
    };
    Json::object(vec![
        ("email", email.into()),
        ("action", action.as_str().into()),
        ("receipt", receipt.into()),
    ])
}

/// What the form holds of a signature. An empty text empties what is stored.
fn changes(draft: &Draft, letter: &Letter) -> Json {
    let mut members = vec![("name", draft.name.trim().into())];
    for field in [Field::Role, Field::Affiliation, Field::Anonymous] {
        if need(field, letter) != Need::Off {
            let value = match field {
                Field::Anonymous => draft.anonymous.into(),
                _ => draft.text(field).trim().into(),
            };
            members.push((field.name(), value));
        }
    }
    Json::object(members)
}

/// Shows what is wrong, and leads to it.
pub(super) fn refuse(form: &mut Form, errors: Vec<FieldError>) -> Vec<Effect> {
    form.errors = errors;
    form.summary = true;
    form.phase = Phase::Idle;
    vec![Effect::Focus(Spot::ErrorSummary)]
}
