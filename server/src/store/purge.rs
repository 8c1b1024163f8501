//! What nobody can use any more goes: codes and links whose time is over, tries that are
//! forgotten, mails that are done with, submissions that nobody confirmed, and networks that nothing
//! waits because of.

use open_letter_core::protocol::CODE_HOURS;

use super::{Connection, StoreError, Work, networks};
use crate::clock;
use crate::token::hours_ago;

/// Hours for which it is remembered who decided about which signature: a quarter of a year.
const DECISION_HOURS: u32 = 90 * 24;

/// Deletes it.
pub(crate) struct Purge;

impl Work for Purge {
    /// How many rows are gone.
    type Answer = u64;

    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<u64, StoreError> {
        let now = clock::now();
        // A mail that left within these hours may still be answered.
        let before = hours_ago(now, CODE_HOURS).millis();
        let mut gone = 0;
        for (sql, time) in [
            ("DELETE FROM tokens WHERE expires_at <= $1", now.millis()),
            ("DELETE FROM attempts WHERE expires_at <= $1", now.millis()),
            (
                "DELETE FROM spent_proofs WHERE expires_at <= $1",
                now.millis(),
            ),
            (
                "DELETE FROM desk_sessions WHERE expires_at <= $1",
                now.millis(),
            ),
            (
                "DELETE FROM decisions WHERE at <= $1",
                hours_ago(now, DECISION_HOURS).millis(),
            ),
            (
                "DELETE FROM submissions WHERE state <> 'signed' AND created_at <= $1 \
                 AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.receipt = submissions.receipt \
                 AND (mails.state = 'queued' OR (mails.state = 'left' AND mails.done_at > $1)))",
                before,
            ),
            (
                "DELETE FROM mails WHERE state <> 'queued' AND done_at <= $1",
                before,
            ),
        ] {
            let query = sqlx::query(sql).bind(time);
            gone += query.execute(&mut *connection).await?.rows_affected();
        }
        gone += networks::forget_unheld(connection).await?;
        Ok(gone)
    }
}
