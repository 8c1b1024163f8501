//! What happened at the desk: when, by which reviewer, what, and to how many. Never to whom.

use open_letter_core::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::app::App;
use crate::id;
use crate::store::{Connection, StoreError};

/// Lines on a page of the audit, before those that belong together are told as one.
const PAGE: i64 = 500;

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    pub(crate) reviewer: String,
    pub(crate) letter_id: Option<String>,
    /// A word, such as `approve`.
    pub(crate) action: &'static str,
    /// A word more, such as the reason of a refusal. Nothing that a signer wrote, or is.
    pub(crate) detail: Option<&'static str>,
}

impl Happened {
    /// Something that a reviewer does now.
    pub(crate) fn new(
        reviewer: &str,
        letter: Option<&str>,
        action: &'static str,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            id: id::random()?,
            at: now,
            reviewer: reviewer.to_owned(),
            letter_id: letter.map(str::to_owned),
            action,
            detail: None,
        })
    }
}

/// Notes it. What comes in several steps is noted once, with the sum of their numbers.
pub(crate) async fn note(
    connection: &mut Connection,
    happened: &Happened,
    number: u64,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO audit (id, at, reviewer, letter_id, action, number, detail) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT (id) DO UPDATE SET number = audit.number + excluded.number";
    sqlx::query(SQL)
        .bind(happened.id.clone())
        .bind(happened.at.millis())
        .bind(happened.reviewer.clone())
        .bind(happened.letter_id.clone())
        .bind(happened.action)
        .bind(i64::try_from(number).unwrap_or(i64::MAX))
        .bind(happened.detail)
        .execute(connection)
        .await?;
    Ok(())
}

/// A line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// When it began, and when it ended.
    pub(crate) first: Timestamp,
    pub(crate) last: Timestamp,
    pub(crate) reviewer: String,
    pub(crate) letter_id: Option<String>,
    pub(crate) action: String,
    pub(crate) number: i64,
    pub(crate) detail: Option<String>,
}

impl Line {
    fn read(row: &AnyRow) -> Result<Self, StoreError> {
        let at = Timestamp::from_millis(row.try_get("at")?);
        Ok(Self {
            first: at,
            last: at,
            reviewer: row.try_get("reviewer")?,
            letter_id: row.try_get("letter_id")?,
            action: row.try_get("action")?,
            number: row.try_get("number")?,
            detail: row.try_get("detail")?,
        })
    }
}

/// A page of the audit, newest first.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) lines: Vec<Line>,
    /// Where the next page begins.
    pub(crate) next: Option<(Timestamp, String)>,
}

impl App {
    /// What a reviewer did, by the id of its line.
    pub(crate) async fn happened(
        &self,
        id: &str,
        reviewer: &str,
    ) -> Result<Option<Line>, StoreError> {
        const SQL: &str = "SELECT at, reviewer, letter_id, action, number, detail FROM audit \
            WHERE id = $1 AND reviewer = $2";
        let row = sqlx::query(SQL)
            .bind(id.to_owned())
            .bind(reviewer.to_owned())
            .fetch_optional(&mut *self.store.reader().await?)
            .await?;
        row.as_ref().map(Line::read).transpose()
    }

    /// What happened before a moment.
    pub(crate) async fn audit(
        &self,
        before: Option<(Timestamp, String)>,
    ) -> Result<Page, StoreError> {
        const SQL: &str = "SELECT id, at, reviewer, letter_id, action, number, detail FROM audit \
            WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
        let (at, id) = before.unwrap_or((Timestamp::from_millis(i64::MAX), String::new()));
        let rows = sqlx::query(SQL)
            .bind(at.millis())
            .bind(id)
            .bind(PAGE)
            .fetch_all(&mut *self.store.reader().await?)
            .await?;
        let mut page = Page::default();
        if rows.len() as i64 == PAGE
            && let Some(last) = rows.last()
        {
            let at = Timestamp::from_millis(last.try_get("at")?);
            page.next = Some((at, last.try_get("id")?));
        }
        for row in &rows {
            let line = Line::read(row)?;
            match page.lines.last_mut() {
                Some(later) if belong_together(later, &line) => {
                    later.first = line.first;
                    later.number += line.number;
                }
                _ => page.lines.push(line),
            }
        }
        Ok(page)
    }
}

/// Whether two lines tell of one sitting: a thousand approvals one by one are one line.
fn belong_together(later: &Line, earlier: &Line) -> bool {
    const PAUSE_MILLIS: i64 = 600_000;
    later.first.millis() - earlier.last.millis() <= PAUSE_MILLIS
        && later.reviewer == earlier.reviewer
        && later.letter_id == earlier.letter_id
        && later.action == earlier.action
        && later.detail == earlier.detail
}
