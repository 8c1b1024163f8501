//! A server that listens on a free port, with a letter and a large file.

use std::net::SocketAddr;
use std::time::Duration;

use open_letter_server::{AppState, Limits, MailSettings, Places, answer, router};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::connection::Connection;

pub(crate) const LETTER: &str = "+++\ntitle = \"A letter\"\npublished_at = 2026-05-01T09:00:00Z\n\
    [consent]\nversion = \"1\"\ntext = \"I agree.\"\n+++\nWords.\n";

/// More than the system's buffers take between a server and a client that does not read.
pub(crate) const LARGE: u64 = 64 << 20;

/// Longer than any test runs.
pub(crate) const FOR_EVER: Duration = Duration::from_secs(3_600);
/// Short, and yet time enough for what a test sends at once.
pub(crate) const SHORT: Duration = Duration::from_millis(1_500);

/// Limits that end nothing. A test shortens the one that it is about.
pub(crate) fn patient() -> Limits {
    Limits {
        head: FOR_EVER,
        proxy_head: FOR_EVER,
        request: FOR_EVER,
        stalled: FOR_EVER,
        ..Limits::default()
    }
}

/// A folder with a letter and something to serve.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("letters")).unwrap();
    std::fs::create_dir(place("dist")).unwrap();
    std::fs::write(place("letters/a-letter.md"), LETTER).unwrap();
    std::fs::write(place("dist/index.html"), "<!doctype html>the studio").unwrap();
    // With a hole in place of its content, so that it takes no room.
    let large = std::fs::File::create(place("dist/large.bin")).unwrap();
    large.set_len(LARGE).unwrap();
    folder
}

pub(crate) struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    answering: JoinHandle<()>,
    state: AppState,
    folder: TempDir,
}

impl Server {
    pub(crate) async fn start(limits: Limits) -> Self {
        let folder = folder();
        let place = |name: &str| folder.path().join(name);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let places = Places {
            database: format!("sqlite:{}", place("letters.db").display()),
            secret_file: place("secret"),
            letters: place("letters"),
            dist: Some(place("dist")),
            public_url: format!("http://{address}"),
            mail: MailSettings {
                outbox: true,
                ..MailSettings::default()
            },
            reviewers: Vec::new(),
            commit_cost: Duration::ZERO,
        };
        let state = places.open().await.unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async { stopped.await.unwrap_or_default() };
        let answering = tokio::spawn(answer(listener, router(state.clone()), limits, stopped));
        Self {
            address,
            stop,
            answering,
            state,
            folder,
        }
    }

    pub(crate) async fn connect(&self) -> Connection {
        Connection::to(self.address).await
    }

    /// From another address of this machine, such as 127.0.0.2.
    #[cfg(target_os = "linux")]
    pub(crate) async fn connect_from(&self, client: [u8; 4]) -> Connection {
        Connection::between((client, 0).into(), self.address).await
    }

    /// Sends all at once, and gives all that comes back.
    pub(crate) async fn ask(&self, request: &[u8]) -> String {
        let mut connection = self.connect().await;
        connection.send(request).await;
        connection.rest().await
    }

    /// What lies in the database's files.
    pub(crate) fn files(&self) -> Vec<Vec<u8>> {
        let file = |name: &str| std::fs::read(self.folder.path().join(name)).unwrap();
        ["letters.db", "letters.db-wal"].map(file).into()
    }

    pub(crate) async fn is_well(&self) {
        let answer = self
            .ask(b"GET /v1/letters/a-letter HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }

    /// Asks it to stop. What it gives back ends with the last connection.
    pub(crate) fn stop(self) -> Stopping {
        self.stop.send(()).unwrap();
        Stopping {
            address: self.address,
            answering: self.answering,
            state: self.state,
            _folder: self.folder,
        }
    }
}

pub(crate) struct Stopping {
    pub(crate) address: SocketAddr,
    answering: JoinHandle<()>,
    state: AppState,
    _folder: TempDir,
}

impl Stopping {
    pub(crate) async fn stopped(self) {
        let answering = tokio::time::timeout(Duration::from_secs(60), self.answering);
        answering.await.expect("it does not stop").unwrap();
        self.state.close().await;
    }
}
