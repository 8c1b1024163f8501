//! Takes connections, and sees that a slow client holds its own and nobody else's.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

use crate::limits::{Gate, Limits, Origin};

/// The most bytes that the head of a request may have, and that a connection keeps unread.
const MAX_HEAD: usize = 32 * 1024;
/// How long nothing is taken when the system has no room for another connection.
const BREATH: Duration = Duration::from_secs(1);
const A_MINUTE: Duration = Duration::from_secs(60);

/// Answers what comes in, until `stop` ends and the last requests have been answered.
pub async fn answer(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let gate = Arc::new(Gate::new(&limits));
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut minute = tokio::time::interval(A_MINUTE);
    tokio::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stop => break,
            _ = minute.tick() => {
                gate.forget();
                continue;
            }
            accepted = accept(&listener, &places) => accepted,
        };
        let origin = Origin {
            peer,
            gate: Arc::clone(&gate),
        };
        let (router, limits, watcher) = (router.clone(), limits.clone(), open.watcher());
        tokio::spawn(async move {
            converse(stream, router, origin, &limits, watcher).await;
            drop(place);
        });
    }
    // Whoever comes now is told at once that nobody is here.
    drop(listener);
    open.shutdown().await;
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // Without a permit only if the semaphore were closed, which nobody does.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) if broke_off(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

/// Whether it was the client that went, before its turn came.
fn broke_off(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset
    )
}

/// Answers the requests of one connection.
async fn converse(
    stream: TcpStream,
    router: Router,
    origin: Origin,
    limits: &Limits,
    watcher: Watcher,
) {
    // It only makes small answers later where the system refuses it.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    // The system takes no more of an answer before a good part of its buffer is free again. So who
    // reads a byte now and then is, seen from here, somebody who does not read.
    stream.set_write_timeout(Some(limits.stalled));
    let answers = TowerToHyperService::new(router);
    let head = limits.head_from(origin.peer);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let extensions = request.extensions_mut();
        extensions.insert(ConnectInfo(origin.peer));
        extensions.insert(origin.clone());
        answers.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // From one request's end to the next one's head, so it also ends idle connections.
        .header_read_timeout(head)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    // A connection that breaks off is its client's affair, and no line in the log.
    let _ = watcher.watch(connection).await;
}
