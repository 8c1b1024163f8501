//! How many signatures come from each network to each letter.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::{DefaultKeyedRateLimiter, Quota};

use super::network::ClientNetwork;

/// Counts for each network and letter, and forgets whoever has been quiet for long enough.
pub(super) struct Pace {
    limiter: DefaultKeyedRateLimiter<(ClientNetwork, String)>,
}

impl Pace {
    /// So many within a time, which may all come at once; none where any number may come.
    pub(super) fn new(number: u32, window: Duration) -> Option<Self> {
        let number = NonZeroU32::new(number)?;
        let quota = Quota::with_period(window / number.get())?.allow_burst(number);
        Some(Self {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
        })
    }

    /// Counts one more, and tells whether it is one too many.
    pub(super) fn exceeded(&self, network: ClientNetwork, letter: &str) -> bool {
        let key = (network, letter.to_owned());
        self.limiter.check_key(&key).is_err()
    }

    pub(super) fn forget(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    #[test]
    fn each_network_has_its_number_for_each_letter() {
        let pace = Pace::new(2, Duration::from_secs(86_400)).unwrap();
        for number in 1..3 {
            let network = IpAddr::from(Ipv4Addr::from_bits(number)).into();
            for letter in ["one", "other"] {
                assert!(!pace.exceeded(network, letter));
                assert!(!pace.exceeded(network, letter));
                assert!(pace.exceeded(network, letter));
            }
        }
        pace.forget();
        assert_eq!(pace.limiter.len(), 4);
    }

    #[test]
    fn no_number_or_no_time_is_no_limit() {
        assert!(Pace::new(0, Duration::from_secs(1)).is_none());
        assert!(Pace::new(1, Duration::ZERO).is_none());
    }
}
