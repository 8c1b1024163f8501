//! What the database knows of letters: each of their texts, and where they are in their life.

use open_letter_core::Timestamp;
use open_letter_core::json::FromJson;
use open_letter_core::letter::Status;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Connection, Store, StoreError, Work};

words! {
    /// What became another with a letter's text.
    Change {
        /// There was none before.
        First = "first",
        /// A slip of the pen was mended: who signed the text before signed this one.
        Correction = "correction",
        /// It asks for something else: nobody has signed it yet.
        Substance = "substance",
        /// Nothing that is signed: what the form asks for, dates, who is written to.
        Particulars = "particulars",
    }
}

/// A letter's text, as it became one day.
#[derive(Clone, Debug)]
pub(crate) struct LetterText {
    pub(crate) letter_id: String,
    /// 1 is the first.
    pub(crate) revision: i64,
    pub(crate) change: Change,
    /// Which text it is to those who sign it.
    pub(crate) version: String,
    /// The whole letter file.
    pub(crate) text: String,
    /// Of the file in the letters' folder, where this came from there.
    pub(crate) file_hash: Option<Vec<u8>>,
    /// What the campaign says of the change.
    pub(crate) note: Option<String>,
    /// Who made it; nobody at the desk, where it came from the folder.
    pub(crate) reviewer: Option<String>,
    pub(crate) made_at: Timestamp,
}

/// Where the desk says that a letter is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LetterState {
    pub(crate) status: Status,
    /// The addressee's answer, as Markdown with a front of its own.
    pub(crate) response: Option<String>,
    pub(crate) changed_at: Timestamp,
}

const COLUMNS: &str =
    "letter_id, revision, kind, version, text, file_hash, note, reviewer, made_at";

/// Keeps a text, unless its letter has one with this number. Tells whether it was kept.
pub(crate) async fn insert_text(
    connection: &mut Connection,
    text: &LetterText,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO letter_texts (letter_id, revision, kind, version, text, \
        file_hash, note, reviewer, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
        ON CONFLICT DO NOTHING";
    let inserted = sqlx::query(SQL)
        .bind(text.letter_id.clone())
        .bind(text.revision)
        .bind(text.change.as_str())
        .bind(text.version.clone())
        .bind(text.text.clone())
        .bind(text.file_hash.clone())
        .bind(text.note.clone())
        .bind(text.reviewer.clone())
        .bind(text.made_at.millis())
        .execute(connection)
        .await?;
    Ok(inserted.rows_affected() == 1)
}

/// A letter's newest text.
pub(crate) async fn newest_text(
    connection: &mut Connection,
    letter: &str,
) -> Result<Option<LetterText>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM letter_texts WHERE letter_id = $1 ORDER BY revision DESC LIMIT 1"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(letter.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| letter_text(&row)).transpose()
}

/// What the file in the folder was when it was last looked at, as a hash.
pub(crate) async fn known_file(
    connection: &mut Connection,
    letter: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    const SQL: &str = "SELECT file_hash FROM letter_texts \
        WHERE letter_id = $1 AND file_hash IS NOT NULL ORDER BY revision DESC LIMIT 1";
    let hash = sqlx::query_scalar(SQL)
        .bind(letter.to_owned())
        .fetch_optional(connection)
        .await?;
    Ok(hash)
}

/// Says where a letter is in its life, or with nothing that its text says it again.
pub(crate) async fn set_state(
    connection: &mut Connection,
    letter: &str,
    state: Option<&LetterState>,
    reviewer: Option<&str>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO letter_states (letter_id, status, response, changed_at, \
        reviewer) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (letter_id) DO UPDATE SET \
        status = excluded.status, response = excluded.response, \
        changed_at = excluded.changed_at, reviewer = excluded.reviewer";
    let query = match state {
        None => {
            sqlx::query("DELETE FROM letter_states WHERE letter_id = $1").bind(letter.to_owned())
        }
        Some(state) => sqlx::query(SQL)
            .bind(letter.to_owned())
            .bind(state.status.as_str())
            .bind(state.response.clone())
            .bind(state.changed_at.millis())
            .bind(reviewer.map(str::to_owned)),
    };
    query.execute(connection).await?;
    Ok(())
}

