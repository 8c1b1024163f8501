//! The suite, run as anybody runs it.

use std::path::Path;
use std::process::Command;

/// What it said.
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) text: String,
    pub(crate) error: String,
}

/// The program, with nothing set for another one.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("OPEN_LETTER_") {
            command.env_remove(name);
        }
    }
    command.args(arguments);
    command
}

/// Runs the suite against a letter.
pub(crate) fn conformance(url: &str, arguments: &[&str]) -> Told {
    let mut suite = program(&["conformance", url]);
    let output = suite
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    Told {
        code: output.status.code(),
        text: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Told {
    /// Lines of one kind, without their first words.
    pub(crate) fn lines(&self, kind: &str) -> Vec<&str> {
        let lines = self.text.lines();
        lines
            .filter_map(|line| Some(line.strip_prefix("  ")?.strip_prefix(kind)?.trim()))
            .collect()
    }

    /// What stands behind a colon in the last lines.
    pub(crate) fn levels(&self, which: &str) -> &str {
        let mut lines = self.text.lines();
        let found = lines.find_map(|line| line.strip_prefix(which)?.strip_prefix(": "));
        found.unwrap_or_else(|| panic!("no {which} in {}", self.text))
    }

    /// Fails unless everything that was tried was met.
    pub(crate) fn assert_met(&self) {
        assert_eq!(self.code, Some(0), "{}\n{}", self.text, self.error);
        assert!(self.lines("lacks").is_empty(), "{}", self.text);
        assert_eq!(self.levels("levels lacking something"), "none");
    }
}
