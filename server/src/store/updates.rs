//! What a campaign writes to many, and how far its mails have been queued.

use open_letter_core::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::submissions::tag;
use super::{Connection, Store, StoreError};
use crate::keys::{Sealed, Tag};

words! {
    /// Whom something is written to.
    Audience {
        /// Those who want to hear from the campaign.
        News = "news",
        /// Those who signed a text that is another one now.
        Changed = "changed",
        /// Everybody who would be one of those if the text changed now.
        Signed = "signed",
    }
}

impl Audience {
    /// Which signatures are meant, in SQL.
    fn condition(self) -> &'static str {
        match self {
            Self::News => "updates = 1 AND status NOT IN ('rejected', 'hidden')",
            Self::Changed => "status = 'earlier'",
            Self::Signed => "status IN ('published', 'earlier')",
        }
    }
}

/// Something that was written to many.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) id: String,
    pub(crate) letter_id: String,
    pub(crate) audience: Audience,
    pub(crate) subject: String,
    /// Paragraphs, with empty lines between them.
    pub(crate) body: String,
    pub(crate) reviewer: String,
    pub(crate) written_at: Timestamp,
    /// How many mails the reviewer was told of.
    pub(crate) number: i64,
    /// How many were queued so far.
    pub(crate) queued: i64,
    /// The last signature that was looked at.
    pub(crate) queued_up_to: String,
}

/// Somebody who is to be written to.
pub(crate) struct Reader {
    pub(crate) id: String,
    pub(crate) mailbox: Tag,
    pub(crate) private: Sealed,
}

const COLUMNS: &str = "id, letter_id, kind, subject, body, reviewer, written_at, number, queued, \
    queued_up_to";

pub(crate) async fn insert(connection: &mut Connection, update: &Update) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO updates (id, letter_id, kind, subject, body, reviewer, \
        written_at, number, queued, queued_up_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '')";
    sqlx::query(SQL)
        .bind(update.id.clone())
        .bind(update.letter_id.clone())
        .bind(update.audience.as_str())
        .bind(update.subject.clone())
        .bind(update.body.clone())
        .bind(update.reviewer.clone())
        .bind(update.written_at.millis())
        .bind(update.number)
        .execute(connection)
        .await?;
    Ok(())
}

/// The oldest whose mails are not all queued.
pub(crate) async fn unfinished(connection: &mut Connection) -> Result<Option<Update>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM updates WHERE done_at IS NULL ORDER BY written_at, id LIMIT 1"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .fetch_optional(connection)
        .await?;
    row.map(|row| update(&row)).transpose()
}

/// The one with an id.
pub(crate) async fn find(
    connection: &mut Connection,
    id: &str,
) -> Result<Option<Update>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM updates WHERE id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| update(&row)).transpose()
}

/// The next of those who are to be written to, by their signatures' ids.
pub(crate) async fn readers(
    connection: &mut Connection,
    letter: &str,
    audience: Audience,
    after: &str,
    limit: i64,
) -> Result<Vec<Reader>, StoreError> {
    let sql = format!(
        "SELECT id, mailbox, private FROM signatures WHERE letter_id = $1 AND id > $2 AND {} \
         AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocks.mailbox = signatures.mailbox) \
         ORDER BY id LIMIT $3",
        audience.condition()
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(letter.to_owned())
        .bind(after.to_owned())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Reader {
                id: row.try_get("id")?,
                mailbox: tag(row, "mailbox")?,
                private: Sealed::from_bytes(row.try_get("private")?),
            })
        })
        .collect()
}

/// Notes how far an update's mails are queued, where nobody else has gone on with it meanwhile.
pub(crate) async fn advance(
    connection: &mut Connection,
    update: &Update,
    up_to: &str,
    queued: i64,
    done_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE updates SET queued_up_to = $2, queued = queued + $3, done_at = $4 \
        WHERE id = $1 AND queued_up_to = $5 AND done_at IS NULL";
    let advanced = sqlx::query(SQL)
        .bind(update.id.clone())
        .bind(up_to.to_owned())
        .bind(queued)
        .bind(done_at.map(Timestamp::millis))
        .bind(update.queued_up_to.clone())
        .execute(connection)
        .await?;
    if advanced.rows_affected() == 0 {
        return Err(StoreError::Overtaken);
    }
    Ok(())
}

fn update(row: &AnyRow) -> Result<Update, StoreError> {
    Ok(Update {
        id: row.try_get("id")?,
        letter_id: row.try_get("letter_id")?,
        audience: Audience::from_word(row.try_get("kind")?)?,
        subject: row.try_get("subject")?,
        body: row.try_get("body")?,
        reviewer: row.try_get("reviewer")?,
        written_at: Timestamp::from_millis(row.try_get("written_at")?),
        number: row.try_get("number")?,
        queued: row.try_get("queued")?,
        queued_up_to: row.try_get("queued_up_to")?,
    })
}

impl Store {
    /// What was written to many about a letter, the newest first.
    pub(crate) async fn updates(&self, letter: &str) -> Result<Vec<Update>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM updates WHERE letter_id = $1 ORDER BY written_at DESC, id"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(letter.to_owned())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(update).collect()
    }
}
