//! Opening a database, making it where there is none, and bringing its schema up to date.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::Store;

const READERS: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(5);

/// A database that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is at no place that this server knows how to reach.
    #[error(
        "The database {0} is none that this server knows; write sqlite: and the path of a file."
    )]
    Address(String),
    /// Its folder cannot be made.
    #[error("The folder of the database {path} cannot be made: {source}.")]
    Folder {
        /// The database's file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It cannot be opened, or not written to.
    #[error("The database {path} cannot be opened for writing: {reason}.")]
    Open {
        /// The database's file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Its tables cannot be brought up to date.
    #[error("The database {path} was made by another version of this server: {source}.")]
    Schema {
        /// The database's file.
        path: PathBuf,
        /// Why.
        source: MigrateError,
    },
}

/// The file behind `sqlite:data/open-letter.db`.
fn file(address: &str) -> Result<PathBuf, OpenError> {
    let unknown = || OpenError::Address(address.to_owned());
    let path = address.strip_prefix("sqlite:").ok_or_else(unknown)?;
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() || path.starts_with(':') || path.contains('?') {
        return Err(unknown());
    }
    Ok(PathBuf::from(path))
}

/// How a connection that only reads is made.
pub(crate) fn reader_options(address: &str) -> Result<SqliteConnectOptions, OpenError> {
    let options = SqliteConnectOptions::new().filename(file(address)?);
    Ok(options.read_only(true).busy_timeout(PATIENCE))
}

/// An acknowledged signature is on disk (`FULL`), and an erased one is not (`secure_delete`).
fn writer_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("secure_delete", "on")
        .busy_timeout(PATIENCE)
}

fn migrator() -> Migrator {
    let sql = include_str!("../../../migrations/sqlite/0001_signatures.sql").into_sql_str();
    let kind = MigrationType::Simple;
    Migrator::with_migrations(vec![Migration::new(
        1,
        "signatures".into(),
        kind,
        sql,
        false,
    )])
}

impl Store {
    /// Opens the database at an address such as `sqlite:data/open-letter.db`.
    pub(crate) async fn open(address: &str) -> Result<Self, OpenError> {
        let path = file(address)?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder {
                path: path.clone(),
                source,
            })?;
        }
        let refused = |error: sqlx::Error| OpenError::Open {
            path: path.clone(),
            reason: match &error {
                sqlx::Error::Database(error) => error.message().to_owned(),
                other => other.to_string(),
            },
        };
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_with(writer_options(&path))
            .await
            .map_err(refused)?;
        // Reading may go well where writing does not, and nobody should learn that by signing.
        writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(refused)?
            .rollback()
            .await
            .map_err(refused)?;
        migrator()
            .run(&writer)
            .await
            .map_err(|source| OpenError::Schema {
                path: path.clone(),
                source,
            })?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(reader_options(address)?)
            .await
            .map_err(refused)?;
        Ok(Self { writer, readers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_files() {
        for address in ["sqlite:data/a.db", "sqlite://data/a.db"] {
            assert_eq!(file(address).unwrap(), Path::new("data/a.db"));
        }
        assert_eq!(file("sqlite:/data/a.db").unwrap(), Path::new("/data/a.db"));
        for address in [
            "",
            "data/a.db",
            "postgres://localhost/a",
            "sqlite:",
            "sqlite::memory:",
            "sqlite:a?mode=ro",
        ] {
            assert!(
                matches!(file(address), Err(OpenError::Address(_))),
                "{address}"
            );
        }
    }
}
