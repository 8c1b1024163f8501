//! What is stored: seen, corrected, taken back.

use super::*;
use crate::i18n::Key;

fn own() -> Own {
    Own {
        status: SignatureStatus::Published,
        name: "Ada Inkwell".into(),
        email: "ada@example.org".into(),
        role: Some("Cartographer".into()),
        // Stored before the letter ceased to ask for it.
        affiliation: Some("Example Trust".into()),
        anonymous: true,
        ..Own::default()
    }
}

impl Story {
    /// A visitor who looks at what is stored.
    fn looking() -> Self {
        let mut story = Self::opened();
        story.fill().submit("k1").answer(Ok(pending()));
        story
            .type_code("123456")
            .ask(Task::Confirm)
            .answer(Ok(Confirmed {
                status: SignatureStatus::Published,
                manage: "t0ken".into(),
            }));
        story.ask(Task::Open).answer(Ok(own()));
        story
    }

    fn bearer(&self) -> Option<&str> {
        let (name, value) = self.sent()?.header.as_ref()?;
        assert_eq!(*name, "Authorization");
        Some(value)
    }
}

#[test]
fn what_is_stored_stands_in_the_form() {
    let story = Story::looking();
    let form = &story.state.form;
    assert_eq!((form.face, &form.own), (Face::Own, &own()));
    assert_eq!(form.draft.name, "Ada Inkwell");
    assert_eq!(form.draft.role, "Cartographer");
    assert_eq!(story.effects, [Effect::Focus(Spot::Heading)]);
}

#[test]
fn only_what_the_letter_asks_for_is_changed() {
    let mut story = Story::looking();
    story
        .on(Event::Typed(Field::Role, "  ".into()))
        .on(Event::Typed(Field::Name, " Ada Paperclip ".into()))
        .ask(Task::Save);
    let body = r#"{"name":"Ada Paperclip","role":""}"#;
    let sent = (Method::Patch, "/own".to_owned(), body.to_owned());
    assert_eq!(story.sent_to(SRC), sent);
    assert_eq!(story.bearer(), Some("Bearer t0ken"));
    story.answer(Ok(Own {
        name: "Ada Paperclip".into(),
        role: None,
        ..own()
    }));
    let form = &story.state.form;
    assert_eq!((form.face, form.said), (Face::Own, Some(Key::Saved)));
    assert_eq!(form.draft.name, "Ada Paperclip");
    assert!(story.reloads());
    assert_eq!(story.effects[0], Effect::Focus(Spot::Outcome));
}

#[test]
fn corrections_are_checked_as_a_signature_is() {
    let mut story = Story::looking();
    story
        .on(Event::Typed(Field::Name, String::new()))
        .ask(Task::Save);
    assert_eq!(story.effects, [Effect::Focus(Spot::ErrorSummary)]);
    assert!(story.state.form.error(Field::Name).is_some());
    let refused = invalid(vec![FieldError::new(Field::Name, FieldCode::TooLong)]);
    story
        .on(Event::Typed(Field::Name, "Ada".into()))
        .ask(Task::Save)
        .fails(refused);
    assert_eq!(
        story.state.form.error(Field::Name).unwrap().code,
        FieldCode::TooLong
    );
}

#[test]
fn taking_back_needs_a_second_press_and_leaves_nothing() {
    let mut story = Story::looking();
    story.ask(Task::Withdraw);
    assert!(story.effects.is_empty(), "not from here");
    story
        .on(Event::Turned(Face::Leave))
        .on(Event::Turned(Face::Own))
        .on(Event::Turned(Face::Leave))
        .ask(Task::Withdraw);
    let sent = (Method::Delete, "/own".to_owned(), String::new());
    assert_eq!(story.sent_to(SRC), sent);
    assert_eq!(story.bearer(), Some("Bearer t0ken"));
    let gone = Json::object(vec![("status", "withdrawn".into())]);
    story.ended(Request::Form, Ok(gone));
    assert_eq!(
        story.state.form,
        Form {
            face: Face::Gone,
            ..Form::default()
        }
    );
    assert_eq!(story.told(), [&Notice::Withdrawn]);
    assert!(story.reloads());
    story.on(Event::Turned(Face::Sign));
    assert_eq!(story.state.form, Form::default());
}

