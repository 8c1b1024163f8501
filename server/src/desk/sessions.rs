//! Who is at the desk: a cookie's token, kept as its hash.

use open_letter_core::Timestamp;
use sqlx::Row;

use super::audit::{self, Happened};
use crate::app::App;
use crate::clock;
use crate::keys::Tag;
use crate::store::{Connection, StoreError, Work};
use crate::token::{self, later};

/// Hours after which everybody signs in anew.
const LONGEST_HOURS: u32 = 12;
/// Minutes without a request after which a session is over.
const IDLE_MINUTES: u32 = 60;
/// A session's last request is noted to the minute, so that reading does not always write.
const NOTED_MILLIS: i64 = 60_000;

/// Somebody at the desk.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) reviewer: String,
    /// What every form of this session sends along.
    pub(crate) form: String,
    /// Whether keys decide, besides buttons.
    pub(crate) keys: bool,
}

impl App {
    /// Begins a session, and tells the token for its cookie.
    pub(crate) async fn begin_session(&self, reviewer: &str) -> Result<String, StoreError> {
        let token = token::random()?;
        let begin = Begin {
            hash: self.keys.desk_session(&token),
            reviewer: reviewer.to_owned(),
            now: clock::now(),
        };
        self.store.write(begin).await?;
        Ok(token)
    }

    /// Whose session a cookie's token is, as long as it is one.
    pub(crate) async fn session(&self, token: &str) -> Result<Option<Session>, StoreError> {
        const SQL: &str = "SELECT desk_sessions.reviewer, began_at, seen_at, \
            keyless.since AS keyless FROM desk_sessions \
            LEFT JOIN keyless ON keyless.reviewer = desk_sessions.reviewer \
            WHERE hash = $1 AND expires_at > $2 AND began_at > $3";
        let (hash, now) = (self.keys.desk_session(token), clock::now());
        let row = sqlx::query(SQL)
            .bind(hash.to_vec())
            .bind(now.millis())
            .bind(token::hours_ago(now, LONGEST_HOURS).millis())
            .fetch_optional(&mut *self.store.reader().await?)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let reviewer: String = row.try_get("reviewer")?;
        // Who was taken off the list is gone with the next start.
        if !self.desk.has(&reviewer) {
            return Ok(None);
        }
        let noted: i64 = row.try_get("seen_at")?;
        if (now.millis() - noted).abs() > NOTED_MILLIS {
            let began_at = Timestamp::from_millis(row.try_get("began_at")?);
            self.store
                .write(Seen {
                    hash,
                    began_at,
                    now,
                })
                .await?;
        }
        Ok(Some(Session {
            form: self.keys.desk_form(token),
            keys: row.try_get::<Option<i64>, _>("keyless")?.is_none(),
            reviewer,
        }))
    }

    /// Ends a session.
    pub(crate) async fn end_session(&self, token: &str) -> Result<(), StoreError> {
        let end = End {
            hash: self.keys.desk_session(token),
            now: clock::now(),
        };
        self.store.write(end).await
    }
}

/// When a session is over that is used no more.
fn expires_at(began_at: Timestamp, now: Timestamp) -> Timestamp {
    later(began_at, LONGEST_HOURS, 3_600).min(later(now, IDLE_MINUTES, 60))
}

struct Begin {
    hash: Tag,
    reviewer: String,
    now: Timestamp,
}

impl Work for Begin {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO desk_sessions (hash, reviewer, began_at, seen_at, \
            expires_at) VALUES ($1, $2, $3, $3, $4)";
        sqlx::query(SQL)
            .bind(self.hash.to_vec())
            .bind(self.reviewer.clone())
            .bind(self.now.millis())
            .bind(expires_at(self.now, self.now).millis())
            .execute(&mut *connection)
            .await?;
        let happened = Happened::new(&self.reviewer, None, "sign_in", self.now)?;
        audit::note(connection, &happened, 1).await
    }
}

struct Seen {
    hash: Tag,
    began_at: Timestamp,
    now: Timestamp,
}

impl Work for Seen {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        sqlx::query("UPDATE desk_sessions SET seen_at = $2, expires_at = $3 WHERE hash = $1")
            .bind(self.hash.to_vec())
            .bind(self.now.millis())
            .bind(expires_at(self.began_at, self.now).millis())
            .execute(connection)
            .await?;
        Ok(())
    }
}

struct End {
    hash: Tag,
    now: Timestamp,
}

impl Work for End {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        let ended: Option<String> =
            sqlx::query_scalar("DELETE FROM desk_sessions WHERE hash = $1 RETURNING reviewer")
                .bind(self.hash.to_vec())
                .fetch_optional(&mut *connection)
                .await?;
        let Some(reviewer) = ended else {
            return Ok(());
        };
        let happened = Happened::new(&reviewer, None, "sign_out", self.now)?;
        audit::note(connection, &happened, 1).await
    }
}
