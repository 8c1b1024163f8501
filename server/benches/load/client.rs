//! As much of HTTP/1.1 as the server's own answers need, so that the load costs little.

use std::net::SocketAddr;
use std::ops::Range;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Outcome;

/// More than any answer here has, so that the buffer never grows.
const ANSWER: usize = 64 * 1024;

/// A connection that is kept alive.
pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// An answer, as long as nothing else is sent.
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) body: &'a str,
    head: &'a str,
}

impl Answer<'_> {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            received: Vec::with_capacity(ANSWER),
        })
    }

    /// Sends a request and reads all of its answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Outcome<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.received.clear();
        let (status, body) = loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err("the server closed a connection".into());
            }
            if let Some((status, body)) = parse(&self.received)?
                && self.received.len() >= body.end
            {
                break (status, body);
            }
        };
        Ok(Answer {
            status,
            head: str::from_utf8(&self.received[..body.start])?,
            body: str::from_utf8(&self.received[body])?,
        })
    }
}

/// The status of an answer and where its body is, once its head is there.
fn parse(received: &[u8]) -> Outcome<Option<(u16, Range<usize>)>> {
    let Some(end) = received.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = str::from_utf8(&received[..end])?;
    let status = head.split(' ').nth(1).unwrap_or_default().parse()?;
    let length = match status {
        204 | 304 => 0,
        _ => header(head, "content-length")
            .ok_or("an answer does not say how long it is")?
            .parse()?,
    };
    Ok(Some((status, end + 4..end + 4 + length)))
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut headers = head.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = headers.find(|(header, _)| header.eq_ignore_ascii_case(name))?;
    Some(value.trim())
}

/// A request to read, by somebody who has the answer with this tag.
pub(crate) fn get(path: &str, etag: Option<&str>) -> Vec<u8> {
    let tag = etag.map(|etag| format!("If-None-Match: {etag}\r\n"));
    let tag = tag.unwrap_or_default();
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n{tag}\r\n")
        .into()
}

/// A request to write.
pub(crate) fn post(path: &str, key: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {key}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into()
}
