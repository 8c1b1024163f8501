//! What the backend's answers to the form's calls lead to.

use super::form::Form;
use super::submit::{refuse, send};
use super::{Effect, Face, Failure, Notice, Phase, Spot, State, Task};
use crate::Timestamp;
use crate::i18n::Key;
use crate::json::{FromJson, Json, Mismatch};
use crate::protocol::{
    Accepted, Code, Confirmed, Field, FieldCode, FieldError, Own, RESEND_SECONDS, Requested,
    SignatureStatus,
};

/// Takes the answer to the last intent. `waiting` says that another try follows a failure.
pub(super) fn take(state: &mut State, answer: Result<Json, Failure>, waiting: bool) -> Vec<Effect> {
    let form = &mut state.form;
    let Some(intent) = form.intent.as_mut() else {
        return Vec::new();
    };
    let task = intent.task;
    let failure = match answer {
        Ok(json) => match succeed(state, task, &json) {
            Ok(effects) => return effects,
            Err(mismatch) => Failure::WrongType(mismatch),
        },
        Err(failure) => {
            intent.doubt |= failure.leaves_doubt();
            failure
        }
    };
    if waiting {
        state.form.phase = Phase::Retrying(failure);
        return Vec::new();
    }
    fail(state, task, failure)
}

/// Nothing is changed before the answer has been read.
fn succeed(state: &mut State, task: Task, json: &Json) -> Result<Vec<Effect>, Box<Mismatch>> {
    let form = &mut state.form;
    let mut effects = vec![Effect::Focus(Spot::Heading)];
    let notice = match task {
        Task::Sign => {
            let accepted = Accepted::from_json(json)?;
            form.intent = None;
            form.code.clear();
            form.confirmed = false;
            form.own = Own {
                status: accepted.status,
                email: form.draft.email.trim().to_owned(),
                ..Own::default()
            };
            // Whoever speaks through an adapter confirms in their own way.
            if state.can.native && accepted.status == SignatureStatus::PendingConfirmation {
                form.receipt = Some(accepted.receipt);
                form.late = accepted.mail_delay.unwrap_or_default() / 60;
                effects.push(rest(form));
                form.show(Face::Code);
            } else {
                let own = std::mem::take(&mut form.own);
                form.clear();
                form.own = own;
                form.face = Face::Thanks;
            }
            Notice::Signed(accepted.status)
        }
        Task::Confirm => {
            let confirmed = Confirmed::from_json(json)?;
            form.intent = None;
            form.manage = confirmed.manage;
            form.own.status = confirmed.status;
            form.confirmed = true;
            // Who has asked for a mail came to see what is stored. The code stays until that
            // is there: should it not come, pressing again asks once more.
            if form.face == Face::Find && form.receipt.is_some() {
                return Ok(send(state, Task::Open, String::new(), Timestamp::default()));
            }
            // The signature that this code was for is acknowledged; another one that was begun
            // is not.
            if form.face == Face::Code {
                form.aside = Default::default();
            }
            form.code.clear();
            form.show(Face::Thanks);
            Notice::Confirmed(confirmed.status)
        }
        Task::Resend | Task::ChangeAddress | Task::Mail => {
            let requested = Requested::from_json(json)?;
            form.intent = None;
            form.own.email = form.draft.email.trim().to_owned();
            form.receipt = Some(requested.receipt);
            form.said = Some(Key::FindSent);
            if task != Task::Mail {
                effects.push(rest(form));
                form.show(Face::Code);
                form.said = Some(Key::Resent);
            }
            form.phase = Phase::Idle;
            effects[0] = Effect::Focus(Spot::Outcome);
            return Ok(effects);
        }
        Task::Open | Task::Save => {
            let own = Own::from_json(json)?;
            form.intent = None;
            let letter = state.letter.as_deref();
            // Corrections outlast the half hour, if it is the same signature.
            if std::mem::take(&mut form.unsaved) != own.email
                && let Some(letter) = letter
            {
                form.draft.recall(json, letter);
            }
            form.own = own;
            form.code.clear();
            form.show(Face::Own);
            if task == Task::Save {
                form.said = Some(Key::Saved);
                effects[0] = Effect::Focus(Spot::Outcome);
                effects.extend(renew(state, task));
            }
            return Ok(effects);
        }
        Task::Withdraw => {
            // Nothing is said to be gone on the word of an answer that nobody knows.
            json.read::<SignatureStatus>("status")?;
            let aside = std::mem::take(&mut form.aside);
            form.clear();
            form.aside = aside;
            form.face = Face::Gone;
            Notice::Withdrawn
        }
    };
    effects.push(Effect::Tell(notice));
    // The count and the list are others now, unless a code has yet to come.
    if state.form.face != Face::Code {
        effects.extend(renew(state, task));
    }
    Ok(effects)
}

/// Loads the letter and its list anew. A newcomer comes in front; what has changed may stand
/// anywhere in the list.
fn renew(state: &mut State, task: Task) -> Vec<Effect> {
    state.list.make_mut().stale = task != Task::Sign;
    state.load(true)
}

/// Another mail can be asked for, but not at once.
fn rest(form: &mut Form) -> Effect {
    form.rested = false;
    Effect::Wait(RESEND_SECONDS * 1_000, None)
}

fn fail(state: &mut State, task: Task, failure: Failure) -> Vec<Effect> {
    let notice = Effect::Tell(Notice::Error(failure.clone()));
    let mut effects = vec![Effect::Focus(Spot::Outcome), notice];
    let letter = state.letter.clone();
    let form = &mut state.form;
    if let Failure::Problem(problem) = &failure {
        let mut errors = Vec::new();
        match problem.code {
            Code::Invalid => {
                if let Some(letter) = letter {
                    for field in form.face.fields(&letter) {
                        let pointer = letter.pointer(field, &form.draft);
                        for error in &problem.errors {
                            if error.field() == Some(field) || error.pointer == pointer {
                                errors.push(error.clone().about(field));
                            }
                        }
                    }
                }
            }
            Code::CodeWrong => {
                form.tries_left = problem.tries_left.unwrap_or_default();
                errors.push(FieldError::new(Field::Code, FieldCode::NotAccepted));
            }
            Code::KeyReused => form.intent = None,
            // The half hour is over: a new mail opens it again.
            Code::Unauthorised if matches!(task, Task::Open | Task::Save | Task::Withdraw) => {
                if task == Task::Save {
                    form.unsaved.clone_from(&form.own.email);
                }
                form.intent = None;
                form.receipt = None;
                form.manage.clear();
                form.show(Face::Find);
                form.draft.email.clone_from(&form.own.email);
            }
            _ => {}
        }
        if !errors.is_empty() {
            effects.splice(..1, refuse(form, errors));
            return effects;
        }
    }
    let changed =
        matches!(&failure, Failure::Problem(problem) if problem.code == Code::LetterChanged);
    form.phase = Phase::Failed(failure);
    // The form stays as it is, with the text beside it that is to be signed now.
    if changed {
        effects.extend(state.load(true));
    }
    effects
}
