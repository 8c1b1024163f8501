//! Badges that signers claim, until a person has looked at what shows that they are theirs.

use open_letter_core::Timestamp;
use open_letter_core::protocol::Own;
use open_letter_core::signature::NewSignature;

use crate::store::{Hold, Noticed, Place};

/// What becomes of the badges of what is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Badges {
    /// Those that a person has granted.
    pub(crate) granted: Vec<String>,
    /// Whether a person has to look at what is claimed.
    pub(crate) open: bool,
}

impl Badges {
    /// Of a new signature: a claim grants nothing.
    pub(crate) fn claimed(new: &NewSignature) -> Self {
        Self {
            granted: Vec::new(),
            open: !new.badges.is_empty(),
        }
    }

    /// Of what is signed in the place of something else. Under the same name, what was granted
    /// stays for as long as its claim does, word for word; what is claimed anew, or by another
    /// name, is looked at first. `open` says whether somebody still had to look before.
    pub(crate) fn again(before: &Own, open: bool, new: &NewSignature) -> Self {
        let same_name = before.name == new.name.as_str();
        let (earlier, now) = (&before.more.badges, &new.badges);
        let stays = |badge: &&String| {
            let claimed = |claims: &[_]| {
                let found = claims
                    .iter()
                    .find(|claim: &&open_letter_core::signature::Claim| claim.id == **badge);
                found.cloned()
            };
            // One that nobody claimed came with an import.
            same_name && claimed(earlier) == claimed(now)
        };
        let granted = before.more.badges_shown.iter();
        Self {
            granted: granted.filter(stays).cloned().collect(),
            open: !now.is_empty()
                && (open || !same_name || now.iter().any(|claim| !earlier.contains(claim))),
        }
    }

    /// Where a signature stands, once a person has to look at the badges that it claims. It counts
    /// meanwhile, and shows without them.
    pub(crate) fn hold(&self, place: Place, now: Timestamp) -> Place {
        let badge = |noticed: Noticed| noticed.hold == Hold::Badge;
        if !self.open && place.noticed.is_some_and(badge) {
            // Its signer claims nothing more.
            return Place {
                noticed: None,
                held_at: None,
                ..place
            };
        }
        if !self.open || place.noticed.is_some() {
            return place;
        }
        Place {
            noticed: Some(Noticed {
                hold: Hold::Badge,
                network: None,
            }),
            held_at: Some(now),
            ..place
        }
    }
}
