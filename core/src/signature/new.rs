//! A signature that holds all the rules of its letter, as a server keeps it.

use super::Draft;
use crate::email::Email;
use crate::fields;
use crate::json::{FromJson, Json, Mismatch};
use crate::letter::Letter;
use crate::protocol::{Field, FieldError};
use crate::text::{Affiliation, Reason, Role, Sector, SignerName};

/// A signature that holds all the rules of its letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSignature {
    /// The name.
    pub name: SignerName,
    /// Where a confirmation would go.
    pub email: Email,
    /// What the signer does.
    pub role: Option<Role>,
    /// Where.
    pub affiliation: Option<Affiliation>,
    /// In which field of work.
    pub sector: Option<Sector>,
    /// Why they sign.
    pub reason: Option<Reason>,
    /// Whether the name stays out of the list.
    pub anonymous: bool,
    /// The version of the terms that were accepted, where the letter has some.
    pub consent_version: Option<String>,
    /// Whether news of the campaign are wanted.
    pub updates: bool,
    /// Whether a mail is to tell how the review ends.
    pub outcome: bool,
    /// The badges that are claimed.
    pub badges: Vec<Claim>,
    /// The answers to the letter's own questions, by their names.
    pub answers: Vec<(String, Reason)>,
    /// The language that the signer read the form in.
    pub lang: Option<String>,
    /// Which text was signed.
    pub letter_version: Option<String>,
    /// What only programs give away. It is looked at when it comes, and never kept.
    pub trap: Trap,
}

/// A badge that a signer claims.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Claim {
    /// Which.
    pub id: String,
    /// What shows that it is theirs.
    pub evidence: Option<String>,
}

/// What only programs give away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trap {
    /// What stands in a field that nobody sees.
    pub text: String,
    /// Milliseconds from when the form was first seen until it was sent, where that was told.
    pub millis: Option<u64>,
}

impl Draft {
    /// A signature that can be stored, if the form holds all the rules of its letter.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn check(&self, letter: &Letter) -> Result<NewSignature, Vec<FieldError>> {
        let errors = self.errors(letter);
        let (Ok(name), Ok(email)) = (SignerName::parse(&self.name), Email::parse(&self.email))
        else {
            return Err(errors);
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        // Without errors, a text that cannot be parsed is one that was left empty.
        let reason = |field| Reason::parse(self.text(field)).ok();
        let answer = |field| {
            Some((
                fields::name(letter.question(field)?).to_owned(),
                reason(field)?,
            ))
        };
        let claim = |index| {
            let evidence = reason(Field::Evidence(index));
            Some(Claim {
                id: letter.claimed(Field::Badge(index))?.id.clone(),
                evidence: evidence.map(|text| text.as_str().to_owned()),
            })
        };
        Ok(NewSignature {
            name,
            email,
            role: Role::parse(&self.role).ok(),
            affiliation: Affiliation::parse(&self.affiliation).ok(),
            sector: Sector::parse(self.text(Field::Sector)).ok(),
            reason: reason(Field::Reason),
            anonymous: self.anonymous,
            consent_version: letter
                .consent
                .as_ref()
                .map(|consent| consent.version.clone()),
            updates: self.ticked(Field::Updates),
            outcome: self.ticked(Field::Outcome),
            badges: self.claims().filter_map(claim).collect(),
            answers: letter.form().into_iter().filter_map(answer).collect(),
            lang: self.lang.clone(),
            letter_version: self.letter_version.clone(),
            trap: Trap {
                text: self.text(Field::Trap).to_owned(),
                millis: self.millis,
            },
        })
    }
}

impl NewSignature {
    /// The signature as a request would have it, in one spelling for each signature, and without
    /// the trap.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let on = |on: bool| if on { true.into() } else { Json::Null };
        let consent = Json::object(vec![
            ("version", self.consent_version.as_deref().into()),
            (
                "accepted",
                self.consent_version
                    .as_ref()
                    .map_or(Json::Null, |_| true.into()),
            ),
            ("updates", on(self.updates)),
        ]);
        Json::object(vec![
            ("name", self.name.as_str().into()),
            ("email", self.email.as_str().into()),
            ("role", self.role.as_ref().map(Role::as_str).into()),
            (
                "affiliation",
                self.affiliation.as_ref().map(Affiliation::as_str).into(),
            ),
            ("sector", self.sector.as_ref().map(Sector::as_str).into()),
            ("reason", self.reason.as_ref().map(Reason::as_str).into()),
            ("anonymous", on(self.anonymous)),
            ("outcome", on(self.outcome)),
            ("answers", self.answers_json()),
            ("badges", self.badges_json()),
            ("consent", some(consent)),
            ("lang", self.lang.as_deref().into()),
            ("letter_version", self.letter_version.as_deref().into()),
        ])
    }

    /// The answers by name; null where there are none.
    #[must_use]
    pub fn answers_json(&self) -> Json {
        let answer = |(name, text): &(String, Reason)| (name.clone(), text.as_str().into());
        some(Json::Object(self.answers.iter().map(answer).collect()))
    }

    /// The claims; null where there are none.
    #[must_use]
    pub fn badges_json(&self) -> Json {
        let claim = |claim: &Claim| {
            Json::object(vec![
                ("id", claim.id.as_str().into()),
                ("evidence", claim.evidence.as_deref().into()),
            ])
        };
        some(Json::Array(self.badges.iter().map(claim).collect()))
    }
}

/// Nothing in place of an empty object or array.
fn some(json: Json) -> Json {
    match json {
        Json::Object(members) if members.is_empty() => Json::Null,
        Json::Array(items) if items.is_empty() => Json::Null,
        json => json,
    }
}

impl FromJson for Claim {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            id: json.read("id")?,
            evidence: json.read("evidence")?,
        })
    }
}

impl FromJson for NewSignature {
    /// Reads what [`NewSignature::to_json`] has written, which held its letter's rules then.
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let text = |name| json.read::<Option<String>>(name);
        let is = |json: &Json, name| {
            let on = json.read::<Option<bool>>(name);
            on.map(Option::unwrap_or_default)
        };
        let broken = || Mismatch::here("a signature that was checked");
        let consent = json.get("consent");
        let accepted: bool = is(consent, "accepted")?;
        let version: Option<String> = consent.read("version")?;
        let mut answers = Vec::new();
        if let Json::Object(members) = json.get("answers") {
            for (name, answer) in members {
                let answer = String::from_json(answer)?;
                let answer = Reason::parse(&answer).map_err(|_| broken())?;
                answers.push((name.clone(), answer));
            }
        }
        let or_empty = |name| text(name).map(Option::unwrap_or_default);
        Ok(Self {
            name: SignerName::parse(&or_empty("name")?).map_err(|_| broken())?,
            email: Email::parse(&or_empty("email")?).map_err(|_| broken())?,
            role: Role::parse(&or_empty("role")?).ok(),
            affiliation: Affiliation::parse(&or_empty("affiliation")?).ok(),
            sector: Sector::parse(&or_empty("sector")?).ok(),
            reason: Reason::parse(&or_empty("reason")?).ok(),
            anonymous: is(json, "anonymous")?,
            consent_version: version.filter(|_| accepted),
            updates: is(consent, "updates")?,
            outcome: is(json, "outcome")?,
            badges: json.read("badges")?,
            answers,
            lang: text("lang")?,
            letter_version: text("letter_version")?,
            trap: Trap::default(),
        })
    }
}
