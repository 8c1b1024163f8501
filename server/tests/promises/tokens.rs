//! Codes and links: long, random, hashed where they are kept, and for 72 hours from when their
//! mail leaves.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use sqlx::Connection as _;

use crate::database::Kind;
use crate::server::{Reading, Server, another, signature};

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn tokens_are_128_random_bits_and_kept_as_hashes() {
    const PEOPLE: usize = 60;
    let server = Server::start(Kind::Sqlite).await;
    let (mut tokens, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for number in 0..PEOPLE {
        let email = format!("person-{number}@example.org");
        let manage = server
            .sign_and_confirm(&signature("Somebody", &email))
            .await;
        let mail = server.mail_to(&email, 0).await;
        tokens.extend([manage, mail.token(), mail.not_me_token()]);
        codes.insert(mail.code());
    }
    assert_eq!(tokens.len(), PEOPLE * 3);
    assert!(codes.len() > PEOPLE - 3, "{}", codes.len());
    // Each of 128 bits is now this and now that; that one of them is not by chance, in 180
    // tokens, is as likely as 2^-172.
    let bytes: Vec<[u8; 16]> = tokens
        .iter()
        .map(|token| {
            BASE64URL_NOPAD
                .decode(token.as_bytes())
                .unwrap()
                .try_into()
                .unwrap()
        })
        .collect();
    for bit in 0..128 {
        let set = bytes
            .iter()
            .filter(|bytes| bytes[bit / 8] >> (bit % 8) & 1 == 1)
            .count();
        assert!((1..bytes.len()).contains(&set), "bit {bit}");
    }

    let ids = ids(&server).await;
    let folder = server.stop().await;
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(folder.path().join("data")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() != "secret" {
            kept.extend(std::fs::read(path).unwrap());
        }
    }
    // As text, in which the standard library searches quickly.
    let mut kept = text(&kept);
    // A random id may hold six digits of some code by chance.
    for id in &ids {
        kept = kept.replace(id, "");
    }
    assert!(kept.contains("Librarian"));
    for secret in tokens.iter().chain(&codes) {
        assert!(!kept.contains(secret), "{secret}");
    }
    for bytes in bytes {
        assert!(!kept.contains(&text(&bytes)));
    }
}

/// A character for each byte.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

async fn ids(server: &Server) -> Vec<String> {
    const SQL: &str = "SELECT receipt FROM submissions UNION SELECT id FROM mails \
        UNION SELECT id FROM signatures UNION SELECT idempotency_key FROM submissions";
    let mut connection = server.database.connect().await;
    let ids = sqlx::query_scalar(SQL)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    ids
}

#[tokio::test]
async fn all_that_a_mail_brings_works_for_72_hours() {
    let server = Server::start(Kind::Sqlite).await;
    let before = now();
    server
        .sign(&signature("Ada Inkwell", "ada@example.org"))
        .await;
    server.mail_to("ada@example.org", 0).await;
    let after = now();
    for purpose in ["code", "confirm", "not_me"] {
        let sql = format!("SELECT expires_at FROM tokens WHERE purpose = '{purpose}'");
        let expires_at = server.database.number(&sql).await;
        assert!(
            (before + 72 * HOUR..=after + 72 * HOUR).contains(&expires_at),
            "{purpose}"
        );
    }
}

fn now() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// Guessing at a code from many sides at once gives no more tries.
async fn tries_are_counted_at_once(kind: Kind) {
    let server = std::sync::Arc::new(Server::start(kind).await);
    let email = "ada@example.org";
    let receipt = server.sign(&signature("Ada Inkwell", email)).await;
    let code = server.mail_to(email, 0).await.code();
    for receipt in [receipt.clone(), "0".repeat(32)] {
        let mut all = tokio::task::JoinSet::new();
        let mut guess = code.clone();
        for _ in 0..50 {
            guess = another(&guess);
            let (server, receipt, guess) = (server.clone(), receipt.clone(), guess.clone());
            all.spawn(async move { server.confirm(&receipt, &guess).await.problem() });
        }
        let mut answers: Vec<_> = all.join_all().await;
        answers.sort();
        let left: Vec<_> = answers
            .iter()
            .filter(|(status, ..)| *status == 422)
            .map(|(.., left)| left.unwrap())
            .collect();
        assert_eq!(left, [1, 2, 3, 4]);
        assert!(answers.iter().filter(|(status, ..)| *status == 410).count() == 46);
    }
    assert_eq!(server.confirm(&receipt, &code).await.status, 410);
    assert_eq!(server.count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn tries_are_counted_at_once_on_sqlite() {
    tries_are_counted_at_once(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tries_are_counted_at_once_on_postgres() {
    tries_are_counted_at_once(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tries_are_counted_at_once_in_conflict() {
    tries_are_counted_at_once(Kind::Conflicting).await;
}
