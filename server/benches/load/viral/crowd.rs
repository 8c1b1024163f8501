//! Who comes in the hour after a news site has linked the letter, when, and from where.

use std::net::Ipv4Addr;
use std::time::Duration;

use crate::load::random;

/// An hour of the campaign, in seconds.
pub(super) const HOUR: f64 = 3_600.0;
/// Of a hundred readers, so many sign.
const SIGN_PERCENT: u64 = 3;
/// Networks that half of those share who sign: offices, hospitals, mobile carriers.
const SHARED: u32 = 10;
/// Posts of somebody who would like to spoil it, in ten minutes, from one network.
const FLOOD: u64 = 1_000;
const FLOOD_FROM: f64 = 900.0;
const FLOOD_SECONDS: f64 = 600.0;

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Read,
    /// The page asks how many there are by now.
    Count,
    Sign,
    /// The same, by no person.
    Flood,
}

/// Somebody does something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// Seconds into the hour.
    pub(super) at: f64,
    pub(super) deed: Deed,
    pub(super) who: u64,
    pub(super) network: Ipv4Addr,
}

/// The first of the shared networks, which the most share.
pub(super) fn shared(number: u32) -> Ipv4Addr {
    Ipv4Addr::from_bits(Ipv4Addr::new(203, 0, 113, 1).to_bits() + number)
}

/// Everything that is done in an hour, in its order.
pub(super) fn hour(readers: u64) -> Vec<Event> {
    let curve = curve();
    let mut events = Vec::new();
    for who in 0..readers {
        let at = moment(&curve, chance(who, 1));
        // The same for a reader each time, and spread over them.
        let signs = who * SIGN_PERCENT % 100 < SIGN_PERCENT;
        let network = if signs && chance(who, 2) < 0.5 {
            shared(crowded(chance(who, 3)))
        } else {
            own(who)
        };
        let mut does = |after: f64, deed| {
            events.push(Event {
                at: at + after,
                deed,
                who,
                network,
            });
        };
        does(0.0, Deed::Read);
        does(30.0, Deed::Count);
        if signs {
            does(40.0 + 80.0 * chance(who, 4), Deed::Sign);
        }
    }
    for number in 0..FLOOD {
        events.push(Event {
            at: FLOOD_FROM + FLOOD_SECONDS * number as f64 / FLOOD as f64,
            deed: Deed::Flood,
            who: number,
            network: Ipv4Addr::new(192, 0, 2, 66),
        });
    }
    events.sort_by(|one, other| one.at.total_cmp(&other.at));
    events
}

/// How large a share of the readers has come, at the end of each second: quickly more for some
/// minutes, then fewer and fewer, but never none.
fn curve() -> Vec<f64> {
    let rate = |second: f64| (1.0 - (-second / 180.0).exp()) * (0.15 + (-second / 900.0).exp());
    let mut sum = 0.0;
    let mut curve: Vec<f64> = (0..HOUR as u32)
        .map(|second| {
            sum += rate(f64::from(second));
            sum
        })
        .collect();
    curve.iter_mut().for_each(|share| *share /= sum);
    curve
}

/// The second at which a share of the readers has come.
fn moment(curve: &[f64], share: f64) -> f64 {
    curve.partition_point(|come| *come < share) as f64
}

/// Which shared network: the first has a third of all, as sizes of networks have it.
fn crowded(chance: f64) -> u32 {
    let weight = |number: u32| 1.0 / f64::from(number + 1);
    let all: f64 = (0..SHARED).map(weight).sum();
    let mut left = chance * all;
    (0..SHARED)
        .find(|number| {
            left -= weight(*number);
            left < 0.0
        })
        .unwrap_or_default()
}

/// A network for one reader alone, among those that are set apart for benches.
fn own(who: u64) -> Ipv4Addr {
    let host = u32::try_from(who % 131_072).unwrap_or_default();
    Ipv4Addr::from_bits(Ipv4Addr::new(198, 18, 0, 0).to_bits() | host)
}

/// A number from 0 to 1, always the same for a person and a question.
pub(super) fn chance(who: u64, question: u64) -> f64 {
    let digits = random(who.wrapping_mul(16).wrapping_add(question));
    let number = u32::from_str_radix(&digits[..8], 16).unwrap_or_default();
    f64::from(number) / f64::from(u32::MAX)
}

/// As much shorter as the hour is.
pub(super) fn pressed(seconds: f64, press: f64) -> Duration {
    Duration::from_secs_f64((seconds / press).max(0.0))
}
