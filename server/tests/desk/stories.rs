//! What reviewers do, and what signers and readers see of it.

use axum::http::StatusCode;

use crate::browser::{Browser, shown};
use crate::server::Server;

const QUEUE: &str = "a-letter/queue";

pub(crate) async fn each_decision_counts_as_it_says(server: Server) {
    server.signed_by("a-letter", 0..4).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let waiting = browser.shown(QUEUE).await;
    assert_eq!(waiting[0].name, "Person Number-0", "the oldest first");
    assert_eq!(server.counts_agree("a-letter").await, 0);

    let page = browser.decide("a-letter", &waiting[0], "approve").await;
    assert!(page.text.contains("1 signature approved."), "{}", page.text);
    browser
        .decide("a-letter", &waiting[1], "reject:not_a_name")
        .await;
    browser.decide("a-letter", &waiting[2], "hide").await;
    assert_eq!(server.names("a-letter").await, ["Person Number-0"]);
    assert_eq!(server.counts_agree("a-letter").await, 1);
    assert_eq!(browser.shown(QUEUE).await, waiting[3..]);

    // What does not count may count again, and the other way round.
    let all = browser.find("a-letter", "words", "person").await;
    let of = |name: &str| all.iter().find(|shown| shown.name == name).unwrap();
    for (name, act, count) in [
        ("Person Number-1", "restore", 2),
        ("Person Number-2", "restore", 3),
        ("Person Number-0", "reject:duplicate", 2),
        ("Person Number-3", "approve", 3),
    ] {
        let page = browser.decide("a-letter", of(name), act).await;
        assert_eq!(page.status, StatusCode::OK, "{name} {act}");
        assert_eq!(server.counts_agree("a-letter").await, count);
    }
    assert_eq!(server.database.rows("decisions").await, 7);
}

pub(crate) async fn what_counts_already_is_only_looked_at(server: Server) {
    server.signed_by("after", 0..2).await;
    assert_eq!(server.counts_agree("after").await, 2);
    let browser = Browser::of(&server, "wilhelmina").await;
    let waiting = browser.shown("after/queue").await;
    assert!(
        browser
            .read("after/queue")
            .await
            .contains("counted already")
    );
    browser.decide("after", &waiting[0], "approve").await;
    browser.decide("after", &waiting[1], "hide").await;
    assert_eq!(server.counts_agree("after").await, 1);
    assert!(browser.shown("after/queue").await.is_empty());
}

