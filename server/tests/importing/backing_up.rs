//! A backup of a database that is written to meanwhile, and the way back from it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::database::{Database, Kind};
use crate::place::Place;

struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(place: &Place) -> Self {
        let arguments = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--posts-per-minute",
            "0",
            "--review-after",
            "0",
        ];
        let mut child = place
            .command(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap();
        let address = address.to_owned();
        Self { child, address }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs, and tells whether it was acknowledged.
fn sign(address: &str, who: &str) -> bool {
    let body = format!(
        r#"{{"name":"Person {who}","email":"{who}@example.org","consent":{{"version":"1","accepted":true}}}}"#
    );
    let request = format!(
        "POST /v1/letters/a-letter/signatures HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Content-Type: application/json\r\nIdempotency-Key: {who}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 202")
}

async fn numbers(path: &Path) -> (i64, i64) {
    let place = Database::at(&format!("sqlite:{}", path.display()));
    let rows = "SELECT COUNT(*) FROM signatures WHERE status = 'published'";
    let counted = "SELECT CAST(COALESCE(SUM(published), 0) AS BIGINT) FROM tallies";
    (place.number(rows).await, place.number(counted).await)
}

#[tokio::test]
async fn a_backup_has_everything_that_was_acknowledged_before_it_began() {
    let place = Place::new(Kind::Sqlite).await;
    let many: String = (0..20_000)
        .map(|number| format!("Person {number}\n"))
        .collect();
    place.import(format!("name\n{many}"), &[]);
    let server = Serving::start(&place);
    let (stop, acknowledged) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let address = server.address.clone();
            let (stop, acknowledged) = (Arc::clone(&stop), Arc::clone(&acknowledged));
            std::thread::spawn(move || {
                for number in 0.. {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    assert!(sign(&address, &format!("{writer}-{number}")));
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    let until = |more: u64| {
        while acknowledged.load(Ordering::SeqCst) < more {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    };
    until(50);
    let before = acknowledged.load(Ordering::SeqCst);
    let told = place.goes_well(&["backup", "--output", "copy.db"]);
    let after = acknowledged.load(Ordering::SeqCst);
    // It held nobody up, and nobody waited for it.
    until(after + 20);
    stop.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.join().unwrap();
    }
    let all = acknowledged.load(Ordering::SeqCst);
    drop(server);

    let copy = place.path("copy.db");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // The database is lost, and put back.
    for file in std::fs::read_dir(place.path("data")).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap() != "secret" {
            std::fs::remove_file(path).unwrap();
        }
    }
    let restored = place.goes_well(&["restore", "copy.db"]);
    let (rows, counted) = numbers(&place.path("data/letters.db")).await;
    assert_eq!(rows, counted);
    let rows = u64::try_from(rows).unwrap();
    assert!(
        (20_000 + before..=20_000 + all).contains(&rows),
        "{rows}, {before}, {all}"
    );
    assert!(told.starts_with(&format!("signatures: {rows}\n")), "{told}");
    assert_eq!(restored, format!("signatures: {rows}\n"));
    assert!(told.contains("The secret file is not in it"), "{told}");
    // It is served from as before.
    let server = Serving::start(&place);
    assert!(sign(&server.address, "after"));
    drop(server);
    let (rows_then, counted) = numbers(&place.path("data/letters.db")).await;
    assert_eq!(
        (rows_then, counted),
        (i64::try_from(rows).unwrap() + 1, rows_then)
    );
}

#[tokio::test]
async fn nothing_is_put_where_it_does_not_belong() {
    let place = Place::new(Kind::Sqlite).await;
    let none = place.fails(&["backup", "--output", "copy.db"]);
    assert!(none.starts_with("There is no database at "), "{none}");
    place.import("name\nWilhelmina Teaspoon\n", &[]);
    let told = place.goes_well(&["backup", "--output", "copy.db"]);
    let check = told
        .trim()
        .rsplit(' ')
        .next()
        .unwrap()
        .trim_end_matches('.')
        .to_owned();
    assert_eq!(check.len(), 16);

    let taken = place.fails(&["restore", "copy.db"]);
    assert!(
        taken.contains("already, and nothing is written over it"),
        "{taken}"
    );
    let to = ["--database", "sqlite:other/letters.db"];
    let restore = |more: &[&str]| place.fails(&[&["restore"], more, &to[..]].concat());
    std::fs::write(place.path("another"), "ab".repeat(32)).unwrap();
    let other = restore(&["copy.db", "--secret-file", "another"]);
    assert_eq!(
        other,
        format!(
            "The backup was made under another secret file than another; it needs that one of which the check value is {check}."
        )
    );
    let missing = restore(&["copy.db", "--secret-file", "nowhere"]);
    assert_eq!(
        missing,
        format!(
            "The secret file nowhere is missing; put that one back first of which the check value is {check}."
        )
    );
    let nowhere = restore(&["nowhere.db"]);
    assert!(
        nowhere.starts_with("The backup nowhere.db cannot be read: "),
        "{nowhere}"
    );
    std::fs::write(place.path("words.db"), "words".repeat(1_000)).unwrap();
    assert_eq!(
        restore(&["words.db"]),
        "The file words.db is no backup of this server's database."
    );
    // A page in the middle is other than it was.
    let mut bytes = std::fs::read(place.path("copy.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4_096].fill(0xa5);
    std::fs::write(place.path("damaged.db"), bytes).unwrap();
    let damaged = restore(&["damaged.db"]);
    assert!(
        damaged.starts_with("The backup damaged.db is damaged; take an older one: "),
        "{damaged}"
    );
    assert!(!place.path("other/letters.db").exists());

    place.goes_well(&["restore", "copy.db", to[0], to[1]]);
    assert_eq!(numbers(&place.path("other/letters.db")).await, (1, 1));
    let again = restore(&["copy.db"]);
    assert!(again.contains("other/letters.db already"), "{again}");
}

#[tokio::test]
async fn postgres_has_its_own_programs() {
    let place = Place::new(Kind::Sqlite).await;
    let address = "postgres://me:s3cret@127.0.0.1/letters";
    for arguments in [&["backup", "--output", "x"][..], &["restore", "x"]] {
        let told = place.fails(&[arguments, &["--database", address]].concat());
        assert_eq!(
            told,
            "The database postgres://127.0.0.1/letters is a Postgres; copy it with pg_dump --format=custom, and put the copy back with pg_restore."
        );
    }
}
