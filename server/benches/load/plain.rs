//! What this machine does without this server: one connection to SQLite, and a commit for each
//! row.

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor};

use crate::Outcome;
use crate::load::random;

/// The tables of the server, so that a row costs what it costs there.
const SCHEMA: [&str; 8] = [
    include_str!("../../migrations/sqlite/0001_signatures.sql"),
    include_str!("../../migrations/sqlite/0002_confirmation.sql"),
    include_str!("../../migrations/sqlite/0003_campaign.sql"),
    include_str!("../../migrations/sqlite/0004_desk.sql"),
    include_str!("../../migrations/sqlite/0005_closing.sql"),
    include_str!("../../migrations/sqlite/0007_held_networks.sql"),
    include_str!("../../migrations/sqlite/0008_proofs.sql"),
    include_str!("../../migrations/sqlite/0009_claims.sql"),
];

/// Its own commit, as a statement outside of a transaction is.
const INSERT: &str = "INSERT INTO submissions (receipt, letter_id, idempotency_key, body_hash, \
    mailbox, payload, created_at, action, state) \
    VALUES ($1, 'confirmed', $2, $3, $4, $5, $6, 'sign', 'waiting')";

/// Bytes of the load's signatures as the server seals them.
const PAYLOAD: usize = 214;

/// A database that is written to one row after the other.
pub(crate) struct Plain {
    database: SqliteConnection,
    commit_cost: Duration,
    next: u64,
}

impl Plain {
    /// Makes one with the settings that the server writes with.
    pub(crate) async fn make(path: &Path, commit_cost: Duration) -> Outcome<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("secure_delete", "ON")
            .foreign_keys(true);
        let mut database = options.disable_statement_logging().connect().await?;
        for tables in SCHEMA {
            database.execute(sqlx::raw_sql(tables)).await?;
        }
        Ok(Self {
            database,
            commit_cost,
            next: 0,
        })
    }

    /// Rows written in a second, over some time.
    pub(crate) async fn rate(&mut self, length: Duration) -> Outcome<f64> {
        let (since, first) = (Instant::now(), self.next);
        while since.elapsed() < length {
            self.write().await?;
        }
        Ok((self.next - first) as f64 / since.elapsed().as_secs_f64())
    }

    async fn write(&mut self) -> Outcome<()> {
        // Other numbers than those of the load, in a database of its own.
        let receipt = random(self.next * 2);
        let key = random(self.next * 2 + 1);
        let hash = receipt.as_bytes().to_vec();
        let mailbox = key.as_bytes().to_vec();
        if !self.commit_cost.is_zero() {
            tokio::time::sleep(self.commit_cost).await;
        }
        sqlx::query(INSERT)
            .bind(receipt)
            .bind(key)
            .bind(hash)
            .bind(mailbox)
            .bind(vec![7_u8; PAYLOAD])
            .bind(i64::try_from(self.next)?)
            .execute(&mut self.database)
            .await?;
        self.next += 1;
        Ok(())
    }
}
