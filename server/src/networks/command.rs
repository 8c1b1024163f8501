//! The same at a command line, for who has no desk at hand. A running server follows within
//! seconds.

use std::io::{self, Write};

use clap::Subcommand;
use data_encoding::HEXLOWER;
use ipnet::IpNet;
use open_letter_core::Letter;

use super::{Held, Release, Say, held, ruled};
use crate::cli::{ANY_PUBLIC_URL, DatabaseArgs, LettersArgs};
use crate::editing;
use crate::keys::Keys;
use crate::limits::{self, countable};
use crate::start::{StartError, open_store, read_letters};
use crate::store::{Rule, Store, StoreSettings};

/// Who says something of a network here.
const COMMAND_LINE: &str = "command line";

#[derive(Debug, Subcommand)]
pub(crate) enum NetworksCommand {
    /// Shows the networks that signatures of a letter wait because of.
    Held {
        /// The letter's id.
        #[arg(long)]
        letter: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Publishes what waits in a letter because of a network, unless the letter asks for review.
    Release {
        /// The network, as `held` shows it.
        #[arg(value_parser = limits::network)]
        network: IpNet,
        /// The letter's id.
        #[arg(long)]
        letter: String,
        #[command(flatten)]
        database: DatabaseArgs,
        #[command(flatten)]
        letters: LettersArgs,
    },
    /// Shows what was said of networks.
    Rules {
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Takes any number of signatures from a network that many share, and ten times the posts.
    Allow(Of),
    /// Lets all signatures from a network wait for review.
    Block(Of),
    /// Takes back what was said of a network.
    Forget(Of),
}

/// A network.
#[derive(Debug, clap::Args)]
pub(crate) struct Of {
    /// The network, such as 192.0.2.7 or 192.0.2.0/24.
    #[arg(value_parser = limits::network)]
    network: IpNet,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(crate) async fn run(command: NetworksCommand) -> Result<(), StartError> {
    match command {
        NetworksCommand::Held { letter, database } => show_held(&letter, &database).await,
        NetworksCommand::Rules { database } => show_rules(&database).await,
        NetworksCommand::Allow(of) => say(of, Some(Rule::Allowed)).await,
        NetworksCommand::Block(of) => say(of, Some(Rule::Blocked)).await,
        NetworksCommand::Forget(of) => say(of, None).await,
        NetworksCommand::Release {
            network,
            letter,
            database,
            letters,
        } => {
            let (files, public) = read_letters(&letters.letters, ANY_PUBLIC_URL)?;
            let (store, keys) = open(&database).await?;
            // What the desk has published counts, and not what its file once said.
            let letter = editing::current(&store, files, &public, &letter).await?;
            release(network, &letter, store, &keys).await
        }
    }
}

async fn open(database: &DatabaseArgs) -> Result<(Store, Keys), StartError> {
    let (address, secret) = (&database.database, &database.secret_file);
    open_store(address, secret, StoreSettings::default()).await
}

async fn show_held(letter: &str, database: &DatabaseArgs) -> Result<(), StartError> {
    let (store, keys) = open(database).await?;
    let (held, _) = held(&store, &keys, letter, usize::MAX).await?;
    store.close().await;
    let mut stdout = io::stdout();
    if held.is_empty() {
        writeln!(stdout, "nothing waits because of a network")?;
    }
    for Held {
        network,
        prefix,
        waiting,
    } in held
    {
        // Two that cannot be told any more are two still.
        let unknown = || format!("unknown network {}", HEXLOWER.encode(&network[..4]));
        let prefix = prefix.unwrap_or_else(unknown);
        let (signatures, unconfirmed) = (waiting.signatures, waiting.unconfirmed);
        writeln!(
            stdout,
            "{prefix}: {signatures} wait for review, {unconfirmed} to be confirmed"
        )?;
    }
    Ok(())
}

async fn show_rules(database: &DatabaseArgs) -> Result<(), StartError> {
    let (store, _) = open(database).await?;
    let rules = ruled(&store).await?;
    store.close().await;
    let mut stdout = io::stdout();
    if rules.is_empty() {
        writeln!(stdout, "nothing was said of any network")?;
    }
    for ruled in rules {
        let (network, rule, reviewer) = (ruled.network, ruled.rule.as_str(), ruled.reviewer);
        writeln!(
            stdout,
            "{network}: {rule}, by {reviewer}, since {}",
            ruled.since
        )?;
    }
    Ok(())
}

async fn say(of: Of, rule: Option<Rule>) -> Result<(), StartError> {
    let (store, _) = open(&of.database).await?;
    let network = countable(of.network);
    let said = Say::new(network, rule, COMMAND_LINE)?;
    let changed = store.write(said).await;
    store.close().await;
    let what = match (changed?, rule) {
        (true, Some(rule)) => rule.as_str(),
        (true, None) => "forgotten",
        (false, _) => "nothing was said of it",
    };
    writeln!(io::stdout(), "{network}: {what}")?;
    Ok(())
}

async fn release(
    network: IpNet,
    letter: &Letter,
    store: Store,
    keys: &Keys,
) -> Result<(), StartError> {
    let network = countable(network);
    let tag = keys.network(&network.to_string());
    let released = Release::new(&letter.id, tag, letter.moderation, None, COMMAND_LINE)?;
    let released = store.write(released).await;
    store.close().await;
    let released = released?;
    let (signatures, unconfirmed) = (released.signatures, released.unconfirmed);
    writeln!(
        io::stdout(),
        "{network}: {signatures} released, and {unconfirmed} that are not confirmed yet"
    )?;
    Ok(())
}
