//! The example backend of the docs, as people would paste it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;

use crate::suite::{Told, conformance};

const PAGE: &str = include_str!("../../../docs/backends/write-your-own.md");

/// The program on the page.
fn pasted() -> &'static str {
    let (_, behind) = PAGE.split_once("```python\n").unwrap();
    behind.split_once("\n```").unwrap().0
}

/// The backend, running in a folder, ended with its test.
struct Backend {
    child: Child,
    letter: String,
}

impl Backend {
    fn start(folder: &Path) -> Self {
        let python = std::env::var("OPEN_LETTER_PYTHON")
            .expect("OPEN_LETTER_PYTHON should name a Python; `cargo xtask native` makes one");
        std::fs::write(folder.join("backend.py"), pasted()).unwrap();
        let mut child = Command::new(&python)
            .args(["backend.py", "0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{python} (OPEN_LETTER_PYTHON): {error}"));
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let letter = line.trim().strip_prefix("listening on ").expect(&line);
        let letter = letter.to_owned();
        Self { child, letter }
    }

    fn sign(&self, number: u32) {
        let body = json!({
            "name": format!("Wilhelmina Teaspoon {number}"),
            "email": format!("person-{number}@example.org"),
        });
        let status = self.post(&number.to_string(), &body.to_string());
        assert_eq!(status, 202);
    }

    /// What a post is answered with.
    fn post(&self, key: &str, body: &str) -> u16 {
        let config = ureq::Agent::config_builder().proxy(None);
        let agent: ureq::Agent = config.http_status_as_error(false).build().into();
        let answer = agent
            .post(format!("{}/signatures", self.letter))
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .send(body);
        answer.unwrap().status().as_u16()
    }

    fn passes(&self) -> Told {
        let told = conformance(&self.letter, &["--write"]);
        told.assert_met();
        told
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_passes_its_levels_and_keeps_what_it_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path());
    // Nobody has signed yet, and everything but its pages is tried.
    let first = backend.passes();
    let in_part = first.levels("levels not tried, or only in part");
    assert_eq!(in_part, "list, confirm, own");
    for number in 0..203 {
        backend.sign(number);
    }
    let levels = "read, list, cors, cache, sign, private";
    assert_eq!(backend.passes().levels("levels met"), levels);
    drop(backend);

    let again = Backend::start(folder.path());
    let told = again.passes();
    assert_eq!(told.levels("levels met"), levels);
    let count = conformance(&again.letter, &["--level", "read"]);
    count.assert_met();
    assert_eq!(count.levels("levels met"), "read");
}

#[test]
fn nonsense_is_refused_and_the_next_one_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path());
    for (nonsense, status) in [
        ("[".repeat(16_000), 400),
        (
            r#"{"name":"\ud800","email":"ada@example.org"}"#.to_owned(),
            400,
        ),
        (r#"{"name":7,"email":["ada@example.org"]}"#.to_owned(), 422),
        ("null".to_owned(), 422),
    ] {
        assert_eq!(backend.post("1", &nonsense), status, "{nonsense:.60}");
    }
    backend.sign(1);
}

#[test]
fn it_is_short_and_needs_nothing_installed() {
    let lines = pasted().lines().filter(|line| !line.trim().is_empty());
    assert!(lines.count() <= 75);
    assert!(pasted().lines().all(|line| line.chars().count() <= 112));
    let modules = pasted()
        .lines()
        .filter_map(|line| line.strip_prefix("import ").or(line.strip_prefix("from ")))
        .flat_map(|line| line.split(" import ").next().unwrap().split(", "));
    for module in modules {
        let known = "http.server json re secrets sqlite3 sys threading time urllib.parse";
        assert!(known.split(' ').any(|known| known == module), "{module}");
    }
}
