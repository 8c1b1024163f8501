//! The program itself: how it starts, what it says, and how it stops.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

const LETTER: &str = "+++\ntitle = \"A letter\"\npublished_at = 2026-05-01T09:00:00Z\n[fields]\n\
    role = \"optional\"\naffiliation = \"optional\"\nanonymous = \"optional\"\n[[badges]]\n\
    id = \"public-code\"\nlabel = \"Has contributed\"\n+++\nWords.\n";

/// A folder with a letter and something to serve.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("dist")).unwrap();
    std::fs::create_dir(folder.path().join("letters")).unwrap();
    std::fs::write(folder.path().join("letters/a-letter.md"), LETTER).unwrap();
    folder
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
    command
        .current_dir(folder)
        .args(arguments)
        .env("OPEN_LETTER_LETTERS", "letters")
        .env_remove("OPEN_LETTER_DATABASE");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments).output().unwrap()
}

/// The one sentence of a start that fails, after what the log said before it.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(output.stdout.is_empty());
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

/// A running server.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(folder: &Path) -> Self {
        let mut child = program(folder, &SERVE)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .expect(&line)
            .to_owned();
        Self { child, address }
    }

    fn request(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        self.request(&format!(
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        ))
    }

    /// Asks it to stop as a service manager does, and gives what it logged.
    fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        let mut log = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0), "{log}");
        log
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn it_starts_from_nothing_answers_and_stops() {
    let folder = folder();
    let server = Running::start(folder.path());
    assert!(server.get("/v1/letters/a-letter").contains("\"count\":0"));
    assert!(folder.path().join("data/secret").is_file());
    assert!(folder.path().join("data/open-letter.db").is_file());
    server.stop();
    // And again, on what the first time has left.
    let server = Running::start(folder.path());
    assert!(
        server
            .get("/v1/letters/a-letter/count")
            .contains("\"count\":0")
    );
    server.stop();
}

