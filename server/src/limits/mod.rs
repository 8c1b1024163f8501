//! What one client may take of the server, so that it leaves enough for the others: time, a place
//! among the connections, and requests that write.

mod network;
mod posts;

use std::net::SocketAddr;
use std::sync::{Arc, Once};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, Method};

pub use network::{TrustedProxies, TrustedProxiesError};

use network::{ClientNetwork, FORWARDED_FOR};
use posts::Posts;

/// How long a request may take where no connection says otherwise.
const PATIENCE: Duration = Duration::from_secs(10);

/// What clients are held to.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long the head of a request may take, and the silence before it.
    pub head: Duration,
    /// The same for a trusted proxy.
    pub proxy_head: Duration,
    /// How long a request may take from its head to the head of its answer, its body included.
    pub request: Duration,
    /// How long an answer waits for a client that takes no more of it.
    pub stalled: Duration,
    /// How many connections are open at once; the next ones wait in the system's queue.
    pub connections: usize,
    /// How many requests that write come from one network in a minute; 0 for any number.
    pub posts_per_minute: u32,
    /// The proxies that are believed when they say for whom they ask.
    pub trusted_proxies: TrustedProxies,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            // Longer than proxies keep an idle connection, two minutes and less. One that is cut
            // just as the next post goes into it is an error for whoever sent that.
            proxy_head: Duration::from_secs(180),
            request: PATIENCE,
            // Some seconds longer than a slow telephone takes for what the system's buffer holds.
            stalled: Duration::from_secs(30),
            connections: 10_000,
            posts_per_minute: 60,
            trusted_proxies: TrustedProxies::default(),
        }
    }
}

impl Limits {
    /// How long the head of a request from this peer may take.
    pub(crate) fn head_from(&self, peer: SocketAddr) -> Duration {
        if self.trusted_proxies.contains(peer.ip().to_canonical()) {
            self.proxy_head
        } else {
            self.head
        }
    }
}

/// What is known of all connections together.
pub(crate) struct Gate {
    request: Duration,
    trusted: TrustedProxies,
    posts: Option<Posts>,
    untold: Once,
}

impl Gate {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            request: limits.request,
            trusted: limits.trusted_proxies.clone(),
            posts: Posts::a_minute(limits.posts_per_minute),
            untold: Once::new(),
        }
    }

    /// Forgets the networks that have been quiet for long enough to begin anew.
    pub(crate) fn forget(&self) {
        if let Some(posts) = &self.posts {
            posts.forget();
        }
    }

    /// After how many seconds this request may come again, where it comes too early.
    fn wait(&self, peer: SocketAddr, headers: &HeaderMap) -> Option<u64> {
        let posts = self.posts.as_ref()?;
        let peer = peer.ip().to_canonical();
        if self.trusted.forgotten(peer) && headers.contains_key(FORWARDED_FOR) {
            self.untold.call_once(|| {
                tracing::warn!(
                    "a proxy that is not among --trusted-proxies asks for others, who share its limit"
                );
            });
        }
        posts.wait(ClientNetwork::of(peer, headers, &self.trusted))
    }
}

/// Where a request came from. It is laid beside each request that comes over a socket; one that
/// comes without has no limits.
#[derive(Clone)]
pub(crate) struct Origin {
    pub(crate) peer: SocketAddr,
    pub(crate) gate: Arc<Gate>,
}

/// The network that a request came from, as bytes to be hashed. None for one without a socket.
pub(crate) fn network(extensions: &Extensions, headers: &HeaderMap) -> Option<Vec<u8>> {
    let origin = extensions.get::<Origin>()?;
    let peer = origin.peer.ip().to_canonical();
    Some(ClientNetwork::of(peer, headers, &origin.gate.trusted).bytes())
}

/// How long a request may take.
pub(crate) fn patience(request: &Request) -> Duration {
    let origin = request.extensions().get::<Origin>();
    origin.map_or(PATIENCE, |origin| origin.gate.request)
}

/// After how many seconds a request may come again, where it comes too early. One that only reads
/// never does: caches and not limits keep those cheap.
pub(crate) fn wait(request: &Request) -> Option<u64> {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return None;
    }
    let origin = request.extensions().get::<Origin>()?;
    origin.gate.wait(origin.peer, request.headers())
}
