//! What an answer says, value by value.

use super::finding::{Finding, Say, Weight};
use super::near::{address, shown};
use super::value::{Kind, Sought};
use super::{Came, Section};
use crate::adapter::answer::{COUNT, LETTER, SIGNATORY};
use crate::adapter::rules::{fitting, holds};
use crate::adapter::value::{find, read};
use crate::adapter::{Adapter, Answer, Ask, Operation, paging};
use crate::json::Json;

/// Whether an answer is a failure.
pub(super) fn fails(json: &Json, answer: &Answer<'_>) -> bool {
    let condition = json.get("fail_if");
    let planned = *condition != Json::Null && holds(condition, answer.body);
    !(200..300).contains(&answer.status) || planned
}

/// The headers of an answer that an operation reads.
pub(super) fn headers(json: &Json) -> Vec<String> {
    let mut names = Vec::new();
    collect(json, &mut names);
    if json.get("paging").get("by").as_str() == Some("link") {
        names.push("Link".to_owned());
    }
    names
}

fn collect(json: &Json, names: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (name, value) in members {
                match value.as_str() {
                    Some(header) if name == "header" => names.push(header.to_owned()),
                    // What is sent may be called so too.
                    _ if name != "body" => collect(value, names),
                    _ => {}
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}

/// Tells what each value of an operation finds.
pub(super) fn look(
    section: &mut Section,
    adapter: &Adapter,
    operation: Operation,
    ask: &Ask,
    answer: &Answer<'_>,
) {
    let json = adapter.operation(operation);
    if fails(json, answer) {
        return refused(section, json, operation, answer);
    }
    let mut root = answer.body.clone();
    if json.get("root") != &Json::Null {
        let sought = Sought {
            name: "root",
            value: json.get("root"),
            kind: Kind::Whole,
            missing: Weight::Fault,
        };
        let finding = sought.look(answer.body, answer);
        let found = finding.weight == Weight::Good;
        section.findings.push(finding);
        if !found {
            return;
        }
        root = read(json.get("root"), answer.body, answer).unwrap_or_default();
    }
    match operation {
        Operation::Letter => members(section, json, LETTER, &["title"], &root, answer),
        Operation::Count => members(section, json, COUNT, &["count"], &root, answer),
        Operation::Signatures => list(section, json, &root, ask, answer),
        Operation::Sign if json.get("status") != &Json::Null => {
            let sought = Sought {
                name: "status",
                value: json.get("status"),
                kind: Kind::Text,
                missing: Weight::Remark,
            };
            section.findings.push(sought.look(&root, answer));
        }
        Operation::Sign => {}
    }
}

fn refused(section: &mut Section, json: &Json, operation: Operation, answer: &Answer<'_>) {
    if (200..300).contains(&answer.status) {
        let place = json.get("fail_if").get("at").as_str().unwrap_or_default();
        let value = find(answer.body, place).map(shown).unwrap_or_default();
        section.findings.push(
            Finding::new(Weight::Fault, Say::FailIf)
                .with("place", place)
                .with("value", value),
        );
    } else {
        section.findings.push(
            Finding::new(Weight::Fault, Say::Refused).with("status", answer.status.to_string()),
        );
    }
    match fitting(json, answer) {
        Some((index, rule)) => {
            let place = format!("/{}/errors/{index}", operation.as_str());
            let means = rule.get("means").as_str().unwrap_or_default();
            section.findings.push(
                Finding::new(Weight::Good, Say::Rule)
                    .with("place", place)
                    .with("means", means),
            );
            // To be there already is a success.
            if means == "duplicate" {
                section.findings[0].weight = Weight::Remark;
            }
        }
        None => section.say(Weight::Remark, Say::NoRule),
    }
}

/// The members of a letter or a count.
fn members(
    section: &mut Section,
    json: &Json,
    names: &[&str],
    needed: &[&str],
    root: &Json,
    answer: &Answer<'_>,
) {
    for name in names {
        let value = json.get("fields").get(name);
        if *value != Json::Null {
            let sought = Sought {
                name,
                value,
                kind: Kind::Native,
                missing: weight(needed.contains(name)),
            };
            section.findings.push(sought.look(root, answer));
        }
    }
}

fn weight(needed: bool) -> Weight {
    if needed {
        Weight::Fault
    } else {
        Weight::Remark
    }
}

fn list(section: &mut Section, json: &Json, root: &Json, ask: &Ask, answer: &Answer<'_>) {
    let sought = Sought {
        name: "items",
        value: json.get("items"),
        kind: Kind::Array,
        missing: Weight::Fault,
    };
    section.findings.push(sought.look(root, answer));
    let Some(Json::Array(items)) = read(sought.value, root, answer) else {
        return;
    };
    for name in SIGNATORY {
        let value = json.get("fields").get(name);
        if *value != Json::Null && !items.is_empty() {
            let sought = Sought {
                name,
                value,
                kind: Kind::Native,
                missing: weight(*name == "name"),
            };
            field(section, sought, &items, answer);
        }
    }
    if items.is_empty() && ask.after.is_none() {
        section.say(Weight::Remark, Say::NoItems);
    }
    if json.get("count") != &Json::Null {
        let sought = Sought {
            name: "count",
            value: json.get("count"),
            kind: Kind::Native,
            missing: Weight::Remark,
        };
        section.findings.push(sought.look(root, answer));
    }
    if section.title != Say::List {
        // The first page has told the rest.
        let mut first = true;
        section
            .findings
            .retain(|finding| std::mem::take(&mut first) || finding.weight == Weight::Fault);
    }
    further(section, json, root, ask, answer, items.len());
}

/// One field, in all items: the first that has it speaks for all, unless one is of a wrong kind.
fn field(section: &mut Section, sought: Sought<'_>, items: &[Json], answer: &Answer<'_>) {
    let mut first = None;
    let mut some = 0;
    for item in items {
        if let Some(found) = read(sought.value, item, answer) {
            some += 1;
            let wrong = sought.native(found).is_err();
            if first.is_none() || wrong {
                first = Some(item);
            }
            if wrong {
                break;
            }
        }
    }
    let Some(item) = first.or(items.first()) else {
        return;
    };
    let finding = sought.look(item, answer);
    let good = finding.weight == Weight::Good && some > 0;
    section.findings.push(finding);
    if good && some < items.len() {
        section.findings.push(
            Finding::new(Weight::Good, Say::InSome)
                .with("name", sought.name)
                .with("some", some.to_string())
                .with("all", items.len().to_string()),
        );
    }
}

/// How the next page would be asked for.
fn further(
    section: &mut Section,
    json: &Json,
    root: &Json,
    ask: &Ask,
    answer: &Answer<'_>,
    came: usize,
) {
    let paging = json.get("paging");
    if *paging == Json::Null {
        return section.say(Weight::Good, Say::NoPaging);
    }
    let count = read(json.get("count"), root, answer);
    let count = count.and_then(|count| crate::adapter::value::coerce("count", count).ok());
    let next = paging::next(json, root, ask, answer, came, &count.unwrap_or_default());
    match next {
        Ok(Some(next)) => {
            let by = paging.get("by").as_str().unwrap_or_default();
            let next = match by {
                "url" | "link" => next,
                by => format!("{{{by}}} = {next}"),
            };
            section
                .findings
                .push(Finding::new(Weight::Good, Say::Next).with("next", next));
        }
        Ok(None) => {
            // Where nothing is found, a wrong pointer looks like the end.
            if paging.get("next") != &Json::Null {
                let sought = Sought {
                    name: "next",
                    value: paging.get("next"),
                    kind: Kind::Text,
                    missing: Weight::Good,
                };
                section.findings.push(sought.look(root, answer));
            }
            section.say(Weight::Good, Say::Last);
        }
        // The widget's own words follow.
        Err(_) => {}
    }
}

/// An e-mail address among the signatories that everybody may read, and its place.
pub(super) fn shown_address(
    adapter: &Adapter,
    came: &Came,
    page: &Json,
) -> Option<(String, String)> {
    let json = adapter.operation(Operation::Signatures);
    let body = came.body.as_ref()?;
    let root = match json.get("root").as_str() {
        Some(pointer) => find(body, pointer)?,
        None => body,
    };
    let items = json.get("items");
    let pointer = items.as_str().or(items.get("at").as_str());
    match pointer.and_then(|pointer| Some((pointer, find(root, pointer)?))) {
        Some((pointer, items)) => {
            address(items).map(|(place, value)| (format!("{pointer}{place}"), value))
        }
        None => address(page.get("items")),
    }
}
