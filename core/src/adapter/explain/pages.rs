//! Two pages of a list, one after the other.

use super::finding::{Finding, Say, Weight};
use crate::json::Json;

/// What the second page brings. Without ids of their own, signatories are known by all else.
pub(super) fn compare(first: &Json, second: &Json, asked: Option<&str>, ids: bool) -> Vec<Finding> {
    let before = people(first, ids);
    let now = people(second, ids);
    let same = now.iter().filter(|one| before.contains(one)).count();
    let mut findings = Vec::new();
    let said = |weight, say| Finding::new(weight, say).with("came", now.len().to_string());
    findings.push(match (same, now.len()) {
        (_, 0) => said(Weight::Remark, Say::NobodyThere),
        (0, _) => said(Weight::Good, Say::Others),
        (same, all) if same == all => said(Weight::Fault, Say::Repeats),
        (same, _) => said(Weight::Remark, Say::Overlap).with("same", same.to_string()),
    });
    let next = second.get("next").as_str();
    if let Some(next) = next.filter(|_| next == asked) {
        findings.push(Finding::new(Weight::Fault, Say::Loops).with("next", next));
    }
    findings
}

fn people(page: &Json, ids: bool) -> Vec<Json> {
    let Json::Array(items) = page.get("items") else {
        return Vec::new();
    };
    let known = |item: &Json| match item {
        _ if ids => item.get("id").clone(),
        Json::Object(members) => {
            let others = members.iter().filter(|(name, _)| name != "id");
            Json::Object(others.cloned().collect())
        }
        other => other.clone(),
    };
    items.iter().map(known).collect()
}
