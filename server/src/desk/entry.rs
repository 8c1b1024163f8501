//! A signature as it lies in the database, and as a reviewer sees it.

use data_encoding::HEXLOWER;
use open_letter_core::signature::Claim;
use open_letter_core::{Json, Timestamp};
use sha2::{Digest, Sha256};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::decision::{Verdict, verdict};
use crate::keys::{Keys, Sealed, Tag};
use crate::store::signatures::place;
use crate::store::submissions::tag;
use crate::store::{Connection, Hold, Place, Standing, StoreError};

/// Characters of the hash by which a reviewer's page names what it has shown.
const SEEN_CHARACTERS: usize = 24;

/// The columns of a [`Row`], between what is asked and where.
macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "SELECT id, letter_id, mailbox, name, role, affiliation, sector, reason, badges, \
             claims, signed_at, letter_version, receipt, private, status, published_at, held, held_at, \
             network, verdict, decided_at, source, tell_outcome FROM signatures ",
            $rest
        )
    };
}
pub(super) use rows;

/// A signature as it lies in the database.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(super) id: String,
    pub(super) letter_id: String,
    pub(super) mailbox: Tag,
    /// None where it stays out of the list.
    pub(super) name: Option<String>,
    pub(super) role: Option<String>,
    pub(super) affiliation: Option<String>,
    sector: Option<String>,
    reason: Option<String>,
    pub(super) badges: Vec<String>,
    /// Whether somebody has to look at what is claimed.
    pub(super) claims: bool,
    pub(super) signed_at: Timestamp,
    letter_version: Option<String>,
    pub(super) receipt: Option<String>,
    pub(super) private: Sealed,
    pub(super) place: Place,
    pub(super) verdict: Option<Verdict>,
    pub(super) decided_at: Option<i64>,
    source: Option<String>,
    pub(super) tell_outcome: bool,
}

impl Row {
    pub(super) fn read(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.try_get("id")?,
            letter_id: row.try_get("letter_id")?,
            mailbox: tag(row, "mailbox")?,
            name: row.try_get("name")?,
            role: row.try_get("role")?,
            affiliation: row.try_get("affiliation")?,
            sector: row.try_get("sector")?,
            reason: row.try_get("reason")?,
            badges: serde_json::from_str(row.try_get("badges")?)
                .map_err(|_| StoreError::Content("badges that are no list of words"))?,
            claims: row.try_get::<i64, _>("claims")? != 0,
            signed_at: Timestamp::from_millis(row.try_get("signed_at")?),
            letter_version: row.try_get("letter_version")?,
            receipt: row.try_get("receipt")?,
            private: Sealed::from_bytes(row.try_get("private")?),
            place: place(row)?,
            verdict: verdict(row.try_get("verdict")?)?,
            decided_at: row.try_get("decided_at")?,
            source: row.try_get("source")?,
            tell_outcome: row.try_get::<i64, _>("tell_outcome")? != 0,
        })
    }

    /// What a reviewer has seen of it, hashed: what is signed, and where it stands. Whoever
    /// changes what is signed seals it anew, so that no two texts are sealed alike.
    pub(super) fn seen(&self) -> String {
        let Place {
            standing,
            published_at,
            noticed,
            held_at,
        } = &self.place;
        let held = noticed.map(|noticed| noticed.hold.as_str());
        let millis = |time: &Option<Timestamp>| time.map(Timestamp::millis);
        let state = format!(
            "{} {} {:?} {held:?} {:?} {:?} {:?} {:?} {} ",
            self.id,
            standing.as_str(),
            millis(published_at),
            millis(held_at),
            self.verdict.map(Verdict::as_str),
            self.decided_at,
            self.badges,
            self.claims,
        );
        let hash = Sha256::new().chain_update(state);
        let hash = hash.chain_update(self.private.bytes()).finalize();
        let mut seen = HEXLOWER.encode(&hash);
        seen.truncate(SEEN_CHARACTERS);
        seen
    }

    /// Opens it for a reviewer.
    pub(super) fn open(self, keys: &Keys) -> Result<Entry, StoreError> {
        let private = keys.open_fields(&self.id, &self.private)?;
        let claims = claims(&private)?;
        let claimed = |badge: &String| claims.iter().any(|claim| claim.id == *badge);
        let (granted, given) = self.badges.iter().cloned().partition(claimed);
        let text = |json: &Json, name: &str| json.get(name).as_str().map(str::to_owned);
        let signed_as = match private.get("signed_as") {
            Json::Null => None,
            was => Some(SignedAs {
                name: text(was, "name").unwrap_or_default(),
                role: text(was, "role"),
                affiliation: text(was, "affiliation"),
            }),
        };
        Ok(Entry {
            seen: self.seen(),
            anonymous: self.name.is_none(),
            name: text(&private, "name").unwrap_or_default(),
            signed_as,
            hold: self.place.noticed.map(|noticed| noticed.hold),
            network: self.place.noticed.and_then(|noticed| noticed.network),
            standing: self.place.standing,
            id: self.id,
            role: self.role,
            affiliation: self.affiliation,
            sector: self.sector,
            reason: self.reason,
            given,
            granted,
            claims,
            open: self.claims,
            answers: answers(&private),
            signed_at: self.signed_at,
            letter_version: self.letter_version,
            verdict: self.verdict,
            decided_at: self.decided_at.map(Timestamp::from_millis),
            source: self.source,
        })
    }
}