pub(crate) async fn the_second_of_two_is_told(server: Server) {
    server.signed_by("a-letter", 0..1).await;
    let (wilhelmina, ada) = (
        Browser::of(&server, "wilhelmina").await,
        Browser::of(&server, "ada").await,
    );
    let seen = ada.shown(QUEUE).await.remove(0);
    wilhelmina.decide("a-letter", &seen, "approve").await;
    let page = ada.decide("a-letter", &seen, "reject:not_a_person").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    for words in [
        "wilhelmina was faster",
        "it was approved at",
        "Nothing was changed",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert_eq!(server.counts_agree("a-letter").await, 1);
    assert_eq!(server.database.rows("decisions").await, 1);
    // As it is now, she may decide about it.
    let now = shown(&page.text).remove(0);
    assert_ne!(now.seen, seen.seen);
    ada.decide("a-letter", &now, "reject:not_a_person").await;
    assert_eq!(server.counts_agree("a-letter").await, 0);
}

pub(crate) async fn two_at_the_same_moment_are_one(server: Server) {
    server.signed_by("a-letter", 0..8).await;
    let wilhelmina = Browser::of(&server, "wilhelmina").await;
    let ada = Browser::of(&server, "ada").await;
    let mut approved = 0;
    for seen in wilhelmina.shown(QUEUE).await {
        let (one, other) = tokio::join!(
            wilhelmina.decide("a-letter", &seen, "approve"),
            ada.decide("a-letter", &seen, "reject:abusive"),
        );
        let statuses = [one.status, other.status];
        assert!(statuses.contains(&StatusCode::CONFLICT), "{statuses:?}");
        assert!(statuses.contains(&StatusCode::OK), "{statuses:?}");
        approved += i64::from(one.status == StatusCode::OK);
    }
    assert_eq!(server.counts_agree("a-letter").await, approved);
    assert_eq!(server.database.rows("decisions").await, 8);
    let noted = "SELECT CAST(SUM(number) AS BIGINT) FROM audit \
        WHERE action IN ('approve', 'reject')";
    assert_eq!(server.database.number(noted).await, 8);
}

pub(crate) async fn the_last_decision_is_taken_back(server: Server) {
    server.signed_by("a-letter", 0..3).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let waiting = browser.shown(QUEUE).await;
    browser.decide("a-letter", &waiting[0], "approve").await;
    browser
        .decide("a-letter", &waiting[1], "reject:abusive")
        .await;
    assert_eq!(server.counts_agree("a-letter").await, 1);
    // Somebody else's are not hers to take back.
    let ada = Browser::of(&server, "ada").await;
    let nothing = ada.press("a-letter/undo", &[]).await;
    assert!(
        nothing.text.contains("nothing of yours"),
        "{}",
        nothing.text
    );
    browser.press("a-letter/undo", &[]).await;
    assert_eq!(
        browser.shown(QUEUE).await,
        waiting[1..],
        "just as they stood"
    );
    browser.press("a-letter/undo", &[]).await;
    assert_eq!(browser.shown(QUEUE).await, waiting);
    assert_eq!(server.counts_agree("a-letter").await, 0);
    // What somebody else has decided since stays.
    browser.decide("a-letter", &waiting[0], "approve").await;
    let found = ada.find("a-letter", "words", "Number-0").await;
    ada.decide("a-letter", &found[0], "hide").await;
    let page = browser.press("a-letter/undo", &[]).await;
    assert!(page.text.contains("1 was changed since"), "{}", page.text);
    assert_eq!(server.counts_agree("a-letter").await, 0);
    assert_eq!(browser.shown(QUEUE).await, waiting[1..]);
}

pub(crate) async fn many_are_decided_after_their_number_was_shown(server: Server) {
    server.signed_by("a-letter", 0..60).await;
    let network = "UPDATE signatures SET held = 'limit', network = mailbox \
        WHERE name IN ('Person Number-3', 'Person Number-4')";
    server.database.execute(network).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let page = browser.read(QUEUE).await;
    assert!(page.contains("All 60 that wait here"), "{page}");
    let until = crate::browser::attribute(&page, "name=\"until\"", "value").unwrap();
    // Who comes later is not decided with what was seen.
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    server.signed_by("a-letter", 60..61).await;
    let fields = [("which", "all"), ("act", "approve"), ("until", &*until)];
    let sure = browser.press("a-letter/many", &fields).await;
    assert!(
        sure.text.contains("Approve 60 signatures?"),
        "{}",
        sure.text
    );
    assert_eq!(
        server.counts_agree("a-letter").await,
        0,
        "it was only asked"
    );
    let of_limit = [fields[0], fields[1], fields[2], ("hold", "limit")];
    let sure = browser.press("a-letter/many", &of_limit).await;
    assert!(sure.text.contains("Approve 2 signatures?"), "{}", sure.text);

    let page = browser.press("a-letter/many/do", &fields).await;
    assert!(
        page.text.contains("60 signatures approved."),
        "{}",
        page.text
    );
    assert_eq!(server.counts_agree("a-letter").await, 60);
    let left = browser.shown(QUEUE).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, "Person Number-60");
    let lines = "SELECT number FROM audit WHERE action = 'approve'";
    assert_eq!(server.database.number(lines).await, 60);
    let page = browser.press("a-letter/undo", &[]).await;
    assert!(
        page.text.contains("60 signatures put back"),
        "{}",
        page.text
    );
    assert_eq!(server.counts_agree("a-letter").await, 0);
}

pub(crate) async fn some_are_ticked(server: Server) {
    server.signed_by("a-letter", 0..3).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let ada = Browser::of(&server, "ada").await;
    let waiting = browser.shown(QUEUE).await;
    let pick = |number: usize| format!("{}.{}", waiting[number].id, waiting[number].seen);
    let (one, two) = (pick(0), pick(1));
    let fields = [
        ("pick", &*one),
        ("pick", &*two),
        ("which", "ticked"),
        ("act", "reject:other"),
    ];
    let sure = browser.press("a-letter/many", &fields).await;
    let asked = "Reject 2 signatures as “another reason”?";
    assert!(sure.text.contains(asked), "{}", sure.text);
    let speechless = browser.press("a-letter/many/do", &fields).await;
    assert_eq!(speechless.status, StatusCode::UNPROCESSABLE_ENTITY);
    ada.decide("a-letter", &waiting[0], "approve").await;
    let fields = [
        fields[0],
        fields[1],
        fields[2],
        fields[3],
        ("words", "Not today."),
    ];
    let page = browser.press("a-letter/many/do", &fields).await;
    for words in ["1 signature rejected.", "decided by somebody else"] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert_eq!(server.counts_agree("a-letter").await, 1);
    assert_eq!(browser.shown(QUEUE).await, waiting[2..]);
}
