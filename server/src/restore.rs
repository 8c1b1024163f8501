//! Puts a backup into the place of a database that is gone.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::backup::{BackupError, short};
use crate::cli::DatabaseArgs;
use crate::keys::Keys;
use crate::new_file::{NewFile, Readers};
use crate::secret::Secret;
use crate::start::StartError;
use crate::store::address::Address;
use crate::store::look_into;

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(crate) async fn restore(args: RestoreArgs) -> Result<(), StartError> {
    let address = Address::parse(&args.database.database)?;
    let Address::Sqlite(place) = &address else {
        return Err(BackupError::Postgres(address.shown()).into());
    };
    if let Some(taken) = beside(place).into_iter().find(|path| path.exists()) {
        return Err(BackupError::Taken(taken).into());
    }
    let signatures = checked(&args.file, &args.database.secret_file).await?;
    put(&args.file, place).map_err(|source| StartError::Unwritten {
        place: place.display().to_string(),
        source,
    })?;
    writeln!(io::stdout(), "signatures: {signatures}")?;
    Ok(())
}

/// The database's file, and those that SQLite keeps beside it.
fn beside(place: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut path = place.as_os_str().to_owned();
        path.push(ending);
        PathBuf::from(path)
    })
}

/// Reads a backup through, and tells how many signatures it has.
async fn checked(file: &Path, secret_file: &Path) -> Result<u64, StartError> {
    let unread = |reason: String| BackupError::Read {
        path: file.to_owned(),
        reason,
    };
    File::open(file).map_err(|error| unread(error.to_string()))?;
    let copied = look_into(file).await;
    let copied = copied.map_err(|error| match &error {
        sqlx::Error::Database(said) if said.message().contains("malformed") => {
            BackupError::Damaged {
                path: file.to_owned(),
                reason: said.message().to_owned(),
            }
        }
        sqlx::Error::Database(_) => BackupError::Foreign(file.to_owned()),
        other => unread(other.to_string()),
    })?;
    if let Some(reason) = copied.damage {
        let path = file.to_owned();
        return Err(BackupError::Damaged { path, reason }.into());
    }
    let Some(check) = copied.secret_check else {
        return Err(BackupError::Foreign(file.to_owned()).into());
    };
    let secret_file = secret_file.to_owned();
    match Secret::read(&secret_file)? {
        None => {
            let check = short(&check);
            Err(BackupError::SecretMissing { secret_file, check }.into())
        }
        Some(secret) if Keys::derive(&secret)?.check_value() == check => Ok(copied.signatures),
        Some(_) => {
            let check = short(&check);
            Err(BackupError::OtherSecret { secret_file, check }.into())
        }
    }
}

/// Copies it beside its place first, so that what is there is whole or nothing.
fn put(file: &Path, place: &Path) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = NewFile::begin(place, Readers::Owner)?;
    io::copy(&mut File::open(file)?, &mut new.file()?)?;
    new.end()
}
