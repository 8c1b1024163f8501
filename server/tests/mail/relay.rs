//! A relay of aiosmtpd's, started for one test.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use data_encoding::BASE64;
use serde_json::Value;

/// A running relay. It ends with the test.
pub(crate) struct Relay {
    child: Child,
    lines: BufReader<ChildStdout>,
    port: u64,
}

/// A mail that the relay took.
pub(crate) struct Taken {
    told: Value,
    /// The message with its headers, as it came.
    pub(crate) message: String,
}

impl Relay {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let python = std::env::var("OPEN_LETTER_PYTHON").expect(
            "OPEN_LETTER_PYTHON should name a Python that has aiosmtpd; `cargo xtask test` makes one",
        );
        let mut child = Command::new(&python)
            // It is told on purpose to take passwords without encryption.
            .args(["-W", "ignore"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/relay.py"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{python} (OPEN_LETTER_PYTHON): {error}"));
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let told = read(&mut lines);
        let port = told["port"].as_u64().unwrap();
        Self { child, lines, port }
    }

    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub(crate) fn port(&self) -> u64 {
        self.port
    }

    /// The next mail that it took.
    pub(crate) fn taken(&mut self) -> Taken {
        let told = read(&mut self.lines);
        let message = BASE64.decode(told["message"].as_str().unwrap().as_bytes());
        let message = String::from_utf8(message.unwrap()).unwrap();
        Taken { told, message }
    }
}

fn read(lines: &mut BufReader<ChildStdout>) -> Value {
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    serde_json::from_str(&line).expect("the relay ended; does OPEN_LETTER_PYTHON have aiosmtpd?")
}

impl Drop for Relay {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Taken {
    /// What the relay says of it.
    pub(crate) fn told(&self, member: &str) -> &Value {
        &self.told[member]
    }

    /// The headers, each on one line.
    pub(crate) fn headers(&self) -> Vec<String> {
        let (headers, _) = self.message.split_once("\r\n\r\n").unwrap();
        let unfolded = headers.replace("\r\n ", " ").replace("\r\n\t", " ");
        unfolded.split("\r\n").map(str::to_owned).collect()
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> String {
        let headers = self.headers();
        let mut found = headers
            .iter()
            .filter_map(|header| header.strip_prefix(name)?.strip_prefix(": "));
        let value = found.next().unwrap_or_else(|| panic!("no {name}"));
        assert!(found.next().is_none(), "{name} comes twice");
        value.to_owned()
    }
}
