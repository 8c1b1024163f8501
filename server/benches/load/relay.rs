//! A relay that takes every mail and forgets it.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::Outcome;

/// Starts one, for as long as the program runs.
pub(crate) async fn start() -> Outcome<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A mail that breaks off is the server's to send again.
            tokio::spawn(converse(stream));
        }
    });
    Ok(address)
}

async fn converse(stream: TcpStream) -> Outcome<()> {
    let (lines, mut answers) = stream.into_split();
    let mut lines = BufReader::new(lines).lines();
    answers.write_all(b"220 relay.example.org\r\n").await?;
    let mut in_mail = false;
    while let Some(line) = lines.next_line().await? {
        let answer: &[u8] = match line.as_str() {
            "." => b"250 taken\r\n",
            _ if in_mail => continue,
            "DATA" => b"354 go on\r\n",
            "QUIT" => b"221 good-bye\r\n",
            _ => b"250 well\r\n",
        };
        in_mail = line == "DATA";
        answers.write_all(answer).await?;
    }
    Ok(())
}
