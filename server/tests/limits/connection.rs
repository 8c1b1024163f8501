//! A client that sends bytes as it likes.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What is waited for comes in far less; a test that waits longer would wait for ever.
const TOO_LONG: Duration = Duration::from_secs(60);

pub(crate) struct Connection(TcpStream);

impl Connection {
    pub(crate) async fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self(stream)
    }

    #[cfg(target_os = "linux")]
    pub(crate) async fn between(client: SocketAddr, server: SocketAddr) -> Self {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(client).unwrap();
        Self(socket.connect(server).await.unwrap())
    }

    /// Sends bytes. A server that has heard enough may have hung up in the middle of them.
    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes).await;
    }

    /// Says that nothing more is sent.
    pub(crate) async fn finish(&mut self) {
        let _ = self.0.shutdown().await;
    }

    /// All that comes until the server closes the connection.
    pub(crate) async fn rest(&mut self) -> String {
        String::from_utf8_lossy(&self.bytes().await).into_owned()
    }

    pub(crate) async fn bytes(&mut self) -> Vec<u8> {
        let mut all = Vec::new();
        // A reset is an end too; what came before it has been kept.
        let read = tokio::time::timeout(TOO_LONG, self.0.read_to_end(&mut all));
        let _ = read.await.expect("the connection stays open");
        all
    }

    /// What comes, until a text has come.
    pub(crate) async fn until(&mut self, text: &str) -> String {
        let mut all = Vec::new();
        let read = async {
            while !String::from_utf8_lossy(&all).contains(text) {
                let byte = self.0.read_u8().await;
                all.push(byte.expect("the connection ended"));
            }
        };
        let read = tokio::time::timeout(TOO_LONG, read);
        read.await.expect("it does not come");
        String::from_utf8(all).unwrap()
    }

    /// Sends a byte now and then until the server closes the connection, and gives what it said.
    pub(crate) async fn drip(&mut self, byte: u8) -> String {
        let mut said = Vec::new();
        let mut buffer = [0; 1_024];
        let drip = async {
            loop {
                let _ = self.0.write_all(&[byte]).await;
                let pause = Duration::from_millis(20);
                match tokio::time::timeout(pause, self.0.read(&mut buffer)).await {
                    Ok(Ok(0) | Err(_)) => break,
                    Ok(Ok(length)) => said.extend_from_slice(&buffer[..length]),
                    Err(_) => {}
                }
            }
        };
        let drip = tokio::time::timeout(TOO_LONG, drip);
        drip.await.expect("the connection stays open");
        String::from_utf8(said).unwrap()
    }
}

/// The head and the body of a post that signs `a-letter`.
pub(crate) fn signing(key: &str, headers: &str) -> (String, String) {
    let body = format!(
        "{{\"name\":\"Ada Inkwell\",\"email\":\"{key}@example.org\",\
         \"consent\":{{\"version\":\"1\",\"accepted\":true}}}}"
    );
    let head = format!(
        "POST /v1/letters/a-letter/signatures HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         content-type: application/json\r\nidempotency-key: {key}\r\n\
         content-length: {}\r\n{headers}\r\n",
        body.len()
    );
    (head, body)
}

/// The same for the form without script.
pub(crate) fn posting_form(name: &str) -> (String, String) {
    let body = format!("name=Ada&email={name}%40example.org&consent=1");
    let head = format!(
        "POST /letters/a-letter/signatures HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    (head, body)
}

/// The status of an answer.
pub(crate) fn status(answer: &str) -> u16 {
    let words = answer.strip_prefix("HTTP/1.1 ").expect(answer);
    words[..3].parse().unwrap()
}
