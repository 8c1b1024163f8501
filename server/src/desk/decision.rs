//! What a reviewer may decide about a signature, and where it then stands.

use open_letter_core::Timestamp;
use open_letter_core::signature::Claim;

use super::entry::Row;
use crate::store::{Hold, Standing, StoreError, words};

words! {
    /// What is done.
    Act {
        /// It counts, and nobody has to look at it any more.
        Approve = "approve",
        /// It does not count, for a reason.
        Reject = "reject",
        /// It does not count for now.
        Hide = "hide",
        /// It counts again.
        Restore = "restore",
        /// What it claims is looked at, and nothing else.
        Badges = "badges",
    }
}

words! {
    /// Why a signature is rejected.
    Verdict {
        /// A program or a joke has signed.
        NotAPerson = "not_a_person",
        /// What stands there is no name.
        NotAName = "not_a_name",
        /// It abuses somebody.
        Abusive = "abusive",
        /// The letter is for others to sign.
        NotEligible = "not_eligible",
        /// The same person has signed before.
        Duplicate = "duplicate",
        /// What the reviewer says in words.
        Other = "other",
    }
}

/// The most characters of a reviewer's own words.
pub(crate) const MAX_WORDS: usize = 300;

/// What a reviewer decides.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    pub(crate) act: Act,
    /// Why, where it is rejected.
    pub(crate) verdict: Option<Verdict>,
    /// A reviewer's own words to the signer. They are kept in the mail alone.
    pub(crate) words: Option<String>,
    /// Which of the badges that it claims are granted; the others are refused. None where nobody
    /// looked at them: then they wait on.
    pub(crate) granted: Option<Vec<String>>,
}

/// Why a decision is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// No reason was chosen.
    NoReason,
    /// Another reason was chosen, and not said.
    NoWords,
    /// There are too many words.
    TooLong,
    /// This is nothing that can be done.
    Unknown,
}

impl Decision {
    /// Reads what a form sent.
    pub(crate) fn read(
        act: Option<&str>,
        verdict: Option<&str>,
        words: Option<&str>,
    ) -> Result<Self, Undecided> {
        let act = Act::from_word(act.unwrap_or_default()).map_err(|_| Undecided::Unknown)?;
        let mut decision = Self {
            act,
            verdict: None,
            words: None,
            granted: None,
        };
        if act != Act::Reject {
            return Ok(decision);
        }
        let verdict = verdict.ok_or(Undecided::NoReason)?;
        let verdict = Verdict::from_word(verdict).map_err(|_| Undecided::Unknown)?;
        decision.verdict = Some(verdict);
        if verdict == Verdict::Other {
            let words = words.unwrap_or_default();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.is_empty() {
                return Err(Undecided::NoWords);
            }
            if words.chars().count() > MAX_WORDS {
                return Err(Undecided::TooLong);
            }
            decision.words = Some(words);
        }
        Ok(decision)
    }

    /// Where a signature stands once this is decided, which claims so. None where it stands there
    /// already and waits for nobody.
    pub(super) fn of(&self, row: &Row, claims: &[Claim], now: Timestamp) -> Option<Settled> {
        let place = &row.place;
        let (badges, open) = self.badges(row, claims);
        let standing = match self.act {
            Act::Approve | Act::Restore => Standing::Published,
            Act::Reject => Standing::Rejected,
            Act::Hide => Standing::Hidden,
            Act::Badges => place.standing,
        };
        let hold = place.noticed.map(|noticed| noticed.hold);
        let held = match self.act {
            // It goes on waiting for somebody to look at what it claims, and counts.
            Act::Approve | Act::Restore if open => Some(Hold::Badge),
            Act::Badges if hold != Some(Hold::Badge) => hold,
            _ => None,
        };
        let same_badges = badges == row.badges && open == row.claims;
        if place.standing == standing && hold == held && same_badges {
            return None;
        }
        Some(Settled {
            standing,
            published_at: match standing {
                // What was hidden for a while comes back to its place in the list.
                Standing::Published => Some(place.published_at.unwrap_or(now)),
                Standing::Hidden => place.published_at,
                Standing::InReview | Standing::Rejected | Standing::Earlier => None,
            },
            verdict: match self.act {
                Act::Badges => row.verdict,
                _ => self.verdict,
            },
            held,
            badges,
            open,
        })
    }

    /// The badges that it then bears, and whether somebody still has to look at others.
    fn badges(&self, row: &Row, claims: &[Claim]) -> (Vec<String>, bool) {
        let looked_at = matches!(self.act, Act::Approve | Act::Restore | Act::Badges);
        let Some(granted) = self.granted.as_ref().filter(|_| looked_at) else {
            return (row.badges.clone(), row.claims);
        };
        let claimed = |badge: &String| claims.iter().any(|claim| claim.id == *badge);
        let mut badges = row.badges.clone();
        badges.retain(|badge| !claimed(badge));
        let ids = claims.iter().map(|claim| claim.id.clone());
        badges.extend(ids.filter(|id| granted.contains(id)));
        (badges, false)
    }
}

/// Where a signature stands after a decision.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) standing: Standing,
    pub(super) published_at: Option<Timestamp>,
    pub(super) verdict: Option<Verdict>,
    /// Why somebody has to look at it all the same.
    pub(super) held: Option<Hold>,
    pub(super) badges: Vec<String>,
    /// Whether what it claims is what somebody has to look at.
    pub(super) open: bool,
}

/// Names what is wrong in a word that the database holds.
pub(crate) fn verdict(word: Option<String>) -> Result<Option<Verdict>, StoreError> {
    word.map(|word| Verdict::from_word(&word)).transpose()
}
