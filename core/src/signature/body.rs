//! A draft as it is sent, and as it is read from what is stored.

use super::Draft;
use crate::fields::name;
use crate::json::Json;
use crate::letter::{Letter, Need};
use crate::protocol::Field;

impl Draft {
    /// The body of `POST L/signatures`: what the letter asks for. Members that were left empty are
    /// left out.
    #[must_use]
    pub fn to_json(&self, letter: &Letter) -> Json {
        let mut members = self.members(&letter.form(), letter, false);
        let version = self.consent_version.as_deref();
        let consent = Json::object(vec![
            ("version", version.into()),
            (
                "accepted",
                version.map_or(Json::Null, |_| self.accepted.into()),
            ),
            ("updates", ticked(self, Field::Updates, false)),
        ]);
        let consent = Some(consent).filter(|consent| *consent != Json::Object(Vec::new()));
        members.extend([
            ("consent", consent.unwrap_or_default()),
            ("lang", self.lang.as_deref().into()),
            ("letter_version", self.letter_version.as_deref().into()),
        ]);
        Json::object(members)
    }

    /// The body of `PATCH L/own`: an empty text empties what is stored.
    #[must_use]
    pub fn changes(&self, fields: &[Field], letter: &Letter) -> Json {
        let mut members = self.members(fields, letter, true);
        if letter.need(Field::Updates) != Need::Off {
            members.push(("updates", ticked(self, Field::Updates, true)));
        }
        Json::object(members)
    }

    /// What stands in some fields, of those that the letter asks for; `all` of them, or those that
    /// say something.
    fn members(&self, fields: &[Field], letter: &Letter, all: bool) -> Vec<(&'static str, Json)> {
        let mut members = Vec::new();
        let mut answers = Vec::new();
        for field in fields {
            if letter.need(*field) == Need::Off {
                continue;
            }
            let text = Some(self.text(*field).trim()).filter(|text| all || !text.is_empty());
            match (field, letter.question(*field)) {
                (_, Some(asked)) => answers.push((name(asked), text.into())),
                (Field::Anonymous | Field::Outcome, _) => {
                    members.push((field.name(), ticked(self, *field, all)));
                }
                (Field::Badge(_) | Field::Evidence(_) | Field::Updates, _)
                | (Field::Consent | Field::Trap, _) => {}
                _ => members.push((field.name(), text.into())),
            }
        }
        let answers = Json::object(answers);
        if answers != Json::Object(Vec::new()) {
            members.push(("answers", answers));
        }
        let badges = self.badges(letter);
        if !badges.is_empty() || all && !letter.fields.badges.is_empty() {
            members.push(("badges", Json::Array(badges)));
        }
        members
    }

    fn badges(&self, letter: &Letter) -> Vec<Json> {
        let mut badges = Vec::new();
        for index in self.claims() {
            let evidence = Some(self.text(Field::Evidence(index)).trim());
            let id = letter.fields.badges.get(usize::from(index));
            badges.push(Json::object(vec![
                ("id", id.map(String::as_str).into()),
                ("evidence", evidence.filter(|text| !text.is_empty()).into()),
            ]));
        }
        badges
    }

    /// Takes what is stored of a signature, as `GET L/own` tells it, into the form.
    pub fn recall(&mut self, own: &Json, letter: &Letter) {
        self.more.clear();
        for field in letter.form() {
            let value = match (field, letter.question(field), letter.claimed(field)) {
                (Field::Email, ..) => continue,
                (_, Some(asked), _) => own.get("answers").get(name(asked)),
                (_, _, Some(badge)) => match own.get("badges") {
                    Json::Array(claims) => {
                        let named = |claim: &&Json| claim.get("id").as_str() == Some(&badge.id);
                        let claim = claims.iter().find(named);
                        let member = match field {
                            Field::Badge(_) => "id",
                            _ => "evidence",
                        };
                        claim.map_or(&Json::Null, |claim| claim.get(member))
                    }
                    _ => continue,
                },
                _ => own.get(field.name()),
            };
            if field.is_box() {
                self.tick(field, !matches!(value, Json::Null | Json::Bool(false)));
            } else if let (text, Some(place)) = (value.as_str(), self.text_mut(field)) {
                *place = text.unwrap_or_default().to_owned();
            }
        }
    }
}

/// Whether a box is ticked; where only what says something counts, an empty one is nothing.
fn ticked(draft: &Draft, field: Field, all: bool) -> Json {
    Some(draft.ticked(field))
        .filter(|on| all || *on)
        .map_or(Json::Null, Json::from)
}
