//! From a submission whose code was right to a signature.

use open_letter_core::Timestamp;
use open_letter_core::letter::Moderation;

use crate::claims::Badges;
use crate::id;
use crate::keys::Keys;
use crate::signing::{Origin, kept, shows_the_same};
use crate::store::submissions::{self, Found};
use crate::store::{Connection, Place, Standing, StoreError, signatures};

/// Takes on what waited, in the place of what its mailbox had signed before.
pub(crate) async fn accept(
    connection: &mut Connection,
    keys: &Keys,
    letter: &str,
    moderation: Moderation,
    submission: &Found,
    now: Timestamp,
) -> Result<(), StoreError> {
    let new = keys.open_submission(&submission.receipt, &submission.payload)?;
    let noticed = submission.noticed;
    let origin = |id: String, place: Place, badges: Badges| Origin {
        id,
        letter_id: letter.to_owned(),
        receipt: Some(submission.receipt.clone()),
        badges,
        signed_at: submission.created_at,
        place,
        source: None,
    };
    let badges = Badges::claimed(&new);
    let place = badges.hold(Place::new(moderation, noticed, now), now);
    let first = kept(keys, &new, origin(id::random()?, place, badges))?;
    if signatures::add(connection, letter, std::slice::from_ref(&first)).await? == 1 {
        return Ok(());
    }
    let earlier = signatures::of_mailbox(connection, letter, &submission.mailbox).await?;
    let earlier = earlier.ok_or(StoreError::Overtaken)?;
    if let Some(receipt) = &earlier.receipt {
        submissions::release(connection, receipt).await?;
    }
    let (id, before, open) = (earlier.id.clone(), earlier.place, earlier.claims);
    let earlier = keys.open_signature(earlier)?;
    let same = shows_the_same(&earlier, &new);
    let place = if same && before.standing != Standing::Earlier {
        before
    } else {
        before.again(moderation, noticed, now)
    };
    let badges = Badges::again(&earlier, open, &new);
    let place = badges.hold(place, now);
    let signature = kept(keys, &new, origin(id, place, badges))?;
    signatures::replace(connection, &signature, before.standing).await
}
