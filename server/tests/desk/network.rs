//! Tries to sign in from one network, over sockets and behind a proxy.

use std::net::SocketAddr;

use open_letter_server::{Limits, answer, router};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::browser::OURS;
use crate::database::Kind;
use crate::server::{PASSWORD, Server};

#[tokio::test]
async fn twenty_tries_shut_the_door_for_a_network() {
    let server = Server::start(Kind::Sqlite).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limits = Limits {
        trusted_proxies: "127.0.0.1".parse().unwrap(),
        posts_per_minute: 0,
        ..Limits::default()
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async { stopped.await.unwrap_or_default() };
    let routes = router(server.state.clone());
    let answering = tokio::spawn(answer(listener, routes, limits, stopped));

    for number in 0..20 {
        let name = format!("name-{number}");
        assert_eq!(try_from(address, "198.51.100.1", &name, "no").await, 403);
    }
    let (here, there) = ("198.51.100.1", "198.51.100.2");
    assert_eq!(try_from(address, here, "wilhelmina", PASSWORD).await, 429);
    assert_eq!(try_from(address, there, "wilhelmina", PASSWORD).await, 303);
    // Nobody's address lies there.
    let plain = "SELECT COUNT(*) FROM attempts WHERE LENGTH(subject) <> 32";
    assert_eq!(server.database.number(plain).await, 0);

    stop.send(()).unwrap();
    answering.await.unwrap();
}

/// The status that a try is answered with.
async fn try_from(address: SocketAddr, client: &str, name: &str, password: &str) -> u16 {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("name", name);
    let body = body.append_pair("password", password).finish();
    let [(origin, null), (site, same)] = OURS;
    let request = format!(
        "POST /desk/sign-in HTTP/1.1\r\nhost: letters.example.org\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\
         {origin}: {null}\r\n{site}: {same}\r\nx-forwarded-for: {client}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}
