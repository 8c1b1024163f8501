//! What an export tells of a signature: the public part, which the list shows, or all of it.

use open_letter_core::{Json, Timestamp};

use crate::keys::Keys;
use crate::store::StoreError;
use crate::store::kept::Kept;

/// Named values, always the same names in the same order.
pub(super) type Record = Vec<(&'static str, Json)>;

/// Members of the private fields that have a column of their own.
const OWN_COLUMNS: [&str; 5] = ["name", "email", "lang", "consent_version", "answers"];

/// What the list shows.
pub(super) fn public(kept: &Kept) -> Record {
    vec![
        ("id", text(&kept.id)),
        ("name", optional(&kept.name)),
        ("role", optional(&kept.role)),
        ("affiliation", optional(&kept.affiliation)),
        ("badges", words(&kept.badges)),
        ("signed_at", time(Some(kept.signed_at))),
    ]
}

/// Everything, for which the secret is needed.
pub(super) fn full(kept: &Kept, keys: &Keys) -> Result<Record, StoreError> {
    let private = keys.open_private(&kept.id, &kept.private)?;
    let member = |name: &str| private.get(name).clone();
    Ok(vec![
        ("id", text(&kept.id)),
        ("name", member("name")),
        ("email", member("email")),
        ("role", optional(&kept.role)),
        ("affiliation", optional(&kept.affiliation)),
        ("sector", optional(&kept.sector)),
        ("reason", optional(&kept.reason)),
        ("anonymous", Json::Bool(kept.name.is_none())),
        ("badges", words(&kept.badges)),
        ("signed_at", time(Some(kept.signed_at))),
        ("published_at", time(kept.published_at)),
        ("status", text(&kept.status)),
        ("held", optional(&kept.held)),
        ("verdict", optional(&kept.verdict)),
        ("decided_at", time(kept.decided_at)),
        ("source", optional(&kept.source)),
        ("updates", Json::Bool(kept.updates)),
        ("outcome", Json::Bool(kept.tell_outcome)),
        ("consent_version", member("consent_version")),
        ("letter_version", optional(&kept.letter_version)),
        ("lang", member("lang")),
        ("answers", member("answers")),
        ("more", others(&private)),
    ])
}

/// Private fields that have no column, so that an export leaves nothing out.
fn others(private: &Json) -> Json {
    let Json::Object(members) = private else {
        return Json::Null;
    };
    let mut members = members.clone();
    members.retain(|(name, value)| *value != Json::Null && !OWN_COLUMNS.contains(&name.as_str()));
    if members.is_empty() {
        return Json::Null;
    }
    Json::Object(members)
}

fn text(text: &str) -> Json {
    Json::String(text.to_owned())
}

fn optional(text: &Option<String>) -> Json {
    text.as_deref().into()
}

fn words(words: &[String]) -> Json {
    Json::Array(words.iter().map(|word| text(word)).collect())
}

fn time(at: Option<Timestamp>) -> Json {
    at.map_or(Json::Null, |at| Json::String(at.to_string()))
}
