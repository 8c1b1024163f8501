//! A relay that answers what a test lets it answer, or does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What a connection's answers are, one a line of the conversation, the greeting first. After the
/// last, it is silent.
pub(crate) type Script = &'static [&'static str];

/// A conversation in which everything goes well, twice over.
pub(crate) const WELL: Script = &[
    "220 here",
    "250 hello",
    "250 sender",
    "250 recipient",
    "354 go on",
    "250 taken",
    "250 still here",
    "250 sender",
    "250 recipient",
    "354 go on",
    "250 taken",
];

/// A relay with a script for each connection, one after the other.
pub(crate) struct Scripted {
    pub(crate) url: String,
    connections: Arc<AtomicU64>,
}

impl Scripted {
    pub(crate) async fn start(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&connections);
        tokio::spawn(async move {
            for script in scripts {
                let (stream, _) = listener.accept().await.unwrap();
                counter.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(converse(stream, script));
            }
            std::future::pending::<()>().await;
        });
        Self { url, connections }
    }

    /// How many connections it has had.
    pub(crate) fn connections(&self) -> u64 {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn converse(stream: TcpStream, script: Script) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut within_mail = false;
    for (number, answer) in script.iter().enumerate() {
        if number > 0 {
            // A mail is one line of the conversation.
            while let Ok(Some(line)) = lines.next_line().await {
                if !within_mail || line == "." {
                    break;
                }
            }
        }
        within_mail = answer.starts_with("354");
        if *answer == "hang up"
            || write
                .write_all(format!("{answer}\r\n").as_bytes())
                .await
                .is_err()
        {
            return;
        }
    }
    // Silent, and open until the other side goes.
    while let Ok(Some(_)) = lines.next_line().await {}
}
