//! A folder with a letter and a database, and the program at work in it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::database::{Database, Kind};

/// All fields, and two badges.
const LETTER: &str = r#"+++
title = "A letter"
published_at = 2026-05-01T09:00:00Z
[fields]
role = "optional"
affiliation = "optional"
anonymous = "optional"
[consent]
version = "1"
text = "I agree."
[[badges]]
id = "contributor"
label = "Has contributed"
[[badges]]
id = "public-code"
label = "Writes public code"
+++
Words.
"#;

pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) database: Database,
}

/// What an import told.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) counts: [u64; 3],
    pub(crate) stderr: String,
}

impl Place {
    pub(crate) async fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::make(kind, folder.path()).await;
        let place = Self { folder, database };
        std::fs::create_dir(place.path("letters")).unwrap();
        std::fs::create_dir(place.path("dist")).unwrap();
        place.letter(LETTER);
        place
    }

    /// Puts another text into the letter's place.
    pub(crate) fn letter(&self, text: &str) {
        std::fs::write(self.path("letters/a-letter.md"), text).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
        command
            .current_dir(self.folder.path())
            .args(arguments)
            .env("OPEN_LETTER_LETTERS", "letters")
            .env("OPEN_LETTER_DATABASE", &self.database.url)
            .env("OPEN_LETTER_DIST", "dist")
            .env_remove("OPEN_LETTER_SECRET_FILE");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The one sentence of a run that fails.
    pub(crate) fn fails(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        told.lines().last().unwrap_or_default().to_owned()
    }

    /// What a run that goes well writes to its standard output.
    pub(crate) fn goes_well(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{told}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Imports a file with these bytes.
    pub(crate) fn import(&self, bytes: impl AsRef<[u8]>, more: &[&str]) -> Told {
        std::fs::write(self.path("people.csv"), bytes).unwrap();
        let arguments = ["import", "people.csv", "--letter", "a-letter"];
        let output = self.run(&[&arguments[..], more].concat());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        let stdout = String::from_utf8(output.stdout).unwrap();
        Told {
            counts: counts(&stdout),
            stderr,
        }
    }

    /// The sentence with which a file is refused.
    pub(crate) fn refuses(&self, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path("people.csv"), bytes).unwrap();
        self.fails(&["import", "people.csv", "--letter", "a-letter"])
    }

    /// An import that reads what it is sent.
    pub(crate) fn importing(&self) -> Child {
        self.command(&["import", "-", "--letter", "a-letter"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Everything that is kept of every signature.
    pub(crate) fn all(&self) -> Vec<Value> {
        self.exported(&["--full"])
    }

    /// What an export says as JSON, ordered by name.
    pub(crate) fn exported(&self, more: &[&str]) -> Vec<Value> {
        let arguments = ["export", "--letter", "a-letter", "--format", "json"];
        let text = self.goes_well(&[&arguments[..], more].concat());
        let json: Value = serde_json::from_str(&text).unwrap();
        let mut all = json["signatures"].as_array().unwrap().clone();
        all.sort_by_key(|one| one["name"].as_str().unwrap_or_default().to_owned());
        all
    }

    /// What the letter's count says.
    pub(crate) async fn count(&self) -> i64 {
        let sql = "SELECT CAST(COALESCE(SUM(published), 0) AS BIGINT) FROM tallies";
        self.database.number(sql).await
    }
}

/// The numbers that an import ends with: added, there already, refused.
pub(crate) fn counts(stdout: &str) -> [u64; 3] {
    let mut lines = stdout.lines();
    ["added: ", "there already: ", "refused: "].map(|name| {
        let line = lines.next().unwrap_or_default();
        let number = line.strip_prefix(name).expect(stdout);
        number.parse().unwrap()
    })
}

/// Sends text to a program until it has heard enough.
pub(crate) fn send(child: &mut Child, text: &str) {
    let stdin = child.stdin.as_mut().unwrap();
    stdin.write_all(text.as_bytes()).unwrap();
    stdin.flush().unwrap();
}
