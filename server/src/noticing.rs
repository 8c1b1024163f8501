//! What is noticed of a signature that comes, besides what is in it. Nothing of this refuses a
//! signature: a person looks at it before it counts. A machine is wrong about people too often.

use axum::http::HeaderMap;
use open_letter_core::Email;
use open_letter_core::protocol::{Field, FieldCode, FieldError};
use open_letter_core::signature::NewSignature;

use crate::app::App;
use crate::keys::{Keys, SealError, Sealed, Tag};
use crate::limits::Origin;
use crate::store::{Hold, Noticed, Rule};

/// What the page tells of how its form was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filling<'a> {
    /// What stood in the field that nobody sees.
    pub(crate) trap: &'a str,
    /// How long the form was open, where the page knows.
    pub(crate) millis: Option<u64>,
    /// Whether its letter asks for a proof of work that did not come with it.
    pub(crate) unproven: bool,
}

impl<'a> Filling<'a> {
    /// What came with a signature.
    pub(crate) fn of(new: &'a NewSignature, unproven: bool) -> Self {
        Self {
            trap: &new.trap.text,
            millis: new.trap.millis,
            unproven,
        }
    }
}

/// What there is to notice of an arrival.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Arrival<'a> {
    pub(crate) filling: Filling<'a>,
    /// Nobody reads a form and types into it in fewer milliseconds.
    pub(crate) quick: u64,
    /// Whether its address is at a domain that is looked at.
    pub(crate) reviewed_domain: bool,
    /// What was said of its network.
    pub(crate) rule: Option<Rule>,
    /// Whether more came from its network than are taken unseen.
    pub(crate) too_many: bool,
}

impl Arrival<'_> {
    /// The first reason why a person should look at it, from the one that tells most.
    pub(crate) fn noticed(self) -> Option<Hold> {
        let Filling {
            trap,
            millis,
            unproven,
        } = self.filling;
        if !trap.trim().is_empty() {
            return Some(Hold::Trap);
        }
        if millis.is_some_and(|millis| millis < self.quick) {
            return Some(Hold::Quick);
        }
        if self.reviewed_domain {
            return Some(Hold::Domain);
        }
        let network = match self.rule {
            Some(Rule::Blocked) => Some(Hold::Network),
            Some(Rule::Allowed) => None,
            None => self.too_many.then_some(Hold::Limit),
        };
        // Last, since it says the least: many browsers cannot.
        network.or(unproven.then_some(Hold::Proof))
    }
}

/// What was noticed, with the network where it is because of that.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    hold: Hold,
    network: Option<(Tag, Sealed)>,
}

impl Judged {
    /// What a signature keeps of it, and the network for the desk to read.
    pub(crate) fn parts(self) -> (Noticed, Option<(Tag, Sealed)>) {
        let network = self.network.as_ref().map(|(tag, _)| *tag);
        let hold = self.hold;
        (Noticed { hold, network }, self.network)
    }

    fn new(hold: Hold, prefix: &str, keys: &Keys) -> Result<Self, SealError> {
        let network = match hold {
            Hold::Limit | Hold::Network => {
                let tag = keys.network(prefix);
                Some((tag, keys.seal_network(&tag, prefix)?))
            }
            Hold::Asked | Hold::Badge | Hold::Domain | Hold::Trap | Hold::Quick | Hold::Proof => {
                None
            }
        };
        Ok(Self { hold, network })
    }
}

impl App {
    /// Judges a signature that holds its letter's rules. What came by no socket has no network.
    pub(crate) fn judge(
        &self,
        origin: Option<&Origin>,
        headers: &HeaderMap,
        letter: &str,
        email: &Email,
        filling: Filling<'_>,
    ) -> Result<Option<Judged>, SealError> {
        let whence = origin.map(|origin| origin.counted(headers, letter, &self.rules));
        let arrival = Arrival {
            filling,
            quick: origin.map_or(0, Origin::quick),
            reviewed_domain: origin.is_some_and(|origin| origin.reviews(email)),
            rule: whence.as_ref().and_then(|whence| whence.rule),
            too_many: whence.as_ref().is_some_and(|whence| whence.too_many),
        };
        let Some(hold) = arrival.noticed() else {
            return Ok(None);
        };
        self.metrics.noticed(hold.as_str());
        let prefix = whence.map(|whence| whence.network.prefix());
        Judged::new(hold, &prefix.unwrap_or_default(), &self.keys).map(Some)
    }
}

/// What is wrong with an address whose domain is refused.
pub(crate) fn refused(origin: Option<&Origin>, email: &Email) -> Option<FieldError> {
    let refuses = origin.is_some_and(|origin| origin.refuses(email));
    refuses.then(|| FieldError::new(Field::Email, FieldCode::NotAllowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_noticed_of_people() {
        let quiet = Arrival::default();
        assert_eq!(quiet.noticed(), None);
        for filling in [
            Filling {
                trap: "  ",
                millis: None,
                unproven: false,
            },
            Filling {
                trap: "",
                millis: Some(2_000),
                unproven: false,
            },
        ] {
            let arrival = Arrival {
                filling,
                quick: 2_000,
                ..quiet
            };
            assert_eq!(arrival.noticed(), None);
        }
        // Of a network that many share, any number.
        let shared = Arrival {
            rule: Some(Rule::Allowed),
            too_many: true,
            ..quiet
        };
        assert_eq!(shared.noticed(), None);
    }

    #[test]
    fn the_first_reason_is_the_one_that_tells_most() {
        let mut arrival = Arrival {
            filling: Filling {
                trap: "https://example.org",
                millis: Some(1_999),
                unproven: true,
            },
            quick: 2_000,
            reviewed_domain: true,
            rule: Some(Rule::Blocked),
            too_many: true,
        };
        assert_eq!(arrival.noticed(), Some(Hold::Trap));
        arrival.filling.trap = "";
        assert_eq!(arrival.noticed(), Some(Hold::Quick));
        arrival.filling.millis = None;
        assert_eq!(arrival.noticed(), Some(Hold::Domain));
        arrival.reviewed_domain = false;
        assert_eq!(arrival.noticed(), Some(Hold::Network));
        arrival.rule = None;
        assert_eq!(arrival.noticed(), Some(Hold::Limit));
        arrival.too_many = false;
        assert_eq!(arrival.noticed(), Some(Hold::Proof));
        // Who shares a network with many has a browser of their own all the same.
        arrival.rule = Some(Rule::Allowed);
        assert_eq!(arrival.noticed(), Some(Hold::Proof));
        arrival.filling.unproven = false;
        assert_eq!(arrival.noticed(), None);
    }
}
