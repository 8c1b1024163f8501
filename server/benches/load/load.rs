//! Many connections at once, each sending its next request as soon as it has its answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

use crate::Outcome;
use crate::client::{Connection, post};
use crate::cpu::Usage;
use crate::figures::quantile;
use crate::server::Server;

/// Gives the next request.
pub(crate) type Requests = Arc<dyn Fn() -> Vec<u8> + Send + Sync>;

/// What was measured of one sort of requests, over all its rounds.
#[derive(Default)]
pub(crate) struct Measured {
    /// Answers in a second, for each round.
    pub(crate) rates: Vec<f64>,
    /// How long each answer took, in microseconds.
    pub(crate) times: Vec<f64>,
    /// How long it was measured.
    wall: Duration,
    /// What it cost. None where the system does not tell.
    used: Option<Usage>,
}

impl Measured {
    /// The time within which a share of the answers came, in milliseconds.
    pub(crate) fn milliseconds(&mut self, share: f64) -> f64 {
        quantile(&mut self.times, share) / 1_000.0
    }

    /// How much of one core the load took.
    pub(crate) fn load_share(&self) -> Option<f64> {
        Some(self.used?.load.as_secs_f64() / self.wall.as_secs_f64())
    }

    /// How much of one core the server took; of two busy ones, two.
    pub(crate) fn server_share(&self) -> Option<f64> {
        Some(self.used?.server.as_secs_f64() / self.wall.as_secs_f64())
    }

    /// What an answer cost the server, in microseconds of a processor.
    pub(crate) fn server_cost(&self) -> Option<f64> {
        Some(self.used?.server.as_secs_f64() * 1e6 / self.times.len() as f64)
    }

    /// Measures another round, and adds it. Each answer has to have this status.
    pub(crate) async fn round(
        &mut self,
        server: &Server,
        connections: u32,
        length: Duration,
        requests: &Requests,
        status: u16,
    ) -> Outcome<()> {
        let mut open = Vec::new();
        for _ in 0..connections {
            open.push(Connection::open(server.address).await?);
        }
        let before = Usage::now(Some(server.id()));
        let since = Instant::now();
        let mut all = JoinSet::new();
        for connection in open {
            let requests = Arc::clone(requests);
            all.spawn(converse(connection, since + length, requests, status));
        }
        let times_before = self.times.len();
        while let Some(times) = all.join_next().await {
            self.times.append(&mut times??);
        }
        // Those that were under way at the end are answered, and so is the time they took.
        let wall = since.elapsed();
        let used = Usage::now(Some(server.id())).zip(before);
        let used = used.map(|(now, before)| now.since(before));
        self.rates
            .push((self.times.len() - times_before) as f64 / wall.as_secs_f64());
        self.wall += wall;
        self.used = match self.used {
            Some(so_far) => used.map(|used| so_far.and(used)),
            None => used,
        };
        Ok(())
    }
}

async fn converse(
    mut connection: Connection,
    end: Instant,
    requests: Requests,
    status: u16,
) -> Outcome<Vec<f64>> {
    let mut times = Vec::new();
    while Instant::now() < end {
        let request = requests();
        let sent = Instant::now();
        let answer = connection.exchange(&request).await?;
        times.push(sent.elapsed().as_secs_f64() * 1e6);
        if answer.status != status {
            let (status, body) = (answer.status, answer.body);
            return Err(format!("a request was answered {status}: {body}").into());
        }
    }
    Ok(times)
}

/// Signatures of people who have not signed before, one after the other.
pub(crate) fn newcomers(letter: &str) -> Requests {
    let letter = letter.to_owned();
    let next = AtomicU64::new(0);
    Arc::new(move || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let email = format!("newcomer-{number:08}@example.org");
        signature(&letter, &email)
    })
}

/// Somebody's signature, under a key that never came before.
pub(crate) fn signature(letter: &str, email: &str) -> Vec<u8> {
    static KEYS: AtomicU64 = AtomicU64::new(0);
    let key = random(KEYS.fetch_add(1, Ordering::Relaxed));
    let body = format!(
        r#"{{"name":"An Invented Person","email":"{email}","role":"Librarian","affiliation":"Example Library","lang":"en","consent":{{"version":"1","accepted":true}}}}"#
    );
    post(&signatures(letter), &key, &body)
}

/// Where signatures are sent to.
fn signatures(letter: &str) -> String {
    format!("/v1/letters/{letter}/signatures")
}

/// 32 hexadecimal digits in no order, always the same for a number.
pub(crate) fn random(number: u64) -> String {
    let mut digits = HEXLOWER.encode(&Sha256::digest(number.to_be_bytes()));
    digits.truncate(32);
    digits
}
