//! What was signed: one signature for each mailbox of a letter, and how many are published.

use open_letter_core::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::submissions::{noticed, tag};
use super::{Connection, Place, Signature, Standing, StoreError, Work};
use crate::keys::{Sealed, Tag};

/// How many rows share the count of a letter, so that those who sign at once seldom wait for the
/// same one. A mailbox always counts in the same row, which therefore never falls below zero.
const SLOTS: u8 = 16;

/// Adds signatures whose mailboxes are new, and counts those of them that are published. The
/// unique index decides what is new; nothing is looked up first, so two at once cannot both be
/// the first.
pub(crate) async fn add(
    connection: &mut Connection,
    letter: &str,
    signatures: &[Signature],
) -> Result<u64, StoreError> {
    let statement = insert(signatures.len());
    // The text is put together of constants and numbers alone.
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for signature in signatures {
        query = query
            .bind(signature.id.clone())
            .bind(signature.letter_id.clone())
            .bind(signature.mailbox.to_vec())
            .bind(signature.name.clone())
            .bind(signature.role.clone())
            .bind(signature.affiliation.clone())
            .bind(serde_json::Value::from(signature.badges.clone()).to_string())
            .bind(signature.signed_at.millis())
            .bind(signature.place.published_at.map(Timestamp::millis))
            .bind(signature.letter_version.clone())
            .bind(signature.receipt.clone())
            .bind(signature.private.bytes().to_vec())
            .bind(signature.place.standing.as_str())
            .bind(held(&signature.place))
            .bind(signature.place.held_at.map(Timestamp::millis))
            .bind(network(&signature.place))
            .bind(signature.source.clone())
            .bind(signature.sector.clone())
            .bind(signature.reason.clone())
            .bind(i64::from(signature.updates))
            .bind(i64::from(signature.tell_outcome))
            .bind(i64::from(signature.claims));
    }
    let added = query.fetch_all(&mut *connection).await?;
    let mut published = Vec::new();
    for row in &added {
        if row.try_get::<String, _>("status")? == Standing::Published.as_str() {
            published.push(tag(row, "mailbox")?);
        }
    }
    recount_all(connection, letter, &published).await?;
    Ok(added.len() as u64)
}

fn held(place: &Place) -> Option<&'static str> {
    place.noticed.map(|noticed| noticed.hold.as_str())
}

fn network(place: &Place) -> Option<Vec<u8>> {
    place.noticed?.network.map(Vec::from)
}

/// The statement that inserts so many signatures.
fn insert(signatures: usize) -> String {
    const VALUES: usize = 22;
    let row = |row: usize| {
        let value = |column: usize| format!("${}", row * VALUES + column);
        let [id, letter, mailbox] = [1, 2, 3].map(value);
        let [name, role, affiliation, badges] = [4, 5, 6, 7].map(value);
        let [signed_at, published_at, version] = [8, 9, 10].map(value);
        let [receipt, private, status] = [11, 12, 13].map(value);
        let [held, held_at, network, source] = [14, 15, 16, 17].map(value);
        let [sector, reason, updates, outcome, claims] = [18, 19, 20, 21, 22].map(value);
        format!(
            "({id}, {letter}, {mailbox}, {name}, {role}, {affiliation}, {badges}, {signed_at}, \
             {published_at}, {version}, {receipt}, {private}, {status}, {held}, {held_at}, \
             {network}, {source}, {sector}, {reason}, {updates}, {outcome}, {claims})"
        )
    };
    let rows: Vec<String> = (0..signatures).map(row).collect();
    format!(
        "INSERT INTO signatures (id, letter_id, mailbox, name, role, affiliation, badges, \
         signed_at, published_at, letter_version, receipt, private, status, held, held_at, \
         network, source, sector, reason, updates, tell_outcome, claims) VALUES {} \
         ON CONFLICT DO NOTHING RETURNING mailbox, status",
        rows.join(", ")
    )
}

fn slot(mailbox: &Tag) -> usize {
    usize::from(mailbox[0] % SLOTS)
}

async fn count(
    connection: &mut Connection,
    letter: &str,
    slot: usize,
    more: i64,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO tallies (letter_id, slot, published) VALUES ($1, $2, $3) \
        ON CONFLICT (letter_id, slot) \
        DO UPDATE SET published = tallies.published + excluded.published";
    sqlx::query(SQL)
        .bind(letter.to_owned())
        .bind(i64::try_from(slot).unwrap_or_default())
        .bind(more)
        .execute(connection)
        .await?;
    Ok(())
}

