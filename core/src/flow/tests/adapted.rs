//! Letters whose backends are spoken to through an adapter.

use super::*;
use crate::adapter::{Abilities, Operation};

const DOCUMENT: &str = "https://example.org/adapter.json";

/// What a backend can do that can do everything an adapter can.
fn all() -> Abilities {
    Abilities {
        native: false,
        list: true,
        list_apart: true,
        count_apart: true,
        sign: true,
        safe: true,
        poll: 0,
    }
}

/// A story whose adapter has just been asked for.
fn begun() -> Story {
    let config = Config {
        adapter: DOCUMENT.into(),
        ..config(Some("en"))
    };
    let mut story = Story {
        state: State::new(config, english()),
        effects: Vec::new(),
        calls: Default::default(),
    };
    story.on(Event::Started);
    story
}

/// The answer to the last call of a kind; what follows it is awaited.
fn came(story: &mut Story, request: Request, answer: Result<Json, Failure>) {
    story.answered(story.call(request), answer);
}

/// A story whose backend has these abilities, and whose letter has arrived.
fn opened(can: Abilities) -> Story {
    let mut story = begun();
    came(&mut story, Request::Adapter, Ok(can.to_json()));
    came(&mut story, Request::Letter, Ok(letter_json(&[])));
    story
}

fn letter_json(more: &[(&str, &str)]) -> Json {
    let mut letter: Json = serde_json::from_str(
        r#"{"id": "", "title": "A letter", "body": "One.\n\nTwo.", "signatures": {}}"#,
    )
    .unwrap();
    for (name, value) in more {
        letter.put(name, serde_json::from_str(value).unwrap());
    }
    letter
}

fn page_json(names: &[&str], next: Option<&str>) -> Json {
    let items = names
        .iter()
        .map(|name| Json::object(vec![("id", (*name).into()), ("name", (*name).into())]));
    Json::object(vec![
        ("items", Json::Array(items.collect())),
        ("next", next.into()),
    ])
}

