//! What is only ever written encrypted, and how it is read again.

use open_letter_core::protocol::Own;
use open_letter_core::signature::{Draft, NewSignature, draft_from_json};
use open_letter_core::text::{Affiliation, Role, SignerName};
use open_letter_core::{Email, Json};

use crate::keys::{Keys, Place, SealError, Sealed};
use crate::store::StoreError;
use crate::store::signatures::Signed;

/// Whom a mail goes to, and in which language.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub(crate) email: Email,
    pub(crate) lang: Option<String>,
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

fn mail(id: &str) -> Place<'_> {
    Place {
        table: "mails",
        row: id,
        column: "payload",
    }
}

impl Keys {
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
        let draft = self
            .read(&submission(receipt), sealed)
            .and_then(|json| draft_from_json(&json).ok())
            .ok_or(StoreError::Content("a submission that cannot be read"))?;
        parsed(draft).ok_or(StoreError::Content("a submission that holds no rules"))
    }

    /// Seals what is private in a signature.
    pub(crate) fn seal_signature(&self, id: &str, new: &NewSignature) -> Result<Sealed, SealError> {
        let private = Json::object(vec![
            ("name", new.name.as_str().into()),
            ("email", new.email.as_str().into()),
            ("lang", new.lang.as_deref().into()),
            ("consent_version", new.consent_version.as_deref().into()),
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
        })
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

    fn read(&self, place: &Place<'_>, sealed: &Sealed) -> Option<Json> {
        let bytes = self.open(place, sealed.bytes())?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// A signature from a draft that was checked before.
pub(crate) fn parsed(draft: Draft) -> Option<NewSignature> {
    Some(NewSignature {
        name: SignerName::parse(&draft.name).ok()?,
        email: Email::parse(&draft.email).ok()?,
        role: Role::parse(&draft.role).ok(),
        affiliation: Affiliation::parse(&draft.affiliation).ok(),
        anonymous: draft.anonymous,
        consent_version: draft.consent_version.filter(|_| draft.accepted),
        lang: draft.lang,
        letter_version: draft.letter_version,
    })
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
