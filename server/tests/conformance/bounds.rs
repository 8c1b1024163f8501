//! Backends that break off, never end, or say too much.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crate::suite::conformance;

/// Answers each connection with the same bytes.
struct Parrot {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Parrot {
    fn saying(says: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ended = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ended);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::Relaxed) {
                    return;
                }
                let mut stream = stream.unwrap();
                let mut asked = [0; 4_096];
                // Whoever asks may be gone before the end.
                let _ = stream.read(&mut asked);
                let _ = stream.write_all(&says);
            }
        });
        Self {
            address,
            ended,
            thread: Some(thread),
        }
    }

    fn letter(&self) -> String {
        format!("http://{}/a", self.address)
    }
}

impl Drop for Parrot {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        let _ = std::net::TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn ok(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

#[test]
fn nonsense_is_told_in_words() {
    for (says, expected) in [
        (Vec::new(), "the connection broke"),
        (
            b"220 mail.example.org ESMTP\r\n".to_vec(),
            "this is no answer by HTTP",
        ),
        (
            ok(b"<!doctype html>"),
            "it cannot be read as JSON from line 1, column 1 on",
        ),
        (
            ok(b"[]"),
            "the document should be an object, and is an array",
        ),
        (ok(b"{\"id\":7}"), "/id should be a string, and is a number"),
        (ok(&[0xff; 10]), "it cannot be read as JSON"),
        (
            ok("[".repeat(100_000).as_bytes()),
            "it cannot be read as JSON",
        ),
        (
            ok(&[b' '; 1_000_001]),
            "the answer has more than 1,000,000 bytes",
        ),
    ] {
        let parrot = Parrot::saying(says);
        let told = conformance(&parrot.letter(), &["--write"]);
        assert_eq!(told.code, Some(1), "{expected}: {}", told.text);
        assert!(told.text.contains(expected), "{expected}: {}", told.text);
    }
}
