//! At most three mails go to an address in 24 hours, whatever arrives.

use std::sync::Arc;

use serde_json::json;
use sqlx::Connection as _;
use tokio::task::JoinSet;

use crate::database::Kind;
use crate::random::Random;
use crate::server::{Server, in_memory, signature};

const MOST: &str = "SELECT MAX(mails) FROM \
    (SELECT COUNT(*) AS mails FROM mails WHERE state = 'left' GROUP BY mailbox) AS each";
const LEFT: &str = "SELECT COUNT(*) FROM mails WHERE state = 'left'";

/// One post for an address, of any kind that could send a mail.
async fn post(server: &Server, email: &str, random: &mut Random) {
    let tagged = email.replace('@', &format!("+{}@", random.below(1_000_000)));
    match random.below(8) {
        0 => {
            let body = json!({ "email": tagged, "action": "manage" });
            assert_eq!(server.request(&body).await.status, 202);
        }
        1 => {
            let receipt = server
                .sign(&signature("Somebody", "typo@example.org"))
                .await;
            let body = json!({ "email": tagged, "action": "change_address", "receipt": receipt });
            assert_eq!(server.request(&body).await.status, 202);
        }
        2 => {
            let fields = [
                ("name", "Somebody"),
                ("email", &tagged),
                ("role", ""),
                ("affiliation", ""),
                ("consent", "1"),
            ];
            let sent = server.form("/letters/another/signatures", &fields).await;
            assert_eq!(sent.status, 303, "{}", sent.text);
        }
        number => {
            let letter = if number % 2 == 0 {
                "a-letter"
            } else {
                "another"
            };
            let answer = server
                .sign_in(letter, &signature("Somebody", &tagged))
                .await;
            assert_eq!(answer.status, 202, "{}", answer.text);
        }
    }
}

async fn send(server: &Arc<Server>, posts: u64, addresses: u64) {
    let mut random = Random::new(Random::seed("mail_limit"));
    let mut callers = JoinSet::new();
    for _ in 0..32 {
        let server = Arc::clone(server);
        let mut random = Random::new(random.next());
        callers.spawn(async move {
            for _ in 0..posts / 32 {
                let email = format!("person-{}@example.org", random.below(addresses));
                post(&server, &email, &mut random).await;
            }
        });
    }
    callers.join_all().await;
    server.mails_are_done().await;
}

async fn nobody_gets_more_than_three(kind: Kind, posts: u64) {
    let addresses = posts / 10;
    let server = Arc::new(Server::start_in(kind, in_memory()).await);
    send(&server, posts, addresses).await;
    assert_eq!(server.database.number(MOST).await, 3);
    let left = server.database.number(LEFT).await;
    // Those who were mistyped share an address that gets three as well.
    let all = i64::try_from(addresses * 3 + 3).unwrap();
    assert!((all / 10 * 9..=all).contains(&left), "{left}");
    println!(
        "nobody_gets_more_than_three on {kind:?}: {posts} posts, {addresses} addresses, {left} mails"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_three_on_sqlite() {
    nobody_gets_more_than_three(Kind::Sqlite, 10_000).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_three_on_postgres() {
    nobody_gets_more_than_three(Kind::Postgres, 2_000).await;
}

/// Servers that share a database take on mails to one address at the same instant.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_three_from_many_servers() {
    const PEOPLE: i64 = 40;
    let one = Arc::new(Server::start(Kind::Postgres).await);
    let mut servers = vec![Arc::clone(&one)];
    for _ in 0..3 {
        servers.push(Arc::new(one.beside().await));
    }
    // No mail leaves before all wait in a row, those to one address beside each other.
    let mut connection = one.database.connect().await;
    let mut held = connection.begin().await.unwrap();
    let hold = "LOCK TABLE blocks IN ACCESS EXCLUSIVE MODE";
    sqlx::query(hold).execute(&mut *held).await.unwrap();
    for person in 0..PEOPLE {
        for _ in 0..8 {
            let email = format!("person-{person}@example.org");
            one.sign(&signature("Somebody", &email)).await;
        }
    }
    held.rollback().await.unwrap();
    connection.close().await.unwrap();
    one.mails_are_done().await;
    assert_eq!(one.database.number(MOST).await, 3);
    assert_eq!(one.database.number(LEFT).await, PEOPLE * 3);
    let outboxes: usize = servers
        .iter()
        .map(|server| server.outbox.list().len())
        .sum();
    assert_eq!(i64::try_from(outboxes).unwrap(), PEOPLE * 3);
}
