//! Whatever happens, in whatever order: nothing that was typed is lost, nothing old is listened
//! to, and nothing is tried for ever.

use super::*;
use crate::signature::Draft;

/// Numbers that are the same in every run (an LCG with Knuth's constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

const FACES: [Face; 8] = [
    Face::Sign,
    Face::Code,
    Face::Address,
    Face::Find,
    Face::Own,
    Face::Leave,
    Face::Thanks,
    Face::Gone,
];
const TASKS: [Task; 8] = [
    Task::Sign,
    Task::Confirm,
    Task::Resend,
    Task::ChangeAddress,
    Task::Mail,
    Task::Open,
    Task::Save,
    Task::Withdraw,
];
const FIELDS: [Field; 7] = [
    Field::Name,
    Field::Email,
    Field::Role,
    Field::Affiliation,
    Field::Anonymous,
    Field::Consent,
    Field::Code,
];

/// An answer that fits what was asked for.
fn good(task: Task, confirmation: bool) -> Json {
    match task {
        Task::Sign if confirmation => json(pending()),
        Task::Sign => json(accepted()),
        Task::Confirm => json(Confirmed {
            status: SignatureStatus::Published,
            manage: "m".into(),
        }),
        Task::Resend | Task::ChangeAddress | Task::Mail => json(Requested {
            receipt: "4567".into(),
        }),
        Task::Open | Task::Save => json(Own {
            name: "Stored".into(),
            email: "stored@example.org".into(),
            ..Own::default()
        }),
        Task::Withdraw => Json::object(vec![("status", "withdrawn".into())]),
    }
}

fn bad(chance: &mut Chance) -> Failure {
    let tried = Problem {
        tries_left: Some(2),
        ..Problem::new(Code::CodeWrong, "")
    };
    chance.of(&[
        Failure::Offline,
        Failure::Network,
        Failure::Timeout,
        Failure::NotJson,
        Failure::Http(500),
        Failure::Http(429),
        Failure::Problem(Box::new(tried)),
        problem(Code::CodeSpent),
        problem(Code::CodeExpired),
        problem(Code::Unauthorised),
        problem(Code::InFlight),
        problem(Code::KeyReused),
        problem(Code::Closed),
        invalid(vec![FieldError::new(Field::Name, FieldCode::TooLong)]),
        invalid(vec![FieldError::new(Field::Code, FieldCode::Malformed)]),
    ])
}

fn task(state: &State) -> Option<Task> {
    state.form.intent.as_ref().map(|intent| intent.task)
}

/// What was typed into the signature's form, wherever it is kept.
fn signature(state: &State) -> &Draft {
    match state.form.face {
        Face::Sign => &state.form.draft,
        _ => &state.form.aside.0,
    }
}

fn same(one: &Draft, other: &Draft) -> bool {
    let texts =
        |draft: &Draft| FIELDS.map(|field| (draft.text(field).to_owned(), draft.ticked(field)));
    texts(one) == texts(other)
}