/// The badges that a signature claims, as its private fields have them.
pub(super) fn claims(private: &Json) -> Result<Vec<Claim>, StoreError> {
    let claims = private.read("badges");
    claims.map_err(|_| StoreError::Content("claims that cannot be read"))
}

/// The answers to the letter's own questions, by their names.
fn answers(private: &Json) -> Vec<(String, String)> {
    let Json::Object(answers) = private.get("answers") else {
        return Vec::new();
    };
    let answer = |(name, text): &(String, Json)| Some((name.clone(), text.as_str()?.to_owned()));
    answers.iter().filter_map(answer).collect()
}

/// The signature of a letter with an id.
pub(super) async fn find(
    connection: &mut Connection,
    letter: &str,
    id: &str,
) -> Result<Option<Row>, StoreError> {
    let row = sqlx::query(rows!("WHERE letter_id = $1 AND id = $2"))
        .bind(letter.to_owned())
        .bind(id.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(Row::read).transpose()
}

/// How a name, role and affiliation were signed, before a reviewer changed their spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedAs {
    pub(crate) name: String,
    pub(crate) role: Option<String>,
    pub(crate) affiliation: Option<String>,
}

/// A signature as a reviewer sees it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    /// What is shown here, hashed; a decision names it.
    pub(crate) seen: String,
    pub(crate) name: String,
    /// Whether the list leaves the name out.
    pub(crate) anonymous: bool,
    pub(crate) role: Option<String>,
    pub(crate) affiliation: Option<String>,
    pub(crate) sector: Option<String>,
    pub(crate) reason: Option<String>,
    /// Badges that it bears and nobody claimed, such as those that came with an import.
    pub(crate) given: Vec<String>,
    /// What its signer claims, with what shows it.
    pub(crate) claims: Vec<Claim>,
    /// Those of them that are granted.
    pub(crate) granted: Vec<String>,
    /// Whether somebody has to look at them.
    pub(crate) open: bool,
    /// The answers to the letter's own questions, by their names.
    pub(crate) answers: Vec<(String, String)>,
    pub(crate) signed_as: Option<SignedAs>,
    pub(crate) signed_at: Timestamp,
    pub(crate) letter_version: Option<String>,
    pub(crate) hold: Option<Hold>,
    pub(crate) network: Option<Tag>,
    pub(crate) standing: Standing,
    pub(crate) verdict: Option<Verdict>,
    pub(crate) decided_at: Option<Timestamp>,
    pub(crate) source: Option<String>,
}
