//! From a row to a signature, by the rules of the letter.

use open_letter_core::letter::{Letter, Moderation, Need};
use open_letter_core::protocol::{Field, FieldCode};
use open_letter_core::signature::Draft;
use open_letter_core::text::{Affiliation, Role, SignerName, clean};
use open_letter_core::{Email, Json, Timestamp};

use super::ImportError;
use super::columns::{Column, Columns};
use super::rows::Row;
use crate::id;
use crate::keys::{Keys, SealError};
use crate::store::{Place, Signature};

const MAX_SECTOR: usize = 120;
const MAX_REASON: usize = 1_000;
const MAX_SOURCE: usize = 120;
const MAX_VERSION: usize = 64;
const MAX_LANG: usize = 35;

/// What is wrong with a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// The column, where it is one's.
    pub(super) column: Option<Column>,
    /// The rest of the sentence. It never has anything of the row in it.
    pub(super) told: String,
}

impl Flaw {
    fn new(column: Column, told: impl Into<String>) -> Self {
        Self {
            column: Some(column),
            told: told.into(),
        }
    }

    fn of_row(told: impl Into<String>) -> Self {
        Self {
            column: None,
            told: told.into(),
        }
    }
}

/// What every row is held against.
pub(super) struct Reading<'a> {
    letter: Letter,
    columns: Columns,
    keys: &'a Keys,
    source: Option<String>,
    /// The badge that the column `contributor` gives, where the letter has it.
    contributor: Option<String>,
    moderation: Moderation,
    now: Timestamp,
}

