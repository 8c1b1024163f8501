//! From "check your mail" to the thanks.

use super::*;
use crate::i18n::Key;
use crate::protocol::RESEND_SECONDS;

const REST: u32 = RESEND_SECONDS * 1_000;

impl Story {
    /// A signature that waits for its code.
    fn waiting() -> Self {
        let mut story = Self::opened();
        story.fill().submit("k1").answer(Ok(pending()));
        story
    }

    fn rests(&self) -> bool {
        self.effects.contains(&Effect::Wait(REST, None))
    }
}

fn confirmed() -> Confirmed {
    Confirmed {
        status: SignatureStatus::InReview,
        manage: "token".into(),
    }
}

fn wrong(tries_left: u64) -> Failure {
    Failure::Problem(Box::new(Problem {
        tries_left: Some(tries_left),
        ..Problem::new(Code::CodeWrong, "")
    }))
}

fn requested() -> Requested {
    Requested {
        receipt: "4567".into(),
    }
}

#[test]
fn a_code_is_asked_for_and_confirms() {
    let mut story = Story::waiting();
    let form = &story.state.form;
    assert_eq!(
        (form.face, form.own.email.as_str()),
        (Face::Code, "ada@example.org")
    );
    assert!(story.effects.contains(&Effect::Focus(Spot::Heading)));
    assert!(!story.reloads(), "nothing has changed for others");
    assert!(story.rests());

    story.type_code(" 123-456 ").ask(Task::Confirm);
    let body = r#"{"receipt":"0123","code":"123-456"}"#;
    let sent = (Method::Post, "/confirm".to_owned(), body.to_owned());
    assert_eq!(story.sent_to(SRC), sent);
    assert_eq!(story.sent().unwrap().header, None);

    story.answer(Ok(confirmed()));
    let form = &story.state.form;
    assert_eq!(
        (form.face, form.own.status),
        (Face::Thanks, SignatureStatus::InReview)
    );
    assert!(form.confirmed && form.is_known() && !form.has_aside());
    assert_eq!(form.code, "");
    assert_eq!(
        story.told(),
        [&Notice::Confirmed(SignatureStatus::InReview)]
    );
    assert!(story.reloads());
}

#[test]
fn a_missing_code_is_told_without_asking() {
    let mut story = Story::waiting();
    story.type_code("  ").ask(Task::Confirm);
    assert_eq!(story.effects, [Effect::Focus(Spot::ErrorSummary)]);
    assert_eq!(
        story.state.form.error(Field::Code).unwrap().code,
        FieldCode::Required
    );
    story.type_code("1");
    assert!(story.state.form.errors.is_empty());
}

#[test]
fn wrong_codes_are_counted_at_the_field_and_stay_in_it() {
    let mut story = Story::waiting();
    story.type_code("000000");
    for left in [4, 3, 2, 1] {
        story.ask(Task::Confirm).fails(wrong(left));
        let form = &story.state.form;
        assert_eq!(form.tries_left, left);
        let code = form.error(Field::Code).unwrap().code;
        assert_eq!(Key::for_field_error(Field::Code, code), Key::CodeWrong);
        assert_eq!(story.effects[0], Effect::Focus(Spot::ErrorSummary));
        assert_eq!(form.code, "000000");
        story.on(Event::Left(Field::Code));
        assert!(story.state.form.summary, "leaving the field mends nothing");
    }
    story.ask(Task::Confirm).fails(problem(Code::CodeSpent));
    let form = &story.state.form;
    assert_eq!(form.about(&problem(Code::CodeSpent)), Key::CodeSpent);
    assert_eq!(story.effects[0], Effect::Focus(Spot::Outcome));
    // The way on is to sign again, with everything still there.
    story.on(Event::Turned(Face::Sign));
    assert_eq!(story.state.form.draft.name, "Ada Inkwell");
    assert_eq!(story.state.form.draft.email, "ada@example.org");
    story.submit("k2");
    assert_eq!(story.sent_key(), Some("k2"), "another submission");
}

#[test]
fn a_malformed_code_is_what_the_server_says_it_is() {
    let mut story = Story::waiting();
    let refused = invalid(vec![FieldError::new(Field::Code, FieldCode::Malformed)]);
    story.type_code("12").ask(Task::Confirm).fails(refused);
    let error = story.state.form.error(Field::Code).unwrap();
    assert_eq!(
        Key::for_field_error(Field::Code, error.code),
        Key::CodeRequired
    );
    assert_eq!(story.effects[0], Effect::Focus(Spot::ErrorSummary));
}

#[test]
fn another_mail_after_a_rest() {
    let mut story = Story::waiting();
    assert!(!story.state.form.rested);
    story.on(Event::Due(None));
    assert!(story.state.form.rested);
    story.type_code("12").ask(Task::Resend);
    let body = r#"{"receipt":"0123","email":"ada@example.org","action":"resend","lang":"en"}"#;
    assert_eq!(
        story.sent_to(SRC),
        (Method::Post, "/requests".into(), body.into())
    );
    story.answer(Ok(Requested {
        receipt: "0123".into(),
    }));
    let form = &story.state.form;
    assert_eq!((form.face, form.said), (Face::Code, Some(Key::Resent)));
    assert!(!form.rested, "not at once again");
    assert_eq!(form.code, "12", "what was typed stays");
    assert!(story.rests());
    assert_eq!(story.effects[0], Effect::Focus(Spot::Outcome));
}

