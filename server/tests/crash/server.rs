//! The server as a program, and a client that speaks to it by hand.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_open-letter-server");

/// A folder with a letter that asks for confirmation, `asks`, and one that does not, `open`.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("dist")).unwrap();
    std::fs::create_dir(place("letters")).unwrap();
    let letter =
        |asks: bool| format!("+++\ntitle = \"A letter\"\nconfirmation = {asks}\n+++\nWords.\n");
    std::fs::write(place("letters/asks.md"), letter(true)).unwrap();
    std::fs::write(place("letters/open.md"), letter(false)).unwrap();
    folder
}

pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join("letters.db")
}

/// A server that listens.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    /// Starts a command that becomes the server.
    pub(crate) fn start(mut command: Command, folder: &Path) -> Self {
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--outbox"])
            .args(["--posts-per-minute", "0", "--review-after", "0"])
            .arg("--database")
            .arg(format!("sqlite:{}", database(folder).display()))
            .arg("--secret-file")
            .arg(folder.join("secret"))
            .arg("--letters")
            .arg(folder.join("letters"))
            .arg("--dist")
            .arg(folder.join("dist"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("listening on http://");
        let address = address.expect("the server did not start").to_owned();
        Self { child, address }
    }

    /// Ends it as a power cut would, as far as a process can.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn stop(mut self, id: u32) {
        let asked = Command::new("kill").arg(id.to_string()).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap();
    }
}

/// A connection that is kept open.
pub(crate) struct Client(BufReader<TcpStream>);

impl Client {
    pub(crate) fn connect(address: &str) -> Option<Self> {
        TcpStream::connect(address)
            .ok()
            .map(|stream| Self(BufReader::new(stream)))
    }

    /// Posts a signature. The receipt, if it was acknowledged before the connection broke.
    pub(crate) fn sign(&mut self, letter: &str, name: &str) -> Option<String> {
        let body = format!(r#"{{"name":"Ada {name}","email":"{name}@example.org"}}"#);
        let request = format!(
            "POST /v1/letters/{letter}/signatures HTTP/1.1\r\nHost: localhost\r\n\
             Content-Type: application/json\r\nIdempotency-Key: {name}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.get_mut().write_all(request.as_bytes()).ok()?;
        let mut status = String::new();
        let mut length = 0;
        self.0
            .read_line(&mut status)
            .ok()
            .filter(|read| *read > 0)?;
        loop {
            let mut header = String::new();
            self.0
                .read_line(&mut header)
                .ok()
                .filter(|read| *read > 0)?;
            let header = header.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).ok()?;
        let body = String::from_utf8(body).unwrap();
        assert!(status.starts_with("HTTP/1.1 202 "), "{status}{body}");
        let (_, receipt) = body.split_once("\"receipt\":\"").expect(&body);
        Some(receipt[..32].to_owned())
    }
}
