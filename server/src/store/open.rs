//! Opening a database, making it where there is none, and bringing its schema up to date.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AnyPool, ConnectOptions, Connection as _, Executor};

use super::address::Address;
use super::group::Group;
use super::{Connection, Store, StoreSettings, Writer, sql};

/// Connections that read. SQLite's file and Postgres's servers both like few of them.
const READERS: u32 = 8;
const WRITERS: u32 = 16;
const PATIENCE: Duration = Duration::from_secs(5);
/// Another program may write into SQLite's file too, such as the seed.
pub(super) const WRITERS_WAIT: &str = "PRAGMA busy_timeout = 5000";

/// A database that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is at no place that this server knows how to reach.
    #[error(
        "The database {0} is none that this server knows; write sqlite: and the path of a file, or postgres:// and a server."
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
    #[error("The database {place} cannot be opened for writing: {reason}.")]
    Open {
        /// Its file or server.
        place: String,
        /// Why.
        reason: String,
    },
    /// Its tables cannot be brought up to date.
    #[error("The database {place} was made by another version of this server: {source}.")]
    Schema {
        /// Its file or server.
        place: String,
        /// Why.
        source: MigrateError,
    },
}

/// The migrations of one database, which have the same names for both.
macro_rules! migrations {
    ($database:literal) => {
        [
            (
                1,
                "signatures",
                include_str!(concat!(
                    "../../migrations/",
                    $database,
                    "/0001_signatures.sql"
                )),
            ),
            (
                2,
                "confirmation",
                include_str!(concat!(
                    "../../migrations/",
                    $database,
                    "/0002_confirmation.sql"
                )),
            ),
            (
                3,
                "campaign",
                include_str!(concat!(
                    "../../migrations/",
                    $database,
                    "/0003_campaign.sql"
                )),
            ),
            (
                4,
                "desk",
                include_str!(concat!("../../migrations/", $database, "/0004_desk.sql")),
            ),
            (
                5,
                "closing",
                include_str!(concat!("../../migrations/", $database, "/0005_closing.sql")),
            ),
            (
                7,
                "held networks",
                include_str!(concat!(
                    "../../migrations/",
                    $database,
                    "/0007_held_networks.sql"
                )),
            ),
            (
                8,
                "proofs",
                include_str!(concat!("../../migrations/", $database, "/0008_proofs.sql")),
            ),
            (
                9,
                "claims",
                include_str!(concat!("../../migrations/", $database, "/0009_claims.sql")),
            ),
        ]
    };
}

fn migrator<const COUNT: usize>(
    migrations: [(i64, &'static str, &'static str); COUNT],
) -> Migrator {
    let migration = |(number, name, text): (i64, &'static str, &'static str)| {
        Migration::new(number, name.into(), MigrationType::Simple, sql(text), false)
    };
    let mut migrator = Migrator::with_migrations(migrations.into_iter().map(migration).collect());
    // Its lock would be an advisory one, which not every cluster that speaks Postgres has.
    migrator.set_locking(false);
    migrator
}

/// How a connection to a file that only reads is made.
pub(crate) fn reader_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(PATIENCE)
}

impl Store {
    /// Opens the database at an address such as `sqlite:data/open-letter.db`.
    pub(crate) async fn open(address: &str, settings: StoreSettings) -> Result<Self, OpenError> {
        install_default_drivers();
        match Address::parse(address)? {
            Address::Sqlite(path) => sqlite(&path, settings).await,
            address @ Address::Postgres(_) => postgres(&address).await,
        }
    }
}

async fn sqlite(path: &Path, settings: StoreSettings) -> Result<Store, OpenError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder {
            path: path.to_owned(),
            source,
        })?;
    }
    let place = path.display().to_string();
    let refused = |error: sqlx::Error| refused(&place, &error);
    // The log is made what it is once, and then belongs to the file.
    let made = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .busy_timeout(PATIENCE);
    let connection = made.connect().await.map_err(refused)?;
    connection.close().await.map_err(refused)?;

    let options = any_options(SqliteConnectOptions::new().filename(path)).map_err(refused)?;
    let mut connection = options.connect().await.map_err(refused)?;
    // An acknowledged signature is on disk (`FULL`), and an erased one is not (`secure_delete`).
    for pragma in [
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",
        "PRAGMA foreign_keys = ON",
        WRITERS_WAIT,
    ] {
        connection.execute(sql(pragma)).await.map_err(refused)?;
    }
    // Reading may go well where writing does not, and nobody should learn that by signing.
    begin_and_end(&mut connection).await.map_err(refused)?;
    migrator(migrations!("sqlite"))
        .run(&mut connection)
        .await
        .map_err(|source| OpenError::Schema {
            place: place.clone(),
            source,
        })?;
    let readers = any_options(reader_options(path)).map_err(refused)?;
    let readers = pool(READERS, |connection| {
        Box::pin(async move {
            connection.execute("PRAGMA busy_timeout = 5000").await?;
            Ok(())
        })
    })
    .connect_with(readers)
    .await
    .map_err(refused)?;
    Ok(Store {
        readers,
        writer: Writer::Group(Group::new(connection, settings)),
    })
}

async fn begin_and_end(connection: &mut Connection) -> Result<(), sqlx::Error> {
    let trial = connection.begin_with(sql("BEGIN IMMEDIATE")).await?;
    trial.rollback().await
}

async fn postgres(address: &Address) -> Result<Store, OpenError> {
    let place = address.shown();
    let Address::Postgres(url) = address else {
        return Err(OpenError::Address(place));
    };
    let refused = |error: sqlx::Error| refused(&place, &error);
    let options: AnyConnectOptions = url.parse().map_err(refused)?;
    let options = options.disable_statement_logging();
    // A pool would try until its patience ends, and then tell of that and not of the reason.
    let trial = options.connect().await.map_err(refused)?;
    trial.close().await.map_err(refused)?;
    let connect = |connections| {
        AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone())
    };
    let writers: AnyPool = connect(WRITERS).await.map_err(refused)?;
    migrator(migrations!("postgres"))
        .run(&writers)
        .await
        .map_err(|source| OpenError::Schema {
            place: place.clone(),
            source,
        })?;
    Ok(Store {
        readers: connect(READERS).await.map_err(refused)?,
        writer: Writer::Each(writers),
    })
}

type Prepared<'c> = std::pin::Pin<Box<dyn Future<Output = Result<(), sqlx::Error>> + Send + 'c>>;

fn pool(
    connections: u32,
    prepare: for<'c> fn(&'c mut Connection) -> Prepared<'c>,
) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .after_connect(move |connection, _| prepare(connection))
}

/// The same options for a connection that does not know its database.
fn any_options(options: SqliteConnectOptions) -> Result<AnyConnectOptions, sqlx::Error> {
    Ok(AnyConnectOptions::from_url(&options.to_url_lossy())?.disable_statement_logging())
}

fn refused(place: &str, error: &sqlx::Error) -> OpenError {
    OpenError::Open {
        place: place.to_owned(),
        reason: match error {
            sqlx::Error::Database(error) => error.message().to_owned(),
            other => other.to_string(),
        },
    }
}
