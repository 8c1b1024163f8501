//! A copy of the database that is whole although people sign while it is made.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::new_file::{NewFile, Readers};
use crate::start::StartError;
use crate::store::address::Address;
use crate::store::{copy, look_into};

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The file to write. It holds what the database holds, so it is for its owner alone.
    #[arg(long)]
    output: PathBuf,
    /// The database.
    #[arg(
        long,
        env = "OPEN_LETTER_DATABASE",
        default_value = "sqlite:data/open-letter.db"
    )]
    database: String,
}

/// Why there is no backup, or why it was not put back, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Postgres has its own programs for it.
    #[error(
        "The database {0} is a Postgres; copy it with pg_dump --format=custom, and put the copy back with pg_restore."
    )]
    Postgres(String),
    /// It could not be made or written.
    #[error("The backup {path} cannot be written: {reason}.")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// It could not be read.
    #[error("The backup {path} cannot be read: {reason}.")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// It is damaged.
    #[error("The backup {path} is damaged; take an older one: {reason}.")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says of it.
        reason: String,
    },
    /// It is something else.
    #[error("The file {0} is no backup of this server's database.")]
    Foreign(PathBuf),
    /// There is a database already.
    #[error(
        "There is a database at {0} already, and nothing is written over it; move it away, or name another place with --database."
    )]
    Taken(PathBuf),
    /// The secret is missing.
    #[error(
        "The secret file {secret_file} is missing; put that one back first of which the check value is {check}."
    )]
    SecretMissing {
        /// Where it was looked for.
        secret_file: PathBuf,
        /// By what it is known.
        check: String,
    },
    /// The secret is another one.
    #[error(
        "The backup was made under another secret file than {secret_file}; it needs that one of which the check value is {check}."
    )]
    OtherSecret {
        /// The one that is here.
        secret_file: PathBuf,
        /// By what the right one is known.
        check: String,
    },
}

/// What is said of a secret: enough to tell one from another, and no more.
pub(crate) fn short(check: &str) -> String {
    check.chars().take(16).collect()
}

pub(crate) async fn backup(args: BackupArgs) -> Result<(), StartError> {
    let address = Address::parse(&args.database)?;
    let from = match &address {
        Address::Sqlite(path) if path.exists() => path,
        Address::Sqlite(path) => return Err(StartError::NoDatabase(path.clone())),
        Address::Postgres(_) => return Err(BackupError::Postgres(address.shown()).into()),
    };
    let unwritten = |reason: String| BackupError::Write {
        path: args.output.clone(),
        reason,
    };
    let file = NewFile::begin(&args.output, Readers::Owner);
    let file = file.map_err(|error| unwritten(error.to_string()))?;
    let copied = copy(from, file.part()).await;
    copied.map_err(|error| unwritten(error.to_string()))?;
    let copied = look_into(file.part()).await;
    let copied = copied.map_err(|error| unwritten(error.to_string()))?;
    if let Some(damage) = copied.damage {
        return Err(unwritten(format!("the copy is damaged: {damage}")).into());
    }
    let check = copied.secret_check.unwrap_or_default();
    file.end().map_err(|error| unwritten(error.to_string()))?;
    writeln!(
        io::stdout(),
        "signatures: {}\nThe secret file is not in it, and without that nobody can read what is private; keep a copy of it elsewhere. Its check value is {}.",
        copied.signatures,
        short(&check)
    )?;
    Ok(())
}
