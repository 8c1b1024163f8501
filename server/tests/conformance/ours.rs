//! The reference backend, started for real, passes the suite whole.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::suite::{conformance, program};

const LETTER: &str = r#"+++
title = "A letter"
lang = "en"
published_at = 2026-05-01T09:00:00Z
confirmation = false
status = "open"

[fields]
role = "optional"
affiliation = "required"
anonymous = "optional"

[consent]
version = "1"
text = "I agree. Ask us@example.org for anything."
+++

Write to <mailto:us@example.org>.
"#;

/// A folder with letters, the first three signed by many.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("letters")).unwrap();
    std::fs::create_dir(folder.path().join("dist")).unwrap();
    let confirms = LETTER.replace("confirmation = false", "confirmation = true");
    for (id, text) in [
        ("plain", LETTER.to_owned()),
        ("confirms", confirms.clone()),
        ("closed", LETTER.replace("\"open\"", "\"closed\"")),
        (
            "new",
            "+++\ntitle = \"A\"\npublished_at = 2026-05-01T09:00:00Z\n+++\nB.\n".to_owned(),
        ),
        ("new-confirms", confirms),
    ] {
        std::fs::write(folder.path().join(format!("letters/{id}.md")), text).unwrap();
    }
    for (id, count) in [("plain", "236"), ("confirms", "57"), ("closed", "3")] {
        let seed = [
            "seed",
            "--letter",
            id,
            "--count",
            count,
            "--letters",
            "letters",
        ];
        let seeded = program(&seed).current_dir(folder.path()).output().unwrap();
        assert!(seeded.status.success(), "{seeded:?}");
    }
    folder
}

/// A server that ends with its test.
struct Running {
    child: Child,
    origin: String,
}

impl Running {
    fn start(folder: &Path) -> Self {
        let serve = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--letters",
            "letters",
            "--outbox",
        ];
        let mut child = program(&serve)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let origin = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        Self { child, origin }
    }

    fn letter(&self, id: &str) -> String {
        format!("{}/v1/letters/{id}", self.origin)
    }

    fn count(&self, id: &str) -> u64 {
        let url = format!("{}/count", self.letter(id));
        let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
        let text = agent.get(&url).call().unwrap().body_mut().read_to_string();
        let answer: Value = serde_json::from_str(&text.unwrap()).unwrap();
        answer["count"].as_u64().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_letter_without_confirmation_passes_whole() {
    let folder = folder();
    let server = Running::start(folder.path());
    let told = conformance(&server.letter("plain"), &["--write"]);
    told.assert_met();
    assert_eq!(
        told.levels("levels met"),
        "read, list, cors, cache, sign, private"
    );
    // It has no confirmation, and nothing else is left out.
    assert_eq!(told.lines("not tried").len(), 2, "{}", told.text);
    // One with a name and one without, and each is owned up to.
    assert_eq!(server.count("plain"), 238);
    assert_eq!(told.text.matches("left behind: ").count(), 2);
    assert_eq!(told.text.matches("@example.org").count(), 2);
}

#[test]
fn a_letter_with_confirmation_passes_whole() {
    let folder = folder();
    let server = Running::start(folder.path());
    let told = conformance(&server.letter("confirms"), &["--write"]);
    told.assert_met();
    assert_eq!(told.levels("levels not tried, or only in part"), "none");
    assert_eq!(
        told.levels("levels met"),
        "read, list, cors, cache, sign, confirm, own, private"
    );
    // Nobody has confirmed it.
    assert_eq!(server.count("confirms"), 57);
    assert!(told.text.contains("a mail may have gone"), "{}", told.text);
}

#[test]
fn letters_that_are_new_or_closed_pass_as_far_as_they_go() {
    let folder = folder();
    let server = Running::start(folder.path());
    for id in ["new", "new-confirms"] {
        let told = conformance(&server.letter(id), &["--write"]);
        told.assert_met();
        let tried_in_part = told.levels("levels not tried, or only in part");
        assert!(tried_in_part.starts_with("list"), "{}", told.text);
    }
    let told = conformance(&server.letter("closed"), &["--write"]);
    told.assert_met();
    let refused = "a letter that is not open answers 403 with closed";
    assert!(told.lines("met").contains(&refused), "{}", told.text);
    assert_eq!(server.count("closed"), 3);
}

#[test]
fn nothing_is_written_unless_it_is_asked_for() {
    let folder = folder();
    let server = Running::start(folder.path());
    for id in ["plain", "confirms"] {
        let before = server.count(id);
        let told = conformance(&server.letter(id), &[]);
        told.assert_met();
        assert_eq!(server.count(id), before);
        assert!(!told.text.contains("left behind"), "{}", told.text);
        let not_tried = told.lines("not tried").join("\n");
        assert!(not_tried.contains("--write"), "{not_tried}");
    }
}
