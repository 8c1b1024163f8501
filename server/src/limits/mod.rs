//! What one client may take of the server, so that it leaves enough for the others: time, a place
//! among the connections, requests that write, and signatures that nobody looks at.

mod domains;
mod list;
mod network;
mod pace;
mod posts;
mod rules;

use std::net::SocketAddr;
use std::sync::{Arc, Once};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, Method};
use open_letter_core::Email;

use crate::store::Rule;

pub use domains::{DomainList, DomainListError};
pub use list::{NetworkError, NetworkList};
pub(crate) use list::{countable, network};
pub(crate) use network::ClientNetwork;
pub use network::TrustedProxies;
pub(crate) use rules::Rules;

use network::FORWARDED_FOR;
use pace::Pace;
use posts::Posts;

/// How long a request may take where no connection says otherwise.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many times as many posts come from a network that many are known to share.
const SHARED: u32 = 10;

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
    /// How long that minute is. For benches.
    pub minute: Duration,
    /// The proxies that are believed when they say for whom they ask.
    pub trusted_proxies: TrustedProxies,
    /// How many signatures from one network to one letter are taken unseen within a time; those
    /// past it wait for review. 0 for any number.
    pub review_after: u32,
    /// That time.
    pub review_window: Duration,
    /// A form that is sent sooner after it was first seen waits for review.
    pub review_quicker_than: Duration,
    /// Networks that many share: nothing from them waits because it is much.
    pub allowed_networks: NetworkList,
    /// Networks from which everything waits for review.
    pub reviewed_networks: NetworkList,
    /// Mail domains from which everything waits for review.
    pub reviewed_domains: DomainList,
    /// Mail domains whose addresses are not taken.
    pub refused_domains: DomainList,
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
            minute: Duration::from_secs(60),
            trusted_proxies: TrustedProxies::default(),
            review_after: 20,
            review_window: Duration::from_secs(600),
            review_quicker_than: Duration::from_secs(2),
            allowed_networks: NetworkList::default(),
            reviewed_networks: NetworkList::default(),
            reviewed_domains: DomainList::default(),
            refused_domains: DomainList::default(),
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
    shared_posts: Option<Posts>,
    pace: Option<Pace>,
    quick: Duration,
    allowed: NetworkList,
    reviewed: NetworkList,
    reviewed_domains: DomainList,
    refused_domains: DomainList,
    untold: Once,
}

impl Gate {
    pub(crate) fn new(limits: &Limits) -> Self {
        let posts = limits.posts_per_minute;
        Self {
            request: limits.request,
            trusted: limits.trusted_proxies.clone(),
            posts: Posts::a_minute(posts, limits.minute),
            shared_posts: Posts::a_minute(posts.saturating_mul(SHARED), limits.minute),
            pace: Pace::new(limits.review_after, limits.review_window),
            quick: limits.review_quicker_than,
            allowed: limits.allowed_networks.countable(),
            reviewed: limits.reviewed_networks.countable(),
            reviewed_domains: limits.reviewed_domains.clone(),
            refused_domains: limits.refused_domains.clone(),
            untold: Once::new(),
        }
    }

    /// Forgets the networks that have been quiet for long enough to begin anew.
    pub(crate) fn forget(&self) {
        for posts in [&self.posts, &self.shared_posts].into_iter().flatten() {
            posts.forget();
        }
        if let Some(pace) = &self.pace {
            pace.forget();
        }
    }

    /// After how many seconds this request may come again, where it comes too early.
    fn wait(&self, peer: SocketAddr, headers: &HeaderMap, rules: Option<&Rules>) -> Option<u64> {
        self.posts.as_ref()?;
        let peer = peer.ip().to_canonical();
        if self.trusted.forgotten(peer) && headers.contains_key(FORWARDED_FOR) {
            self.untold.call_once(|| {
                tracing::warn!(
                    "a proxy that is not among --trusted-proxies asks for others, who share its limit"
                );
            });
        }
        let network = ClientNetwork::of(peer, headers, &self.trusted);
        let posts = match self.rule(network, rules) {
            Some(Rule::Allowed) => &self.shared_posts,
            Some(Rule::Blocked) | None => &self.posts,
        };
        posts.as_ref()?.wait(network)
    }

    /// What is to be done with a network: as the desk says, else as the lists say. The narrower
    /// network decides, and of two that are alike the one to be looked at.
    fn rule(&self, network: ClientNetwork, rules: Option<&Rules>) -> Option<Rule> {
        let address = network.address();
        if let Some(rule) = rules.and_then(|rules| rules.of(address)) {
            return Some(rule);
        }
        match (
            self.allowed.narrowest(address),
            self.reviewed.narrowest(address),
        ) {
            (Some(allowed), reviewed) if reviewed.is_none_or(|bits| bits < allowed) => {
                Some(Rule::Allowed)
            }
            (_, reviewed) => reviewed.map(|_| Rule::Blocked),
        }
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
pub(crate) fn whence(extensions: &Extensions, headers: &HeaderMap) -> Option<Vec<u8>> {
    let origin = extensions.get::<Origin>()?;
    let peer = origin.peer.ip().to_canonical();
    let network = ClientNetwork::of(peer, headers, &origin.gate.trusted);
    Some(network.prefix().into_bytes())
}

/// What the gate knows of a signature that comes.
pub(crate) struct Whence {
    pub(crate) network: ClientNetwork,
    pub(crate) rule: Option<Rule>,
    /// Whether more came from its network than are taken unseen.
    pub(crate) too_many: bool,
}

impl Origin {
    /// Counts a signature to a letter.
    pub(crate) fn counted(&self, headers: &HeaderMap, letter: &str, rules: &Rules) -> Whence {
        let gate = &self.gate;
        let network = ClientNetwork::of(self.peer.ip().to_canonical(), headers, &gate.trusted);
        let pace = gate.pace.as_ref();
        Whence {
            network,
            rule: gate.rule(network, Some(rules)),
            too_many: pace.is_some_and(|pace| pace.exceeded(network, letter)),
        }
    }

    /// Within how many milliseconds nobody fills a form in.
    pub(crate) fn quick(&self) -> u64 {
        u64::try_from(self.gate.quick.as_millis()).unwrap_or(u64::MAX)
    }

    /// Whether addresses of this domain are not taken.
    pub(crate) fn refuses(&self, email: &Email) -> bool {
        self.gate.refused_domains.holds(email)
    }

    /// Whether signatures with addresses of this domain are looked at.
    pub(crate) fn reviews(&self, email: &Email) -> bool {
        self.gate.reviewed_domains.holds(email)
    }
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
    let rules = request.extensions().get::<Rules>();
    origin.gate.wait(origin.peer, request.headers(), rules)
}
