//! What a letter asks its signers for, as its file has it.

use std::ops::Range;

use open_letter_core::Json;
use open_letter_core::letter::{Badge, Fields, MAX_QUESTIONS, Need};
use open_letter_core::text::{Reason, Sector};
use serde::Deserialize;
use toml::Spanned;

use super::is_id;
use crate::letters::Flaw;

/// The table `[fields]`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FieldsEntry {
    role: Need,
    affiliation: Need,
    sector: Need,
    sectors: Vec<Spanned<String>>,
    reason: Need,
    anonymous: Need,
    updates: Option<Spanned<Need>>,
    outcome: Option<Spanned<Need>>,
    badges: Vec<Spanned<String>>,
    custom: Vec<Spanned<QuestionEntry>>,
}

/// A question of the letter's own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionEntry {
    name: Spanned<String>,
    label: String,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    options: Vec<Spanned<String>>,
    #[serde(default = "optional")]
    need: Need,
    max: Option<Spanned<u64>>,
    hint: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Text,
    Choice,
}

fn optional() -> Need {
    Need::Optional
}

/// The fields, once they are as they have to be.
pub(super) fn read(entry: FieldsEntry, badges: &[Badge]) -> Result<Fields, Flaw> {
    let mut fields = Fields {
        role: entry.role,
        affiliation: entry.affiliation,
        sector: entry.sector,
        sectors: strings(options(entry.sectors, Sector::MAX)?),
        reason: entry.reason,
        anonymous: entry.anonymous,
        updates: voluntary("updates", entry.updates)?,
        outcome: voluntary("outcome", entry.outcome)?,
        ..Fields::default()
    };
    for badge in entry.badges {
        let (at, id) = (badge.span(), badge.into_inner());
        if !badges.iter().any(|known| known.id == id) {
            let reason = format!("no [[badges]] has the id \"{id}\"");
            return Err(Flaw::new(at, reason));
        }
        if fields.badges.contains(&id) {
            return Err(Flaw::new(at, format!("the badge \"{id}\" is named twice")));
        }
        fields.badges.push(id);
    }
    for question in entry.custom {
        let (at, question) = (question.span(), question.into_inner());
        if fields.custom.len() == MAX_QUESTIONS {
            let reason = format!("a letter has at most {MAX_QUESTIONS} questions of its own");
            return Err(Flaw::new(at, reason));
        }
        let name = question.name.get_ref();
        if fields
            .custom
            .iter()
            .any(|other| other.get("name").as_str() == Some(name))
        {
            let reason = format!("two questions have the name \"{name}\"");
            return Err(Flaw::new(question.name.span(), reason));
        }
        fields.custom.push(read_question(at, question)?);
    }
    Ok(fields)
}

#[expect(clippy::cast_precision_loss, reason = "a thousand at most")]
fn read_question(at: Range<usize>, entry: QuestionEntry) -> Result<Json, Flaw> {
    if !is_id(entry.name.get_ref()) {
        let reason = format!(
            "the question's name \"{}\" should be 1 to 64 of a-z, 0-9 and -",
            entry.name.get_ref()
        );
        return Err(Flaw::new(entry.name.span(), reason));
    }
    if entry.label.trim().is_empty() {
        return Err(Flaw::new(at, "a question needs a label".to_owned()));
    }
    match (entry.kind, entry.options.len(), &entry.max) {
        (Kind::Choice, 0 | 1, _) => {
            let reason = "a choice needs two options or more";
            return Err(Flaw::new(at, reason));
        }
        (Kind::Text, 1.., _) => {
            let reason = "options belong to a question whose kind is \"choice\"";
            return Err(Flaw::new(at, reason));
        }
        (Kind::Choice, _, Some(max)) => {
            return Err(Flaw::new(max.span(), "a choice has no max"));
        }
        _ => {}
    }
    let most = Reason::MAX as u64;
    let max = match entry.max {
        Some(max) if !(1..=most).contains(max.get_ref()) => {
            let reason = format!("max should be a number of characters from 1 to {most}");
            return Err(Flaw::new(max.span(), reason));
        }
        Some(max) => max.into_inner(),
        None => most,
    };
    let member = |name: &str, value| (name.to_owned(), value);
    Ok(Json::Object(vec![
        member("name", entry.name.get_ref().as_str().into()),
        member("label", entry.label.as_str().into()),
        member("hint", entry.hint.as_deref().into()),
        member(
            "options",
            Json::Array(strings(options(entry.options, Reason::MAX)?)),
        ),
        member("need", entry.need.as_str().into()),
        member("max", Json::Number(max as f64)),
    ]))
}

fn strings(options: Vec<String>) -> Vec<Json> {
    options.into_iter().map(Json::String).collect()
}

/// What can be chosen: words that a signer could have typed, each once.
fn options(entries: Vec<Spanned<String>>, max: usize) -> Result<Vec<String>, Flaw> {
    let mut options: Vec<String> = Vec::new();
    for entry in entries {
        let (at, option) = (entry.span(), entry.into_inner());
        let clean = open_letter_core::text::clean(&option, max);
        if clean.as_deref() != Ok(option.as_str()) || options.contains(&option) {
            let reason = format!(
                "the option \"{option}\" should be there once, in up to {max} characters, \
                 without spaces around it"
            );
            return Err(Flaw::new(at, reason));
        }
        options.push(option);
    }
    Ok(options)
}

/// A box that nobody has to tick.
fn voluntary(name: &str, need: Option<Spanned<Need>>) -> Result<Need, Flaw> {
    match need {
        Some(need) if *need.get_ref() == Need::Required => {
            let reason = format!("{name} is somebody's free wish, so it can be off or optional");
            Err(Flaw::new(need.span(), reason))
        }
        need => Ok(need.map(Spanned::into_inner).unwrap_or_default()),
    }
}
