//! The mail that tells a signer how the review ended, if they asked for it.

use open_letter_core::{Email, Timestamp};

use super::decision::{Act, Decision};
use super::entry::Row;
use crate::id;
use crate::keys::Keys;
use crate::private::{Outcome, Recipient};
use crate::store::mails::{self, Kind, Queued};
use crate::store::{Connection, Standing, StoreError};
use crate::token::later;

/// Minutes that such a mail waits: as long as a reviewer has for second thoughts.
const SECOND_THOUGHTS: u32 = 10;

/// Lets the mail wait that a decision asks for, and no other one.
pub(super) async fn tell(
    connection: &mut Connection,
    keys: &Keys,
    row: &Row,
    decision: &Decision,
    now: Timestamp,
) -> Result<(), StoreError> {
    // A badge is no outcome, and what waits to be told stays true.
    if !row.tell_outcome || decision.act == Act::Badges {
        return Ok(());
    }
    unsay(connection, row).await?;
    let kind = match (decision.act, row.place.standing) {
        // It is hidden for a time, and was told of before.
        (Act::Hide | Act::Badges, _) | (Act::Restore, Standing::Hidden) => return Ok(()),
        // It counts already; that was no surprise.
        (Act::Approve, Standing::Published) => return Ok(()),
        (Act::Approve | Act::Restore, _) => Kind::Approved,
        (Act::Reject, _) => Kind::Rejected,
    };
    let private = keys.open_fields(&row.id, &row.private)?;
    // Addresses are erased some time after a letter has closed.
    let email = private
        .get("email")
        .as_str()
        .and_then(|email| Email::parse(email).ok());
    let Some(email) = email else {
        return Ok(());
    };
    let to = Recipient {
        email,
        lang: private.get("lang").as_str().map(str::to_owned),
    };
    let outcome = Outcome {
        verdict: decision.verdict,
        words: decision.words.clone(),
    };
    let id = id::random()?;
    let mail = Queued {
        payload: keys.seal_outcome(&id, &to, &outcome)?,
        kind,
        letter_id: row.letter_id.clone(),
        receipt: about(row),
        mailbox: row.mailbox,
        about: None,
        queued_at: later(now, SECOND_THOUGHTS, 60),
        id,
    };
    mails::insert(connection, &mail).await
}

/// Keeps a mail back that has not left, for what it says is no longer true.
pub(super) async fn unsay(connection: &mut Connection, row: &Row) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM mails WHERE receipt = $1 AND state = 'queued' \
         AND kind IN ('approved', 'rejected')",
    )
    .bind(about(row))
    .execute(connection)
    .await?;
    Ok(())
}

/// A signature that came by no form has no receipt.
fn about(row: &Row) -> String {
    row.receipt.clone().unwrap_or_else(|| row.id.clone())
}
