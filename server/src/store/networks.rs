//! Networks: what was said of some, and those that signatures wait because of.

use std::collections::BTreeMap;

use open_letter_core::Timestamp;
use open_letter_core::letter::Moderation;
use sqlx::Row;

use super::submissions::tag;
use super::{Connection, Rule, Standing, StoreError, signatures};
use crate::keys::{Sealed, Tag};

/// How much waits because of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Signatures that wait for a person.
    pub(crate) signatures: u64,
    /// Those that wait for their mailbox's owner first.
    pub(crate) unconfirmed: u64,
}

impl Waiting {
    /// Both.
    pub(crate) fn all(self) -> u64 {
        self.signatures + self.unconfirmed
    }
}

/// A network of which something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ruled {
    /// An address with a length.
    pub(crate) network: String,
    pub(crate) rule: Rule,
    pub(crate) reviewer: String,
    pub(crate) since: Timestamp,
}

/// Keeps a network, sealed, for as long as something waits because of it.
pub(crate) async fn hold(
    connection: &mut Connection,
    network: &Tag,
    sealed: &Sealed,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO held_networks (network, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    sqlx::query(SQL)
        .bind(network.to_vec())
        .bind(sealed.bytes().to_vec())
        .execute(connection)
        .await?;
    Ok(())
}

/// How much waits in a letter, by network.
pub(crate) async fn waiting(
    connection: &mut Connection,
    letter: &str,
) -> Result<BTreeMap<Tag, Waiting>, StoreError> {
    const SIGNATURES: &str = "SELECT network, COUNT(*) AS number FROM signatures \
        WHERE letter_id = $1 AND network IS NOT NULL AND held IN ('limit', 'network') \
        GROUP BY network";
    const UNCONFIRMED: &str = "SELECT network, COUNT(*) AS number FROM submissions \
        WHERE letter_id = $1 AND network IS NOT NULL AND state = 'waiting' GROUP BY network";
    let mut waiting: BTreeMap<Tag, Waiting> = BTreeMap::new();
    for (sql, confirmed) in [(SIGNATURES, true), (UNCONFIRMED, false)] {
        let rows = sqlx::query(sql)
            .bind(letter.to_owned())
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            let number = u64::try_from(row.try_get::<i64, _>("number")?).unwrap_or_default();
            let network = waiting.entry(tag(&row, "network")?).or_default();
            if confirmed {
                network.signatures = number;
            } else {
                network.unconfirmed = number;
            }
        }
    }
    Ok(waiting)
}

/// How much waits because of one network, as far as it can be released, and began to wait at a
/// moment or before.
pub(crate) async fn waiting_until(
    connection: &mut Connection,
    letter: &str,
    network: &Tag,
    until: Timestamp,
) -> Result<Waiting, StoreError> {
    const SIGNATURES: &str = "SELECT COUNT(*) FROM signatures WHERE letter_id = $1 \
        AND network = $2 AND status = 'in_review' AND held IN ('limit', 'network') \
        AND held_at <= $3";
    const UNCONFIRMED: &str = "SELECT COUNT(*) FROM submissions WHERE letter_id = $1 \
        AND network = $2 AND state = 'waiting' AND created_at <= $3";
    let mut numbers = [0; 2];
    for (sql, place) in [SIGNATURES, UNCONFIRMED].into_iter().zip(&mut numbers) {
        let number: i64 = sqlx::query_scalar(sql)
            .bind(letter.to_owned())
            .bind(network.to_vec())
            .bind(until.millis())
            .fetch_one(&mut *connection)
            .await?;
        *place = u64::try_from(number).unwrap_or_default();
    }
    let [signatures, unconfirmed] = numbers;
    Ok(Waiting {
        signatures,
        unconfirmed,
    })
}

/// A network, as it is sealed.
pub(crate) async fn sealed(
    connection: &mut Connection,
    network: &Tag,
) -> Result<Option<Sealed>, StoreError> {
    let sealed: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT sealed FROM held_networks WHERE network = $1")
            .bind(network.to_vec())
            .fetch_optional(connection)
            .await?;
    Ok(sealed.map(Sealed::from_bytes))
}

