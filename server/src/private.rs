//! What is only ever written encrypted, and how it is read again.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use open_letter_core::json::FromJson;
use open_letter_core::protocol::{More, Own};
use open_letter_core::signature::NewSignature;
use open_letter_core::{Email, Json};

use crate::desk::decision::{Verdict, verdict};
use crate::keys::{Keys, Place, SealError, Sealed, Tag};
use crate::store::StoreError;
use crate::store::signatures::Signed;

/// Whom a mail goes to, and in which language.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub(crate) email: Email,
    pub(crate) lang: Option<String>,
}

/// Why a review ended as it did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) verdict: Option<Verdict>,
    /// The reviewer's own words.
    pub(crate) words: Option<String>,
}

fn submission(receipt: &str) -> Place<'_> {
    Place {
        table: "submissions",
        row: receipt,
        column: "payload",
    }
}

fn signature(id: &str) -> Place<'_> {
    Place {
        table: "signatures",
        row: id,
        column: "private",
    }
}

fn link(letter: &str) -> Place<'_> {
    Place {
        table: "links",
        row: letter,
        column: "news",
    }
}

fn held_network(network: &str) -> Place<'_> {
    Place {
        table: "held_networks",
        row: network,
        column: "sealed",
    }
}

fn mail(id: &str) -> Place<'_> {
    Place {
        table: "mails",
        row: id,
        column: "payload",
    }
}

impl Keys {
    /// Seals a network that something waits because of.
    pub(crate) fn seal_network(&self, network: &Tag, prefix: &str) -> Result<Sealed, SealError> {
        let row = HEXLOWER.encode(network);
        self.seal(&held_network(&row), prefix.as_bytes())
    }

    /// A network that something waits because of.
    pub(crate) fn open_network(&self, network: &Tag, sealed: &Sealed) -> Option<String> {
        let row = HEXLOWER.encode(network);
        let prefix = self.open(&held_network(&row), sealed.bytes())?;
        String::from_utf8(prefix).ok()
    }

    /// Seals what waits to be confirmed; nothing, where somebody only asks for what is stored.
    pub(crate) fn seal_submission(
        &self,
        receipt: &str,
        new: Option<&NewSignature>,
    ) -> Result<Sealed, SealError> {
        let json = new.map(|new| canonical(&new.to_json())).unwrap_or_default();
        self.seal(&submission(receipt), &json)
    }

    /// What waits to be confirmed. It held its letter's rules when it was sent.
    pub(crate) fn open_submission(
        &self,
        receipt: &str,
        sealed: &Sealed,
    ) -> Result<NewSignature, StoreError> {
        self.read(&submission(receipt), sealed)
            .and_then(|json| NewSignature::from_json(&json).ok())
            .ok_or(StoreError::Content("a submission that cannot be read"))
    }

    /// Seals what is private in a signature.
    pub(crate) fn seal_signature(&self, id: &str, new: &NewSignature) -> Result<Sealed, SealError> {
        let private = Json::object(vec![
            ("name", new.name.as_str().into()),
            ("email", new.email.as_str().into()),
            ("lang", new.lang.as_deref().into()),
            ("consent_version", new.consent_version.as_deref().into()),
            ("answers", new.answers_json()),
            ("badges", new.badges_json()),
        ]);
        self.seal(&signature(id), &canonical(&private))
    }

    /// Seals the private fields of a signature, whichever they are.
    pub(crate) fn seal_private(&self, id: &str, private: &Json) -> Result<Sealed, SealError> {
        self.seal(&signature(id), &canonical(private))
    }

    /// The private fields of a signature, whichever they are.
    pub(crate) fn open_private(&self, id: &str, sealed: &Sealed) -> Result<Json, StoreError> {
        self.read(&signature(id), sealed)
            .ok_or(StoreError::Content("a signature that cannot be read"))
    }

    /// Everything that is stored of a signature.
    pub(crate) fn open_signature(&self, signed: Signed) -> Result<Own, StoreError> {
        let unreadable = || StoreError::Content("a signature that cannot be read");
        let private = self
            .read(&signature(&signed.id), &signed.private)
            .ok_or_else(unreadable)?;
        let text = |name| {
            private
                .read::<Option<String>>(name)
                .map_err(|_| unreadable())
        };
        Ok(Own {
            name: text("name")?.unwrap_or_default(),
            email: text("email")?.unwrap_or_default(),
            lang: text("lang")?,
            consent_version: text("consent_version")?,
            signed_at: signed.signed_at,
            role: signed.role,
            affiliation: signed.affiliation,
            anonymous: signed.anonymous,
            letter_version: signed.letter_version,
            status: signed.place.standing.told(),
            more: More {
                sector: signed.sector,
                reason: signed.reason,
                answers: match private.get("answers") {
                    Json::Null => Json::Object(Vec::new()),
                    answers => answers.clone(),
                },
                badges: private.read("badges").map_err(|_| unreadable())?,
                badges_shown: signed.badges,
                updates: signed.updates,
                outcome: signed.tell_outcome,
            },
        })
    }

