//! What is sent to the backend for each task.

use super::form::Intent;
use super::{Call, Effect, Face, Form, Method, Notice, Phase, Request, Spot, State, Task};
use crate::adapter::Operation;
use crate::json::Json;
use crate::protocol::{Action, Field, FieldError, IDEMPOTENCY_KEY, call_url};
use crate::signature::Draft;
use crate::{Letter, Timestamp};

/// Sends the form off, unless something in it is wrong.
pub(super) fn submit(
    state: &mut State,
    task: Task,
    key: String,
    now: Timestamp,
    millis: u64,
) -> Vec<Effect> {
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
    let fields = match task {
        // Who asks for a mail has no code yet.
        Task::Mail => vec![Field::Email],
        Task::Resend => Vec::new(),
        _ => form.face.fields(&letter),
    };
    let errors = form.mistakes(&fields, &letter);
    if !errors.is_empty() {
        return refuse(form, errors);
    }
    form.millis = millis;
    let mut effects = send(state, task, key, now);
    if task == Task::Sign {
        effects.push(Effect::Tell(Notice::Submit));
    }
    effects
}

/// Makes the call of a task.
pub(super) fn send(state: &mut State, task: Task, key: String, now: Timestamp) -> Vec<Effect> {
    let Some(letter) = state.letter.clone() else {
        return Vec::new();
    };
    let lang = state.sentences().lang().to_owned();
    let form = &mut state.form;
    let (method, path) = match task {
        Task::Sign => (Method::Post, "signatures"),
        Task::Confirm => (Method::Post, "confirm"),
        Task::Resend | Task::ChangeAddress | Task::Mail => (Method::Post, "requests"),
        Task::Open => (Method::Get, "own"),
        Task::Save => (Method::Patch, "own"),
        Task::Withdraw => (Method::Delete, "own"),
    };
    let body = match task {
        Task::Sign => Some(signature(form, &letter, &lang)),
        Task::Save => Some(form.draft.changes(&form.face.fields(&letter), &letter)),
        Task::Open | Task::Withdraw => None,
        _ => Some(wish(form, task, &lang)),
    };
    let intent = match form.intent.take() {
        Some(last) if last.task == task && last.body == body => last,
        _ => Intent {
            task,
            key,
            now,
            body,
            trap: trap(form),
            doubt: false,
        },
    };
    form.errors.clear();
    form.summary = false;
    form.phase = Phase::Busy;
    if task == Task::Sign && !state.can.native {
        let ask = vec![
            ("signature", intent.body.clone().unwrap_or_default()),
            ("key", intent.key.as_str().into()),
            ("now", Json::Number(intent.now.millis() as f64)),
        ];
        form.intent = Some(intent);
        return vec![state.ask(Operation::Sign, ask, false)];
    }
    let header = match path {
        "signatures" => Some((IDEMPOTENCY_KEY, intent.key.clone())),
        "own" => {
            let token = ["Bearer ", &form.manage].concat();
            Some(("Authorization", token))
        }
        _ => None,
    };
    let mut body = intent.body.clone();
    if let (Task::Sign, Some(body)) = (task, &mut body) {
        body.put(Field::Trap.name(), intent.trap.clone());
    }
    let call = Call {
        request: Request::Form,
        method,
        url: call_url(&state.config.src, path),
        header,
        body,
        ..Call::default()
    };
    form.intent = Some(intent);
    vec![state.calls.make(call)]
}

fn signature(form: &Form, letter: &Letter, lang: &str) -> Json {
    let draft = Draft {
        lang: Some(lang.to_owned()),
        letter_version: letter.version.clone(),
        consent_version: letter
            .consent
            .as_ref()
            .map(|consent| consent.version.clone()),
        ..form.draft.clone()
    };
    draft.to_json(letter)
}

/// What nobody fills in, and how long the form has been seen.
#[expect(
    clippy::cast_precision_loss,
    reason = "nobody looks at a page for as long"
)]
fn trap(form: &Form) -> Json {
    Json::object(vec![
        ("text", form.draft.text(Field::Trap).into()),
        ("millis", Json::Number(form.millis as f64)),
    ])
}

/// What goes to `L/confirm` and `L/requests`. A code goes with the receipt of the mail that it
/// came in, where that was asked for here and for this address, else with the address.
fn wish(form: &Form, task: Task, lang: &str) -> Json {
    let email = match task {
        Task::Resend => &form.own.email,
        _ => form.draft.email.trim(),
    };
    let mut receipt = form.receipt.as_deref();
    if form.face == Face::Find && (task == Task::Mail || email != form.own.email) {
        receipt = None;
    }
    let (action, code) = match task {
        Task::Resend => (Some(Action::Resend), None),
        Task::ChangeAddress => (Some(Action::ChangeAddress), None),
        Task::Mail => (Some(Action::Manage), None),
        _ => (None, Some(form.code.trim())),
    };
    let email = Some(email).filter(|_| code.is_none() || receipt.is_none());
    Json::object(vec![
        ("receipt", receipt.into()),
        ("email", email.into()),
        ("action", action.map(Action::as_str).into()),
        ("lang", action.map(|_| lang).into()),
        ("code", code.into()),
    ])
}

/// Shows what is wrong, and leads to it.
pub(super) fn refuse(form: &mut Form, errors: Vec<FieldError>) -> Vec<Effect> {
    form.errors = errors;
    form.summary = true;
    form.phase = Phase::Idle;
    vec![Effect::Focus(Spot::ErrorSummary)]
}