#[test]
fn no_order_of_events_loses_what_was_typed_or_heeds_what_is_old() {
    let mut faces = Vec::new();
    for seed in 0..400 {
        let mut chance = Chance(seed);
        let mut story = Story::opened();
        let mut calls: Vec<Box<Call>> = Vec::new();
        let mut due: Vec<Box<Call>> = Vec::new();
        for step in 0..120 {
            let before = story.state.clone();
            let mut acknowledged = false;
            let mut typed = false;
            match chance.below(9) {
                0 => {
                    let face = chance.of(&FACES);
                    // The visitor mostly goes on.
                    if face != Face::Sign || chance.below(4) == 0 {
                        story.on(Event::Turned(face));
                    }
                }
                1 | 2 => {
                    let key = format!("k{step}");
                    // Now and then something that is not on offer.
                    let mut offered = TASKS.to_vec();
                    if chance.below(8) > 0 {
                        offered.retain(|task| before.form.face.offers(*task));
                    }
                    if !offered.is_empty() {
                        let task = chance.of(&offered);
                        story.on(Event::Submitted {
                            task,
                            key,
                            now: Timestamp::default(),
                            millis: 0,
                        });
                    }
                }
                3 | 4 => {
                    let field = chance.of(&FIELDS);
                    let fits = match field {
                        Field::Email => "ada@example.org",
                        Field::Code => "123456",
                        _ => "Ada",
                    };
                    let text = chance.of(&["", fits, fits, fits]);
                    typed = true;
                    story.on(match field {
                        Field::Anonymous | Field::Consent => {
                            Event::Ticked(field, chance.below(4) > 0)
                        }
                        _ => Event::Typed(field, text.to_owned()),
                    });
                    story.on(Event::Left(field));
                }
                // Any call that was ever made is answered, most of all the last one.
                5 | 6 if !calls.is_empty() => {
                    let last = calls.len() - 1;
                    let at = chance.of(&[last, last, chance.0 as usize % calls.len()]);
                    let call = calls[at].clone();
                    let newest = call.serial == calls[last].serial;
                    let expected = newest && before.form.is_busy();
                    let asked = task(&story.state);
                    let answer = match asked {
                        Some(task) if chance.below(3) > 0 => Ok(good(task, chance.below(4) > 0)),
                        _ => Err(bad(&mut chance)),
                    };
                    acknowledged =
                        answer.is_ok() && matches!(asked, Some(Task::Sign | Task::Confirm));
                    let dice = 7;
                    story.on(Event::Answered { call, answer, dice });
                    if !expected {
                        assert!(story.effects.is_empty(), "seed {seed}, step {step}");
                        assert_eq!(story.state, before, "seed {seed}, step {step}");
                    }
                }
                7 if !due.is_empty() => {
                    let call = chance.of(&due);
                    let newest = calls.last().is_some_and(|last| last.serial == call.serial);
                    let expected = newest && before.form.is_busy();
                    story.on(Event::Due(Some(call)));
                    assert_eq!(story.sent().is_some(), expected);
                    assert_eq!(story.state, before);
                }
                _ => {
                    story.on(chance.of(&[Event::Due(None), Event::SignAsked]));
                }
            }
            for effect in &story.effects {
                match effect {
                    Effect::Fetch(call) if call.request == Request::Form => {
                        assert!(call.tries < 4, "seed {seed}, step {step}");
                        calls.push(call.clone());
                    }
                    Effect::Wait(_, Some(call)) => due.push(call.clone()),
                    _ => {}
                }
            }
            // The address may come along from the face that was left, where it was missing.
            let mut expected = signature(&before).clone();
            if expected.email.is_empty() {
                expected.email.clone_from(&signature(&story.state).email);
            }
            let typed = typed && before.form.face == Face::Sign && !before.form.is_busy();
            assert!(
                typed || acknowledged || same(&expected, signature(&story.state)),
                "seed {seed}, step {step}: {:?}",
                story.state.form
            );
            if !faces.contains(&story.state.form.face) {
                faces.push(story.state.form.face);
            }
        }
    }
    assert_eq!(faces.len(), FACES.len(), "chance leads everywhere");
}

#[test]
fn a_failure_leaves_every_field_of_its_face_as_it_is() {
    let mut chance = Chance(1);
    for face in [Face::Sign, Face::Code, Face::Address, Face::Find, Face::Own] {
        let task = TASKS.into_iter().find(|task| face.offers(*task)).unwrap();
        for _ in 0..60 {
            let mut story = Story::opened();
            story.state.form.face = face;
            story.state.form.own.email = "ada@example.org".into();
            story.state.form.receipt = Some("0123".into());
            story.fill().type_code("123456");
            story.state.form.draft.name = "Ada".into();
            story.state.form.draft.email = "ada@example.org".into();
            story.ask(task);
            assert!(story.sent().is_some(), "{face:?}");
            let before = story.state.form.clone();
            let failure = bad(&mut chance);
            story.fails(failure.clone());
            let after = &story.state.form;
            assert!(same(&before.draft, &after.draft), "{face:?} {failure:?}");
            assert_eq!(before.code, after.code, "{face:?} {failure:?}");
            assert!(!after.is_busy());
        }
    }
}
