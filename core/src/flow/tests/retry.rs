//! What is tried again by itself, how long it takes, and what is said meanwhile.

use super::*;
use crate::i18n::Key;

fn late(code: Code, retry_after: u64) -> Failure {
    Failure::Problem(Box::new(Problem {
        retry_after: Some(retry_after),
        ..Problem::new(code, "")
    }))
}

/// The waits of a call that fails in the same way every time.
fn waits(story: &mut Story, request: Request, failure: &Failure, dice: u16) -> Vec<u32> {
    let mut waits = Vec::new();
    loop {
        let (call, answer) = (story.call(request), Err(failure.clone()));
        story.on(Event::Answered { call, answer, dice });
        let wait = story.effects.iter().find_map(|effect| match effect {
            Effect::Wait(millis, Some(call)) => Some((*millis, call.clone())),
            _ => None,
        });
        let Some((millis, call)) = wait else {
            return waits;
        };
        waits.push(millis);
        story.on(Event::Due(Some(call)));
    }
}

#[test]
fn four_tries_with_full_jitter() {
    for (dice, expected) in [
        (0, [0, 0, 0]),
        (u16::MAX / 2 + 1, [250, 500, 1_000]),
        (u16::MAX, [499, 999, 1_999]),
    ] {
        let mut story = Story::opened();
        story.fill().submit("k1");
        assert_eq!(
            waits(&mut story, Request::Form, &Failure::Network, dice),
            expected
        );
        assert_eq!(story.state.form.phase, Phase::Failed(Failure::Network));
    }
}

#[test]
fn every_try_is_the_same_request() {
    let mut story = Story::opened();
    story.fill().submit("k1");
    let first = story.call(Request::Form);
    for failure in [Failure::Timeout, Failure::Http(502), Failure::Network] {
        let call = story.call(Request::Form);
        story.answered(call, Err(failure));
        let call = story.awaited_try().unwrap();
        story.on(Event::Due(Some(call)));
        let sent = story.sent().unwrap();
        assert_eq!(
            (&sent.url, &sent.body, &sent.header),
            (&first.url, &first.body, &first.header)
        );
    }
    story.answer(Ok(accepted()));
    assert_eq!(story.state.form.face, Face::Thanks);
    let errors = story.told();
    assert_eq!(errors, [&Notice::Signed(SignatureStatus::Published)]);
}

#[test]
fn only_what_another_try_can_help_is_tried_again() {
    for (failure, tries) in [
        (Failure::Network, 4),
        (Failure::Timeout, 4),
        (Failure::Http(429), 4),
        (Failure::Http(500), 4),
        (Failure::Http(503), 4),
        (problem(Code::InFlight), 4),
        (problem(Code::RateLimited), 4),
        (problem(Code::Unavailable), 4),
        (Failure::Offline, 1),
        (Failure::NotJson, 1),
        (Failure::TooLarge, 1),
        (Failure::Http(400), 1),
        (Failure::Http(404), 1),
        (problem(Code::Closed), 1),
        (problem(Code::KeyReused), 1),
        (problem(Code::CodeWrong), 1),
        (problem(Code::Unauthorised), 1),
    ] {
        for request in [Request::Letter, Request::Page, Request::Form] {
            let mut story = Story::opened();
            match request {
                Request::Letter => story.on(Event::RefreshAsked),
                Request::Page => story.on(Event::MoreAsked),
                _ => story.fill().submit("k1"),
            };
            let waits = waits(&mut story, request, &failure, 9);
            assert_eq!(waits.len() + 1, tries, "{failure:?} of {request:?}");
        }
    }
}

#[test]
fn a_backend_that_asks_for_patience_gets_it_within_reason() {
    let mut story = Story::opened();
    story.fill().submit("k1");
    let asked = waits(
        &mut story,
        Request::Form,
        &late(Code::RateLimited, 30),
        u16::MAX,
    );
    assert_eq!(asked, [30_499, 30_999, 31_999]);
    story.submit("k1");
    let asked = waits(&mut story, Request::Form, &late(Code::Unavailable, 31), 0);
    assert!(asked.is_empty(), "that is left to the visitor");
    let endless = late(Code::RateLimited, u64::MAX);
    story.submit("k1");
    assert!(waits(&mut story, Request::Form, &endless, 0).is_empty());
}

#[test]
fn while_it_waits_the_form_says_so_and_keeps_still() {
    let mut story = Story::opened();
    story.fill().submit("k1");
    let call = story.call(Request::Form);
    story.answered(call, Err(Failure::Network));
    let waiting = story.state.clone();
    assert_eq!(waiting.form.phase, Phase::Retrying(Failure::Network));
    assert_eq!(Failure::Network.about_waiting(), Key::Retrying);
    assert_eq!(Failure::Http(503).about_waiting(), Key::RetryingBusy);
    assert!(story.told().is_empty(), "nothing has failed for good");
    let due = story.awaited_try().unwrap();
    for event in [
        Event::Typed(Field::Name, "Somebody".into()),
        Event::Turned(Face::Find),
        Event::Submitted {
            task: Task::Sign,
            key: "k2".into(),
            now: Timestamp::default(),
            millis: 0,
        },
    ] {
        story.on(event);
        assert!(story.effects.is_empty());
        assert_eq!(story.state, waiting);
    }
    story.on(Event::Due(Some(due)));
    assert!(story.sent().is_some());
}

#[test]
fn what_may_have_arrived_is_never_said_to_be_not_sent() {
    let mut story = Story::opened();
    story.fill().submit("k1");
    let call = story.call(Request::Form);
    story.answered(call, Err(Failure::Network));
    let call = story.awaited_try().unwrap();
    story.on(Event::Due(Some(call))).fails(Failure::Offline);
    assert_eq!(story.state.form.about(&Failure::Offline), Key::Unknown);
    // Pressed again, it is still the same intent.
    story.submit("k2").fails(late(Code::RateLimited, 60));
    let failure = late(Code::RateLimited, 60);
    assert_eq!(story.state.form.about(&failure), Key::Unknown);
    // Another one has not been sent before.
    story
        .on(Event::Typed(Field::Name, "Ada Paperclip".into()))
        .submit("k3")
        .fails(Failure::Offline);
    assert_eq!(story.state.form.about(&Failure::Offline), Key::NotSent);
}

#[test]
fn a_letter_that_fails_is_told_at_once_and_comes_by_itself() {
    let mut story = Story::begin(Some("en"));
    let call = story.call(Request::Letter);
    story.answered(call, Err(Failure::Timeout));
    assert_eq!(story.state.loading, Phase::Failed(Failure::Timeout));
    assert_eq!(story.told(), [&Notice::Error(Failure::Timeout)]);
    let call = story.awaited_try().unwrap();
    story.on(Event::Due(Some(call)));
    let call = story.call(Request::Letter);
    story.answered(call, Err(Failure::Network));
    assert!(story.told().is_empty(), "once");
    let call = story.awaited_try().unwrap();
    story.on(Event::Due(Some(call))).letter(Ok(letter_at(1, 1)));
    assert!(story.state.letter.is_some());
}

#[test]
fn pressing_again_does_not_wait_for_the_next_try() {
    let mut story = Story::begin(Some("en"));
    let call = story.call(Request::Letter);
    story.answered(call, Err(Failure::Network));
    let waited = story.awaited_try().unwrap();
    story.on(Event::RefreshAsked);
    assert!(story.reloads());
    story.on(Event::Due(Some(waited)));
    assert!(story.effects.is_empty(), "the old one is given up");
}
