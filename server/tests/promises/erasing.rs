//! Who withdraws is gone: from every table, from every byte of the folder, and was never in the
//! log.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, Once};

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _};

use crate::database::Kind;
use crate::server::{LETTER, Reading, Server, another, signature};

/// Unmistakable, each in one field alone.
const NAME: &str = "Zyxxaphila Quordlebane";
const ANONYMOUS: &str = "Vrimblethorn Jaxquell";
const EMAIL: &str = "qwxzplanted@example.org";
const ROLE: &str = "Glimfurbler of Xyquth";
const AFFILIATION: &str = "Wobblequixt Institute";
const PLANTED: [&str; 5] = [NAME, ANONYMOUS, EMAIL, ROLE, AFFILIATION];
/// What the list shows, and the database therefore holds as it is.
const PUBLIC: [&str; 3] = [NAME, ROLE, AFFILIATION];

/// Everything that is logged in this process.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn log() -> Log {
    static LOG: Mutex<Option<Log>> = Mutex::new(None);
    static BEGIN: Once = Once::new();
    let log = LOG.lock().unwrap().get_or_insert_default().clone();
    BEGIN.call_once(|| {
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(move || writer.clone())
            .init();
    });
    log
}

/// A life in full: waiting, signed, replaced, corrected, hidden, asked for, mistyped codes.
async fn live(server: &Server) -> String {
    let mut body = signature(NAME, EMAIL);
    body["role"] = ROLE.into();
    body["affiliation"] = AFFILIATION.into();
    server.sign_and_confirm(&body).await;
    body["name"] = ANONYMOUS.into();
    body["anonymous"] = true.into();
    body["lang"] = "en".into();
    let manage = server.sign_and_confirm(&body).await;
    server
        .own(
            "PATCH",
            &manage,
            &json!({ "name": NAME, "anonymous": false }),
        )
        .await;
    let asked = server
        .request(&json!({ "email": EMAIL, "action": "manage" }))
        .await;
    let receipt = server.sign(&body).await;
    let code = server.mail_to(EMAIL, 2).await.code();
    for receipt in [receipt, asked.text_of("receipt")] {
        server.confirm(&receipt, &another(&code)).await;
    }
    let by_address = json!({ "email": EMAIL, "code": "000000" });
    server.post(&format!("{LETTER}/confirm"), &by_address).await;
    // Mails wait that will be dropped, past the limit of three.
    for _ in 0..3 {
        server.sign(&body).await;
    }
    manage
}

/// What the database knows the mailbox by.
async fn mailbox(server: &Server) -> Vec<u8> {
    let mut connection = server.database.connect().await;
    let mailbox = sqlx::query_scalar("SELECT mailbox FROM signatures")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    mailbox
}

async fn rows_of(server: &Server, table: &str, mailbox: &[u8]) -> i64 {
    let mut connection = server.database.connect().await;
    let sql = format!("SELECT COUNT(*) FROM {table} WHERE mailbox = $1");
    let rows = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(mailbox.to_vec())
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    rows
}

const TABLES: [&str; 5] = ["submissions", "signatures", "tokens", "mails", "blocks"];

async fn nothing_is_left(kind: Kind) {
    let log = log();
    let server = Server::start(kind).await;
    let manage = live(&server).await;
    let mailbox = mailbox(&server).await;
    for table in &TABLES[..4] {
        assert!(rows_of(&server, table, &mailbox).await > 0, "{table}");
    }
    assert!(server.database.rows("attempts").await > 0);
    assert_eq!(server.count().await, 1);
    let folder = server.folder.path().join("data");
    if kind == Kind::Sqlite {
        // What is looked for would be found; what is private is not, even now.
        assert_eq!(found_in(&folder, &PLANTED), PUBLIC);
        assert!(holds(&folder, &mailbox));
    }
    let gone = server.own("DELETE", &manage, &Value::Null).await;
    assert_eq!(gone.status, 200, "{}", gone.text);
    if kind == Kind::Sqlite {
        // At once, while the server runs: in the database, its log and its index.
        assert_eq!(found_in(&folder, &PLANTED), [""; 0]);
        assert!(!holds(&folder, &mailbox));
    }
    assert_eq!(server.count().await, 0);
    assert!(server.names().await.is_empty());
    for table in TABLES {
        assert_eq!(rows_of(&server, table, &mailbox).await, 0, "{table}");
    }
    assert_eq!(server.database.rows("attempts").await, 0);

    let manage = server.sign_and_confirm(&signature(NAME, EMAIL)).await;
    assert_eq!(server.count().await, 1);
    server.own("DELETE", &manage, &Value::Null).await;
    let folder = server.stop().await;
    let data = folder.path().join("data");
    assert_eq!(found_in(&data, &PLANTED), [""; 0]);
    assert!(!holds(&data, &mailbox));
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(logged.contains("answered"), "nothing is logged at all");
    for planted in PLANTED {
        assert!(!logged.contains(planted), "{planted} is in the log");
    }
}

#[tokio::test]
async fn nothing_is_left_in_sqlite() {
    nothing_is_left(Kind::Sqlite).await;
}

#[tokio::test]
async fn nothing_is_left_in_postgres() {
    nothing_is_left(Kind::Postgres).await;
}

/// A reader keeps SQLite's log from being emptied; it is emptied when the reader has gone.
#[tokio::test]
async fn a_long_reader_only_puts_it_off() {
    let server = Server::start(Kind::Sqlite).await;
    let mut body = signature(NAME, EMAIL);
    body["role"] = ROLE.into();
    let manage = server.sign_and_confirm(&body).await;
    let mut reader = server.database.connect().await;
    let mut reading = reader.begin().await.unwrap();
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM signatures")
        .fetch_one(&mut *reading)
        .await
        .unwrap();
    assert_eq!(rows, 1);
    let gone = server.own("DELETE", &manage, &Value::Null).await;
    assert_eq!(gone.status, 200);
    // Others sign meanwhile.
    for number in 0..5 {
        server
            .sign(&signature(
                "Somebody",
                &format!("person-{number}@example.org"),
            ))
            .await;
    }
    reading.rollback().await.unwrap();
    reader.close().await.unwrap();
    let folder = server.folder.path().join("data");
    for _ in 0..500 {
        if found_in(&folder, &PLANTED).is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the log still holds {:?}", found_in(&folder, &PLANTED));
}

/// Which of some texts stand in a file of a folder.
pub(crate) fn found_in<'a>(folder: &Path, texts: &[&'a str]) -> Vec<&'a str> {
    let mut found = texts.to_vec();
    found.retain(|text| holds(folder, text.as_bytes()));
    found
}

/// A character for each byte, since the standard library searches quickly in text.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

pub(crate) fn holds(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let content = std::fs::read(entry.unwrap().path()).unwrap();
        text(&content).contains(&text(bytes))
    })
}
