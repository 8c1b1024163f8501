//! Lists of networks, as an operator writes them.

use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use ipnet::{IpNet, Ipv6Net};

use super::network::IPV6_PREFIX;

/// Addresses and networks.
#[derive(Clone, Debug, Default)]
pub struct NetworkList(Arc<[IpNet]>);

impl NetworkList {
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The bits of the narrowest network in it that an address is in.
    pub(super) fn narrowest(&self, address: IpAddr) -> Option<u8> {
        let holding = self.0.iter().filter(|network| network.contains(&address));
        holding.map(IpNet::prefix_len).max()
    }

    /// The same, and no network narrower than one that clients are counted by.
    pub(super) fn countable(&self) -> Self {
        Self(self.0.iter().copied().map(countable).collect())
    }
}

/// A network, made as wide as those that clients are counted by: nothing narrower could be told
/// apart from its neighbours.
pub(crate) fn countable(network: IpNet) -> IpNet {
    match network {
        IpNet::V6(narrow) if narrow.prefix_len() > IPV6_PREFIX => {
            // It fails past 128 bits alone.
            Ipv6Net::new(narrow.addr(), IPV6_PREFIX).map_or(network, |wide| wide.trunc().into())
        }
        network => network.trunc(),
    }
}

/// What is neither an address nor a network.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is neither an address nor a network such as 10.0.0.0/8.")]
pub struct NetworkError(String);

/// A network, or an address alone.
pub(crate) fn network(entry: &str) -> Result<IpNet, NetworkError> {
    let address = entry
        .parse::<IpAddr>()
        .map(|address| address.to_canonical());
    let network = address.map(IpNet::from);
    network
        .or_else(|_| entry.parse())
        .map_err(|_| NetworkError(entry.to_owned()))
}

impl FromStr for NetworkList {
    type Err = NetworkError;

    fn from_str(list: &str) -> Result<Self, Self::Err> {
        let entries = list.split(',').map(str::trim);
        let networks = entries.filter(|entry| !entry.is_empty()).map(network);
        networks.collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_of_addresses_and_networks() {
        for list in [
            "",
            " ",
            "127.0.0.1",
            "127.0.0.1, ::1,10.0.0.0/8,2001:db8::/32,",
        ] {
            assert!(list.parse::<NetworkList>().is_ok(), "{list}");
        }
        for list in ["proxy", "10.0.0", "10.0.0.0/33", "127.0.0.1;::1"] {
            assert!(list.parse::<NetworkList>().is_err(), "{list}");
        }
    }

    #[test]
    fn the_narrowest_network_is_found() {
        let list: NetworkList = "10.0.0.0/8,10.1.0.0/16,10.1.2.3,2001:db8::/32"
            .parse()
            .unwrap();
        for (address, bits) in [
            ("10.1.2.3", Some(32)),
            ("10.1.2.4", Some(16)),
            ("10.2.0.1", Some(8)),
            ("2001:db8::", Some(32)),
            ("192.0.2.1", None),
        ] {
            assert_eq!(list.narrowest(address.parse().unwrap()), bits, "{address}");
        }
    }

    #[test]
    fn nothing_is_narrower_than_what_is_counted() {
        for (written, expected) in [
            ("2001:db8::5", "2001:db8::/64"),
            ("2001:db8::5/96", "2001:db8::/64"),
            ("2001:db8::5/48", "2001:db8::/48"),
            ("192.0.2.7", "192.0.2.7/32"),
            ("192.0.2.7/24", "192.0.2.0/24"),
        ] {
            let network = countable(network(written).unwrap());
            assert_eq!(network.to_string(), expected, "{written}");
        }
    }
}
