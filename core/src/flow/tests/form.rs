//! The form, from the first letter typed to the thanks.

use super::*;

#[test]
fn mistakes_are_told_in_a_summary_and_nothing_is_sent() {
    let mut story = Story::opened();
    story
        .on(Event::Typed(Field::Email, "ada".into()))
        .submit("k1");
    assert_eq!(story.effects, [Effect::Focus(Spot::ErrorSummary)]);
    let told: Vec<_> = story
        .state
        .form
        .errors
        .iter()
        .map(|e| (e.field(), e.code))
        .collect();
    let expected = [
        (Some(Field::Name), FieldCode::Required),
        (Some(Field::Email), FieldCode::Malformed),
        (Some(Field::Consent), FieldCode::NotAccepted),
    ];
    assert_eq!(told, expected);
    story.fill();
    assert!(
        story.state.form.errors.is_empty(),
        "a mended mistake goes at once"
    );
    assert!(!story.state.form.summary);
}

#[test]
fn a_field_is_checked_on_leaving_once_it_was_typed_into() {
    let mut story = Story::opened();
    story.on(Event::Left(Field::Name));
    assert!(story.state.form.errors.is_empty());
    story.on(Event::Typed(Field::Email, "ada@".into()));
    assert!(story.state.form.errors.is_empty(), "not while typing");
    story.on(Event::Left(Field::Email));
    assert_eq!(
        story.state.form.error(Field::Email).unwrap().code,
        FieldCode::Malformed
    );
    assert!(!story.state.form.summary);
}

#[test]
fn one_intent_keeps_its_key_over_every_retry() {
    let mut story = Story::opened();
    story.fill().submit("k1");
    assert_eq!(story.sent_key(), Some("k1"));
    story.submit("k2");
    assert!(story.effects.is_empty(), "not twice at once");
    story.fails(Failure::Network).submit("k3");
    assert_eq!(
        story.sent_key(),
        Some("k1"),
        "pressing again is the same intent"
    );
    story.fails(Failure::Timeout);
    story
        .on(Event::Typed(Field::Name, "Ada Paperclip".into()))
        .submit("k4");
    assert_eq!(
        story.sent_key(),
        Some("k4"),
        "another name is another intent"
    );
}

#[test]
fn what_was_typed_stays_until_it_is_acknowledged() {
    let mut story = Story::opened();
    story.fill().submit("k1");
    for failure in [
        Failure::Offline,
        Failure::Network,
        Failure::Http(500),
        Failure::NotJson,
    ] {
        story.fails(failure.clone());
        assert_eq!(story.state.form.phase, Phase::Failed(failure));
        assert_eq!(story.state.form.draft.name, "Ada Inkwell");
        story.submit("k2");
    }
    story.answer(Ok(accepted()));
    assert_eq!(story.state.form.face, Face::Thanks);
    assert_eq!(story.state.form.own.status, SignatureStatus::Published);
    assert_eq!(story.state.form.draft.name, "");
    assert_eq!(story.told(), [&Notice::Signed(SignatureStatus::Published)]);
    assert!(story.reloads());
}

#[test]
fn an_answer_to_another_call_is_dropped() {
    let mut story = Story::opened();
    story.fill().submit("k1");
    let old = story.call(Request::Form);
    story.fails(Failure::Offline).submit("k2");
    story.answered(old, Ok(json(accepted())));
    assert_eq!(story.state.form.phase, Phase::Busy);
    assert_eq!(story.state.form.face, Face::Sign);
}

#[test]
fn the_servers_field_errors_stand_at_their_fields() {
    let mut story = Story::opened();
    let refused = invalid(vec![FieldError::new(Field::Name, FieldCode::TooLong)]);
    story.fill().submit("k1").fails(refused);
    assert_eq!(story.state.form.phase, Phase::Idle);
    assert!(story.state.form.summary);
    assert_eq!(
        story.state.form.error(Field::Name).unwrap().code,
        FieldCode::TooLong
    );
    assert_eq!(story.effects[0], Effect::Focus(Spot::ErrorSummary));
}

#[test]
fn field_errors_of_no_field_are_a_plain_refusal() {
    let mut story = Story::opened();
    let refused = invalid(vec![FieldError::at("/lang", FieldCode::Malformed)]);
    story.fill().submit("k1").fails(refused);
    assert!(matches!(story.state.form.phase, Phase::Failed(_)));
}

#[test]
fn a_key_that_was_used_for_something_else_is_not_tried_again() {
    let mut story = Story::opened();
    let reused = problem(Code::KeyReused);
    story.fill().submit("k1").fails(reused).submit("k2");
    assert_eq!(story.sent_key(), Some("k2"));
}

#[test]
fn only_an_open_letter_takes_signatures() {
    for status in [
        Status::Scheduled,
        Status::Paused,
        Status::Closed,
        Status::Delivered,
        Status::Answered,
    ] {
        let mut story = Story::begin(Some("en"));
        story.letter(Ok(Letter {
            status,
            ..letter_at(1, 1)
        }));
        story.fill().submit("k1");
        assert!(story.effects.is_empty(), "{status:?}");
        story.on(Event::SignAsked);
        assert!(story.effects.is_empty(), "{status:?}");
    }
}

#[test]
fn who_wants_to_sign_before_there_is_a_letter_is_led_to_it_later() {
    let mut story = Story::begin(Some("en"));
    story.on(Event::SignAsked);
    assert!(story.effects.is_empty());
    story.letter(Ok(letter_at(1, 1)));
    assert!(story.effects.contains(&Effect::Focus(Spot::Form)));
    story.letter(Ok(letter_at(1, 2)));
    assert!(!story.effects.contains(&Effect::Focus(Spot::Form)), "once");
}

#[test]
fn the_truth_about_what_was_sent() {
    use crate::i18n::Key;
    let mismatch = Failure::WrongType(Mismatch::here("x"));
    for (failure, said) in [
        (Failure::Offline, Key::NotSent),
        (Failure::Network, Key::Unknown),
        (Failure::Timeout, Key::Unknown),
        (mismatch, Key::Unknown),
        (Failure::Http(502), Key::Unknown),
        (problem(Code::InFlight), Key::Unknown),
        (Failure::Http(503), Key::SendUnavailable),
        (problem(Code::Unavailable), Key::SendUnavailable),
        (problem(Code::Closed), Key::SendClosed),
        (problem(Code::Paused), Key::SendPaused),
        (problem(Code::RateLimited), Key::SendRateLimited),
        (problem(Code::CodeSpent), Key::CodeSpent),
        (problem(Code::CodeExpired), Key::CodeExpired),
        (problem(Code::Unauthorised), Key::OwnOver),
        (Failure::Http(400), Key::SendRefused),
    ] {
        assert_eq!(failure.about_signature(), said, "{failure:?}");
    }
}

#[test]
fn no_notice_repeats_what_a_signer_typed() {
    let problem = Problem::new(Code::Invalid, "ada@example.org is not an address");
    assert!(
        !Failure::Problem(Box::new(problem))
            .message()
            .contains("ada")
    );
}
