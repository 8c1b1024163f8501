//! Some days after a letter has closed, nothing leads to its signers' addresses any more; the
//! names that were shown stay, and the count.

use std::path::Path;
use std::time::Duration;

use open_letter_core::Timestamp;
use sqlx::{Connection as _, Row};

use crate::database::Kind;
use crate::erasing::{found_in, holds};
use crate::server::{Server, signature};

const DAY: i64 = 86_400_000;
const NAME: &str = "Zyxxaphila Quordlebane";
const ANONYMOUS: &str = "Vrimblethorn Jaxquell";
const EMAILS: [&str; 4] = [
    "qwxzplanted@example.org",
    "qwxzhidden@example.org",
    "qwxzwaiting@example.org",
    "qwxzblocked@example.org",
];

fn ago(days: i64) -> String {
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap();
    let now = i64::try_from(now.as_millis()).unwrap();
    Timestamp::from_millis(now - days * DAY).to_string()
}

/// Writes into the letter's file, and starts the server again.
async fn with(server: Server, more: &str) -> Server {
    let file = server.folder.path().join("letters/a-letter.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.contains("closes_at") && !line.contains("days"));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    std::fs::write(&file, text.replacen("title", &format!("{more}\ntitle"), 1)).unwrap();
    server.restart().await
}

/// Waits for the task in the background, which runs at each start.
async fn until(server: &Server, sql: &str, expected: i64) {
    let comes = async {
        while server.database.number(sql).await != expected {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let comes = tokio::time::timeout(Duration::from_secs(60), comes).await;
    comes.unwrap_or_else(|_| panic!("never {expected}: {sql}"));
}

const WITH_CONTACT: &str = "SELECT COUNT(*) FROM signatures WHERE contact = 1";
const SEEN: &str = "SELECT COUNT(*) FROM closings WHERE due_since IS NOT NULL";
/// As a day later.
const A_DAY_PASSES: &str = "UPDATE closings SET due_since = due_since - 86400000";

/// What the database has of the letter's signers, to be looked for later.
async fn secrets(server: &Server) -> Vec<Vec<u8>> {
    let mut connection = server.database.connect().await;
    let mut secrets = Vec::new();
    for sql in [
        "SELECT mailbox AS it FROM signatures WHERE letter_id = 'a-letter'",
        "SELECT private AS it FROM signatures WHERE letter_id = 'a-letter'",
        "SELECT payload AS it FROM submissions WHERE letter_id = 'a-letter' AND state = 'waiting'",
        "SELECT mailbox AS it FROM submissions WHERE letter_id = 'a-letter'",
        "SELECT hash AS it FROM tokens WHERE letter_id = 'a-letter'",
        "SELECT mailbox AS it FROM mails WHERE letter_id = 'a-letter'",
    ] {
        for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
            secrets.push(row.get::<Vec<u8>, _>("it"));
        }
    }
    connection.close().await.unwrap();
    assert!(secrets.len() > 12, "{}", secrets.len());
    secrets
}

fn left(folder: &Path, secrets: &[Vec<u8>]) -> usize {
    secrets
        .iter()
        .filter(|secret| holds(folder, secret))
        .count()
}

async fn addresses_go(kind: Kind) {
    let server = Server::start(kind).await;
    server.sign_and_confirm(&signature(NAME, EMAILS[0])).await;
    let mut hidden = signature(ANONYMOUS, EMAILS[1]);
    hidden["anonymous"] = true.into();
    hidden["lang"] = "en".into();
    server.sign_and_confirm(&hidden).await;
    server.sign(&signature("Somebody", EMAILS[2])).await;
    // The same person in a letter that goes on.
    let other = server
        .sign_in("unconfirmed", &signature(NAME, EMAILS[0]))
        .await;
    assert_eq!(other.status, 202);
    server.mails_are_done().await;
    let secrets = secrets(&server).await;
    let folder = server.folder.path().join("data");

    // Not for as long as the letter is open, nor in the days after.
    let server = with(server, &format!("closes_at = {}", ago(88))).await;
    until(&server, "SELECT COUNT(*) FROM closings", 1).await;
    let server = server.restart().await;
    assert_eq!(server.database.number(SEEN).await, 0);
    // Nor at once, since a clock may have jumped: a day later it still has to be so.
    let server = with(server, &format!("closes_at = {}", ago(2_000))).await;
    server.database.execute("DELETE FROM closings").await;
    let server = server.restart().await;
    until(&server, SEEN, 1).await;
    let server = server.restart().await;
    assert_eq!(server.database.number(WITH_CONTACT).await, 3);
    // A clock that was ahead is not believed.
    server
        .database
        .execute("UPDATE closings SET due_since = due_since + 400000000000")
        .await;
    let server = server.restart().await;
    let now = "SELECT COUNT(*) FROM closings WHERE due_since > closed_at + 300000000000";
    until(&server, now, 0).await;
    assert_eq!(server.database.number(WITH_CONTACT).await, 3);
    if kind == Kind::Sqlite {
        assert_eq!(left(&folder, &secrets), secrets.len());
    }

    server.database.execute(A_DAY_PASSES).await;
    let server = server.restart().await;
    until(&server, WITH_CONTACT, 1).await;
    let rest = "SELECT (SELECT COUNT(*) FROM submissions WHERE letter_id = 'a-letter') \
        + (SELECT COUNT(*) FROM mails WHERE letter_id = 'a-letter') \
        + (SELECT COUNT(*) FROM tokens WHERE letter_id = 'a-letter')";
    until(&server, rest, 0).await;
    // What was shown is still shown.
    assert_eq!(server.count().await, 2);
    let mut names = server.names().await;
    names.sort();
    assert_eq!(names, [None, Some(NAME.to_owned())]);
    // The other letter goes on with the same person, who cannot sign it twice.
    assert_eq!(
        server
            .database
            .number("SELECT COUNT(*) FROM submissions")
            .await,
        1
    );
    let folder = server.stop().await;
    let folder = folder.path().join("data");
    if kind == Kind::Sqlite {
        // The one mailbox that stays is the other letter's.
        let left: Vec<_> = secrets
            .iter()
            .filter(|secret| holds(&folder, secret))
            .collect();
        assert!(
            left.iter().all(|secret| *secret == left[0]),
            "{}",
            left.len()
        );
        assert_eq!(found_in(&folder, &EMAILS), [""; 0]);
        assert_eq!(found_in(&folder, &[NAME, ANONYMOUS]), [NAME]);
    }
}

#[tokio::test]
async fn addresses_go_from_sqlite() {
    addresses_go(Kind::Sqlite).await;
}

#[tokio::test]
async fn addresses_go_from_postgres() {
    addresses_go(Kind::Postgres).await;
}

#[tokio::test]
async fn a_letter_that_opens_again_keeps_them() {
    let server = Server::start(Kind::Sqlite).await;
    server.sign_and_confirm(&signature(NAME, EMAILS[0])).await;
    let server = with(
        server,
        &format!("contacts_days = 10\ncloses_at = {}", ago(20)),
    )
    .await;
    until(&server, SEEN, 1).await;
    server.database.execute(A_DAY_PASSES).await;
    let server = with(server, "").await;
    until(&server, "SELECT COUNT(*) FROM closings", 0).await;
    assert_eq!(server.database.number(WITH_CONTACT).await, 1);
}

/// Where nothing says when a letter was closed, the days begin when the server first sees it so;
/// the desk's word goes before the file's.
#[tokio::test]
async fn the_days_begin_when_it_is_first_seen_to_be_closed() {
    let server = Server::start(Kind::Sqlite).await;
    server.sign_and_confirm(&signature(NAME, EMAILS[0])).await;
    let server = with(server, "contacts_days = 3\nstatus = \"delivered\"").await;
    until(&server, "SELECT COUNT(*) FROM closings", 1).await;
    let server = server.restart().await;
    assert_eq!(server.database.number(SEEN).await, 0);
    let since = ago(20);
    let desk = format!(
        "DELETE FROM closings; INSERT INTO letter_states (letter_id, status, changed_at) \
         VALUES ('a-letter', 'closed', {})",
        Timestamp::parse(&since).unwrap().millis()
    );
    server.database.execute(&desk).await;
    let server = server.restart().await;
    until(&server, SEEN, 1).await;
    let open = "UPDATE letter_states SET status = 'open'";
    server.database.execute(open).await;
    let server = server.restart().await;
    until(&server, "SELECT COUNT(*) FROM closings", 0).await;
}