/// What is said of all rows at once.
pub(super) struct Terms {
    pub(super) source: Option<String>,
    pub(super) contributor: String,
    pub(super) review: bool,
    pub(super) now: Timestamp,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        letter: &Letter,
        columns: Columns,
        keys: &'a Keys,
        terms: Terms,
    ) -> Result<Self, ImportError> {
        let mut letter = letter.clone();
        // Who signed on paper has left no address, and agreed to what stood there.
        letter.fields.email = Need::Optional;
        letter.consent = None;
        let source = terms
            .source
            .as_deref()
            .map(|words| clean(words, MAX_SOURCE));
        let badge = terms.contributor;
        Ok(Self {
            source: source.transpose().map_err(|_| ImportError::Source)?,
            contributor: letter.badge(&badge).is_some().then_some(badge),
            letter,
            columns,
            keys,
            moderation: match terms.review {
                true => Moderation::Before,
                false => Moderation::None,
            },
            now: terms.now,
        })
    }

    /// Whether there is a column `contributor` that gives nothing.
    pub(super) fn gives_no_badge(&self) -> bool {
        self.columns.has(Column::Contributor) && self.contributor.is_none()
    }

    /// The signature of a row, or everything that is wrong with it.
    pub(super) fn entry(&self, row: &Row) -> Result<Signature, Vec<Flaw>> {
        let (cells, wanted) = (row.cells.len(), self.columns.count());
        if cells > wanted {
            return Err(vec![Flaw::of_row(format!(
                "has {cells} cells and the first line {wanted}, so that it cannot be told which is which"
            ))]);
        }
        if row.cells.iter().any(Option::is_none) {
            return Err(vec![Flaw::of_row(
                "has letters that are not UTF-8; save the file as UTF-8, or say --encoding windows-1252",
            )]);
        }
        let mut flaws = Vec::new();
        let draft = self.draft(row, &mut flaws);
        for error in draft.errors(&self.letter) {
            flaws.extend(error.field().and_then(|field| flaw(field, error.code)));
        }
        let more = More::read(self, row, &mut flaws);
        let (Ok(name), true) = (SignerName::parse(&draft.name), flaws.is_empty()) else {
            return Err(flaws);
        };
        self.kept(&name, &draft, more)
            .map_err(|error| vec![Flaw::of_row(format!("could not be kept: {error}"))])
    }

    fn text(&self, row: &Row, column: Column) -> String {
        self.columns.text(row, column).unwrap_or_default()
    }

    fn draft(&self, row: &Row, flaws: &mut Vec<Flaw>) -> Draft {
        Draft {
            name: self.text(row, Column::Name),
            email: self.text(row, Column::Email),
            role: self.text(row, Column::Role),
            affiliation: self.text(row, Column::Affiliation),
            anonymous: self.yes(row, Column::Anonymous, flaws),
            ..Draft::default()
        }
    }

    /// A cell that says yes or no.
    fn yes(&self, row: &Row, column: Column, flaws: &mut Vec<Flaw>) -> bool {
        match self.text(row, column).to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "x" | "✓" => true,
            "" | "no" | "n" | "false" | "0" => false,
            _ => {
                flaws.push(Flaw::new(column, "should be yes or no"));
                false
            }
        }
    }

    /// A text that may be left out.
    fn words(
        &self,
        row: &Row,
        column: Column,
        max: usize,
        flaws: &mut Vec<Flaw>,
    ) -> Option<String> {
        match clean(&self.text(row, column), max) {
            Ok(text) => Some(text),
            Err(FieldCode::Required) => None,
            Err(code) => {
                flaws.push(Flaw::new(column, told(code, Some(max))));
                None
            }
        }
    }

    fn kept(&self, name: &SignerName, draft: &Draft, more: More) -> Result<Signature, SealError> {
        let id = id::random()?;
        let role = Role::parse(&draft.role).ok();
        let affiliation = Affiliation::parse(&draft.affiliation).ok();
        let email = Email::parse(&draft.email).ok();
        let role = role.as_ref().map(Role::as_str);
        let affiliation = affiliation.as_ref().map(Affiliation::as_str);
        let mailbox = match &email {
            Some(email) => self.keys.mailbox(email),
            None => {
                let (role, place) = (role.unwrap_or_default(), affiliation.unwrap_or_default());
                self.keys.without_mailbox(name.as_str(), role, place)
            }
        };
        let private = Json::object(vec![
            ("name", name.as_str().into()),
            ("email", email.as_ref().map(Email::as_str).into()),
            ("lang", more.lang.as_deref().into()),
            ("consent_version", more.consent_version.as_deref().into()),
        ]);
        let signed_at = more.signed_at.unwrap_or(self.now);
        let mut place = Place::new(more.moderation, None, self.now);
        place.published_at = place.published_at.map(|_| signed_at);
        Ok(Signature {
            private: self.keys.seal_private(&id, &private)?,
            id,
            letter_id: self.letter.id.clone(),
            mailbox,
            name: (!draft.anonymous).then(|| name.as_str().to_owned()),
            role: role.map(str::to_owned),
            affiliation: affiliation.map(str::to_owned),
            badges: more.badges,
            claims: false,
            signed_at,
            letter_version: more.letter_version,
            receipt: None,
            place,
            source: more.source,
            sector: more.sector,
            reason: more.reason,
            // Without an address there is nobody to send them to.
            updates: more.updates && email.is_some(),
            tell_outcome: false,
        })
    }
}

/// What a row says besides what the form asks for.
struct More {
    badges: Vec<String>,
    signed_at: Option<Timestamp>,
    source: Option<String>,
    sector: Option<String>,
    reason: Option<String>,
    updates: bool,
    consent_version: Option<String>,
    letter_version: Option<String>,
    lang: Option<String>,
    moderation: Moderation,
}

impl More {
    fn read(reading: &Reading<'_>, row: &Row, flaws: &mut Vec<Flaw>) -> Self {
        let source = reading.words(row, Column::Source, MAX_SOURCE, flaws);
        Self {
            badges: badges(reading, row, flaws),
            signed_at: signed_at(reading, row, flaws),
            source: source.or_else(|| reading.source.clone()),
            sector: reading.words(row, Column::Sector, MAX_SECTOR, flaws),
            reason: reading.words(row, Column::Reason, MAX_REASON, flaws),
            updates: reading.yes(row, Column::Updates, flaws),
            consent_version: reading.words(row, Column::ConsentVersion, MAX_VERSION, flaws),
            letter_version: reading.words(row, Column::LetterVersion, MAX_VERSION, flaws),
            lang: reading.words(row, Column::Lang, MAX_LANG, flaws),
            moderation: moderation(reading, row, flaws),
        }
    }
}

