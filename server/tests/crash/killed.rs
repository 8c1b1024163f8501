//! A hundred servers, each killed while it writes.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use crate::server::{Client, PROGRAM, Server, database, folder};

const DEATHS: usize = 100;
const CLIENTS: usize = 8;

#[test]
fn nothing_acknowledged_is_lost_in_a_hundred_deaths() {
    let folder = folder();
    let mut acknowledged = Vec::new();
    let mut found = 0;
    for death in 0..DEATHS {
        // Between the first answer and the last that one server gave lies every moment of a write.
        let receipts = one_death(folder.path(), death, 1 + (death * 7) % 40);
        assert!(!receipts.is_empty());
        let kept = receipts_in(folder.path());
        found += receipts
            .iter()
            .filter(|receipt| kept.contains(*receipt))
            .count();
        acknowledged.extend(receipts);
    }
    let kept = receipts_in(folder.path());
    let lost = acknowledged
        .iter()
        .filter(|receipt| !kept.contains(*receipt))
        .count();
    println!(
        "killed {DEATHS} times: acknowledged {}, found {found}, lost {lost}",
        acknowledged.len()
    );
    assert_eq!((found, lost), (acknowledged.len(), 0));
}

/// Lets clients sign until so many signatures were acknowledged, and kills the server then. The
/// receipts that they were given.
fn one_death(folder: &Path, death: usize, after: usize) -> Vec<String> {
    let server = Server::start(Command::new(PROGRAM), folder);
    let receipts = Arc::new(Mutex::new(Vec::new()));
    let given = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (address, receipts) = (server.address.clone(), Arc::clone(&receipts));
            let given = Arc::clone(&given);
            thread::spawn(move || {
                let Some(mut connection) = Client::connect(&address) else {
                    return;
                };
                // Half of them wait for a mail, the others count at once.
                let letter = if client % 2 == 0 { "asks" } else { "open" };
                for number in 0.. {
                    let name = format!("{death}-{client}-{number}");
                    let Some(receipt) = connection.sign(letter, &name) else {
                        return;
                    };
                    receipts.lock().unwrap().push(receipt);
                    given.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    while given.load(Ordering::SeqCst) < after {
        thread::yield_now();
    }
    server.kill();
    for client in clients {
        client.join().unwrap();
    }
    Arc::into_inner(receipts).unwrap().into_inner().unwrap()
}

/// Every receipt in the database, after it was looked over.
#[tokio::main(flavor = "current_thread")]
async fn receipts_in(folder: &Path) -> HashSet<String> {
    let mut connection = SqliteConnectOptions::new()
        .filename(database(folder))
        .connect()
        .await
        .unwrap();
    let whole: String = one(&mut connection, "PRAGMA integrity_check").await;
    assert_eq!(whole, "ok");
    for (what, sql) in [
        (
            "a submission without its mail, or a mail without its submission",
            "SELECT (SELECT COUNT(*) FROM submissions WHERE letter_id = 'asks') \
             - (SELECT COUNT(*) FROM mails)",
        ),
        (
            "a signature without its submission, or a submission without its signature",
            "SELECT (SELECT COUNT(*) FROM submissions WHERE letter_id = 'open') \
             - (SELECT COUNT(*) FROM signatures)",
        ),
        (
            "a count that is not that of the signatures",
            "SELECT (SELECT SUM(published) FROM tallies) - (SELECT COUNT(*) FROM signatures)",
        ),
    ] {
        let difference: Option<i64> = one(&mut connection, sql).await;
        assert_eq!(difference.unwrap_or_default(), 0, "{what}");
    }
    let receipts: Vec<String> = sqlx::query_scalar("SELECT receipt FROM submissions")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    receipts.into_iter().collect()
}

async fn one<T>(connection: &mut SqliteConnection, sql: &'static str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    sqlx::query_scalar(sql).fetch_one(connection).await.unwrap()
}