fn parsed(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

fn ask(story: &Story, request: Request) -> Json {
    story.call(request).body.unwrap()
}

#[test]
fn the_document_comes_first_and_then_what_it_maps() {
    let mut story = begun();
    let call = story.call(Request::Adapter);
    assert_eq!((call.url.as_str(), call.operation), (DOCUMENT, None));
    came(&mut story, Request::Adapter, Ok(all().to_json()));
    for (request, operation) in [
        (Request::Letter, Operation::Letter),
        (Request::Count, Operation::Count),
        (Request::Page, Operation::Signatures),
    ] {
        let call = story.call(request);
        assert_eq!(
            (call.url.as_str(), call.operation),
            (DOCUMENT, Some(operation))
        );
        assert_eq!(call.body.as_ref().unwrap().get("src").as_str(), Some(SRC));
    }
    let bare = Abilities {
        list_apart: false,
        count_apart: false,
        ..all()
    };
    let mut story = begun();
    came(&mut story, Request::Adapter, Ok(bare.to_json()));
    assert_eq!(
        story.effects.len(),
        1,
        "what comes with the letter is not asked for"
    );
}

#[test]
fn a_document_that_cannot_be_used_is_told_as_an_adapter() {
    for failure in [
        Failure::NotJson,
        Failure::Http(404),
        Failure::adapter("/x is not known here".into()),
    ] {
        let mut story = begun();
        came(&mut story, Request::Adapter, Err(failure));
        let Phase::Failed(failure) = &story.state.loading else {
            panic!("{:?}", story.state.loading);
        };
        assert_eq!(failure.code(), "adapter");
        assert_eq!(story.told().len(), 1);
    }
}

#[test]
fn the_count_is_the_lists_length_only_where_nobody_is_missing() {
    let mut story = opened(Abilities {
        count_apart: false,
        ..all()
    });
    assert_eq!(story.state.shown_count(), None);
    came(
        &mut story,
        Request::Page,
        Ok(page_json(&["a", "b"], Some("2"))),
    );
    assert_eq!(story.state.shown_count(), None);
    story.on(Event::MoreAsked);
    assert_eq!(ask(&story, Request::Page).get("after").as_str(), Some("2"));
    came(&mut story, Request::Page, Ok(page_json(&["c"], None)));
    assert_eq!(story.state.shown_count(), Some(3));
}

#[test]
fn a_list_may_bring_the_count() {
    let mut story = opened(Abilities {
        count_apart: false,
        ..all()
    });
    let mut page = page_json(&["a"], Some("2"));
    page.put("count", Json::Number(7.0));
    came(&mut story, Request::Page, Ok(page));
    assert_eq!(story.state.shown_count(), Some(7));
}

#[test]
fn a_count_that_fails_leaves_the_letter_standing() {
    let mut story = opened(all());
    came(
        &mut story,
        Request::Count,
        Err(Failure::Adapter("wrong_type", "/n should be…".into())),
    );
    assert!(story.state.letter.is_some());
    assert_eq!(story.state.shown_count(), None);
    assert!(matches!(story.told()[..], [Notice::Error(failure)] if failure.code() == "wrong_type"));
}

#[test]
fn what_is_wrong_with_a_part_of_a_letter_is_told_beside_it() {
    let mut story = begun();
    came(&mut story, Request::Adapter, Ok(all().to_json()));
    let fault = r#"{"code": "wrong_type", "message": "/published_at should be a date"}"#;
    came(
        &mut story,
        Request::Letter,
        Ok(letter_json(&[("fault", fault)])),
    );
    assert_eq!(story.state.letter.as_ref().unwrap().body.len(), 2);
    let told: Vec<_> = story.told().into_iter().cloned().collect();
    assert!(
        matches!(&told[..], [Notice::Error(failure), Notice::Ready] if failure.code() == "wrong_type")
    );
}

#[test]
fn the_count_is_looked_at_again_only_where_that_is_allowed() {
    let mut story = opened(all());
    came(&mut story, Request::Count, Ok(parsed(r#"{"count": 3}"#)));
    assert!(story.awaited_try().is_none());
    let mut story = opened(Abilities { poll: 60, ..all() });
    came(&mut story, Request::Count, Ok(parsed(r#"{"count": 3}"#)));
    let Some(Effect::Wait(millis, call)) = story.effects.last().cloned() else {
        panic!("{:?}", story.effects);
    };
    assert_eq!(millis, 60_000);
    story.on(Event::Due(call));
    assert!(story.call(Request::Count).fresh);
    came(&mut story, Request::Count, Ok(parsed(r#"{"count": 4}"#)));
    assert_eq!(story.state.shown_count(), Some(4));
}

#[test]
fn pages_that_bring_nobody_new_are_the_last() {
    let mut story = opened(all());
    came(
        &mut story,
        Request::Page,
        Ok(page_json(&["a", "b"], Some("x"))),
    );
    story.on(Event::MoreAsked);
    came(
        &mut story,
        Request::Page,
        Ok(page_json(&["a", "b"], Some("y"))),
    );
    assert_eq!(story.state.list.items.len(), 2);
    assert_eq!(story.state.list.next, None);
    assert!(matches!(story.told()[..], [Notice::Error(failure)] if failure.code() == "adapter"));
    let mut story = opened(all());
    came(&mut story, Request::Page, Ok(page_json(&["a"], Some("x"))));
    story.on(Event::MoreAsked);
    came(&mut story, Request::Page, Ok(page_json(&[], Some("y"))));
    assert_eq!(story.state.list.next, None, "an empty page ends the list");
    assert!(story.told().is_empty());
}

#[test]
fn a_first_page_that_failed_can_be_asked_for_again() {
    let mut story = opened(all());
    came(
        &mut story,
        Request::Page,
        Err(Failure::adapter("`/items` found nothing".into())),
    );
    assert!(matches!(story.state.list.phase, Phase::Failed(_)));
    story.on(Event::MoreAsked);
    assert_eq!(ask(&story, Request::Page).get("after"), &Json::Null);
}

fn signing(can: Abilities) -> Story {
    let mut story = opened(can);
    story.fill().submit("0123456789abcdef0123456789abcdef");
    story
}

#[test]
fn a_signature_goes_with_its_key_and_its_time_and_ends_in_thanks() {
    let mut story = signing(all());
    let asked = ask(&story, Request::Form);
    assert_eq!(
        asked.get("key").as_str(),
        Some("0123456789abcdef0123456789abcdef")
    );
    assert_eq!(
        asked.get("signature").get("email").as_str(),
        Some("ada@example.org")
    );
    for status in ["published", "in_review", "pending_confirmation", "sent"] {
        let mut story = signing(all());
        let answer = format!(r#"{{"receipt": "", "status": "{status}"}}"#);
        came(&mut story, Request::Form, Ok(parsed(&answer)));
        assert_eq!(
            story.state.form.face,
            Face::Thanks,
            "there is no code to type here"
        );
        assert_eq!(story.state.form.own.status.as_str(), status);
    }
    came(&mut story, Request::Form, Err(Failure::Network));
    assert!(
        matches!(story.state.form.phase, Phase::Retrying(_)),
        "a safe one is tried again"
    );
    let call = story.awaited_try().unwrap();
    assert_eq!(call.body.unwrap().get("key"), asked.get("key"));
}

#[test]
fn what_would_count_twice_is_never_sent_again_by_itself() {
    let unsafe_one = Abilities {
        safe: false,
        ..all()
    };
    for failure in [
        Failure::Network,
        Failure::Timeout,
        Failure::Http(500),
        Failure::NotJson,
    ] {
        let mut story = signing(unsafe_one);
        came(&mut story, Request::Form, Err(failure.clone()));
        assert_eq!(story.state.form.phase, Phase::Failed(failure));
        assert!(story.awaited_try().is_none());
        assert_eq!(
            story.state.form.draft.name, "Ada Inkwell",
            "nothing typed is lost"
        );
    }
    let mut story = signing(unsafe_one);
    let busy = Problem::new(Code::RateLimited, "");
    came(
        &mut story,
        Request::Form,
        Err(Failure::Problem(Box::new(busy))),
    );
    assert!(
        story.awaited_try().is_some(),
        "what was refused cannot count twice"
    );
}

#[test]
fn another_adapter_is_another_backend() {
    let mut story = opened(all());
    let moved = Config {
        adapter: "https://example.org/other.json".into(),
        ..story.state.config.clone()
    };
    story.on(Event::Configured(moved));
    assert!(story.state.can.native && story.state.letter.is_none());
    assert_eq!(
        story.call(Request::Adapter).url,
        "https://example.org/other.json"
    );
    let mut story = opened(all());
    let moved = Config {
        src: "https://example.org/v1/letters/b".into(),
        ..story.state.config.clone()
    };
    story.on(Event::Configured(moved));
    assert!(!story.state.can.native, "the document is known");
    assert_eq!(
        ask(&story, Request::Letter).get("src").as_str(),
        Some("https://example.org/v1/letters/b")
    );
}