/// A signature as it lies in the database.
#[derive(Debug)]
pub(crate) struct Signed {
    pub(crate) id: String,
    pub(crate) receipt: Option<String>,
    pub(crate) anonymous: bool,
    pub(crate) role: Option<String>,
    pub(crate) affiliation: Option<String>,
    pub(crate) sector: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) badges: Vec<String>,
    /// Whether somebody has to look at what is claimed.
    pub(crate) claims: bool,
    pub(crate) updates: bool,
    pub(crate) tell_outcome: bool,
    pub(crate) signed_at: Timestamp,
    pub(crate) letter_version: Option<String>,
    pub(crate) private: Sealed,
    pub(crate) place: Place,
}

/// The signature of a mailbox.
pub(crate) async fn of_mailbox(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
) -> Result<Option<Signed>, StoreError> {
    const SQL: &str = "SELECT id, receipt, name, role, affiliation, signed_at, letter_version, \
        private, status, published_at, held, held_at, network, sector, reason, badges, claims, updates, \
        tell_outcome FROM signatures \
        WHERE letter_id = $1 AND mailbox = $2";
    let row = sqlx::query(SQL)
        .bind(letter.to_owned())
        .bind(mailbox.to_vec())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(Signed {
            id: row.try_get("id")?,
            receipt: row.try_get("receipt")?,
            anonymous: row.try_get::<Option<String>, _>("name")?.is_none(),
            role: row.try_get("role")?,
            affiliation: row.try_get("affiliation")?,
            sector: row.try_get("sector")?,
            reason: row.try_get("reason")?,
            badges: super::read::badges(&row)?,
            claims: flag(&row, "claims")?,
            updates: flag(&row, "updates")?,
            tell_outcome: flag(&row, "tell_outcome")?,
            signed_at: Timestamp::from_millis(row.try_get("signed_at")?),
            letter_version: row.try_get("letter_version")?,
            private: Sealed::from_bytes(row.try_get("private")?),
            place: place(&row)?,
        })
    })
    .transpose()
}

fn flag(row: &AnyRow, column: &str) -> Result<bool, StoreError> {
    Ok(row.try_get::<i64, _>(column)? != 0)
}

/// Where a row's signature stands.
pub(crate) fn place(row: &AnyRow) -> Result<Place, StoreError> {
    let time = |column| {
        let millis = row.try_get::<Option<i64>, _>(column)?;
        Ok::<_, StoreError>(millis.map(Timestamp::from_millis))
    };
    Ok(Place {
        standing: Standing::from_word(row.try_get("status")?)?,
        published_at: time("published_at")?,
        noticed: noticed(row)?,
        held_at: time("held_at")?,
    })
}

/// Puts what was signed anew in the place of what was signed before, which keeps its place in
/// the list for as long as it stays there.
pub(crate) async fn replace(
    connection: &mut Connection,
    signature: &Signature,
    before: Standing,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE signatures SET name = $2, role = $3, affiliation = $4, \
        letter_version = $5, receipt = $6, private = $7, status = $8, published_at = $9, \
        held = $10, held_at = $11, network = $12, sector = $14, reason = $15, updates = $16, \
        tell_outcome = $17, badges = $18, claims = $19 WHERE id = $1 AND status = $13";
    let replaced = sqlx::query(SQL)
        .bind(signature.id.clone())
        .bind(signature.name.clone())
        .bind(signature.role.clone())
        .bind(signature.affiliation.clone())
        .bind(signature.letter_version.clone())
        .bind(signature.receipt.clone())
        .bind(signature.private.bytes().to_vec())
        .bind(signature.place.standing.as_str())
        .bind(signature.place.published_at.map(Timestamp::millis))
        .bind(held(&signature.place))
        .bind(signature.place.held_at.map(Timestamp::millis))
        .bind(network(&signature.place))
        .bind(before.as_str())
        .bind(signature.sector.clone())
        .bind(signature.reason.clone())
        .bind(i64::from(signature.updates))
        .bind(i64::from(signature.tell_outcome))
        .bind(serde_json::Value::from(signature.badges.clone()).to_string())
        .bind(i64::from(signature.claims))
        .execute(&mut *connection)
        .await?;
    // Who withdraws at the same moment, or reviews, may come first.
    if replaced.rows_affected() == 0 {
        return Err(StoreError::Overtaken);
    }
    let more = counts(signature.place.standing) - counts(before);
    recount(connection, &signature.letter_id, &signature.mailbox, more).await
}

