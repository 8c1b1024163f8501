//! Mails that wait to leave.

use open_letter_core::Timestamp;
use sqlx::Row;

use super::submissions::tag;
use super::{Connection, Store, StoreError};
use crate::keys::{Sealed, Tag};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The code and the link that confirm a signature.
    Confirm,
    /// The code and the link to one's own signature.
    Manage,
    /// News of a campaign.
    News,
    /// A letter has another text than was signed.
    Changed,
    /// The review has ended well.
    Approved,
    /// The review has ended, and the signature does not count.
    Rejected,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Manage => "manage",
            Self::News => "news",
            Self::Changed => "changed",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// Codes go first: somebody is waiting for them. Mails to many will come after them.
    fn priority(self) -> i64 {
        match self {
            Self::Confirm | Self::Manage => 0,
            Self::Changed => 2,
            Self::News => 3,
            Self::Approved | Self::Rejected => 1,
        }
    }
}

/// A mail that waits.
#[derive(Debug)]
pub(crate) struct Queued {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) letter_id: String,
    pub(crate) receipt: String,
    pub(crate) mailbox: Tag,
    /// The address and the language.
    pub(crate) payload: Sealed,
    /// What was written to many, where it is a mail of that.
    pub(crate) about: Option<String>,
    pub(crate) queued_at: Timestamp,
}

/// A mail that a worker has taken on.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) mail: Queued,
    /// This one included.
    pub(crate) tries: i64,
}

pub(crate) async fn insert(connection: &mut Connection, mail: &Queued) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO mails (id, kind, priority, letter_id, receipt, mailbox, payload, \
        queued_at, due_at, tries, state, about) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, 'queued', $9)";
    sqlx::query(SQL)
        .bind(mail.id.clone())
        .bind(mail.kind.as_str().to_owned())
        .bind(mail.kind.priority())
        .bind(mail.letter_id.clone())
        .bind(mail.receipt.clone())
        .bind(mail.mailbox.to_vec())
        .bind(mail.payload.bytes().to_vec())
        .bind(mail.queued_at.millis())
        .bind(mail.about.clone())
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes on the next mail that is due. It comes back by itself where the worker dies over it.
pub(crate) async fn claim(
    connection: &mut Connection,
    now: Timestamp,
    back_at: Timestamp,
) -> Result<Option<Claimed>, StoreError> {
    const SQL: &str = "UPDATE mails SET due_at = $2, tries = tries + 1 WHERE id = \
        (SELECT id FROM mails WHERE state = 'queued' AND due_at <= $1 \
        ORDER BY priority, due_at LIMIT 1) AND state = 'queued' AND due_at <= $1 \
        RETURNING id, kind, letter_id, receipt, mailbox, payload, queued_at, tries, about";
    let row = sqlx::query(SQL)
        .bind(now.millis())
        .bind(back_at.millis())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let kind = match row.try_get("kind")? {
            "confirm" => Kind::Confirm,
            "manage" => Kind::Manage,
            "news" => Kind::News,
            "changed" => Kind::Changed,
            "approved" => Kind::Approved,
            "rejected" => Kind::Rejected,
            _ => return Err(StoreError::Content("a mail of an unknown kind")),
        };
        Ok(Claimed {
            mail: Queued {
                id: row.try_get("id")?,
                kind,
                letter_id: row.try_get("letter_id")?,
                receipt: row.try_get("receipt")?,
                mailbox: tag(&row, "mailbox")?,
                payload: Sealed::from_bytes(row.try_get("payload")?),
                about: row.try_get("about")?,
                queued_at: Timestamp::from_millis(row.try_get("queued_at")?),
            },
            tries: row.try_get("tries")?,
        })
    })
    .transpose()
}

/// How many mails went to a mailbox since, those included that may be on their way.
pub(crate) async fn recent(
    connection: &mut Connection,
    mailbox: &Tag,
    since: Timestamp,
    except: &str,
) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT COUNT(*) FROM mails WHERE mailbox = $1 AND id <> $3 \
        AND ((state = 'left' AND done_at > $2) OR (state = 'queued' AND tries > 0))";
    let recent = sqlx::query_scalar(SQL)
        .bind(mailbox.to_vec())
        .bind(since.millis())
        .bind(except.to_owned())
        .fetch_one(connection)
        .await?;
    Ok(recent)
}

