//! The letter, its count and its language.

use super::*;

#[test]
fn a_letter_arrives_and_is_told_once() {
    let mut story = Story::begin(Some("en"));
    assert_eq!(story.effects.len(), 1);
    let call = story.call(Request::Letter);
    assert_eq!((call.url.as_str(), call.fresh), (SRC, false));
    story.letter(Ok(letter_at(236, 1_000)));
    let count = Count {
        count: 236,
        as_of: Timestamp::from_millis(1_000),
    };
    assert_eq!(story.told(), [&Notice::Count(count), &Notice::Ready]);
    story
        .on(Event::RefreshAsked)
        .letter(Ok(letter_at(236, 2_000)));
    assert_eq!(story.told(), [] as [&Notice; 0]);
}

#[test]
fn an_older_count_never_replaces_a_newer_one() {
    let mut story = Story::opened();
    story.letter(Ok(letter_at(100, 999)));
    assert_eq!(story.state.count.unwrap().count, 236);
    story.letter(Ok(letter_at(235, 1_001)));
    assert_eq!(
        story.state.count.unwrap().count,
        235,
        "a newer and lower count is shown"
    );
}

#[test]
fn an_answer_for_another_letter_is_dropped() {
    let mut story = Story::begin(Some("en"));
    let moved = Config {
        src: "https://example.org/v1/letters/b".into(),
        ..config(Some("en"))
    };
    let old = story.call(Request::Letter);
    story.on(Event::Configured(moved));
    assert!(story.call(Request::Letter).url.ends_with("/b"));
    story.answered(old, Ok(json(letter_at(1, 1))));
    assert_eq!(story.state.letter, None);
    story.letter(Ok(letter_at(1, 1)));
    assert!(story.state.letter.is_some());
}

#[test]
fn a_failed_refresh_leaves_the_letter_standing() {
    let mut story = Story::opened();
    story.on(Event::RefreshAsked).letter(Err(Failure::Network));
    assert!(story.state.letter.is_some());
    assert_eq!(story.state.loading, Phase::Failed(Failure::Network));
    story.on(Event::RefreshAsked);
    assert_eq!(story.state.loading, Phase::Busy);
    story.on(Event::RefreshAsked);
    assert!(story.effects.is_empty(), "one request at a time");
}

#[test]
fn the_pages_language_is_loaded_beside_the_letter() {
    let mut story = Story::begin(Some("ar-EG"));
    assert_eq!(story.effects.len(), 2);
    assert_eq!(story.call(Request::Locale).url, "ar.json");
    story.letter(Ok(letter_at(1, 1)));
    assert_eq!(
        story.state.strings, None,
        "nothing is shown in a language that will change"
    );
    assert!(
        !story.told().contains(&&Notice::Ready),
        "it cannot be read yet"
    );
    story.locale(Ok(locale_file("ar")));
    assert_eq!(story.told(), [&Notice::Ready]);
    assert_eq!(story.state.sentences().lang(), "ar");
    assert_eq!(story.state.format_lang(), "ar-EG");
}

#[test]
fn without_a_language_of_the_page_the_letters_decides() {
    let mut story = Story::begin(None);
    assert_eq!(story.effects.len(), 1);
    story.letter(Ok(Letter {
        lang: Some("ar".into()),
        ..letter_at(1, 1)
    }));
    assert_eq!(story.call(Request::Locale).url, "ar.json");
}

#[test]
fn an_unknown_language_or_a_lost_file_falls_back_to_english() {
    let mut story = Story::begin(Some("tlh"));
    assert_eq!(story.state.sentences().lang(), "en");
    assert_eq!(story.state.format_lang(), "en");
    story = Story::begin(Some("ar"));
    story.locale(Err(Failure::Network));
    assert!(story.state.strings.is_some());
    assert_eq!(story.told(), [&Notice::Error(Failure::Network)], "once");
}

#[test]
fn a_language_that_was_left_comes_too_late() {
    let mut story = Story::begin(Some("ar"));
    story.on(Event::Configured(config(Some("en"))));
    story.locale(Ok(locale_file("ar")));
    assert_eq!(story.state.sentences().lang(), "en");
}
