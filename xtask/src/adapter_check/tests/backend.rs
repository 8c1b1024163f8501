//! A backend of a test's own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// A request as the backend sees it: its method and path, its headers in lower case, its body.
pub(super) struct Request {
    pub(super) line: String,
    pub(super) headers: String,
    pub(super) body: String,
}

/// A backend on a free port that answers each request by a function, and keeps what it was asked.
pub(super) struct Backend {
    pub(super) origin: String,
    asked: Arc<Mutex<Vec<String>>>,
    serving: Option<JoinHandle<()>>,
}

pub(super) type Respond = fn(&Request) -> String;

impl Backend {
    pub(super) fn start(respond: Respond) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let serving = thread::spawn(move || {
            for stream in listener.incoming() {
                let Some(request) = read(stream.as_ref().unwrap()) else {
                    return;
                };
                kept.lock().unwrap().push(request.line.clone());
                let _ = stream.unwrap().write_all(respond(&request).as_bytes());
            }
        });
        Self {
            origin,
            asked,
            serving: Some(serving),
        }
    }

    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        // A connection on which nothing is asked ends it.
        drop(TcpStream::connect(
            self.origin.trim_start_matches("http://"),
        ));
        let _ = self.serving.take().map(JoinHandle::join);
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let line = line.strip_suffix(" HTTP/1.1\r\n")?.to_owned();
    let mut headers = String::new();
    while !headers.ends_with("\r\n\r\n") && reader.read_line(&mut headers).unwrap() > 2 {}
    let headers = headers.to_lowercase();
    let length = headers
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    Some(Request {
        line,
        headers,
        body: String::from_utf8(body).unwrap(),
    })
}

pub(super) fn answer(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Said\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    )
}

pub(super) const JSON: &str =
    "content-type: application/json\r\naccess-control-allow-origin: *\r\n";
pub(super) const ALLOWED: &str =
    "access-control-allow-origin: *\r\naccess-control-allow-headers: content-type\r\n";
