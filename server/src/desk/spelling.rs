//! Mending how a name, a role or an affiliation is spelt. How it was signed stays on record.

use std::sync::Arc;

use open_letter_core::protocol::FieldCode;
use open_letter_core::text::{Affiliation, Role, SignerName};
use open_letter_core::{Json, Timestamp};

use super::audit::{self, Happened};
use super::entry::{self, Entry, Row};
use crate::app::App;
use crate::clock;
use crate::keys::{Keys, Sealed};
use crate::store::{Connection, StoreError, Work};

/// How a reviewer spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    name: SignerName,
    role: Option<Role>,
    affiliation: Option<Affiliation>,
}

impl Spelling {
    /// Reads what was typed.
    ///
    /// # Errors
    /// The field that cannot be meant so, by its name, and why.
    pub(crate) fn read(
        name: &str,
        role: &str,
        affiliation: &str,
    ) -> Result<Self, (&'static str, FieldCode)> {
        Ok(Self {
            name: SignerName::parse(name).map_err(|code| ("name", code))?,
            role: optional(Role::parse(role)).map_err(|code| ("role", code))?,
            affiliation: optional(Affiliation::parse(affiliation))
                .map_err(|code| ("affiliation", code))?,
        })
    }

    fn role(&self) -> Option<&str> {
        self.role.as_ref().map(Role::as_str)
    }

    fn affiliation(&self) -> Option<&str> {
        self.affiliation.as_ref().map(Affiliation::as_str)
    }
}

/// A field may be empty.
fn optional<T>(parsed: Result<T, FieldCode>) -> Result<Option<T>, FieldCode> {
    match parsed {
        Err(FieldCode::Required) => Ok(None),
        parsed => parsed.map(Some),
    }
}

/// What became of a new spelling.
#[derive(Debug)]
pub(crate) enum Respelt {
    /// It stands; this is its line in the audit.
    Done(String),
    /// The signature looks otherwise than the reviewer saw it.
    Changed(Box<Entry>),
    /// It was taken back by its signer.
    Gone,
}

impl App {
    /// Changes how a signature is spelt, if it is what the reviewer saw.
    pub(crate) async fn respell(
        &self,
        letter: &str,
        reviewer: &str,
        (id, seen): (&str, &str),
        spelling: Spelling,
    ) -> Result<Respelt, StoreError> {
        let now = clock::now();
        let work = Respell {
            keys: Arc::clone(&self.keys),
            letter: letter.to_owned(),
            id: id.to_owned(),
            seen: seen.to_owned(),
            spelling,
            happened: Happened::new(reviewer, Some(letter), "respell", now)?,
            now,
        };
        self.store.write(work).await
    }
}

struct Respell {
    keys: Arc<Keys>,
    letter: String,
    id: String,
    seen: String,
    spelling: Spelling,
    happened: Happened,
    now: Timestamp,
}

impl Work for Respell {
    type Answer = Respelt;

    async fn run(&self, connection: &mut Connection) -> Result<Respelt, StoreError> {
        const SQL: &str = "UPDATE signatures SET name = $2, role = $3, affiliation = $4, \
            private = $5, decided_at = $8 WHERE id = $1 AND status = $6 AND private = $7";
        let Some(row) = entry::find(connection, &self.letter, &self.id).await? else {
            return Ok(Respelt::Gone);
        };
        if row.seen() != self.seen {
            return Ok(Respelt::Changed(Box::new(row.open(&self.keys)?)));
        }
        let spelling = &self.spelling;
        let name = spelling.name.as_str();
        let private = sealed(&self.keys, &row, spelling)?;
        let updated = sqlx::query(SQL)
            .bind(row.id.clone())
            .bind(row.name.is_some().then(|| name.to_owned()))
            .bind(spelling.role().map(str::to_owned))
            .bind(spelling.affiliation().map(str::to_owned))
            .bind(private.bytes().to_vec())
            .bind(row.place.standing.as_str())
            .bind(row.private.bytes().to_vec())
            .bind(self.now.millis())
            .execute(&mut *connection)
            .await?;
        if updated.rows_affected() == 0 {
            return Err(StoreError::Overtaken);
        }
        audit::note(connection, &self.happened, 1).await?;
        Ok(Respelt::Done(self.happened.id.clone()))
    }
}

/// The private fields with the new name, and with how it was signed, unless that is the same.
fn sealed(keys: &Keys, row: &Row, spelling: &Spelling) -> Result<Sealed, StoreError> {
    let private = keys.open_fields(&row.id, &row.private)?;
    let signed_as = match private.get("signed_as") {
        Json::Null => Json::object(vec![
            ("name", private.get("name").clone()),
            ("role", row.role.as_deref().into()),
            ("affiliation", row.affiliation.as_deref().into()),
        ]),
        earlier => earlier.clone(),
    };
    let is = |name: &str, text: Option<&str>| signed_as.get(name).as_str() == text;
    let as_signed = is("name", Some(spelling.name.as_str()))
        && is("role", spelling.role())
        && is("affiliation", spelling.affiliation());
    let mut members = match private {
        Json::Object(members) => members,
        _ => Vec::new(),
    };
    members.retain(|(name, _)| name != "name" && name != "signed_as");
    members.push(("name".to_owned(), spelling.name.as_str().into()));
    if !as_signed {
        members.push(("signed_as".to_owned(), signed_as));
    }
    Ok(keys.seal_fields(&row.id, &Json::Object(members))?)
}
