//! One intent is one signature, however often and in whatever order it is sent.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::task::JoinSet;

use crate::database::Kind;
use crate::random::Random;
use crate::server::{Server, signature};

/// What the widget does until it knows: a request that is in flight is sent again. Gives the
/// receipt, or none where another body came first under this key.
async fn until_known(server: &Server, key: &str, body: &Value) -> Option<String> {
    loop {
        let answer = server.sign_with_key("a-letter", key, body).await;
        match answer.status.as_u16() {
            202 => return Some(answer.text_of("receipt")),
            409 => {
                assert_eq!(answer.text_of("code"), "in_flight");
                assert_eq!(answer.json()["retry_after"], 1);
            }
            422 => {
                assert_eq!(answer.text_of("code"), "key_reused");
                return None;
            }
            _ => panic!("{}", answer.text),
        }
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

async fn a_hundred_at_once_are_one(kind: Kind) {
    let server = Arc::new(Server::start(kind).await);
    let body = signature("Ada Inkwell", "ada@example.org");
    let mut all = JoinSet::new();
    for _ in 0..100 {
        let (server, body) = (Arc::clone(&server), body.clone());
        all.spawn(async move { until_known(&server, "one-key", &body).await });
    }
    let receipts: BTreeSet<_> = all.join_all().await.into_iter().collect();
    assert_eq!(receipts.len(), 1);
    assert!(receipts.first().unwrap().is_some());
    // Long after, too.
    assert_eq!(
        &until_known(&server, "one-key", &body).await,
        receipts.first().unwrap()
    );
    let other = signature("Ada Inkwell", "eve@example.org");
    assert_eq!(until_known(&server, "one-key", &other).await, None);
    server.mails_are_done().await;
    assert_eq!(server.database.rows("submissions").await, 1);
    assert_eq!(server.database.rows("mails").await, 1);
    assert_eq!(server.outbox.list().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_are_one_on_sqlite() {
    a_hundred_at_once_are_one(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_are_one_on_postgres() {
    a_hundred_at_once_are_one(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_are_one_in_conflict() {
    a_hundred_at_once_are_one(Kind::Conflicting).await;
}

/// Two processes know nothing of each other's requests; their database does.
#[tokio::test(flavor = "multi_thread")]
async fn two_servers_are_as_one() {
    let one = Arc::new(Server::start(Kind::Postgres).await);
    let other = Arc::new(one.beside().await);
    let body = signature("Ada Inkwell", "ada@example.org");
    let mut all = JoinSet::new();
    for number in 0..100 {
        let server = Arc::clone(if number % 2 == 0 { &one } else { &other });
        let body = body.clone();
        all.spawn(async move { until_known(&server, "one-key", &body).await });
    }
    let receipts: BTreeSet<_> = all.join_all().await.into_iter().collect();
    assert_eq!(receipts.len(), 1);
    one.mails_are_done().await;
    assert_eq!(one.database.rows("submissions").await, 1);
    assert_eq!(one.outbox.list().len() + other.outbox.list().len(), 1);
}

/// One who sends, gives up at any moment, and sends again.
async fn impatient(server: &Server, key: &str, body: &Value, mut random: Random) -> Option<String> {
    tokio::time::sleep(Duration::from_micros(random.below(6_000))).await;
    for _ in 0..random.below(4) {
        let patience = Duration::from_micros(random.below(8_000));
        let known = tokio::time::timeout(patience, until_known(server, key, body)).await;
        if let Ok(known) = known {
            return known;
        }
        tokio::time::sleep(Duration::from_micros(random.below(4_000))).await;
    }
    until_known(server, key, body).await
}

/// Random schedules: some intents, each sent by some at once and by impostors under its key, each
/// of whom breaks off and starts anew at random.
///
/// The schedules come from a seed and no property-test crate draws them: a schedule is only
/// half of what happens, the rest is the runtime's, so a crate could not shrink it.
async fn any_schedule_ends_in_one(kind: Kind, schedules: u64) {
    let server = Arc::new(Server::start(kind).await);
    let mut random = Random::new(Random::seed("any_schedule_ends_in_one"));
    let mut intents = 0;
    for schedule in 0..schedules {
        let mut all = JoinSet::new();
        for intent in 0..=random.below(3) {
            intents += 1;
            let key = format!("key-{schedule}-{intent}");
            let honest = signature("Ada", &format!("ada-{schedule}-{intent}@example.org"));
            let impostors = signature("Eve", &format!("eve-{schedule}-{intent}@example.org"));
            for _ in 0..=random.below(7) {
                let is_honest = random.percent(75);
                let body = if is_honest { &honest } else { &impostors }.clone();
                let (server, key) = (Arc::clone(&server), key.clone());
                let random = Random::new(random.next());
                all.spawn(async move {
                    let receipt = impatient(&server, &key, &body, random).await;
                    (intent, is_honest, receipt)
                });
            }
        }
        let taken: BTreeSet<_> = all
            .join_all()
            .await
            .into_iter()
            .filter_map(|(intent, is_honest, receipt)| Some((intent, is_honest, receipt?)))
            .collect();
        let intents: BTreeSet<_> = taken.iter().map(|(intent, ..)| intent).collect();
        assert_eq!(taken.len(), intents.len(), "schedule {schedule}: {taken:?}");
    }
    server.mails_are_done().await;
    let number = |sql| server.database.number(sql);
    assert_eq!(number("SELECT COUNT(*) FROM submissions").await, intents);
    assert_eq!(
        number("SELECT COUNT(*) FROM mails WHERE state = 'left'").await,
        intents
    );
    println!("any_schedule_ends_in_one: schedules {schedules}, intents {intents}, rows {intents}");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_schedule_ends_in_one_on_sqlite() {
    any_schedule_ends_in_one(Kind::Sqlite, 150).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn any_schedule_ends_in_one_on_postgres() {
    any_schedule_ends_in_one(Kind::Postgres, 150).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn any_schedule_ends_in_one_in_conflict() {
    any_schedule_ends_in_one(Kind::Conflicting, 150).await;
}
