//! The list, page by page.

use super::*;

#[test]
fn pages_follow_each_other_to_the_end() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    let url = format!("{SRC}/signatures?limit=2&cursor=c1");
    assert_eq!(story.call(Request::Page).url, url);
    story.on(Event::MoreAsked);
    assert!(story.effects.is_empty(), "one page at a time");
    story.page(Ok(page(&[8, 7], Some("c2"))));
    assert_eq!(story.list(), ["9", "8", "7"]);
    story.on(Event::MoreAsked);
    story.page(Ok(page(&[6], None)));
    assert_eq!(story.effects, [Effect::Focus(Spot::ListEnd)]);
    assert_eq!(story.list(), ["9", "8", "7", "6"]);
}

#[test]
fn the_pages_of_an_archived_letter_are_files_beside_its_own() {
    let mut story = Story::opened();
    let mut archived = letter_at(235, 2_000);
    archived.archived_at = Some(Timestamp::from_millis(2_000));
    archived.signatures.page = page(&[19, 18], Some("../a.2.json"));
    story.letter(Ok(archived));
    story.on(Event::MoreAsked);
    assert_eq!(story.call(Request::Page).url, format!("{SRC}/../a.2.json"));
}

#[test]
fn a_page_that_fails_can_be_asked_for_again() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page(Err(Failure::Timeout));
    assert_eq!(story.state.list.phase, Phase::Failed(Failure::Timeout));
    story.on(Event::MoreAsked);
    assert_eq!(story.effects.len(), 1);
}

#[test]
fn a_cursor_that_leads_to_itself_ends_the_list() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page(Ok(page(&[7], Some("c1"))));
    assert_eq!(story.state.list.next, None);
}

#[test]
fn a_page_of_a_list_that_has_started_over_is_dropped() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    let mut fresh = letter_at(300, 2_000);
    fresh.signatures.page = page(&[20, 19], Some("c9"));
    story.letter(Ok(fresh));
    story.page(Ok(page(&[8, 7], Some("c2"))));
    assert_eq!(story.list(), ["20", "19"]);
    assert_eq!(story.state.list.next.as_deref(), Some("c9"));
    story.on(Event::MoreAsked);
    assert_eq!(story.effects.len(), 1);
}

#[test]
fn a_refresh_puts_newcomers_in_front_and_keeps_the_rest() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page(Ok(page(&[7], Some("c2"))));
    let mut fresh = letter_at(237, 2_000);
    fresh.signatures.page = page(&[10, 9], Some("c1"));
    story.letter(Ok(fresh));
    assert_eq!(story.list(), ["10", "9", "8", "7"]);
    assert_eq!(story.state.list.next.as_deref(), Some("c2"));
}

#[test]
fn a_refresh_takes_out_who_is_gone_and_shows_what_has_changed() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page(Ok(page(&[7, 6], Some("c2"))));
    let mut fresh = letter_at(235, 2_000);
    fresh.signatures.page = page(&[9, 7], Some("c1"));
    fresh.signatures.page.items[0].role = Some("Cartographer".into());
    story.letter(Ok(fresh));
    assert_eq!(story.list(), ["9", "7", "6"]);
    assert_eq!(
        story.state.list.items[0].role.as_deref(),
        Some("Cartographer")
    );
    assert_eq!(story.state.list.next.as_deref(), Some("c2"));
}

#[test]
fn after_a_change_of_ones_own_the_list_starts_over() {
    let mut story = Story::opened();
    story.on(Event::MoreAsked);
    story.page(Ok(page(&[7], Some("c2"))));
    story
        .on(Event::Turned(Face::Find))
        .on(Event::Typed(Field::Email, "ada@example.org".into()))
        .on(Event::Typed(Field::Code, "1".into()))
        .ask(Task::Confirm)
        .answer(Ok(Confirmed::default()));
    let mut fresh = letter_at(236, 2_000);
    fresh.signatures.page = page(&[9, 8], Some("c1"));
    story.letter(Ok(fresh));
    assert_eq!(story.list(), ["9", "8"], "whose may have been further down");
    assert_eq!(story.state.list.next.as_deref(), Some("c1"));
}
