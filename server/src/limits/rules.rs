//! What the desk has said of networks, in memory: every post asks.

use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

use ipnet::IpNet;

use super::list::countable;
use crate::store::Rule;

/// The desk's rules. All handles share them.
#[derive(Clone, Default)]
pub(crate) struct Rules(Arc<RwLock<Vec<(IpNet, Rule)>>>);

impl Rules {
    /// Puts these in the place of those before.
    pub(crate) fn set(&self, rules: impl IntoIterator<Item = (IpNet, Rule)>) {
        let rules = rules
            .into_iter()
            .map(|(network, rule)| (countable(network), rule))
            .collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    /// What the narrowest network says that an address is in.
    pub(super) fn of(&self, address: IpAddr) -> Option<Rule> {
        let rules = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let holding = rules
            .iter()
            .filter(|(network, _)| network.contains(&address));
        let narrowest = holding.max_by_key(|(network, _)| network.prefix_len());
        narrowest.map(|(_, rule)| *rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_network_decides() {
        let rules = Rules::default();
        let network = |text: &str| text.parse().unwrap();
        rules.set([
            (network("192.0.2.0/24"), Rule::Allowed),
            (network("192.0.2.9/32"), Rule::Blocked),
            (network("2001:db8::5/128"), Rule::Blocked),
        ]);
        for (address, rule) in [
            ("192.0.2.1", Some(Rule::Allowed)),
            ("192.0.2.9", Some(Rule::Blocked)),
            ("192.0.3.1", None),
            ("2001:db8::", Some(Rule::Blocked)),
        ] {
            assert_eq!(rules.of(address.parse().unwrap()), rule, "{address}");
        }
        rules.set([]);
        assert_eq!(rules.of("192.0.2.9".parse().unwrap()), None);
    }
}