/// Counts none of a letter's signatures any more: its text is another one. They wait for their
/// owners to stand by it.
pub(crate) async fn set_aside(connection: &mut Connection, letter: &str) -> Result<(), StoreError> {
    for sql in [
        "UPDATE signatures SET status = 'earlier' WHERE letter_id = $1 AND status = 'published'",
        "UPDATE tallies SET published = 0 WHERE letter_id = $1",
    ] {
        sqlx::query(sql)
            .bind(letter.to_owned())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Counts the signature of somebody who stands by the letter's text as it is now. Tells whether
/// it is counted, now or before.
pub(crate) async fn stand(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
    version: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE signatures SET status = 'published', letter_version = $3, \
        published_at = COALESCE(published_at, $4) \
        WHERE letter_id = $1 AND mailbox = $2 AND status = 'earlier'";
    let stands = sqlx::query(SQL)
        .bind(letter.to_owned())
        .bind(mailbox.to_vec())
        .bind(version.map(str::to_owned))
        .bind(now.millis())
        .execute(&mut *connection)
        .await?
        .rows_affected();
    if stands == 1 {
        count(connection, letter, slot(mailbox), 1).await?;
        return Ok(true);
    }
    let signed = of_mailbox(connection, letter, mailbox).await?;
    Ok(signed.is_some_and(|signed| signed.place.standing == Standing::Published))
}

/// Writes no news any more to the owner of a signature.
pub(crate) async fn stop_news(
    connection: &mut Connection,
    letter: &str,
    id: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE signatures SET updates = 0 WHERE letter_id = $1 AND id = $2")
        .bind(letter.to_owned())
        .bind(id.to_owned())
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM mails WHERE receipt = $1 AND kind = 'news' AND state = 'queued'")
        .bind(id.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// How many signatures one with this standing counts as.
fn counts(standing: Standing) -> i64 {
    i64::from(standing == Standing::Published)
}

/// Counts a mailbox's signature that was not counted, or no more.
pub(crate) async fn recount(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
    more: i64,
) -> Result<(), StoreError> {
    if more == 0 {
        return Ok(());
    }
    count(connection, letter, slot(mailbox), more).await
}

/// Counts the signatures of mailboxes that were not counted.
pub(crate) async fn recount_all(
    connection: &mut Connection,
    letter: &str,
    mailboxes: &[Tag],
) -> Result<(), StoreError> {
    let mut slots = [0_i64; SLOTS as usize];
    for mailbox in mailboxes {
        slots[slot(mailbox)] += 1;
    }
    for (slot, more) in slots.into_iter().enumerate().filter(|(_, more)| *more > 0) {
        count(connection, letter, slot, more).await?;
    }
    Ok(())
}

/// Removes the signature of a mailbox, and counts it no more.
pub(super) async fn delete(
    connection: &mut Connection,
    letter: &str,
    mailbox: &Tag,
) -> Result<(), StoreError> {
    const SQL: &str =
        "DELETE FROM signatures WHERE letter_id = $1 AND mailbox = $2 RETURNING status";
    let gone: Option<String> = sqlx::query_scalar(SQL)
        .bind(letter.to_owned())
        .bind(mailbox.to_vec())
        .fetch_optional(&mut *connection)
        .await?;
    if gone.as_deref() == Some(Standing::Published.as_str()) {
        count(connection, letter, slot(mailbox), -1).await?;
    }
    Ok(())
}

/// Many signatures of one letter that came by no request. Tells how many were new.
pub(crate) struct AddMany {
    pub(crate) letter_id: String,
    pub(crate) signatures: Vec<Signature>,
}

impl Work for AddMany {
    type Answer = u64;

    async fn run(&self, connection: &mut Connection) -> Result<u64, StoreError> {
        let mut added = 0;
        // SQLite takes at most 32,766 values in a statement, and Postgres 65,535.
        for some in self.signatures.chunks(1_000) {
            added += add(connection, &self.letter_id, some).await?;
        }
        Ok(added)
    }
}
