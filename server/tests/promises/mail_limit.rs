//! At most three mails go to an address in 24 hours, whatever arrives.

use std::sync::Arc;

use serde_json::json;
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
            let receipt = server.sign(&signature("Somebody", "typo@example.org")).await;
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
            let letter = if number % 2 == 0 { "a-letter" } else { "another" };
            let answer = server.sign_in(letter, &signature("Somebody", &tagged)).await;
            assert_eq!(answer.status, 202, "{}", answer.text);
        }
    }
}

async fn posts(servers: &[Arc<Server>], posts: u64, addresses: u64) {
    let mut random = Random::new(Random::seed("mail_limit"));
    let mut callers = JoinSet::new();
    for caller in 0..32 {
        let server = Arc::clone(&servers[caller % servers.len()]);
        let mut random = Random::new(random.next());
        callers.spawn(async move {
            for _ in 0..posts / 32 {
                let email = format!("person-{}@example.org", random.below(addresses));
                post(&server, &email, &mut random).await;
            }
        });
    }
    callers.join_all().await;
    servers[0].mails_are_done().await;
}

async fn nobody_gets_more_than_three(kind: Kind) {
    let server = [Arc::new(Server::start_in(kind, in_memory()).await)];
    posts(&server, 10_000, 1_000).await;
    let [server] = server;
    assert_eq!(server.database.number(MOST).await, 3);
    let left = server.database.number(LEFT).await;
    assert!((2_500..=3_003).contains(&left), "{left}");
    println!("nobody_gets_more_than_three: 10000 posts, 1000 addresses, {left} mails");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_three_on_sqlite() {
    nobody_gets_more_than_three(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_three_on_postgres() {
    nobody_gets_more_than_three(Kind::Postgres).await;
}

/// Servers that share a database let mails leave at the same time.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_three_from_many_servers() {
    let one = Arc::new(Server::start(Kind::Postgres).await);
    let mut servers = vec![Arc::clone(&one)];
    for _ in 0..3 {
        servers.push(Arc::new(one.beside().await));
    }
    posts(&servers, 1_600, 10).await;
    assert_eq!(one.database.number(MOST).await, 3);
    let outboxes: usize = servers.iter().map(|server| server.outbox.list().len()).sum();
    assert_eq!(i64::try_from(outboxes).unwrap(), one.database.number(LEFT).await);
}
