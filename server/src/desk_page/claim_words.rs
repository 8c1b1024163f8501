//! What the desk says of badges.

use super::words::{done, number};
use crate::desk::deciding::Tally;
use crate::store::Standing;

pub(super) const CLAIMS: &str = "Claims";
pub(super) const CLAIMS_BADGES: &str = "claims badges";
pub(super) const GRANTED: &str = "granted";
pub(super) const REFUSED: &str = "refused";
pub(super) const OPEN: &str = "not looked at yet";
pub(super) const NO_EVIDENCE: &str = "Nothing was given that shows it.";

/// What becomes of the boxes, by what the button beside them says.
pub(super) fn hint(standing: Standing, waits: bool) -> &'static str {
    match (standing, waits) {
        (Standing::InReview, _) | (Standing::Published, true) => {
            "Approve grants what is ticked, and refuses the rest."
        }
        (Standing::Published, false) => "Saving grants what is ticked, and refuses the rest.",
        _ => "Taken back into the list, it bears what is ticked, and the rest is refused.",
    }
}

/// What stays to be done where many are approved at once.
pub(super) fn stay(claiming: u64) -> String {
    let (who, them) = match claiming {
        1 => ("1 of them claims badges".to_owned(), "It waits"),
        more => (
            format!("{} of them claim badges", number(more)),
            "They wait",
        ),
    };
    format!("{who}, and gets none this way. {them} on, counted, for somebody to look at that.")
}

/// What a press has done, badges among it.
pub(crate) fn done_with(action: &str, tally: &Tally) -> String {
    let mut text = done(action, tally.done);
    for (count, what) in [(tally.granted, GRANTED), (tally.refused, REFUSED)] {
        text += &match count {
            0 => continue,
            1 => format!(" 1 badge {what}."),
            more => format!(" {} badges {what}.", number(more)),
        };
    }
    text
}
