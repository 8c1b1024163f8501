//! A copy of SQLite's file, made while others write, and what is in such a copy.

use std::path::Path;

use sqlx::sqlite::SqliteConnection;
use sqlx::{ConnectOptions, Connection as _};

use super::open::reader_options;

/// What a copy holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Copied {
    /// The value by which it knows its secret. None where it is no database of this server.
    pub(crate) secret_check: Option<String>,
    /// How many signatures, counted or not.
    pub(crate) signatures: u64,
    /// Why it is damaged, if it is.
    pub(crate) damage: Option<String>,
}

/// Copies a database into an empty file, as it was at one moment. Those who write do not wait.
pub(crate) async fn copy(from: &Path, to: &Path) -> Result<(), sqlx::Error> {
    let mut connection = reader_options(from)
        .disable_statement_logging()
        .connect()
        .await?;
    sqlx::query("VACUUM INTO $1")
        .bind(to.display().to_string())
        .execute(&mut connection)
        .await?;
    connection.close().await
}

/// Reads a copy through, and tells what it holds.
pub(crate) async fn look_into(path: &Path) -> Result<Copied, sqlx::Error> {
    // Nobody writes into it, so that no log has to be made beside it.
    let options = reader_options(path).immutable(true);
    let mut connection = options.disable_statement_logging().connect().await?;
    let damage: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut connection)
        .await?;
    let copied = Copied {
        secret_check: secret_check(&mut connection).await,
        signatures: number(&mut connection).await.unwrap_or_default(),
        // The first line of two only names the database.
        damage: (damage != "ok").then(|| damage.lines().last().unwrap_or_default().to_owned()),
    };
    connection.close().await?;
    Ok(copied)
}

async fn secret_check(connection: &mut SqliteConnection) -> Option<String> {
    let known = sqlx::query_scalar("SELECT value FROM meta WHERE key = 'secret_check'");
    known.fetch_optional(connection).await.ok().flatten()
}

async fn number(connection: &mut SqliteConnection) -> Option<u64> {
    let counted = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM signatures");
    u64::try_from(counted.fetch_one(connection).await.ok()?).ok()
}
