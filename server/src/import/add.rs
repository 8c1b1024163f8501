//! Adds what was read to the database, many rows at a time.

use super::reading::Entry;
use crate::store::signatures::AddMany;
use crate::store::{Connection, StoreError, Work};

/// Rows of one letter, and what stands in columns of its own.
pub(super) struct AddEntries {
    many: AddMany,
    more: Vec<(String, Option<String>, Option<String>, bool)>,
}

impl AddEntries {
    pub(super) fn new(letter_id: String, entries: Vec<Entry>) -> Self {
        let mut more = Vec::new();
        let mut signatures = Vec::with_capacity(entries.len());
        for entry in entries {
            if entry.sector.is_some() || entry.reason.is_some() || entry.updates {
                let id = entry.signature.id.clone();
                more.push((id, entry.sector, entry.reason, entry.updates));
            }
            signatures.push(entry.signature);
        }
        Self {
            many: AddMany {
                letter_id,
                signatures,
            },
            more,
        }
    }
}

impl Work for AddEntries {
    /// How many were new.
    type Answer = u64;

    async fn run(&self, connection: &mut Connection) -> Result<u64, StoreError> {
        const SQL: &str =
            "UPDATE signatures SET sector = $2, reason = $3, updates = $4 WHERE id = $1";
        let added = self.many.run(connection).await?;
        // Who was there already has another id, and keeps what was there.
        for (id, sector, reason, updates) in &self.more {
            sqlx::query(SQL)
                .bind(id.clone())
                .bind(sector.clone())
                .bind(reason.clone())
                .bind(i64::from(*updates))
                .execute(&mut *connection)
                .await?;
        }
        Ok(added)
    }
}
