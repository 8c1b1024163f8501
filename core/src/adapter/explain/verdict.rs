//! What all answers together mean: whether there is a page to lead to, whom to ask for removal,
//! whether addresses would become public, and what the widget will be able to do.

use super::finding::{Finding, Say, Weight};
use super::{Section, Setting};
use crate::adapter::{Adapter, Operation, request, template};
use crate::json::Json;

/// What was read, in the native protocol's words.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) letter: Option<Json>,
    pub(super) count: Option<Json>,
    pub(super) list: Option<Json>,
    /// An e-mail address on the list: its place, and itself.
    pub(super) address: Option<(String, String)>,
    /// Whether a browser would send a signature, where that was all that was tried.
    pub(super) allowed: bool,
    pub(super) signed: bool,
}

/// What stands at the end of a check.
pub(super) fn reach(adapter: &Adapter, setting: &Setting, seen: &Seen) -> (Section, Vec<Say>) {
    let mut whole = Section::new(Say::Whole);
    let fields = adapter.operation(Operation::Letter).get("fields");
    let written = |name: &str| fields.get(name) != &Json::Null;
    let told = |name: &str| match &seen.letter {
        Some(letter) => letter
            .get(name)
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        // The letter could not be read, so its words cannot be held against it.
        None => written(name),
    };
    for (operation, say) in [
        (Operation::Count, Say::NoCount),
        (Operation::Signatures, Say::NoList),
        (Operation::Sign, Say::NoSign),
    ] {
        if *adapter.operation(operation) == Json::Null {
            whole.say(Weight::Good, say);
        }
    }
    let fallback = adapter.document().get("fallback").as_str();
    let gap = fallback.and_then(|fallback| {
        let variable = |name: &str| request::of_src(&setting.src, name);
        template::expand(fallback, &variable, true).err()
    });
    if let Some(variable) = gap {
        let finding = Finding::new(Weight::Fault, Say::FallbackGap);
        whole.findings.push(finding.with("variable", variable));
    } else if fallback.is_none() && !told("url") {
        whole.say(Weight::Fault, Say::NoPage);
    }
    if !told("contact") && adapter.document().get("contact") == &Json::Null {
        whole.say(Weight::Remark, Say::NoContact);
    }
    if let Some((place, value)) = &seen.address {
        let (weight, say) = if adapter.sends("email") {
            (Weight::Fault, Say::AddressSent)
        } else {
            (Weight::Remark, Say::AddressShown)
        };
        let finding = Finding::new(weight, say).with("place", place.as_str());
        whole.findings.push(finding.with("value", value.as_str()));
    }
    (whole, abilities(adapter, setting, seen))
}

fn abilities(adapter: &Adapter, setting: &Setting, seen: &Seen) -> Vec<Say> {
    let has = |operation| *adapter.operation(operation) != Json::Null;
    let listed = seen.list.as_ref().map(|list| {
        // A list of which nothing is missing is counted.
        list.get("count") != &Json::Null || list.get("next") == &Json::Null
    });
    let pick = |can, yes, no| if can { yes } else { no };
    // Where a letter fails, its element keeps the children that it has.
    if has(Operation::Letter) && seen.letter.is_none() {
        return vec![
            Say::CannotLetter,
            Say::CannotCount,
            Say::CannotList,
            Say::CannotSign,
        ];
    }
    let counted = seen.count.is_some() || listed == Some(true);
    let mut abilities = vec![
        pick(has(Operation::Letter), Say::CanLetter, Say::OwnWords),
        pick(counted, Say::CanCount, Say::CannotCount),
        pick(seen.list.is_some(), Say::CanList, Say::CannotList),
    ];
    let sign = match (has(Operation::Sign), setting.sign) {
        (false, _) => Say::LeadsAway,
        (_, true) => pick(seen.signed, Say::CanSign, Say::CannotSign),
        (_, false) => pick(seen.allowed, Say::MaySign, Say::CannotSign),
    };
    abilities.push(sign);
    if matches!(sign, Say::CanSign | Say::MaySign) {
        abilities.push(pick(adapter.abilities().safe, Say::Safe, Say::Unsafe));
    }
    abilities
}

/// What the widget will be able to do, in a sentence or two.
#[must_use]
pub fn summary(abilities: &[Say]) -> String {
    if abilities == [Say::Unusable] {
        return Say::Unusable.english().to_owned();
    }
    let (mut shown, mut missing) = (Vec::new(), Vec::new());
    let (mut signing, mut safety) = ("", "");
    for ability in abilities {
        match ability {
            Say::CanLetter => shown.push("the letter"),
            Say::CanCount => shown.push("the count"),
            Say::CanList => shown.push("the list"),
            Say::CannotLetter => missing.push("the letter"),
            Say::CannotCount => missing.push("a count"),
            Say::CannotList => missing.push("a list"),
            Say::CanSign => signing = "take signatures",
            Say::MaySign => signing = "take signatures, as far as can be seen without sending one",
            Say::CannotSign => signing = "take no signatures",
            Say::LeadsAway => signing = "lead to the letter's page for signing",
            Say::Safe => safety = "; a lost answer can be tried again safely",
            Say::Unsafe => {
                safety = "; after a lost answer it cannot tell whether the signature arrived";
            }
            _ => {}
        }
    }
    let mut summary = match shown.is_empty() {
        true => format!("It will {signing}{safety}."),
        false => format!("It will show {}, and {signing}{safety}.", list(&shown)),
    };
    if !missing.is_empty() {
        summary.push_str(" It will not show ");
        summary.push_str(&list(&missing).replace(" and ", " or "));
        summary.push('.');
    }
    summary
}

fn list(parts: &[&str]) -> String {
    match parts.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => parts.concat(),
    }
}
