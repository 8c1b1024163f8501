//! Networks that signatures wait because of: what waits, how it is let go, and what is said of a
//! network for the time to come.

pub(crate) mod command;

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use open_letter_core::Timestamp;
use open_letter_core::letter::Moderation;
use tokio::sync::watch;

use crate::app::App;
use crate::clock;
use crate::desk::audit::{self, Happened};
use crate::keys::{Keys, Tag};
use crate::limits::{Rules, countable};
use crate::store::networks::{self, Ruled, Waiting};
use crate::store::{Connection, Rule, Store, StoreError, Work};

/// How often it is looked what another server, or the command line, has said of networks.
const LOOK: Duration = Duration::from_secs(10);

/// A network that something waits because of.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// By what it is known in the database.
    pub(crate) network: Tag,
    /// An address with a length, where it can still be told.
    pub(crate) prefix: Option<String>,
    pub(crate) waiting: Waiting,
}

/// The networks that something waits because of in a letter, those with the most first, and as
/// many of them as are asked for. Tells how many there are in all.
pub(crate) async fn held(
    store: &Store,
    keys: &Keys,
    letter: &str,
    most: usize,
) -> Result<(Vec<Held>, usize), StoreError> {
    let mut reader = store.reader().await?;
    let waiting = networks::waiting(&mut reader, letter).await?;
    let mut waiting: Vec<_> = waiting.into_iter().collect();
    let in_all = waiting.len();
    waiting.sort_by_key(|(_, waiting)| Reverse(waiting.all()));
    waiting.truncate(most);
    let mut held = Vec::new();
    for (network, waiting) in waiting {
        let sealed = networks::sealed(&mut reader, &network).await?;
        held.push(Held {
            prefix: sealed.and_then(|sealed| keys.open_network(&network, &sealed)),
            network,
            waiting,
        });
    }
    held.sort_by(|one, other| {
        let most = other.waiting.all().cmp(&one.waiting.all());
        most.then_with(|| one.prefix.cmp(&other.prefix))
    });
    Ok((held, in_all))
}

/// How much of what waits because of a network began to wait at a moment or before.
pub(crate) async fn held_until(
    store: &Store,
    letter: &str,
    network: &Tag,
    until: Timestamp,
) -> Result<Waiting, StoreError> {
    networks::waiting_until(&mut *store.reader().await?, letter, network, until).await
}

/// A network as an address with a length, where it can still be told.
pub(crate) async fn prefix(
    store: &Store,
    keys: &Keys,
    network: &Tag,
) -> Result<Option<String>, StoreError> {
    let sealed = networks::sealed(&mut *store.reader().await?, network).await?;
    Ok(sealed.and_then(|sealed| keys.open_network(network, &sealed)))
}

/// What was said of networks.
pub(crate) async fn ruled(store: &Store) -> Result<Vec<Ruled>, StoreError> {
    networks::rules(&mut *store.reader().await?).await
}

/// Reads what was said of networks into memory, where every post asks.
pub(crate) async fn read(store: &Store, rules: &Rules) -> Result<(), StoreError> {
    let ruled = ruled(store).await?;
    let network = |ruled: &Ruled| Some((ruled.network.parse::<IpNet>().ok()?, ruled.rule));
    rules.set(ruled.iter().filter_map(network));
    Ok(())
}

/// Reads them again every now and then.
pub(crate) async fn follow(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        if let Err(error) = read(&app.store, &app.rules).await {
            tracing::error!(%error, "the networks' rules cannot be read");
        }
    }
}

/// Lets what waits in a letter because of a network go, as far as it began to wait at a moment or
/// before.
pub(crate) struct Release {
    pub(crate) letter: String,
    pub(crate) network: Tag,
    pub(crate) moderation: Moderation,
    pub(crate) until: Timestamp,
    pub(crate) happened: Happened,
}

impl Release {
    pub(crate) fn new(
        letter: &str,
        network: Tag,
        moderation: Moderation,
        until: Option<Timestamp>,
        reviewer: &str,
    ) -> Result<Self, StoreError> {
        let now = clock::now();
        Ok(Self {
            letter: letter.to_owned(),
            network,
            moderation,
            until: until.unwrap_or(now).min(now),
            happened: Happened::new(reviewer, Some(letter), "network_released", now)?,
        })
    }
}

impl Work for Release {
    type Answer = Waiting;

    /// The network is gone from the log too.
    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<Waiting, StoreError> {
        let (letter, network) = (&self.letter, &self.network);
        let times = (self.until, self.happened.at);
        let released =
            networks::release(connection, letter, network, self.moderation, times).await?;
        if released.all() > 0 {
            audit::note(connection, &self.happened, released.all()).await?;
        }
        Ok(released)
    }
}

/// Says something of a network, or, without a rule, takes it back. Tells whether anything changed.
pub(crate) struct Say {
    network: IpNet,
    rule: Option<Rule>,
    pub(crate) happened: Happened,
}

impl Say {
    /// The audit tells what was said, and of no network: it is somebody's address.
    pub(crate) fn new(
        network: IpNet,
        rule: Option<Rule>,
        reviewer: &str,
    ) -> Result<Self, StoreError> {
        let action = match rule {
            Some(Rule::Allowed) => "network_allowed",
            Some(Rule::Blocked) => "network_blocked",
            None => "network_forgotten",
        };
        Ok(Self {
            network: countable(network),
            rule,
            happened: Happened::new(reviewer, None, action, clock::now())?,
        })
    }
}

impl Work for Say {
    type Answer = bool;

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let network = self.network.to_string();
        let changed = match self.rule {
            None => networks::unrule(connection, &network).await?,
            Some(rule) => {
                let ruled = Ruled {
                    network,
                    rule,
                    reviewer: self.happened.reviewer.clone(),
                    since: self.happened.at,
                };
                networks::rule(connection, &ruled).await?;
                true
            }
        };
        if changed {
            audit::note(connection, &self.happened, 1).await?;
        }
        Ok(changed)
    }
}
