//! Reviewers who want no keys: who speaks to a machine, or whose hands press more than they mean,
//! may switch them off. It holds for them, on every machine, until they say otherwise.

use open_letter_core::Timestamp;

use crate::app::App;
use crate::clock;
use crate::store::{Connection, StoreError, Work};

impl App {
    /// Switches a reviewer's keys on or off.
    pub(crate) async fn switch_keys(&self, reviewer: &str, on: bool) -> Result<(), StoreError> {
        let work = Switch {
            reviewer: reviewer.to_owned(),
            on,
            now: clock::now(),
        };
        self.store.write(work).await
    }
}

struct Switch {
    reviewer: String,
    on: bool,
    now: Timestamp,
}

impl Work for Switch {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        const OFF: &str =
            "INSERT INTO keyless (reviewer, since) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let query = if self.on {
            sqlx::query("DELETE FROM keyless WHERE reviewer = $1").bind(self.reviewer.clone())
        } else {
            let query = sqlx::query(OFF).bind(self.reviewer.clone());
            query.bind(self.now.millis())
        };
        query.execute(connection).await?;
        Ok(())
    }
}