fn badges(reading: &Reading<'_>, row: &Row, flaws: &mut Vec<Flaw>) -> Vec<String> {
    let contributor = reading.yes(row, Column::Contributor, flaws);
    let given = reading.contributor.clone().filter(|_| contributor);
    let text = reading.text(row, Column::Badges);
    let named = text
        .split([' ', ',', ';'])
        .filter(|id| !id.is_empty())
        .map(str::to_owned);
    let mut badges: Vec<String> = Vec::new();
    for badge in named.chain(given) {
        if reading.letter.badge(&badge).is_none() {
            let flaw = Flaw::new(
                Column::Badges,
                "names a badge that the letter does not have",
            );
            flaws.push(flaw);
            break;
        }
        if !badges.contains(&badge) {
            badges.push(badge);
        }
    }
    badges
}

fn signed_at(reading: &Reading<'_>, row: &Row, flaws: &mut Vec<Flaw>) -> Option<Timestamp> {
    let text = reading.text(row, Column::SignedAt);
    if text.is_empty() {
        return None;
    }
    let time = Timestamp::parse(&text);
    let wrong = match time {
        None => {
            "is no time; write a day such as 2026-05-01, or a time with its offset such as 2026-05-01T09:00:00Z"
        }
        Some(time) if time > reading.now => "lies in the future",
        Some(time) if time.millis() < 0 => "lies before 1970",
        Some(_) => return time,
    };
    flaws.push(Flaw::new(Column::SignedAt, wrong));
    None
}

/// What a person has refused elsewhere does not count here.
fn moderation(reading: &Reading<'_>, row: &Row, flaws: &mut Vec<Flaw>) -> Moderation {
    match reading.text(row, Column::Status).as_str() {
        "" | "published" => reading.moderation,
        "in_review" => Moderation::Before,
        "rejected" | "hidden" => {
            let told = "says that somebody has refused it; it is not imported";
            flaws.push(Flaw::new(Column::Status, told));
            Moderation::Before
        }
        _ => {
            let told = "should be published or in_review, or empty";
            flaws.push(Flaw::new(Column::Status, told));
            Moderation::Before
        }
    }
}

/// What the form's rules say of a column.
fn flaw(field: Field, code: FieldCode) -> Option<Flaw> {
    let (column, max) = match field {
        Field::Name => (Column::Name, Some(SignerName::MAX)),
        Field::Email => (Column::Email, None),
        Field::Role => (Column::Role, Some(Role::MAX)),
        Field::Affiliation => (Column::Affiliation, Some(Affiliation::MAX)),
        Field::Anonymous => (Column::Anonymous, None),
        // What was asked elsewhere need not be what is asked here.
        _ => return None,
    };
    let told = match (field, code) {
        (Field::Name, FieldCode::Required) => {
            "is missing; a name is needed even where anonymous keeps it out of the list".to_owned()
        }
        (Field::Email, FieldCode::Malformed) => "is no e-mail address".to_owned(),
        _ => told(code, max),
    };
    Some(Flaw::new(column, told))
}

fn told(code: FieldCode, max: Option<usize>) -> String {
    match (code, max) {
        (FieldCode::Required, _) => "is missing, and the letter asks for it".to_owned(),
        (FieldCode::TooShort, _) => "is too short".to_owned(),
        (FieldCode::TooLong, Some(max)) => format!("is longer than {max} characters"),
        (FieldCode::TooLong, None) => "is too long".to_owned(),
        (FieldCode::Malformed, _) => {
            "has something in it that it may not have, such as a web address or characters that nobody sees"
                .to_owned()
        }
        (FieldCode::NotAllowed | FieldCode::NotAccepted, _) => {
            "is not what the letter asks for; let its fields have it, or leave the column empty"
                .to_owned()
        }
    }
}
