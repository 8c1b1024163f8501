//! What the desk says of networks.

use super::words::{number, signatures};
use crate::store::Rule;
use crate::store::networks::Waiting;

pub(super) const NETWORKS: &str = "Networks";
pub(super) const ABOUT: &str = "Signatures wait where many came from one network, or where it is one to look at. Which networks these are is shown here alone, and forgotten once nothing waits because of them.";
pub(super) const HELD: &str = "What waits";
pub(super) const NOTHING_HELD: &str = "Nothing waits because of a network.";
pub(super) const UNKNOWN: &str = "a network that cannot be told any more";
pub(super) const LOOK: &str = "Look at them";
pub(super) const ALLOW: &str = "Allow as shared";
pub(super) const BLOCK: &str = "Always review";
pub(super) const FORGET: &str = "Forget";
pub(super) const RULES: &str = "What was said of networks";
pub(super) const NO_RULES: &str = "Nothing was said of any network.";
pub(super) const RULES_HINT: &str = "From a shared network, such as a hospital's, any number may sign, and post ten times as often. From one that is always reviewed, all signatures wait. It holds for all letters, from now on: what waits already stays until it is released.";
pub(super) const BY: &str = "by";
pub(super) const ANOTHER: &str = "Another network";
pub(super) const ANOTHER_HINT: &str =
    "An address, such as 192.0.2.7, or a network, such as 192.0.2.0/24.";
pub(crate) const NO_NETWORK: &str = "This is no network. Please type an address, such as 192.0.2.7, or a network, such as 192.0.2.0/24.";
pub(super) const NO_UNDO: &str = "Undo does not take this back. What came in since stays as it is.";
pub(super) const REVIEWED: &str = "This letter is reviewed by hand, so they stay in the queue, and no longer wait because of their network.";

pub(super) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Allowed => "shared",
        Rule::Blocked => "always reviewed",
    }
}

pub(super) fn waiting(waiting: Waiting) -> String {
    let unconfirmed = match waiting.unconfirmed {
        0 => return reviewed(waiting.signatures),
        some => format!("{} to be confirmed by mail first", number(some)),
    };
    match waiting.signatures {
        0 => unconfirmed,
        some => format!("{}, {unconfirmed}", reviewed(some)),
    }
}

fn reviewed(count: u64) -> String {
    let waits = if count == 1 { "waits" } else { "wait" };
    format!("{} {waits} for review", number(count))
}

pub(super) fn release(count: u64) -> String {
    format!("Release {}", number(count))
}

pub(super) fn really(waiting: Waiting, network: &str) -> String {
    format!("Release {} from {network}?", signatures(waiting.all()))
}

pub(super) fn more(shown: usize, in_all: usize) -> String {
    format!(
        "These {shown} have the most; there are {} more.",
        number((in_all - shown) as u64)
    )
}

/// What an audit's word stands for, if it is about networks.
pub(super) fn action(action: &str) -> Option<&'static str> {
    Some(match action {
        "network_allowed" => "called a network shared",
        "network_blocked" => "called a network one to review",
        "network_forgotten" => "took back what was said of a network",
        "network_released" => "released what waited for its network",
        _ => return None,
    })
}

/// What a press has done.
pub(super) fn done(action: &str, count: u64) -> Option<String> {
    Some(match action {
        "network_allowed" => "From this network, any number may sign now.".to_owned(),
        "network_blocked" => "Whatever comes from this network waits for review now.".to_owned(),
        "network_forgotten" => "What was said of this network is taken back.".to_owned(),
        "network_released" => format!("{} released.", signatures(count)),
        _ => return None,
    })
}