#[test]
fn a_mistyped_address_is_corrected() {
    let mut story = Story::waiting();
    story.on(Event::Turned(Face::Address));
    assert_eq!(
        story.state.form.draft.email, "ada@example.org",
        "the old one is there"
    );
    story
        .on(Event::Typed(Field::Email, "ada@".into()))
        .ask(Task::ChangeAddress);
    assert_eq!(story.effects, [Effect::Focus(Spot::ErrorSummary)]);
    // Going back leaves it as it was.
    story.on(Event::Turned(Face::Code));
    assert_eq!(story.state.form.own.email, "ada@example.org");
    story
        .on(Event::Turned(Face::Address))
        .on(Event::Typed(Field::Email, " ada@example.com".into()))
        .ask(Task::ChangeAddress);
    let body =
        r#"{"receipt":"0123","email":"ada@example.com","action":"change_address","lang":"en"}"#;
    assert_eq!(
        story.sent_to(SRC),
        (Method::Post, "/requests".into(), body.into())
    );
    story.answer(Ok(Requested {
        receipt: "0123".into(),
    }));
    let form = &story.state.form;
    assert_eq!(
        (form.face, form.own.email.as_str()),
        (Face::Code, "ada@example.com")
    );
    assert!(story.rests());
    story.type_code("123456").ask(Task::Confirm);
    assert_eq!(
        story.sent_to(SRC).2,
        r#"{"receipt":"0123","code":"123456"}"#
    );
}

#[test]
fn late_mails_are_told_as_late() {
    for (seconds, minutes) in [(None, 0), (Some(119), 1), (Some(180), 3)] {
        let mut story = Story::opened();
        story.fill().submit("k1").answer(Ok(Accepted {
            mail_delay: seconds,
            ..pending()
        }));
        assert_eq!(story.state.form.late, minutes);
    }
}

#[test]
fn who_lost_the_tab_has_an_address_and_a_code() {
    let mut story = Story::opened();
    story
        .on(Event::Typed(Field::Name, "Bea Paperclip".into()))
        .on(Event::Turned(Face::Find))
        .ask(Task::Confirm);
    let told: Vec<_> = story.state.form.errors.iter().map(|e| e.field()).collect();
    assert_eq!(told, [Some(Field::Email), Some(Field::Code)]);
    story
        .on(Event::Typed(Field::Email, "ada@example.org".into()))
        .type_code("١٢٣٤٥٦")
        .ask(Task::Confirm);
    let body = r#"{"email":"ada@example.org","code":"١٢٣٤٥٦"}"#;
    assert_eq!(
        story.sent_to(SRC),
        (Method::Post, "/confirm".into(), body.into())
    );
    story.answer(Ok(confirmed()));
    let form = &story.state.form;
    assert_eq!(form.face, Face::Thanks);
    assert!(form.has_aside(), "another signature that was begun is kept");
    story.on(Event::Turned(Face::Sign));
    let form = &story.state.form;
    assert_eq!(form.draft.name, "Bea Paperclip");
    assert!(!form.is_known(), "the next to sign may be somebody else");
}

#[test]
fn who_asks_for_a_code_is_led_to_what_is_stored() {
    let mut story = Story::opened();
    story.on(Event::Turned(Face::Find)).ask(Task::Mail);
    assert_eq!(story.effects, [Effect::Focus(Spot::ErrorSummary)]);
    story
        .on(Event::Typed(Field::Email, "ada@example.org".into()))
        .ask(Task::Mail);
    let body = r#"{"email":"ada@example.org","action":"manage","lang":"en"}"#;
    assert_eq!(story.sent_to(SRC).2, body);
    story.answer(Ok(requested()));
    let form = &story.state.form;
    assert_eq!((form.face, form.said), (Face::Find, Some(Key::FindSent)));
    story.type_code("123456").ask(Task::Confirm);
    assert_eq!(
        story.sent_to(SRC).2,
        r#"{"receipt":"4567","code":"123456"}"#
    );
    story.answer(Ok(confirmed()));
    let sent = (Method::Get, "/own".to_owned(), String::new());
    assert_eq!(story.sent_to(SRC), sent);
    assert!(story.told().is_empty(), "nothing was confirmed by it");

    // A receipt is for its own address alone.
    let mut story = Story::opened();
    story
        .on(Event::Turned(Face::Find))
        .on(Event::Typed(Field::Email, "ada@example.org".into()))
        .ask(Task::Mail)
        .answer(Ok(requested()))
        .on(Event::Typed(Field::Email, "bea@example.org".into()))
        .type_code("1")
        .ask(Task::Confirm);
    assert_eq!(
        story.sent_to(SRC).2,
        r#"{"email":"bea@example.org","code":"1"}"#
    );
}

#[test]
fn the_way_to_ones_own_is_open_in_a_closed_letter() {
    let mut story = Story::begin(Some("en"));
    story.letter(Ok(Letter {
        status: Status::Closed,
        ..letter_at(1, 1)
    }));
    story
        .on(Event::Turned(Face::Find))
        .on(Event::Typed(Field::Email, "ada@example.org".into()))
        .ask(Task::Mail);
    assert!(story.sent().is_some());
}

#[test]
fn the_sign_button_leads_back_to_the_form() {
    let mut story = Story::opened();
    story.on(Event::Turned(Face::Find)).on(Event::SignAsked);
    assert_eq!(story.effects, [Effect::Focus(Spot::Form)]);
    assert_eq!(story.state.form.face, Face::Sign);
    let mut story = Story::waiting();
    story.on(Event::SignAsked);
    assert_eq!(story.effects, [Effect::Focus(Spot::Heading)]);
}