/// Lets what waits because of a network go the way that its letter's other signatures go, as far
/// as it began to wait at a moment or before. Tells how much that was.
pub(crate) async fn release(
    connection: &mut Connection,
    letter: &str,
    network: &Tag,
    moderation: Moderation,
    (until, now): (Timestamp, Timestamp),
) -> Result<Waiting, StoreError> {
    const RELEASE: &str = "UPDATE signatures SET status = $3, published_at = $4, \
        held = COALESCE($5, CASE WHEN claims = 1 THEN 'badge' END), \
        held_at = CASE WHEN $5 IS NULL AND claims = 0 THEN NULL ELSE held_at END, decided_at = $4, network = NULL \
        WHERE letter_id = $1 AND network = $2 AND status = 'in_review' \
        AND held IN ('limit', 'network') AND held_at <= $6 RETURNING mailbox";
    const UNCONFIRMED: &str = "UPDATE submissions SET held = NULL, network = NULL \
        WHERE letter_id = $1 AND network = $2 AND state = 'waiting' AND created_at <= $3";
    // Who asks to look at all signatures looks at these too, but no longer because of a network.
    let (standing, asked) = match moderation {
        Moderation::Before => (Standing::InReview, Some("asked")),
        Moderation::After => (Standing::Published, Some("asked")),
        Moderation::None => (Standing::Published, None),
    };
    let published = standing == Standing::Published;
    let rows = sqlx::query(RELEASE)
        .bind(letter.to_owned())
        .bind(network.to_vec())
        .bind(standing.as_str())
        .bind(published.then_some(now.millis()))
        .bind(asked)
        .bind(until.millis())
        .fetch_all(&mut *connection)
        .await?;
    let mailboxes = rows.iter().map(|row| tag(row, "mailbox"));
    let mailboxes = mailboxes.collect::<Result<Vec<_>, _>>()?;
    if published {
        signatures::recount_all(connection, letter, &mailboxes).await?;
    }
    let unconfirmed = sqlx::query(UNCONFIRMED)
        .bind(letter.to_owned())
        .bind(network.to_vec())
        .bind(until.millis())
        .execute(&mut *connection)
        .await?;
    forget_unheld(connection).await?;
    Ok(Waiting {
        signatures: mailboxes.len() as u64,
        unconfirmed: unconfirmed.rows_affected(),
    })
}

/// Forgets the networks that nothing waits because of any more. Tells how many rows changed.
pub(crate) async fn forget_unheld(connection: &mut Connection) -> Result<u64, StoreError> {
    let mut changed = 0;
    for sql in [
        "UPDATE signatures SET network = NULL WHERE network IS NOT NULL \
         AND (held IS NULL OR held NOT IN ('limit', 'network'))",
        "UPDATE submissions SET network = NULL WHERE network IS NOT NULL AND state <> 'waiting'",
        "DELETE FROM held_networks \
         WHERE NOT EXISTS (SELECT 1 FROM signatures WHERE signatures.network = held_networks.network) \
         AND NOT EXISTS (SELECT 1 FROM submissions WHERE submissions.network = held_networks.network)",
    ] {
        changed += sqlx::query(sql)
            .execute(&mut *connection)
            .await?
            .rows_affected();
    }
    Ok(changed)
}

/// Says something of a network.
pub(crate) async fn rule(connection: &mut Connection, ruled: &Ruled) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO networks (network, rule, reviewer, since) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (network) DO UPDATE \
        SET rule = excluded.rule, reviewer = excluded.reviewer, since = excluded.since";
    sqlx::query(SQL)
        .bind(ruled.network.clone())
        .bind(ruled.rule.as_str())
        .bind(ruled.reviewer.clone())
        .bind(ruled.since.millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes back what was said of a network. Tells whether anything was.
pub(crate) async fn unrule(connection: &mut Connection, network: &str) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM networks WHERE network = $1")
        .bind(network.to_owned())
        .execute(connection)
        .await?;
    Ok(gone.rows_affected() > 0)
}

/// What was said of networks.
pub(crate) async fn rules(connection: &mut Connection) -> Result<Vec<Ruled>, StoreError> {
    const SQL: &str = "SELECT network, rule, reviewer, since FROM networks ORDER BY network";
    let rows = sqlx::query(SQL).fetch_all(connection).await?;
    let ruled = rows.iter().map(|row| {
        Ok(Ruled {
            network: row.try_get("network")?,
            rule: Rule::from_word(row.try_get("rule")?)?,
            reviewer: row.try_get("reviewer")?,
            since: Timestamp::from_millis(row.try_get("since")?),
        })
    });
    ruled.collect()
}