#[test]
fn an_answer_of_another_shape_leaves_doubt() {
    let mut story = Story::looking();
    story.on(Event::Turned(Face::Leave)).ask(Task::Withdraw);
    story.ended(Request::Form, Ok(Json::Array(Vec::new())));
    let Phase::Failed(failure) = story.state.form.phase.clone() else {
        panic!("it is not gone");
    };
    assert_eq!(story.state.form.about(&failure), Key::Unknown);
}

#[test]
fn after_half_an_hour_a_new_mail_is_asked_for_and_corrections_stay() {
    let mut story = Story::looking();
    story
        .on(Event::Typed(Field::Name, "Ada Paperclip".into()))
        .ask(Task::Save)
        .fails(problem(Code::Unauthorised));
    let form = &story.state.form;
    assert_eq!(form.face, Face::Find);
    assert_eq!(form.draft.email, "ada@example.org");
    assert_eq!(form.about(&problem(Code::Unauthorised)), Key::OwnOver);
    assert!(!form.is_known());
    story
        .ask(Task::Mail)
        .answer(Ok(Requested {
            receipt: "89ab".into(),
        }))
        .type_code("654321")
        .ask(Task::Confirm)
        .answer(Ok(Confirmed {
            status: SignatureStatus::Published,
            manage: "an0ther".into(),
        }));
    assert_eq!(story.bearer(), Some("Bearer an0ther"));
    story.answer(Ok(own()));
    assert_eq!(story.state.form.draft.name, "Ada Paperclip");
    story.ask(Task::Save);
    assert!(story.sent_to(SRC).2.contains("Ada Paperclip"));
}

#[test]
fn corrections_never_go_into_somebody_elses_signature() {
    let mut story = Story::looking();
    story
        .on(Event::Typed(Field::Name, "Ada Paperclip".into()))
        .ask(Task::Save)
        .fails(problem(Code::Unauthorised));
    story
        .on(Event::Typed(Field::Email, "bea@example.org".into()))
        .ask(Task::Mail)
        .answer(Ok(Requested::default()))
        .type_code("654321")
        .ask(Task::Confirm)
        .answer(Ok(Confirmed::default()))
        .answer(Ok(Own {
            name: "Bea".into(),
            email: "bea@example.org".into(),
            ..Own::default()
        }));
    assert_eq!(story.state.form.draft.name, "Bea");
}

#[test]
fn a_look_that_fails_leaves_the_thanks_standing() {
    let mut story = Story::opened();
    story.fill().submit("k1").answer(Ok(pending()));
    story
        .type_code("1")
        .ask(Task::Confirm)
        .answer(Ok(Confirmed {
            status: SignatureStatus::Published,
            manage: "t".into(),
        }));
    story.ask(Task::Open).fails(Failure::Network);
    assert_eq!(story.state.form.face, Face::Thanks);
    assert_eq!(story.state.form.phase, Phase::Failed(Failure::Network));
    story.ask(Task::Open).answer(Ok(own()));
    assert_eq!(story.state.form.face, Face::Own);
}

#[test]
fn nothing_that_is_told_names_a_signer_or_a_token() {
    let mut story = Story::looking();
    story.ask(Task::Save).answer(Ok(own()));
    story.on(Event::Turned(Face::Leave)).ask(Task::Withdraw);
    let gone = Json::object(vec![("status", "withdrawn".into())]);
    let url = story.sent().unwrap().url.clone();
    story.ended(Request::Form, Ok(gone));
    let told = format!("{:?} {url}", story.told());
    for planted in ["Ada", "ada@", "Cartographer", "t0ken", "123456"] {
        assert!(!told.contains(planted), "{planted}");
    }
}