/// Where the desk says that a letter is in its life, if it says it.
pub(crate) async fn state(
    connection: &mut Connection,
    letter: &str,
) -> Result<Option<LetterState>, StoreError> {
    const SQL: &str = "SELECT status, response, changed_at FROM letter_states WHERE letter_id = $1";
    let row = sqlx::query(SQL)
        .bind(letter.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let status: String = row.try_get("status")?;
        Ok(LetterState {
            status: Status::from_json(&status.as_str().into())
                .map_err(|_| StoreError::Content("a letter's unknown status"))?,
            response: row.try_get("response")?,
            changed_at: Timestamp::from_millis(row.try_get("changed_at")?),
        })
    })
    .transpose()
}

/// The texts that nobody can sign any more: those before the last change in substance.
async fn outdated(connection: &mut Connection, letter: &str) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT DISTINCT version FROM letter_texts WHERE letter_id = $1 \
        AND revision < (SELECT MAX(revision) FROM letter_texts \
        WHERE letter_id = $1 AND kind = 'substance')";
    let versions = sqlx::query_scalar(SQL)
        .bind(letter.to_owned())
        .fetch_all(connection)
        .await?;
    Ok(versions)
}

fn letter_text(row: &AnyRow) -> Result<LetterText, StoreError> {
    Ok(LetterText {
        letter_id: row.try_get("letter_id")?,
        revision: row.try_get("revision")?,
        change: Change::from_word(row.try_get("kind")?)?,
        version: row.try_get("version")?,
        text: row.try_get("text")?,
        file_hash: row.try_get("file_hash")?,
        note: row.try_get("note")?,
        reviewer: row.try_get("reviewer")?,
        made_at: Timestamp::from_millis(row.try_get("made_at")?),
    })
}

impl Store {
    /// The texts of a letter that nobody can sign any more.
    pub(crate) async fn outdated(&self, letter: &str) -> Result<Vec<String>, StoreError> {
        outdated(&mut *self.reader().await?, letter).await
    }

    /// A letter's newest text, and where it is in its life, where the desk says so.
    pub(crate) async fn letter(
        &self,
        letter: &str,
    ) -> Result<Option<(LetterText, Option<LetterState>)>, StoreError> {
        let mut reader = self.reader().await?;
        let Some(text) = newest_text(&mut reader, letter).await? else {
            return Ok(None);
        };
        let state = state(&mut reader, letter).await?;
        Ok(Some((text, state)))
    }

    /// Every text that a letter has had, the newest first.
    pub(crate) async fn letter_texts(&self, letter: &str) -> Result<Vec<LetterText>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM letter_texts WHERE letter_id = $1 ORDER BY revision DESC"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(letter.to_owned())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(letter_text).collect()
    }

    /// What tells whether any letter has changed since it was last asked: each letter's newest
    /// revision, and when its state was changed.
    pub(crate) async fn letters_stamp(&self) -> Result<Vec<(String, i64, i64)>, StoreError> {
        const SQL: &str = "SELECT letter_id, MAX(revision) AS revision, COALESCE((SELECT \
            changed_at FROM letter_states WHERE letter_states.letter_id = \
            letter_texts.letter_id), 0) AS changed_at FROM letter_texts \
            GROUP BY letter_id ORDER BY letter_id";
        let rows = sqlx::query(SQL)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter()
            .map(|row| {
                Ok((
                    row.try_get("letter_id")?,
                    row.try_get("revision")?,
                    row.try_get("changed_at")?,
                ))
            })
            .collect()
    }
}

/// Takes on a letter file as it lies in the folder, where it is not the one that is known.
pub(crate) struct Adopt {
    /// Its revision and kind are found out.
    pub(crate) file: LetterText,
}

impl Work for Adopt {
    /// Whether it was new.
    type Answer = bool;

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let letter = &self.file.letter_id;
        if known_file(connection, letter).await? == self.file.file_hash {
            return Ok(false);
        }
        let newest = newest_text(connection, letter).await?;
        let change = match &newest {
            None => Change::First,
            Some(newest) if newest.version == self.file.version => Change::Particulars,
            // Nobody was asked, so nobody has to be written to; the desk asks.
            Some(_) => Change::Correction,
        };
        let text = LetterText {
            revision: newest.map_or(1, |newest| newest.revision + 1),
            change,
            ..self.file.clone()
        };
        if !insert_text(connection, &text).await? {
            return Err(StoreError::Overtaken);
        }
        // Whoever changed the file said in it where the letter is.
        set_state(connection, letter, None, None).await?;
        Ok(true)
    }
}
