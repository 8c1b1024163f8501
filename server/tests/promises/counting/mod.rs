//! What is counted is what is published, whatever happens: lives at random against a model.

mod life;
mod postbox;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use serde_json::Value;
use sqlx::Connection as _;
use tokio::task::JoinSet;

use crate::database::Kind;
use crate::random::Random;
use crate::server::{LETTER, Server, in_memory};
use life::Life;
use postbox::Postbox;

/// Lives that are led at the same time, so that many share a commit.
const AT_ONCE: usize = 48;
/// Between two moments at which all stand still and everything is compared.
const BETWEEN_CHECKS: u64 = 2_000;

/// What was counted at some moment, by the count and by counting the rows.
const DRIFT: &str = "SELECT (SELECT CAST(COALESCE(SUM(published), 0) AS BIGINT) FROM tallies) \
    - (SELECT COUNT(*) FROM signatures WHERE status = 'published')";

struct Lives {
    server: Arc<Server>,
    postbox: Arc<Postbox>,
    /// What was done, of all that is to be done.
    operations: AtomicU64,
    people: AtomicU64,
}

async fn what_is_counted_is_published(kind: Kind, operations: u64) {
    let seed = Random::seed("what_is_counted_is_published");
    let server = Arc::new(Server::start_in(kind, in_memory()).await);
    let postbox = Postbox::empty(&server);
    let stop = Arc::new(AtomicBool::new(false));
    let watching = tokio::spawn(watch(Arc::clone(&server), Arc::clone(&stop)));
    let lives = Arc::new(Lives {
        server: Arc::clone(&server),
        postbox,
        operations: AtomicU64::new(0),
        people: AtomicU64::new(0),
    });
    let mut led: Vec<Life> = Vec::new();
    let (mut checks, mut aim) = (0, 0);
    while aim < operations {
        aim = (aim + BETWEEN_CHECKS).min(operations);
        let mut all = JoinSet::new();
        for place in 0..AT_ONCE {
            let lives = Arc::clone(&lives);
            let random = Random::new(seed ^ (aim << 8) ^ place as u64);
            all.spawn(lives.lead(random, aim));
        }
        led.extend(all.join_all().await.into_iter().flatten());
        compare(&server, &led).await;
        checks += 1;
    }
    stop.store(true, Ordering::Relaxed);
    let watched = watching.await.unwrap();
    let done = lives.operations.load(Ordering::Relaxed);
    println!(
        "what_is_counted_is_published on {kind:?}: operations {done}, lives {}, published {}, \
         comparisons {checks} at rest and {watched} under way, drift 0",
        led.len(),
        server.count().await,
    );
}

impl Lives {
    /// Leads one life after the other until enough was done.
    async fn lead(self: Arc<Self>, mut random: Random, aim: u64) -> Vec<Life> {
        let mut led = Vec::new();
        while self.operations.load(Ordering::Relaxed) < aim {
            let number = self.people.fetch_add(1, Ordering::Relaxed);
            let mut life = Life::new(number);
            for _ in 0..5 + random.below(30) {
                life.go_on(&self.server, &self.postbox, &mut random).await;
                self.operations.fetch_add(1, Ordering::Relaxed);
            }
            led.push(life);
        }
        led
    }
}

/// While nothing happens, count, list and model are one.
async fn compare(server: &Server, led: &[Life]) {
    let mut expected: Vec<&str> = led.iter().filter_map(Life::published).collect();
    expected.sort_unstable();
    assert_eq!(server.count().await, expected.len() as u64);
    assert_eq!(server.database.number(DRIFT).await, 0);
    let mut shown = Vec::new();
    let mut path = format!("{LETTER}/signatures?limit=200");
    loop {
        let page = server.get(&path).await.json();
        let name = |item: &Value| item["name"].as_str().unwrap().to_owned();
        shown.extend(page["items"].as_array().unwrap().iter().map(name));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("{LETTER}/signatures?limit=200&cursor={next}");
    }
    assert_eq!(
        shown.iter().collect::<BTreeSet<_>>().len(),
        shown.len(),
        "somebody stands twice"
    );
    shown.sort_unstable();
    assert_eq!(shown, expected);
}

/// While things happen, the count is that of the rows at every moment, in the database and in
/// each answer, and no answer is older than one before it. Tells how often it looked.
async fn watch(server: Arc<Server>, stop: Arc<AtomicBool>) -> u64 {
    let (mut looks, mut newest) = (0, String::new());
    let mut database = server.database.connect().await;
    while !stop.load(Ordering::Relaxed) {
        let drift: i64 = sqlx::query_scalar(DRIFT)
            .fetch_one(&mut database)
            .await
            .unwrap();
        assert_eq!(drift, 0);
        let as_of = if looks % 2 == 0 {
            server
                .get(&format!("{LETTER}/count"))
                .await
                .text_of("as_of")
        } else {
            let letter = server.get(LETTER).await.json();
            let signatures = &letter["signatures"];
            let items = signatures["items"].as_array().unwrap().len() as u64;
            let count = signatures["count"].as_u64().unwrap();
            assert!(
                count == items || signatures["next"].is_string(),
                "{count} {items}"
            );
            signatures["as_of"].as_str().unwrap().to_owned()
        };
        // Both are written alike, to the millisecond.
        assert!(as_of >= newest, "{as_of} after {newest}");
        newest = as_of;
        looks += 1;
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    database.close().await.unwrap();
    looks
}

fn long() -> bool {
    std::env::var_os("OPEN_LETTER_SOAK").is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_counted_is_published_on_sqlite() {
    what_is_counted_is_published(Kind::Sqlite, if long() { 100_000 } else { 10_000 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_counted_is_published_on_postgres() {
    what_is_counted_is_published(Kind::Postgres, if long() { 20_000 } else { 2_000 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_counted_is_published_in_conflict() {
    what_is_counted_is_published(Kind::Conflicting, if long() { 20_000 } else { 2_000 }).await;
}
