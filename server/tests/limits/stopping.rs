//! How connections end when the server does.

use tokio::net::TcpStream;

use crate::connection::{signing, status};
use crate::server::{Server, patient};

#[tokio::test]
async fn idle_connections_hold_nobody_up() {
    let server = Server::start(patient()).await;
    let mut open = Vec::new();
    for _ in 0..10 {
        let mut connection = server.connect().await;
        connection
            .send(b"GET /v1/letters/a-letter/count HTTP/1.1\r\nhost: x\r\n\r\n")
            .await;
        connection.until("as_of").await;
        open.push(connection);
        open.push(server.connect().await);
    }
    server.is_well().await;
    server.stop().stopped().await;
}

#[tokio::test]
async fn a_request_that_has_begun_is_answered() {
    let server = Server::start(patient()).await;
    let (head, body) = signing("begun", "expect: 100-continue\r\n");
    let mut connection = server.connect().await;
    connection.send(head.as_bytes()).await;
    // Said by the server once it has begun to read the body.
    connection.until("100 Continue\r\n\r\n").await;
    let stopping = server.stop();
    while TcpStream::connect(stopping.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    connection.send(body.as_bytes()).await;
    assert_eq!(status(&connection.rest().await), 202);
    stopping.stopped().await;
}
