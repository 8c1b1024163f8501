//! One mailbox is one signature, however its address is spelled; and two are two.

use std::collections::BTreeSet;
use std::sync::Arc;

use sqlx::Connection as _;
use tokio::task::JoinSet;

use crate::database::Kind;
use crate::random::Random;
use crate::server::{Server, signature};

const LETTER: &str = "unconfirmed";

/// One mailbox at Gmail: dots, tags, either domain, and letters of either case say nothing.
fn spellings(many: usize) -> BTreeSet<String> {
    const NAME: &str = "adalovelace";
    let mut random = Random::new(Random::seed("spellings"));
    let mut spellings = BTreeSet::new();
    while spellings.len() < many {
        let mut address = String::new();
        for (place, letter) in NAME.chars().enumerate() {
            if place > 0 && random.percent(25) {
                address.push('.');
            }
            address.push(if random.percent(30) {
                letter.to_ascii_uppercase()
            } else {
                letter
            });
        }
        if random.percent(50) {
            address.push_str(&format!("+tag{}", random.below(1_000)));
        }
        address.push_str(random.pick::<&str>(&["@gmail.com", "@Gmail.COM", "@googlemail.com"]));
        spellings.insert(address);
    }
    spellings
}

async fn all_sign(server: &Arc<Server>, addresses: impl IntoIterator<Item = String>) {
    let mut all = JoinSet::new();
    for address in addresses {
        let server = Arc::clone(server);
        all.spawn(async move {
            let answer = server
                .sign_in(LETTER, &signature("Ada Inkwell", &address))
                .await;
            assert_eq!(answer.status, 202, "{address}: {}", answer.text);
        });
    }
    all.join_all().await;
}

async fn count(server: &Server) -> u64 {
    let answer = server.get(&format!("/v1/letters/{LETTER}/count")).await;
    answer.json()["count"].as_u64().unwrap()
}

async fn a_thousand_spellings_are_one(kind: Kind) {
    let server = Arc::new(Server::start(kind).await);
    all_sign(&server, spellings(1_000)).await;
    assert_eq!(server.database.rows("submissions").await, 1_000);
    assert_eq!(server.database.rows("signatures").await, 1);
    assert_eq!(count(&server).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_spellings_are_one_on_sqlite() {
    a_thousand_spellings_are_one(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_spellings_are_one_on_postgres() {
    a_thousand_spellings_are_one(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_spellings_are_one_in_conflict() {
    a_thousand_spellings_are_one(Kind::Conflicting).await;
}

/// The application looks for nothing before it inserts: without the index, all would be in.
#[tokio::test(flavor = "multi_thread")]
async fn the_index_alone_holds_it() {
    let server = Arc::new(Server::start(Kind::Postgres).await);
    let dropped = "ALTER TABLE signatures DROP CONSTRAINT signatures_letter_id_mailbox_key";
    server.database.execute(dropped).await;
    all_sign(&server, spellings(20)).await;
    assert_eq!(server.database.rows("signatures").await, 20);
    assert_eq!(count(&server).await, 20);
}

/// SQLite's index cannot be dropped, so its table is asked itself.
#[tokio::test]
async fn sqlite_takes_no_second_row() {
    let server = Arc::new(Server::start(Kind::Sqlite).await);
    all_sign(&server, spellings(1)).await;
    let again = "INSERT INTO signatures (id, letter_id, mailbox, status, name, badges, signed_at, \
        letter_version, receipt, private) SELECT 'another-id', letter_id, mailbox, status, name, \
        badges, signed_at, letter_version, receipt, private FROM signatures";
    let mut connection = server.database.connect().await;
    let refused = sqlx::query(again)
        .execute(&mut connection)
        .await
        .unwrap_err();
    assert!(
        refused.as_database_error().unwrap().is_unique_violation(),
        "{refused}"
    );
    connection.close().await.unwrap();
}

/// Pairs that look alike and are two people's.
fn near_pairs() -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for number in 0..20 {
        let name = format!("ada{number}");
        let at = |local: &str, domain: &str| format!("{local}@{domain}");
        pairs.extend([
            // Dots are only nothing at Gmail.
            (
                at(&format!("dot.{name}"), "example.org"),
                at(&format!("dot{name}"), "example.org"),
            ),
            (at(&name, "one.example"), at(&name, "two.example")),
            (
                at(&format!("sub{name}"), "example.org"),
                at(&format!("sub{name}"), "mail.example.org"),
            ),
            // Only a plus begins a tag.
            (
                at(&format!("tag{name}-x"), "example.org"),
                at(&format!("tag{name}"), "example.org"),
            ),
            (
                at(&format!("und_{name}"), "example.org"),
                at(&format!("und{name}"), "example.org"),
            ),
            // A Cyrillic а.
            (
                at(&format!("cyr\u{430}{name}"), "example.org"),
                at(&format!("cyra{name}"), "example.org"),
            ),
            (
                at(&format!("dom{name}"), "gmail.com.example"),
                at(&format!("dom{name}"), "gmail.com"),
            ),
            (
                at(&format!("hom{name}"), "b\u{fc}cher.example"),
                at(&format!("hom{name}"), "bucher.example"),
            ),
            // Without a name before it, a tag is the name.
            (
                at(&format!("+{name}"), "example.org"),
                at(&format!("+{name}b"), "example.org"),
            ),
            (
                at(&format!("zero{name}0"), "gmail.com"),
                at(&format!("zero{name}o"), "gmail.com"),
            ),
        ]);
    }
    pairs
}

async fn near_pairs_stay_two(kind: Kind) {
    let pairs = near_pairs();
    assert_eq!(pairs.len(), 200);
    let server = Arc::new(Server::start(kind).await);
    all_sign(
        &server,
        pairs.into_iter().flat_map(|(one, other)| [one, other]),
    )
    .await;
    assert_eq!(server.database.rows("signatures").await, 400);
    assert_eq!(count(&server).await, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn near_pairs_stay_two_on_sqlite() {
    near_pairs_stay_two(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn near_pairs_stay_two_on_postgres() {
    near_pairs_stay_two(Kind::Postgres).await;
}
