//! Networks that signatures wait because of: what waits, how it is let go, and what is said of a
//! network for the time to come.

pub(crate) mod command;

use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use open_letter_core::Timestamp;
use open_letter_core::letter::Moderation;
use tokio::sync::watch;

use crate::app::App;
use crate::clock;
use crate::keys::{Keys, Tag};
use crate::limits::Rules;
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

/// The networks that something waits because of in a letter, those with the most first.
pub(crate) async fn held(
    store: &Store,
    keys: &Keys,
    letter: &str,
) -> Result<Vec<Held>, StoreError> {
    let mut reader = store.reader().await?;
    let mut all = Vec::new();
    for (network, waiting) in networks::waiting(&mut reader, letter).await? {
        let sealed = networks::sealed(&mut reader, &network).await?;
        all.push(Held {
            prefix: sealed.and_then(|sealed| keys.open_network(&network, &sealed)),
            network,
            waiting,
        });
    }
    all.sort_by(|one, other| {
        let most = |held: &Held| held.waiting.signatures + held.waiting.unconfirmed;
        most(other)
            .cmp(&most(one))
            .then_with(|| one.prefix.cmp(&other.prefix))
    });
    Ok(all)
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

/// Lets everything in a letter go that waits because of a network.
pub(crate) struct Release {
    pub(crate) letter: String,
    pub(crate) network: Tag,
    pub(crate) moderation: Moderation,
    pub(crate) now: Timestamp,
}

impl Work for Release {
    type Answer = Waiting;

    /// The network is gone from the log too.
    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<Waiting, StoreError> {
        let (letter, network) = (&self.letter, &self.network);
        networks::release(connection, letter, network, self.moderation, self.now).await
    }
}

/// Says something of a network, or, without a rule, takes it back. Tells whether anything changed.
pub(crate) struct Say {
    pub(crate) network: IpNet,
    pub(crate) rule: Option<Rule>,
    pub(crate) reviewer: String,
}

impl Work for Say {
    type Answer = bool;

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let network = self.network.to_string();
        let Some(rule) = self.rule else {
            return networks::unrule(connection, &network).await;
        };
        let ruled = Ruled {
            network,
            rule,
            reviewer: self.reviewer.clone(),
            since: clock::now(),
        };
        networks::rule(connection, &ruled).await.map(|()| true)
    }
}