    /// Where the owner of a signature can be written to; nobody knows that any more once the
    /// campaign is long over, and of what was signed on paper nobody ever did.
    pub(crate) fn open_contact(
        &self,
        id: &str,
        sealed: &Sealed,
    ) -> Result<Option<Recipient>, StoreError> {
        let unreadable = || StoreError::Content("a signature that cannot be read");
        let private = self.read(&signature(id), sealed).ok_or_else(unreadable)?;
        let email: Option<String> = private.read("email").map_err(|_| unreadable())?;
        let email = email.and_then(|email| Email::parse(&email).ok());
        Ok(email.map(|email| Recipient {
            email,
            lang: private.read("lang").ok().flatten(),
        }))
    }

    /// A link's token that names a signature to this server and to nobody else.
    pub(crate) fn seal_link(&self, letter: &str, id: &str) -> Result<String, SealError> {
        let sealed = self.seal(&link(letter), id.as_bytes())?;
        Ok(BASE64URL_NOPAD.encode(sealed.bytes()))
    }

    /// The signature that a link's token names.
    pub(crate) fn open_link(&self, letter: &str, token: &str) -> Option<String> {
        let sealed = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        String::from_utf8(self.open(&link(letter), &sealed)?).ok()
    }

    /// Seals whom a mail goes to.
    pub(crate) fn seal_recipient(&self, id: &str, to: &Recipient) -> Result<Sealed, SealError> {
        let json = Json::object(vec![
            ("email", to.email.as_str().into()),
            ("lang", to.lang.as_deref().into()),
        ]);
        self.seal(&mail(id), &canonical(&json))
    }

    /// Whom a mail goes to.
    pub(crate) fn open_recipient(
        &self,
        id: &str,
        sealed: &Sealed,
    ) -> Result<Recipient, StoreError> {
        let json = self.read(&mail(id), sealed);
        json.and_then(|json| {
            let email: String = json.read("email").ok()?;
            Some(Recipient {
                email: Email::parse(&email).ok()?,
                lang: json.read("lang").ok()?,
            })
        })
        .ok_or(StoreError::Content("a mail that cannot be read"))
    }

    /// The private fields of a signature, as they are kept.
    pub(crate) fn open_fields(&self, id: &str, sealed: &Sealed) -> Result<Json, StoreError> {
        self.read(&signature(id), sealed)
            .ok_or(StoreError::Content("a signature that cannot be read"))
    }

    /// Seals private fields that were opened.
    pub(crate) fn seal_fields(&self, id: &str, fields: &Json) -> Result<Sealed, SealError> {
        self.seal(&signature(id), &canonical(fields))
    }

    /// Seals whom a mail goes to that tells how the review ended, and why.
    pub(crate) fn seal_outcome(
        &self,
        id: &str,
        to: &Recipient,
        outcome: &Outcome,
    ) -> Result<Sealed, SealError> {
        let json = Json::object(vec![
            ("email", to.email.as_str().into()),
            ("lang", to.lang.as_deref().into()),
            ("verdict", outcome.verdict.map(Verdict::as_str).into()),
            ("words", outcome.words.as_deref().into()),
        ]);
        self.seal(&mail(id), &canonical(&json))
    }

    /// Why a review ended as it did.
    pub(crate) fn open_outcome(&self, id: &str, sealed: &Sealed) -> Result<Outcome, StoreError> {
        let json = self.read(&mail(id), sealed);
        let json = json.ok_or(StoreError::Content("a mail that cannot be read"))?;
        let text = |name: &str| json.get(name).as_str().map(str::to_owned);
        Ok(Outcome {
            verdict: verdict(text("verdict"))?,
            words: text("words"),
        })
    }

    fn read(&self, place: &Place<'_>, sealed: &Sealed) -> Option<Json> {
        let bytes = self.open(place, sealed.bytes())?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// The bytes of a body in which the order of members says nothing.
pub(crate) fn canonical(body: &Json) -> Vec<u8> {
    serde_json::to_vec(&sorted(body)).unwrap_or_default()
}

fn sorted(json: &Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        Json::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(name, value)| (name.clone(), sorted(value)))
                .collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            Json::Object(members)
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_body_is_one_whatever_the_order_of_its_members() {
        let read = |text: &str| canonical(&serde_json::from_str(text).unwrap());
        let one = read(r#"{"name":"Ada","consent":{"version":"1","accepted":true}}"#);
        assert_eq!(
            one,
            read(r#" {"consent":{"accepted":true,"version":"1"}, "name":"Ada"} "#)
        );
        assert_ne!(
            one,
            read(r#"{"consent":{"accepted":true,"version":"2"},"name":"Ada"}"#)
        );
        assert_ne!(read("[1,2]"), read("[2,1]"));
    }
}
