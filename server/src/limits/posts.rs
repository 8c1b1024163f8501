//! How many requests that write come from each network.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::network::ClientNetwork;

/// Counts for each network. A network takes some fifty bytes until it has been quiet for a minute.
pub(super) struct Posts {
    limiter: DefaultKeyedRateLimiter<ClientNetwork>,
    clock: DefaultClock,
}

impl Posts {
    /// So many in a minute, which may all come at once; none where there is no limit.
    pub(super) fn a_minute(number: u32, minute: Duration) -> Option<Self> {
        let number = NonZeroU32::new(number)?;
        let quota = Quota::with_period(minute / number.get())?.allow_burst(number);
        Some(Self {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        })
    }

    /// Counts one more, or says after how many seconds it may come.
    pub(super) fn wait(&self, network: ClientNetwork) -> Option<u64> {
        let too_early = self.limiter.check_key(&network).err()?;
        let wait = too_early.wait_time_from(self.clock.now());
        // The seconds are rounded up, so that who waits as long as told does not come too early.
        Some(wait.as_secs().saturating_add(1))
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

    fn network(number: u32) -> ClientNetwork {
        IpAddr::from(Ipv4Addr::from_bits(number)).into()
    }

    fn posts(quota: Quota) -> Posts {
        Posts {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        }
    }

    /// Slow enough that no run of a test gets another one meanwhile.
    fn two_an_hour() -> Posts {
        posts(Quota::per_hour(NonZeroU32::new(2).unwrap()))
    }

    #[test]
    fn each_network_has_its_own_number() {
        let posts = two_an_hour();
        for number in 0..3 {
            assert_eq!(posts.wait(network(number)), None);
            assert_eq!(posts.wait(network(number)), None);
            let wait = posts.wait(network(number)).unwrap();
            assert!((1..=1_801).contains(&wait), "{wait}");
        }
    }

    #[test]
    fn quiet_networks_are_forgotten_and_others_are_not() {
        let one_in = |period| posts(Quota::with_period(period).unwrap());
        for (posts, kept) in [(two_an_hour(), 1_000), (one_in(Duration::from_nanos(1)), 0)] {
            for number in 0..1_000 {
                posts.wait(network(number));
            }
            std::thread::sleep(Duration::from_millis(2));
            posts.forget();
            assert_eq!(posts.limiter.len(), kept);
        }
    }

    #[test]
    fn no_number_is_no_limit() {
        assert!(Posts::a_minute(0, Duration::from_secs(60)).is_none());
    }
}
