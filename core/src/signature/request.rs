//! A signature as it is sent: the body of `POST L/signatures`.

use super::Draft;
use crate::fields;
use crate::json::{FromJson, Json, Mismatch};
use crate::letter::Letter;
use crate::protocol::{Field, FieldCode, FieldError};

/// Reads the body of `POST L/signatures`, strictly: a member that the protocol does not know is
/// an error, so that no client believes that something was stored which was not.
///
/// # Errors
/// Every member of a wrong type or an unknown name.
pub fn draft_from_json(json: &Json, letter: &Letter) -> Result<Draft, Vec<FieldError>> {
    read(json, letter, Draft::default(), false)
}

impl Draft {
    /// The draft with what the body of `PATCH L/own` puts in the place of what stood there, read
    /// just as strictly. What is missing stays, an empty text empties.
    ///
    /// # Errors
    /// Every member of a wrong type or an unknown name.
    pub fn corrected(self, json: &Json, letter: &Letter) -> Result<Self, Vec<FieldError>> {
        read(json, letter, self, true)
    }
}

fn read(
    json: &Json,
    letter: &Letter,
    draft: Draft,
    corrects: bool,
) -> Result<Draft, Vec<FieldError>> {
    let Json::Object(members) = json else {
        return Err(vec![FieldError::at("", FieldCode::Malformed)]);
    };
    let mut reader = Reader {
        letter,
        draft,
        corrects,
        unknown: Vec::new(),
    };
    let mut errors = Vec::new();
    for (name, value) in members {
        if let Err(mismatch) = reader.member(name, value) {
            let place = mismatch.under(name).pointer;
            errors.push(FieldError::at(&place, FieldCode::Malformed));
        }
        for place in reader.unknown.drain(..) {
            errors.push(FieldError::at(&place, FieldCode::NotAllowed));
        }
    }
    if errors.is_empty() {
        Ok(reader.draft)
    } else {
        Err(errors)
    }
}

struct Reader<'a> {
    letter: &'a Letter,
    draft: Draft,
    /// Whether it is a correction, which has not all the members.
    corrects: bool,
    /// The places of what the letter does not ask for, and the protocol does not know.
    unknown: Vec<String>,
}

impl Reader<'_> {
    fn member(&mut self, name: &str, value: &Json) -> Result<(), Box<Mismatch>> {
        match name {
            "anonymous" => self.tick(Field::Anonymous, value),
            "outcome" => self.tick(Field::Outcome, value),
            "answers" => self.answers(value),
            "badges" => self.badges(value),
            "updates" if self.corrects => self.tick(Field::Updates, value),
            "lang" if !self.corrects => put(&mut self.draft.lang, value),
            "letter_version" if !self.corrects => put(&mut self.draft.letter_version, value),
            "consent" if !self.corrects => self.consent(value),
            "trap" if !self.corrects => self.trap(value),
            text => {
                let another = self.corrects && matches!(text, "email" | "trap");
                let named = |field: &Field| field.name() == text && !field.is_box() && !another;
                match Field::ALL.into_iter().find(named) {
                    Some(field) => self.text(field, value),
                    None => {
                        self.unknown.push(pointer(&[name]));
                        Ok(())
                    }
                }
            }
        }
    }

    fn text(&mut self, field: Field, value: &Json) -> Result<(), Box<Mismatch>> {
        let text = Option::<String>::from_json(value)?.unwrap_or_default();
        if let Some(place) = self.draft.text_mut(field) {
            *place = text;
        }
        Ok(())
    }

    fn tick(&mut self, field: Field, value: &Json) -> Result<(), Box<Mismatch>> {
        match Option::<bool>::from_json(value)? {
            None if self.corrects => {}
            on => self.draft.tick(field, on.unwrap_or_default()),
        }
        Ok(())
    }

    fn known(&mut self, at: &[&str], json: &Json, known: &[&str]) -> Result<(), Box<Mismatch>> {
        for (name, _) in json.expect_object()? {
            if !known.contains(&name.as_str()) {
                self.unknown.push(pointer(&[at, &[name]].concat()));
            }
        }
        Ok(())
    }

    fn consent(&mut self, value: &Json) -> Result<(), Box<Mismatch>> {
        self.known(&["consent"], value, &["version", "accepted", "updates"])?;
        self.draft.consent_version = value.read("version")?;
        self.draft.accepted = value.read::<Option<bool>>("accepted")?.unwrap_or_default();
        let updates = self.tick(Field::Updates, value.get("updates"));
        updates.map_err(|mismatch| mismatch.under("updates"))
    }

    fn trap(&mut self, value: &Json) -> Result<(), Box<Mismatch>> {
        self.known(&["trap"], value, &["text", "millis"])?;
        self.draft.millis = value.read("millis")?;
        let text = self.text(Field::Trap, value.get("text"));
        text.map_err(|mismatch| mismatch.under("text"))
    }

    fn answers(&mut self, value: &Json) -> Result<(), Box<Mismatch>> {
        if *value == Json::Null {
            return Ok(());
        }
        for (name, answer) in value.expect_object()? {
            let asked = |field: &Field| {
                let question = self.letter.question(*field);
                question.is_some_and(|question| fields::name(question) == name)
            };
            match self.letter.form().into_iter().find(asked) {
                Some(field) => self
                    .text(field, answer)
                    .map_err(|mismatch| mismatch.under(name))?,
                None => self.unknown.push(pointer(&["answers", name])),
            }
        }
        Ok(())
    }

    fn badges(&mut self, value: &Json) -> Result<(), Box<Mismatch>> {
        let claims: Vec<&Json> = match value {
            Json::Null => Vec::new(),
            Json::Array(claims) => claims.iter().collect(),
            _ => return Err(Mismatch::here("an array")),
        };
        // Those that are claimed now are all of them.
        for index in self.draft.claims().collect::<Vec<_>>() {
            self.draft.tick(Field::Badge(index), false);
        }
        for (place, claim) in claims.into_iter().enumerate() {
            let place = place.to_string();
            self.claim(&place, claim)
                .map_err(|mismatch| mismatch.under(&place))?;
        }
        Ok(())
    }

    fn claim(&mut self, place: &str, claim: &Json) -> Result<(), Box<Mismatch>> {
        self.known(&["badges", place], claim, &["id", "evidence"])?;
        let id: String = claim.read("id")?;
        let known = self
            .letter
            .fields
            .badges
            .iter()
            .position(|badge| *badge == id);
        let index = known.and_then(|index| u8::try_from(index).ok());
        match index.filter(|index| !self.draft.ticked(Field::Badge(*index))) {
            Some(index) => {
                self.draft.tick(Field::Badge(index), true);
                let evidence = self.text(Field::Evidence(index), claim.get("evidence"));
                evidence.map_err(|mismatch| mismatch.under("evidence"))
            }
            None => {
                self.unknown.push(pointer(&["badges", place, "id"]));
                Ok(())
            }
        }
    }
}

fn pointer(tokens: &[&str]) -> String {
    let root = Mismatch::here("");
    let place = tokens.iter().rev();
    place.fold(root, |place, token| place.under(token)).pointer
}

fn put<T: FromJson>(place: &mut T, value: &Json) -> Result<(), Box<Mismatch>> {
    *place = T::from_json(value)?;
    Ok(())
}
