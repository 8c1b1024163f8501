//! What a letter asks those for who sign it.

use crate::field::Field;
use crate::json::{FromJson, Json, Mismatch};
use crate::letter::{Badge, Letter, Moderation, Need};
use crate::signature::Draft;
use crate::text::{Affiliation, Reason, Role, Sector, SignerName};

/// The most questions of its own that a letter has.
pub const MAX_QUESTIONS: usize = 8;

/// What the form asks for besides name and e-mail address.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Fields {
    /// The e-mail address. The native protocol always asks for it; an adapter leaves it out where
    /// the backend would publish it.
    #[cfg_attr(feature = "wire", serde(skip))]
    pub email: Need,
    /// What the signer does.
    pub role: Need,
    /// Where the signer does it.
    pub affiliation: Need,
    /// In which field of work.
    pub sector: Need,
    /// The sectors to choose from, strings; where there are none, it is typed.
    pub sectors: Vec<Json>,
    /// Why they sign.
    pub reason: Need,
    /// Whether the name may be left out of the list; `required` means the same as `optional`.
    pub anonymous: Need,
    /// Whether news of the campaign can be asked for; never `required`.
    pub updates: Need,
    /// Whether signers can ask to hear how the review ends, where one comes before publication;
    /// never `required`.
    pub outcome: Need,
    /// The ids of the badges that a signer may claim.
    pub badges: Vec<String>,
    /// The letter's own questions: objects with `name`, `label`, `hint`, `options`, `need` and
    /// `max`. They are read where they are asked, which is less code than a type of their own.
    pub custom: Vec<Json>,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            email: Need::Required,
            role: Need::Off,
            affiliation: Need::Off,
            sector: Need::Off,
            sectors: Vec::new(),
            reason: Need::Off,
            anonymous: Need::Off,
            updates: Need::Off,
            outcome: Need::Off,
            badges: Vec::new(),
            custom: Vec::new(),
        }
    }
}

impl Letter {
    /// Every field of its form, in their order, those among them that it does not ask for too.
    #[must_use]
    pub fn form(&self) -> Vec<Field> {
        let (texts, boxes) = Field::ALL.split_at(Field::TEXTS);
        let mut form = texts.to_vec();
        for (index, _) in (0..).zip(&self.fields.custom) {
            form.push(Field::Answer(index));
        }
        for (index, _) in (0..).zip(&self.fields.badges) {
            form.extend([Field::Badge(index), Field::Evidence(index)]);
        }
        form.extend(boxes);
        form
    }

    /// The question that a field answers.
    #[must_use]
    pub fn question(&self, field: Field) -> Option<&Json> {
        match field {
            Field::Answer(index) => self.fields.custom.get(usize::from(index)),
            _ => None,
        }
    }

    /// The badge that a field claims, or tells of.
    #[must_use]
    pub fn claimed(&self, field: Field) -> Option<&Badge> {
        match field {
            Field::Badge(index) | Field::Evidence(index) => {
                self.badge(self.fields.badges.get(usize::from(index))?)
            }
            _ => None,
        }
    }

    /// Whether it asks for a field.
    #[must_use]
    pub fn need(&self, field: Field) -> Need {
        let fields = &self.fields;
        match field {
            Field::Email => fields.email,
            Field::Role => fields.role,
            Field::Affiliation => fields.affiliation,
            Field::Sector => fields.sector,
            Field::Reason => fields.reason,
            Field::Anonymous => fields.anonymous,
            Field::Updates => fields.updates,
            Field::Outcome if self.moderation == Moderation::Before => fields.outcome,
            Field::Outcome => Need::Off,
            Field::Answer(_) => match self.question(field) {
                Some(asked) => asked.read("need").unwrap_or(Need::Optional),
                None => Need::Off,
            },
            Field::Badge(_) => self.claimed(field).map_or(Need::Off, |_| Need::Optional),
            Field::Evidence(_) => self
                .claimed(field)
                .map_or(Need::Off, |badge| badge.evidence),
            Field::Name | Field::Consent | Field::Code | Field::Trap => Need::Required,
        }
    }

    /// The most characters that a field may have.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a limit that large is none"
    )]
    pub fn max(&self, field: Field) -> usize {
        match field {
            Field::Name => SignerName::MAX,
            Field::Email => 254,
            Field::Role => Role::MAX,
            Field::Affiliation => Affiliation::MAX,
            Field::Sector => Sector::MAX,
            // Spaces and hyphens between the digits are welcome.
            Field::Code => 32,
            _ => {
                let asked = self
                    .question(field)
                    .and_then(|asked| asked.read("max").ok());
                asked.map_or(Reason::MAX, |max: u64| max as usize)
            }
        }
    }

    /// What can be chosen in a field, where nothing is typed.
    #[must_use]
    pub fn options(&self, field: Field) -> &[Json] {
        match self.question(field).map(|asked| asked.get("options")) {
            Some(Json::Array(options)) => options,
            None if field == Field::Sector => &self.fields.sectors,
            _ => &[],
        }
    }

    /// The name of a field's input, in the widget and on the hosted page.
    #[must_use]
    pub fn input_name(&self, field: Field) -> String {
        let more = match (self.question(field), self.claimed(field)) {
            (Some(asked), _) => name(asked),
            (_, Some(badge)) => &badge.id,
            _ => return field.name().to_owned(),
        };
        [field.name(), ".", more].concat()
    }

    /// Where a field's value stands in the body of a request.
    #[must_use]
    pub fn pointer(&self, field: Field, draft: &Draft) -> String {
        match (field, self.question(field)) {
            (_, Some(asked)) => [field.pointer(), name(asked)].concat(),
            (Field::Badge(index) | Field::Evidence(index), _) => {
                let place = draft.claims().position(|claim| claim == index);
                let place = place.unwrap_or_default().to_string();
                [Field::Badge(0).pointer(), &place, field.pointer()].concat()
            }
            _ => field.pointer().to_owned(),
        }
    }
}

impl FromJson for Fields {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut fields = Self::default();
        for (name, need) in [
            ("email", &mut fields.email),
            ("role", &mut fields.role),
            ("affiliation", &mut fields.affiliation),
            ("sector", &mut fields.sector),
            ("reason", &mut fields.reason),
            ("anonymous", &mut fields.anonymous),
            ("updates", &mut fields.updates),
            ("outcome", &mut fields.outcome),
        ] {
            json.read_or_keep(name, need)?;
        }
        json.read_into("badges", &mut fields.badges)?;
        for (name, list) in [
            ("sectors", &mut fields.sectors),
            ("custom", &mut fields.custom),
        ] {
            if let Json::Array(items) = json.get(name) {
                list.clone_from(items);
            }
        }
        Ok(fields)
    }
}

/// A question's name among the answers.
#[must_use]
pub(crate) fn name(question: &Json) -> &str {
    question.get("name").as_str().unwrap_or_default()
}
