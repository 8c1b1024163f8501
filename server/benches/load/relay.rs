//! A relay that takes every mail, and forgets it or tells its code.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::UnboundedSender;

use crate::Outcome;

/// What a mail was for.
pub(crate) struct Taken {
    pub(crate) email: String,
    pub(crate) code: String,
}

/// Starts one, for as long as the program runs.
pub(crate) async fn start() -> Outcome<SocketAddr> {
    listen(None).await
}

/// Starts one that tells of each mail.
pub(crate) async fn start_telling(to: UnboundedSender<Taken>) -> Outcome<SocketAddr> {
    listen(Some(to)).await
}

async fn listen(told: Option<UnboundedSender<Taken>>) -> Outcome<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A mail that breaks off is the server's to send again.
            tokio::spawn(converse(stream, told.clone()));
        }
    });
    Ok(address)
}

async fn converse(stream: TcpStream, told: Option<UnboundedSender<Taken>>) -> Outcome<()> {
    let (lines, mut answers) = stream.into_split();
    let mut lines = BufReader::new(lines).lines();
    answers.write_all(b"220 relay.example.org\r\n").await?;
    let mut in_mail = false;
    let (mut email, mut code) = (String::new(), None);
    while let Some(line) = lines.next_line().await? {
        if let Some(to) = line.strip_prefix("RCPT TO:<") {
            to.trim_end_matches('>').clone_into(&mut email);
        }
        // The code has a line of its own.
        if in_mail && line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit()) {
            code = Some(line.clone());
        }
        if line == "."
            && let (Some(told), Some(code)) = (&told, code.take())
        {
            let email = email.clone();
            told.send(Taken { email, code })?;
        }
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
