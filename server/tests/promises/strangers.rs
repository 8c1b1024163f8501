//! Whoever posts for somebody else's address learns nothing of it, and changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;
use tokio::task::JoinSet;

use crate::database::Kind;
use crate::random::Random;
use crate::server::{Answer, Reading, Server, in_memory, signature};

const POSTS: usize = 2_000;
const CLASSES: [&str; 4] = ["new", "pending", "signed", "blocked"];
/// Addresses of each class but the first, of which each is new once.
const ADDRESSES: usize = 40;

fn address(class: &str, number: usize) -> String {
    match class {
        "new" => format!("new-{number:06}@example.org"),
        _ => format!("{class}-{:06}@example.org", number % ADDRESSES),
    }
}

/// All that can be told from an answer, but for the random receipt and what the queue of mails
/// does to everybody.
fn shape(answer: &Answer) -> String {
    let mut json = answer.json();
    let members = json.as_object_mut().unwrap();
    members.remove("mail_delay");
    let receipt = members["receipt"].as_str().unwrap().len();
    members.insert("receipt".to_owned(), receipt.into());
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "content-length")
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    format!("{} {headers:?} {json}", answer.status)
}

async fn prepare(server: &Server) {
    for number in 0..ADDRESSES {
        for class in &CLASSES[1..] {
            let email = address(class, number);
            let receipt = server.sign(&signature("The owner", &email)).await;
            let mail = server.mail_to(&email, 0).await;
            match *class {
                "signed" => assert_eq!(server.confirm(&receipt, &mail.code()).await.status, 200),
                "blocked" => {
                    let token = mail.not_me_token();
                    let fields = [("token", token.as_str()), ("choice", "block")];
                    let blocked = server.form("/letters/a-letter/not-me", &fields).await;
                    assert_eq!(blocked.status, 303, "{}", blocked.text);
                }
                _ => {}
            }
        }
    }
    let blocked = i64::try_from(ADDRESSES).unwrap();
    assert_eq!(server.database.rows("blocks").await, blocked);
}

/// What waits, with every byte of it, and what is published.
async fn standing(server: &Server) -> BTreeSet<Vec<u8>> {
    use sqlx::{Connection as _, Row};
    let mut rows = BTreeSet::new();
    let mut connection = server.database.connect().await;
    for sql in [
        "SELECT receipt, payload FROM submissions",
        "SELECT receipt, private FROM signatures",
    ] {
        for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
            let mut bytes = row.get::<String, _>(0).into_bytes();
            bytes.extend(row.get::<Vec<u8>, _>(1));
            rows.insert(bytes);
        }
    }
    connection.close().await.unwrap();
    rows
}

async fn all_are_answered_alike(kind: Kind) {
    let server = Arc::new(Server::start_in(kind, in_memory()).await);
    prepare(&server).await;
    let before = standing(&server).await;
    let (count, names) = (server.count().await, server.names().await);

    let mut posts: Vec<(&str, usize)> = CLASSES
        .iter()
        .flat_map(|class| (0..POSTS).map(|number| (*class, number)))
        .collect();
    let mut random = Random::new(Random::seed("all_are_answered_alike"));
    let mut callers = JoinSet::new();
    for _ in 0..32 {
        let mut own = Vec::new();
        while own.len() < CLASSES.len() * POSTS / 32 {
            let place = usize::try_from(random.below(posts.len() as u64)).unwrap();
            own.push(posts.swap_remove(place));
        }
        let server = Arc::clone(&server);
        callers.spawn(async move {
            let mut shapes = Vec::new();
            for (class, number) in own {
                let body = signature("A stranger", &address(class, number));
                let answer = server.sign_in("a-letter", &body).await;
                shapes.push((class, shape(&answer)));
            }
            shapes
        });
    }
    let mut shapes: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for (class, shape) in callers.join_all().await.into_iter().flatten() {
        *shapes.entry(class).or_default().entry(shape).or_default() += 1;
    }
    assert_eq!(shapes["new"].values().sum::<usize>(), POSTS);
    assert_eq!(shapes["new"].len(), 1, "{:?}", shapes["new"]);
    assert!(shapes["new"].keys().all(|shape| shape.starts_with("202 ")));
    for class in CLASSES {
        assert_eq!(shapes[class], shapes["new"], "{class}");
    }
    // Nothing that stood there before was changed.
    assert!(standing(&server).await.is_superset(&before));
    assert_eq!((server.count().await, server.names().await), (count, names));
    println!("all_are_answered_alike: {POSTS} posts of each of {CLASSES:?}, 1 shape of answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_are_answered_alike_on_sqlite() {
    all_are_answered_alike(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_are_answered_alike_on_postgres() {
    all_are_answered_alike(Kind::Postgres).await;
}

/// The owner's code publishes what the owner wrote, whatever others sent meanwhile.
#[tokio::test]
async fn what_waits_is_what_was_sent() {
    let server = Server::start(Kind::Sqlite).await;
    let email = "ada@example.org";
    let receipt = server.sign(&signature("Ada Inkwell", email)).await;
    let code = server.mail_to(email, 0).await.code();
    for number in 0..20 {
        server
            .sign(&signature(&format!("Eve {number}"), email))
            .await;
    }
    assert_eq!(server.confirm(&receipt, &code).await.status, 200);
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    let own = server
        .sign_in("unconfirmed", &signature("Ada", email))
        .await;
    assert_eq!(own.json().get("manage"), None::<&Value>);
}
