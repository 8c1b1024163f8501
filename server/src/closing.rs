//! The end of a letter for its signers' addresses: some days after it has closed they are erased,
//! and with them everything that leads to them. The names that were shown stay.

use std::sync::Arc;

use open_letter_core::letter::{Letter, Status};
use open_letter_core::{Json, Timestamp};

use crate::app::App;
use crate::clock;
use crate::keys::{Keys, Tag};
use crate::store::contacts::{self, WithContact};
use crate::store::{Connection, StoreError, Work};

/// Signatures that are looked at together.
const BATCH: i64 = 500;
const DAY: i64 = 86_400_000;
/// Private members that lead to somebody.
const CONTACT: [&str; 2] = ["email", "lang"];

/// Erases the addresses that have had their time, and tells of how many signatures.
pub(crate) async fn erase_contacts(app: &App) -> Result<u64, StoreError> {
    let mut erased = 0;
    for filed in app.letters.all() {
        let now = clock::now();
        let letter = filed.at(now);
        let id = letter.id.clone();
        if !app.store.write(Look { letter, now }).await? {
            continue;
        }
        loop {
            let work = Erase {
                keys: Arc::clone(&app.keys),
                rows: app.store.with_contact(&id, BATCH).await?,
            };
            match app.store.write(work).await? {
                0 => break,
                some => erased += some,
            }
        }
        app.store.write(EraseWays(id)).await?;
    }
    Ok(erased)
}

/// Looks whether a letter's addresses have had their time, and notes what it finds.
struct Look {
    letter: Letter,
    now: Timestamp,
}

impl Work for Look {
    type Answer = bool;

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let Self { letter, now } = self;
        let desk = contacts::put_by_desk(connection, &letter.id).await?;
        let Some(closed_at) = closed_at(letter, desk, *now) else {
            contacts::reopened(connection, &letter.id).await?;
            return Ok(false);
        };
        let closing = contacts::closing(connection, &letter.id, closed_at, *now).await?;
        let days = letter.contacts_days.unwrap_or_default();
        let days = i64::try_from(days).unwrap_or_default();
        let due_at = closing
            .closed_at
            .millis()
            .saturating_add(days.saturating_mul(DAY));
        // A clock that jumps for some hours must not cost anybody an address: it has to be seen
        // twice, a day apart, that there is no time left.
        if now.millis() < due_at.saturating_sub(DAY) {
            contacts::note_due(connection, &letter.id, None).await?;
            return Ok(false);
        }
        let since = closing.due_since.filter(|since| since <= now);
        if since.is_none() {
            contacts::note_due(connection, &letter.id, Some(*now)).await?;
        }
        let seen = since.is_some_and(|since| now.millis() - since.millis() >= DAY);
        Ok(seen && now.millis() >= due_at)
    }
}

/// When a letter was closed, as far as can be told from what is said of it now.
fn closed_at(
    letter: &Letter,
    desk: Option<(String, Timestamp)>,
    now: Timestamp,
) -> Option<Timestamp> {
    let ended = [Status::Closed, Status::Delivered, Status::Answered];
    if let Some((status, changed_at)) = desk {
        let is_ended = ended.iter().any(|end| end.as_str() == status);
        return is_ended.then_some(changed_at);
    }
    let closes_at = letter.closes_at.filter(|closes| *closes <= now);
    ended
        .contains(&letter.status)
        .then(|| closes_at.unwrap_or(now))
}

/// Erases the addresses of some signatures.
struct Erase {
    keys: Arc<Keys>,
    rows: Vec<WithContact>,
}

impl Work for Erase {
    /// Of how many.
    type Answer = u64;

    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<u64, StoreError> {
        let mut erased = 0;
        for row in &self.rows {
            let private = self.keys.open_private(&row.id, &row.private)?;
            let had_address = private.get("email").as_str().is_some();
            let sealed = self.keys.seal_private(&row.id, &without_contact(private))?;
            // Without an address, the mailbox never was one: it keeps a row from being imported
            // a second time.
            let mailbox = if had_address { Some(chance()?) } else { None };
            let done = contacts::forget(connection, row, &sealed, mailbox.as_ref()).await?;
            erased += u64::from(done);
        }
        Ok(erased)
    }
}

fn without_contact(private: Json) -> Json {
    match private {
        Json::Object(mut members) => {
            members.retain(|(name, _)| !CONTACT.contains(&name.as_str()));
            Json::Object(members)
        }
        other => other,
    }
}

fn chance() -> Result<Tag, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// Erases what would lead to the addresses besides.
struct EraseWays(String);

impl Work for EraseWays {
    type Answer = u64;

    fn erases(&self) -> bool {
        true
    }

    async fn run(&self, connection: &mut Connection) -> Result<u64, StoreError> {
        contacts::forget_ways(connection, &self.0).await
    }
}
