//! Does what the crowd does, each thing in its time, whether or not the server keeps up.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use open_letter_core::Json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use super::crowd::{Deed, Event, chance, pressed};
use crate::Outcome;
use crate::client::{Connection, get, post};
use crate::load::{random, signature};
use crate::relay::Taken;
use crate::server::CONFIRMED;

/// Connections that the proxy in front keeps to the server.
const CONNECTIONS: usize = 64;
/// Of a hundred who sign, so many type their code.
const CONFIRM: f64 = 0.85;

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Deed(Deed),
    Code,
}

/// An answer.
pub(super) struct Answered {
    pub(super) kind: Kind,
    pub(super) status: u16,
    /// From when it should have been asked for, in microseconds.
    pub(super) micros: f64,
    /// Seconds into the hour.
    pub(super) at: f64,
    /// Whether it waits for a person.
    pub(super) in_review: bool,
}

struct Request {
    kind: Kind,
    bytes: Vec<u8>,
    due: Instant,
    /// Who signs by it.
    email: Option<String>,
}

/// What the workers share.
struct Shared {
    begun: Instant,
    press: f64,
    /// The receipt and the network of each who waits for a mail.
    receipts: Mutex<HashMap<String, (String, Ipv4Addr)>>,
    answers: Mutex<Vec<Answered>>,
    requests: UnboundedSender<Request>,
}

/// A crowd that is under way.
pub(super) struct Traffic {
    shared: Arc<Shared>,
    tasks: JoinSet<Outcome<()>>,
}

impl Traffic {
    pub(super) async fn begin(
        server: SocketAddr,
        events: Vec<Event>,
        mails: UnboundedReceiver<Taken>,
        press: f64,
    ) -> Outcome<Self> {
        let (requests, waiting) = unbounded_channel();
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(Connection::open(server).await?);
        }
        let shared = Arc::new(Shared {
            begun: Instant::now(),
            press,
            receipts: Mutex::default(),
            answers: Mutex::default(),
            requests,
        });
        let waiting = Arc::new(tokio::sync::Mutex::new(waiting));
        let mut tasks = JoinSet::new();
        for connection in connections {
            let (shared, waiting) = (Arc::clone(&shared), Arc::clone(&waiting));
            tasks.spawn(converse(connection, waiting, shared));
        }
        tasks.spawn(confirm(mails, Arc::clone(&shared)));
        tasks.spawn(arrive(events, Arc::clone(&shared)));
        Ok(Self { shared, tasks })
    }

    /// Waits until everybody has come who comes by themselves; an error ends it.
    pub(super) async fn everybody_came(&mut self) -> Outcome<()> {
        match self.tasks.join_next().await {
            Some(ended) => ended?,
            None => Ok(()),
        }
    }

    /// How many still wait for their mail.
    pub(super) fn waiting(&self) -> usize {
        lock(&self.shared.receipts).len()
    }

    /// Ends it, and tells all answers.
    pub(super) fn end(mut self) -> Vec<Answered> {
        self.tasks.abort_all();
        std::mem::take(&mut lock(&self.shared.answers))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets people come.
async fn arrive(events: Vec<Event>, shared: Arc<Shared>) -> Outcome<()> {
    for event in events {
        let due = shared.begun + pressed(event.at, shared.press);
        tokio::time::sleep_until(due.into()).await;
        let letter = format!("/v1/letters/{CONFIRMED}");
        let (bytes, email) = match event.deed {
            Deed::Read => (get(&letter, None), None),
            Deed::Count => (get(&format!("{letter}/count"), None), None),
            Deed::Sign => signed(&format!("reader-{}@example.org", event.who)),
            Deed::Flood => signed(&format!("flood-{}@example.org", event.who)),
        };
        if let (Deed::Sign, Some(email)) = (event.deed, &email) {
            let waiting = (String::new(), event.network);
            lock(&shared.receipts).insert(email.clone(), waiting);
        }
        let request = Request {
            kind: Kind::Deed(event.deed),
            bytes: through_proxy(&bytes, event.network),
            due,
            email,
        };
        shared.requests.send(request)?;
    }
    Ok(())
}

fn signed(email: &str) -> (Vec<u8>, Option<String>) {
    (signature(CONFIRMED, email), Some(email.to_owned()))
}

/// As the proxy passes it on.
fn through_proxy(request: &[u8], network: Ipv4Addr) -> Vec<u8> {
    let end = request.iter().position(|byte| *byte == b'\n');
    let (line, rest) = request.split_at(end.map_or(0, |end| end + 1));
    let header = format!("X-Forwarded-For: {network}\r\n");
    [line, header.as_bytes(), rest].concat()
}

/// Asks what is to be asked, one after the other.
async fn converse(
    mut connection: Connection,
    waiting: Arc<tokio::sync::Mutex<UnboundedReceiver<Request>>>,
    shared: Arc<Shared>,
) -> Outcome<()> {
    loop {
        let Some(request) = waiting.lock().await.recv().await else {
            return Ok(());
        };
        let answer = connection.exchange(&request.bytes).await?;
        let (status, body) = (answer.status, answer.body);
        let json: Option<Json> = match request.kind {
            Kind::Code | Kind::Deed(Deed::Sign) => serde_json::from_str(body).ok(),
            _ => None,
        };
        let text = |name: &str| json.as_ref()?.read::<String>(name).ok();
        if let (Some(email), Kind::Deed(Deed::Sign)) = (&request.email, request.kind) {
            let mut receipts = lock(&shared.receipts);
            match text("receipt") {
                Some(receipt) => {
                    if let Some((waiting, _)) = receipts.get_mut(email) {
                        *waiting = receipt;
                    }
                }
                // Told to come later, they leave.
                None => drop(receipts.remove(email)),
            }
        }
        let since = shared.begun.elapsed().as_secs_f64();
        let answered = Answered {
            kind: request.kind,
            status,
            micros: request.due.elapsed().as_secs_f64() * 1e6,
            at: since * shared.press,
            in_review: text("status").as_deref() == Some("in_review"),
        };
        lock(&shared.answers).push(answered);
    }
}

/// Types codes, a while after their mails came.
async fn confirm(mut mails: UnboundedReceiver<Taken>, shared: Arc<Shared>) -> Outcome<()> {
    let mut typing = 0_u64;
    while let Some(Taken { email, code }) = mails.recv().await {
        // The mail may be quicker than the answer that has the receipt.
        let mut found = None;
        for _ in 0..100 {
            let receipts = lock(&shared.receipts).get(&email).cloned();
            let Some((receipt, network)) = receipts else {
                break;
            };
            if !receipt.is_empty() {
                found = Some((receipt, network));
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let Some((receipt, network)) = found else {
            continue;
        };
        typing += 1;
        if chance(typing, 5) >= CONFIRM {
            lock(&shared.receipts).remove(&email);
            continue;
        }
        let shared = Arc::clone(&shared);
        let think = pressed(20.0 + 100.0 * chance(typing, 6), shared.press);
        let due = Instant::now() + think;
        tokio::spawn(async move {
            tokio::time::sleep_until(due.into()).await;
            let path = format!("/v1/letters/{CONFIRMED}/confirm");
            let body = format!("{{\"receipt\":\"{receipt}\",\"code\":\"{code}\"}}");
            let bytes = post(&path, &random(typing), &body);
            let request = Request {
                kind: Kind::Code,
                bytes: through_proxy(&bytes, network),
                due,
                email: None,
            };
            lock(&shared.receipts).remove(&email);
            // It is over where nobody listens.
            let _ = shared.requests.send(request);
        });
    }
    Ok(())
}
