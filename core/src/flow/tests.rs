//! The whole life of a letter on a page, without a page.

use super::*;
use crate::json::{FromJson, Mismatch};
use crate::letter::{Consent, Fields, Need, Page, Signatures};
use crate::protocol::{Accepted, Code, FieldCode, FieldError, Problem};
use crate::shared::Shared;
use crate::signature::Signatory;
use crate::timestamp::Timestamp;

const SRC: &str = "https://example.org/v1/letters/a";

fn locale_file(lang: &str) -> Json {
    let path = format!(
        "{}/../static/locales/widget/{lang}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn english() -> Shared<Strings> {
    Shared::new(Strings::from_json(&locale_file("en")).unwrap())
}

/// A value as it comes over the wire.
fn json(value: impl serde::Serialize) -> Json {
    serde_json::from_value(serde_json::to_value(value).unwrap()).unwrap()
}

fn config(lang: Option<&str>) -> Config {
    Config {
        src: SRC.into(),
        lang: lang.map(Into::into),
        page_size: 2,
        locales: Json::object(vec![("ar", "ar.json".into())]),
    }
}

fn signatory(id: u32) -> Signatory {
    Signatory {
        id: id.to_string(),
        name: None,
        role: None,
        affiliation: None,
        badges: Vec::new(),
        signed_at: Timestamp::from_millis(0),
    }
}

fn page(ids: &[u32], next: Option<&str>) -> Page {
    Page {
        items: ids.iter().copied().map(signatory).collect(),
        next: next.map(Into::into),
    }
}

fn letter_at(count: u64, as_of: i64) -> Letter {
    let as_of = Timestamp::from_millis(as_of);
    Letter {
        title: "Keep it open".into(),
        lang: Some("en".into()),
        fields: Fields {
            role: Need::Optional,
            ..Fields::default()
        },
        consent: Some(Consent {
            version: "1".into(),
            text: "Yes.".into(),
        }),
        signatures: Signatures {
            count: Count { count, as_of },
            page: page(&[9, 8], Some("c1")),
        },
        ..Letter::default()
    }
}

/// A flow that remembers the effects of its last event.
struct Story {
    state: State,
    effects: Vec<Effect>,
}

impl Story {
    fn begin(lang: Option<&str>) -> Self {
        let mut story = Self {
            state: State::new(config(lang), english()),
            effects: Vec::new(),
        };
        story.on(Event::Started);
        story
    }

    fn opened() -> Self {
        let mut story = Self::begin(Some("en"));
        story.letter(Ok(letter_at(236, 1_000)));
        story
    }

    fn on(&mut self, event: Event) -> &mut Self {
        let (state, effects) = update(self.state.clone(), event);
        self.state = state;
        self.effects = effects;
        self
    }

    fn answered(&mut self, request: Request, answer: Result<Json, Failure>) -> &mut Self {
        self.on(Event::Answered { request, answer })
    }

    fn page(&mut self, cursor: &str, answer: Result<Page, Failure>) -> &mut Self {
        self.answered(
            Request::Page {
                cursor: cursor.into(),
            },
            answer.map(json),
        )
    }

    fn locale(&mut self, lang: &str, answer: Result<Json, Failure>) -> &mut Self {
        self.answered(Request::Locale { lang: lang.into() }, answer)
    }

    fn letter(&mut self, answer: Result<Letter, Failure>) -> &mut Self {
        self.answered(Request::Letter { src: SRC.into() }, answer.map(json))
    }

    fn fill(&mut self) -> &mut Self {
        self.on(Event::Typed(Field::Name, "Ada Inkwell".into()))
            .on(Event::Typed(Field::Email, "ada@example.org".into()))
            .on(Event::Ticked(Field::Consent, true))
    }

    fn submit(&mut self, key: &str) -> &mut Self {
        self.on(Event::Submitted { key: key.into() })
    }

    fn answer(&mut self, key: &str, answer: Result<Accepted, Failure>) -> &mut Self {
        self.answered(Request::Signature { key: key.into() }, answer.map(json))
    }

    fn sent_key(&self) -> Option<&str> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Fetch(Request::Signature { key }, _) => Some(key.as_str()),
            _ => None,
        })
    }

    fn told(&self) -> Vec<&Notice> {
        let notice = |effect| match effect {
            &Effect::Tell(ref notice) => Some(notice),
            _ => None,
        };
        self.effects.iter().filter_map(notice).collect()
    }

    fn list(&self) -> Vec<&str> {
        self.state
            .list
            .items
            .iter()
            .map(|item| item.id.as_str())
            .collect()
    }
}

fn get_letter(fresh: bool) -> Effect {
    let call = Call {
        url: SRC.into(),
        fresh,
        body: None,
    };
    Effect::Fetch(Request::Letter { src: SRC.into() }, call)
}

fn accepted() -> Accepted {
    Accepted {
        receipt: "r".into(),
        status: SignatureStatus::Published,
    }
}

fn invalid(errors: Vec<FieldError>) -> Failure {
    Failure::Problem(Box::new(Problem {
        errors,
        ..Problem::new(Code::Invalid, "")
    }))
}

