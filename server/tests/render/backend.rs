//! Backends to ask: one of ours, and one that says whatever it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;

use tempfile::TempDir;

const LETTER: &str = r#"+++
title = "A letter & \"more\""
standfirst = "Please read it."
lang = "en"
published_at = 2026-05-01T09:00:00Z

[fields]
role = "optional"

[consent]
version = "1"
text = "I agree."
+++

> [!demand]
> Do it.
"#;

/// A server of ours, with `a-letter` that three have signed.
pub(crate) struct Ours {
    child: Child,
    pub(crate) origin: String,
    _folder: TempDir,
}

impl Ours {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dist")).unwrap();
        std::fs::create_dir(folder.path().join("letters")).unwrap();
        let welsh = LETTER.replace("\"en\"", "\"cy\"");
        let arabic = LETTER.replace("\"en\"", "\"ar-EG\"");
        for (id, text) in [
            ("a-letter", LETTER),
            ("cymraeg", &welsh),
            ("arabic", &arabic),
        ] {
            std::fs::write(folder.path().join(format!("letters/{id}.md")), text).unwrap();
        }
        let program = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
            command
                .current_dir(folder.path())
                .args(arguments)
                .args(["--letters", "letters"]);
            for (name, _) in std::env::vars_os() {
                if name.to_string_lossy().starts_with("OPEN_LETTER_") {
                    command.env_remove(name);
                }
            }
            command
        };
        let seed = ["seed", "--letter", "a-letter", "--count", "3"];
        assert!(program(&seed).output().unwrap().status.success());
        let mut child = program(&["serve", "--listen", "127.0.0.1:0", "--dist", "dist"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let origin = line.trim().strip_prefix("listening on ").expect(&line);
        Self {
            origin: origin.to_owned(),
            child,
            _folder: folder,
        }
    }

    pub(crate) fn letter(&self, id: &str) -> String {
        format!("{}/v1/letters/{id}", self.origin)
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address that gives one answer to whoever asks first.
pub(crate) fn says(status: u16, body: impl Into<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/letters/a", listener.local_addr().unwrap());
    let body = body.into();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if stream.read(&mut byte).unwrap() == 0 {
                return;
            }
            head.push(byte[0]);
        }
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        // Who has read enough does not wait for the rest.
        let _ = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(&body));
    });
    url
}