/// When a mail was last asked for.
pub(crate) async fn last_queued(
    connection: &mut Connection,
    receipt: &str,
) -> Result<Option<Timestamp>, StoreError> {
    let last: Option<i64> =
        sqlx::query_scalar("SELECT MAX(queued_at) FROM mails WHERE receipt = $1")
            .bind(receipt.to_owned())
            .fetch_one(connection)
            .await?;
    Ok(last.map(Timestamp::from_millis))
}

/// How a mail has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The mail server has it.
    Left,
    /// It was not to be sent.
    Dropped,
    /// It could not be sent.
    Failed,
}

impl End {
    fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Dropped => "dropped",
            Self::Failed => "failed",
        }
    }
}

/// Ends a mail, and erases what is private in it.
pub(crate) async fn end(
    connection: &mut Connection,
    id: &str,
    end: End,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE mails SET state = $2, done_at = $3, reason = $4, payload = NULL \
        WHERE id = $1 AND state = 'queued'";
    sqlx::query(SQL)
        .bind(id.to_owned())
        .bind(end.as_str().to_owned())
        .bind(now.millis())
        .bind(reason.map(str::to_owned))
        .execute(connection)
        .await?;
    Ok(())
}

/// Lets a mail wait for another try.
pub(crate) async fn postpone(
    connection: &mut Connection,
    id: &str,
    reason: &str,
    due_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE mails SET due_at = $2, reason = $3 WHERE id = $1 AND state = 'queued'")
        .bind(id.to_owned())
        .bind(due_at.millis())
        .bind(reason.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Lets a mail wait that was not tried: it is not one of those that may have left.
pub(crate) async fn put_off(
    connection: &mut Connection,
    id: &str,
    reason: &str,
    due_at: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE mails SET due_at = $2, reason = $3, tries = tries - 1 \
        WHERE id = $1 AND state = 'queued' AND tries > 0";
    sqlx::query(SQL)
        .bind(id.to_owned())
        .bind(due_at.millis())
        .bind(reason.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends the mails of a submission that have not left.
pub(crate) async fn delete_waiting(
    connection: &mut Connection,
    receipt: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM mails WHERE receipt = $1 AND state = 'queued'")
        .bind(receipt.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// How the queue is doing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct QueueState {
    pub(crate) waiting: u64,
    /// Those among them that were tried in vain.
    pub(crate) again: u64,
    /// When the one was asked for that waits longest for its first try, those apart that were put
    /// off to another day.
    pub(crate) oldest: Option<Timestamp>,
    /// Since a moment: how many ended how, and why.
    pub(crate) ended: Vec<(String, Option<String>, u64)>,
}

impl Store {
    /// How many mails wait, and how those went that ended since a moment.
    pub(crate) async fn queue_state(&self, since: Timestamp) -> Result<QueueState, StoreError> {
        const WAITING: &str = "SELECT COUNT(*) AS waiting, \
            COALESCE(SUM(CASE WHEN tries > 0 THEN 1 ELSE 0 END), 0) AS again, \
            MIN(CASE WHEN tries = 0 AND reason IS NULL THEN queued_at END) AS oldest FROM mails WHERE state = 'queued'";
        const ENDED: &str = "SELECT state, reason, COUNT(*) AS mails FROM mails \
            WHERE state <> 'queued' AND done_at > $1 GROUP BY state, reason ORDER BY state, reason";
        let mut reader = self.reader().await?;
        let row = sqlx::query(WAITING).fetch_one(&mut *reader).await?;
        let number = |count: i64| u64::try_from(count).unwrap_or_default();
        let oldest: Option<i64> = row.try_get("oldest")?;
        let mut state = QueueState {
            waiting: number(row.try_get("waiting")?),
            again: number(row.try_get("again")?),
            oldest: oldest.map(Timestamp::from_millis),
            ended: Vec::new(),
        };
        for row in sqlx::query(ENDED)
            .bind(since.millis())
            .fetch_all(&mut *reader)
            .await?
        {
            let mails = number(row.try_get("mails")?);
            state
                .ended
                .push((row.try_get("state")?, row.try_get("reason")?, mails));
        }
        Ok(state)
    }
}