#[test]
fn the_log_knows_routes_and_no_people() {
    let folder = folder();
    let server = Running::start(folder.path());
    let body = r#"{"name":"Planted Name","email":"planted@example.org","role":"planted role"}"#;
    let answer = server.request(&format!(
        "POST /v1/letters/a-letter/signatures?planted=query HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Content-Type: application/json\r\nIdempotency-Key: planted-key\r\nUser-Agent: planted-agent\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    server.get("/letters/planted-path?planted=query");
    server.get("/planted-file");
    let log = server.stop();
    assert!(
        log.contains("POST") && log.contains("/v1/letters/{id}/signatures"),
        "{log}"
    );
    assert!(log.contains("status=202") && log.contains("ms="), "{log}");
    for planted in ["planted", "Planted", "127.0.0.1"] {
        assert!(!log.contains(planted), "{planted} is in the log:\n{log}");
    }
}

#[test]
fn a_request_in_flight_ends_before_the_server_does() {
    let folder = folder();
    let server = Running::start(folder.path());
    let body = r#"{"name":"Ada","email":"ada@example.org"}"#;
    let mut slow = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "POST /v1/letters/a-letter/signatures HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Content-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    slow.write_all(head.as_bytes()).unwrap();
    let (start, end) = body.split_at(10);
    slow.write_all(start.as_bytes()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let stopping = std::thread::spawn(move || server.stop());
    std::thread::sleep(std::time::Duration::from_millis(200));
    slow.write_all(end.as_bytes()).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    stopping.join().unwrap();
}

#[test]
fn what_hinders_the_start_is_one_sentence() {
    let folder = folder();
    let path = folder.path();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let told = refused(path, &["serve", "--listen", &address]);
    assert_eq!(
        told,
        format!(
            "The address {address} is taken by another program; choose another with --listen.\n"
        )
    );

    let with = |option: &str, value: &str| refused(path, &[&SERVE[..], &[option, value]].concat());
    assert!(with("--dist", "nowhere").starts_with("The folder nowhere is missing;"));
    assert!(with("--letters", "nowhere").starts_with("nowhere: cannot be read:"));
    assert!(
        with("--public-url", "example.org")
            .starts_with("The public address example.org should begin")
    );
    assert!(
        with("--database", "mysql://localhost/x")
            .starts_with("The database mysql://localhost/x is none")
    );
    // Nobody listens there, and the password is nobody's business.
    let told = with("--database", "postgres://me:s3cret@127.0.0.1:1/x");
    assert!(
        told.starts_with("The database postgres://127.0.0.1:1/x cannot be opened for writing: "),
        "{told}"
    );
    assert!(told.contains("onnection refused"), "{told}");

    std::fs::write(path.join("no-database"), "words".repeat(1_000)).unwrap();
    let told = with("--database", "sqlite:no-database");
    assert_eq!(
        told,
        "The database no-database cannot be opened for writing: file is not a database.\n"
    );
    std::fs::create_dir(path.join("a-folder")).unwrap();
    let told = with("--database", "sqlite:a-folder");
    assert!(
        told.starts_with("The database a-folder cannot be opened for writing: unable to open"),
        "{told}"
    );
    let told = with("--database", "sqlite:no-database/x.db");
    assert!(
        told.starts_with("The folder of the database no-database/x.db cannot be made:"),
        "{told}"
    );
    std::fs::write(path.join("no-secret"), "words").unwrap();
    let told = with("--secret-file", "no-secret");
    assert_eq!(
        told,
        "The secret file no-secret should hold 32 bytes as 64 hexadecimal digits.\n"
    );
}

#[test]
fn a_broken_letter_is_told_with_file_and_line() {
    let folder = folder();
    let broken = folder.path().join("letters/broken.md");
    std::fs::write(&broken, "+++\ntitle = \"A\"\n+++\n\n<b>Words</b>\n").unwrap();
    let told = refused(folder.path(), &SERVE);
    assert!(
        told.starts_with("letters/broken.md:5: HTML cannot be shown;"),
        "{told}"
    );
    let told = refused(folder.path(), &["letters", "check"]);
    assert!(told.starts_with("letters/broken.md:5: "), "{told}");
    let told = refused(folder.path(), &["letters", "check", "letters/broken.md"]);
    assert!(told.starts_with("letters/broken.md:5: "), "{told}");
    let good = run(folder.path(), &["letters", "check", "letters/a-letter.md"]);
    assert_eq!(
        String::from_utf8(good.stdout).unwrap(),
        "letters read: 1, all well\n"
    );
    assert!(
        !folder.path().join("data").exists(),
        "nothing was made for a start that failed"
    );
}

#[test]
fn a_database_belongs_to_its_secret() {
    let folder = folder();
    let path = folder.path();
    let seed = ["seed", "--letter", "a-letter", "--count", "3"];
    assert!(run(path, &seed).status.success());
    std::fs::rename(path.join("data/secret"), path.join("kept")).unwrap();
    let told = refused(path, &SERVE);
    assert!(
        told.starts_with("The secret file data/secret is missing, and the database"),
        "{told}"
    );
    assert!(
        !path.join("data/secret").exists(),
        "no other secret is made in its place"
    );
    std::fs::write(path.join("data/secret"), "0".repeat(64)).unwrap();
    let told = refused(path, &SERVE);
    assert_eq!(
        told,
        "The database sqlite:data/open-letter.db was made under another secret file than data/secret.\n"
    );
    std::fs::rename(path.join("kept"), path.join("data/secret")).unwrap();
    assert!(
        Running::start(path)
            .get("/v1/letters/a-letter/count")
            .contains("\"count\":3")
    );
}

#[test]
fn the_same_people_are_invented_each_time() {
    let page = || {
        let folder = folder();
        let seed = |count: &str| {
            run(
                folder.path(),
                &["seed", "--letter", "a-letter", "--count", count],
            )
        };
        assert!(seed("100").status.success());
        assert!(seed("236").status.success());
        assert!(seed("236").stdout.is_empty(), "there is nothing left to do");
        let output = run(
            folder.path(),
            &[
                "seed",
                "--letter",
                "a-letter",
                "--count",
                "300",
                "--if-empty",
            ],
        );
        assert_eq!(output.stdout, b"the letter has 236 signatures already\n");
        let server = Running::start(folder.path());
        assert!(
            server
                .get("/v1/letters/a-letter/count")
                .contains("\"count\":236")
        );
        let page = server.get("/v1/letters/a-letter/signatures?limit=200");
        page.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    let (one, other) = (page(), page());
    assert_eq!(one, other);
    let page: serde_json::Value = serde_json::from_str(&one).unwrap();
    let items = page["items"].as_array().unwrap();
    let share = |test: &dyn Fn(&serde_json::Value) -> bool| {
        items.iter().filter(|item| test(item)).count() * 100 / items.len()
    };
    assert!((5..20).contains(&share(&|item| item["name"].is_null())));
    assert!((7..25).contains(&share(&|item| item["badges"][0] == "public-code")));
    assert!(share(&|item| !item["role"].is_null()) > 70);
    assert!(
        items
            .iter()
            .all(|item| !(item["name"].is_null() && item["role"].is_null()))
    );
    assert!(items.iter().all(|item| {
        item["signed_at"]
            .as_str()
            .unwrap()
            .starts_with("2026-05-01T")
    }));
    assert!(!one.contains("example.org"));
}

#[test]
fn the_work_of_a_page_does_not_grow_with_the_list() {
    let folder = folder();
    let steps = |count: &str| {
        let seed = run(
            folder.path(),
            &["seed", "--letter", "a-letter", "--count", count],
        );
        assert!(seed.status.success());
        let output = run(folder.path(), &["explain", "--letter", "a-letter"]);
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(
            told.contains("plan: SEARCH signatures USING INDEX signatures_published"),
            "{told}"
        );
        assert!(
            told.contains("plan: SEARCH tallies USING PRIMARY KEY"),
            "{told}"
        );
        assert!(
            !told.contains("SCAN") && !told.contains("TEMP B-TREE"),
            "{told}"
        );
        let steps = |line: &str| {
            line.split_once("steps: ")
                .map(|(_, n)| n.parse::<u64>().unwrap())
        };
        told.lines().filter_map(steps).collect::<Vec<_>>()
    };
    let (small, large) = (steps("236"), steps("5000"));
    assert_eq!(small.len(), 3);
    assert_eq!(small, large, "count, first page and middle page");
    assert!(
        small[1].abs_diff(small[2]) * 10 <= small[1],
        "a deep page costs what the first one costs"
    );
}
