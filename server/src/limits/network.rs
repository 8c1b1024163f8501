//! The network that a client asks from, as far as it can be believed.
//!
//! Nothing here can be printed but by `TrustedProxies`, so that no address of a client gets into a
//! log by mistake.
//!
//! IPv4 addresses are counted one by one and not by 24 bits: neighbours there are strangers to each
//! other, while whoever shares one address, as the staff of a hospital does, shares all of it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderName};

use super::list::{NetworkError, NetworkList, countable};

pub(super) const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The bits of an IPv6 address that name a network. A household has at least all addresses below
/// them, so that a limit for each address would be none.
pub(super) const IPV6_PREFIX: u8 = 64;

/// An IPv4 address, or an IPv6 network of 64 bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ClientNetwork(IpAddr);

impl ClientNetwork {
    /// Its first address.
    pub(super) fn address(self) -> IpAddr {
        self.0
    }

    /// How it is written where nobody but the desk reads it: sealed, and hashed under a key.
    pub(crate) fn prefix(self) -> String {
        countable(self.0.into()).to_string()
    }

    /// The network of a request that `peer` sent. What the header says is read only where the peer
    /// is a trusted proxy, and from the right, since anybody can write what stands on the left.
    pub(super) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &TrustedProxies) -> Self {
        let client = if trusted.contains(peer) {
            forwarded(headers, trusted).unwrap_or(peer)
        } else {
            peer
        };
        Self::from(client)
    }
}

impl From<IpAddr> for ClientNetwork {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let mask = u128::MAX << (u128::BITS - u32::from(IPV6_PREFIX));
                Ipv6Addr::from_bits(address.to_bits() & mask).into()
            }
            address => address,
        })
    }
}

/// The rightmost address that no trusted proxy has; none where all are proxies or one is malformed.
fn forwarded(headers: &HeaderMap, trusted: &TrustedProxies) -> Option<IpAddr> {
    let values = headers.get_all(FORWARDED_FOR);
    let lines: Option<Vec<&str>> = values.iter().map(|line| line.to_str().ok()).collect();
    let lines = lines?;
    for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        let address = address(entry.trim())?;
        if !trusted.contains(address) {
            return Some(address);
        }
    }
    None
}

/// An address, which some proxies write with the port.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = || entry.parse().ok();
    let bracketed = || entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || entry.parse().ok().map(|entry: SocketAddr| entry.ip());
    let address: IpAddr = bare().or_else(bracketed).or_else(with_port)?;
    Some(address.to_canonical())
}

/// The proxies that are believed when they say for whom they ask.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(NetworkList);

impl TrustedProxies {
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(address)
    }

    /// Whether this is an address that a proxy of one's own would have, and it is not in the list.
    pub(super) fn forgotten(&self, peer: IpAddr) -> bool {
        let near = match peer {
            IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
            IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
        };
        near && !self.contains(peer)
    }
}

impl FromStr for TrustedProxies {
    type Err = NetworkError;

    fn from_str(list: &str) -> Result<Self, Self::Err> {
        list.parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(peer: &str, lines: &[&str], trusted: &str) -> ClientNetwork {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted = trusted.parse().unwrap();
        ClientNetwork::of(peer.parse().unwrap(), &headers, &trusted)
    }

    fn network(address: &str) -> ClientNetwork {
        address.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn a_network_is_an_ipv4_address_or_64_bits() {
        for (one, other, same) in [
            ("203.0.113.1", "203.0.113.1", true),
            ("203.0.113.1", "203.0.113.2", false),
            ("203.0.113.1", "::ffff:203.0.113.1", true),
            ("2001:db8::1", "2001:db8::ffff:2:3:4", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
            ("::1", "127.0.0.1", false),
        ] {
            assert_eq!(network(one) == network(other), same, "{one} {other}");
        }
    }

    #[test]
    fn the_header_is_read_from_the_right_and_only_from_trusted_proxies() {
        for (peer, lines, trusted, expected) in [
            ("203.0.113.9", &["198.51.100.1"][..], "", "203.0.113.9"),
            (
                "203.0.113.9",
                &["198.51.100.1"],
                "10.0.0.0/8",
                "203.0.113.9",
            ),
            ("10.1.2.3", &["198.51.100.1"], "10.0.0.0/8", "198.51.100.1"),
            ("10.1.2.3", &["198.51.100.1"], "10.1.2.3", "198.51.100.1"),
            ("::1", &["198.51.100.1"], "127.0.0.1,::1", "198.51.100.1"),
            // What a client wrote itself stands further left.
            (
                "10.0.0.1",
                &["6.6.6.6, 198.51.100.1"],
                "10.0.0.1",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["6.6.6.6", "198.51.100.1"],
                "10.0.0.1",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["junk, 198.51.100.1"],
                "10.0.0.1",
                "198.51.100.1",
            ),
            // A chain of proxies.
            (
                "10.0.0.1",
                &["198.51.100.1, 10.0.0.2"],
                "10.0.0.0/8",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["198.51.100.1", "10.0.0.3,10.0.0.2"],
                "10.0.0.0/8",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["198.51.100.1, 10.0.0.2"],
                "10.0.0.1",
                "10.0.0.2",
            ),
            // Nothing that could be believed.
            ("10.0.0.1", &[], "10.0.0.1", "10.0.0.1"),
            ("10.0.0.1", &[""], "10.0.0.1", "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1, junk"], "10.0.0.1", "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1,"], "10.0.0.1", "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.2"], "10.0.0.0/8", "10.0.0.1"),
            // Spellings.
            (
                "::ffff:10.0.0.1",
                &["198.51.100.1"],
                "10.0.0.1",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["198.51.100.1"],
                "::ffff:10.0.0.1",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["198.51.100.1:4711"],
                "10.0.0.1",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["::ffff:198.51.100.1"],
                "10.0.0.1",
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["[2001:db8::1]:4711"],
                "10.0.0.1",
                "2001:db8::2",
            ),
            ("10.0.0.1", &["[2001:db8::1]"], "10.0.0.1", "2001:db8::2"),
            (
                "2001:db8:1::1",
                &["2001:db8:2::1"],
                "2001:db8:1::/48",
                "2001:db8:2::2",
            ),
        ] {
            let peer_address = peer.parse::<IpAddr>().unwrap().to_canonical().to_string();
            assert!(
                of(&peer_address, lines, trusted) == network(expected),
                "{peer} {lines:?} {trusted}"
            );
        }
    }

    #[test]
    fn a_prefix_names_the_network_and_no_more() {
        for (address, prefix) in [
            ("203.0.113.7", "203.0.113.7/32"),
            ("::ffff:203.0.113.7", "203.0.113.7/32"),
            ("2001:db8::7", "2001:db8::/64"),
        ] {
            assert_eq!(network(address).prefix(), prefix);
        }
    }

    #[test]
    fn only_a_near_proxy_can_have_been_forgotten() {
        let trusted: TrustedProxies = "127.0.0.1".parse().unwrap();
        for (peer, forgotten) in [
            ("127.0.0.1", false),
            ("::1", true),
            ("172.17.0.1", true),
            ("fd00::1", true),
            ("198.51.100.1", false),
            ("2001:db8::1", false),
        ] {
            assert_eq!(
                trusted.forgotten(peer.parse().unwrap()),
                forgotten,
                "{peer}"
            );
        }
    }
}