#[test]
fn a_letter_arrives_and_is_told_once() {
    let mut story = Story::begin(Some("en"));
    assert_eq!(story.effects, [get_letter(false)]);
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
    assert_eq!(story.state.count.count, 236);
    story.letter(Ok(letter_at(235, 1_001)));
    assert_eq!(
        story.state.count.count, 235,
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
    story.on(Event::Configured(moved));
    assert!(
        matches!(&story.effects[..], [Effect::Fetch(Request::Letter { src }, _)] if src.ends_with("/b"))
    );
    story.letter(Ok(letter_at(1, 1)));
    assert_eq!(story.state.letter, None);
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
    let call = Call {
        url: "ar.json".into(),
        ..Call::default()
    };
    let locale = Effect::Fetch(
        Request::Locale {
            lang: "ar-EG".into(),
        },
        call,
    );
    assert_eq!(story.effects[1], locale);
    story.letter(Ok(letter_at(1, 1)));
    assert_eq!(
        story.state.strings, None,
        "nothing is shown in a language that will change"
    );
    assert!(
        !story.told().contains(&&Notice::Ready),
        "it cannot be read yet"
    );
    story.locale("ar-EG", Ok(locale_file("ar")));
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
    assert!(story.effects.iter().any(
        |effect| matches!(effect, Effect::Fetch(Request::Locale { lang }, _) if lang == "ar")
    ));
}

#[test]
fn an_unknown_language_or_a_lost_file_falls_back_to_english() {
    let mut story = Story::begin(Some("tlh"));
    assert_eq!(story.state.sentences().lang(), "en");
    assert_eq!(story.state.format_lang(), "en");
    story = Story::begin(Some("ar"));
    story.locale("ar", Err(Failure::Network));
    assert!(story.state.strings.is_some());
    assert_eq!(story.told(), [&Notice::Error(Failure::Network)]);
}

#[test]
fn a_language_that_was_left_comes_too_late() {
    let mut story = Story::begin(Some("ar"));
    story.on(Event::Configured(config(Some("en"))));
    story.locale("ar", Ok(locale_file("ar")));
    assert_eq!(story.state.sentences().lang(), "en");
}

#[test]
fn pages_follow_each_other_to_the_end() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    let url = format!("{SRC}/signatures?limit=2&cursor=c1");
    assert_eq!(
        story.effects,
        [Effect::Fetch(
            Request::Page {
                cursor: "c1".into()
            },
            Call {
                url,
                ..Call::default()
            }
        )]
    );
    story.on(Event::MoreAsked);
    assert!(story.effects.is_empty(), "one page at a time");
    story.page("c1", Ok(page(&[8, 7], Some("c2"))));
    assert_eq!(story.list(), ["9", "8", "7"]);
    story.on(Event::MoreAsked);
    story.page("c2", Ok(page(&[6], None)));
    assert_eq!(story.effects, [Effect::Focus(Spot::ListEnd)]);
    assert_eq!(story.list(), ["9", "8", "7", "6"]);
}

#[test]
fn a_page_that_fails_can_be_asked_for_again() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page("c1", Err(Failure::Timeout));
    assert_eq!(story.state.list.phase, Phase::Failed(Failure::Timeout));
    story.on(Event::MoreAsked);
    assert_eq!(story.effects.len(), 1);
}

#[test]
fn a_cursor_that_leads_to_itself_ends_the_list() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page("c1", Ok(page(&[7], Some("c1"))));
    assert_eq!(story.state.list.next, None);
}

#[test]
fn a_refresh_puts_newcomers_in_front_and_keeps_the_rest() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page("c1", Ok(page(&[7], Some("c2"))));
    let mut fresh = letter_at(237, 2_000);
    fresh.signatures.page = page(&[10, 9], Some("c1"));
    story.letter(Ok(fresh));
    assert_eq!(story.list(), ["10", "9", "8", "7"]);
    assert_eq!(story.state.list.next.as_deref(), Some("c2"));
}

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
    story.answer("k1", Err(Failure::Network)).submit("k3");
    assert_eq!(
        story.sent_key(),
        Some("k1"),
        "pressing again is the same intent"
    );
    story.answer("k1", Err(Failure::Timeout));
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
        story.answer("k1", Err(failure.clone()));
        assert_eq!(story.state.form.signing, Signing::Failed(failure));
        assert_eq!(story.state.form.draft.name, "Ada Inkwell");
        story.submit("k2");
    }
    story.answer("k1", Ok(accepted()));
    assert_eq!(
        story.state.form.signing,
        Signing::Received(SignatureStatus::Published)
    );
    assert_eq!(story.state.form.draft.name, "");
    assert_eq!(story.told(), [&Notice::Signed(SignatureStatus::Published)]);
    let refresh = get_letter(true);
    assert!(story.effects.contains(&refresh));
}

#[test]
fn an_answer_to_another_key_is_dropped() {
    let mut story = Story::opened();
    story.fill().submit("k1").answer("k0", Ok(accepted()));
    assert_eq!(story.state.form.signing, Signing::Sending);
}

#[test]
fn the_servers_field_errors_stand_at_their_fields() {
    let mut story = Story::opened();
    let refused = invalid(vec![FieldError::new(Field::Name, FieldCode::TooLong)]);
    story.fill().submit("k1").answer("k1", Err(refused));
    assert_eq!(story.state.form.signing, Signing::Editing);
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
    story.fill().submit("k1").answer("k1", Err(refused));
    assert!(matches!(story.state.form.signing, Signing::Failed(_)));
}

#[test]
fn a_key_that_was_used_for_something_else_is_not_tried_again() {
    let mut story = Story::opened();
    let reused = Failure::Problem(Box::new(Problem::new(Code::KeyReused, "")));
    story
        .fill()
        .submit("k1")
        .answer("k1", Err(reused))
        .submit("k2");
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
    let problem = |code| Failure::Problem(Box::new(Problem::new(code, "")));
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
