//! From a checked signature to a kept one; the same for the protocol and the hosted form.

use open_letter_core::letter::{Letter, Status};
use open_letter_core::protocol::{Code, FieldCode, FieldError};
use open_letter_core::signature::{Draft, NewSignature};
use open_letter_core::{Json, Timestamp};

use crate::app::App;
use crate::clock;
use crate::id;
use crate::keys::{Keys, Place, SealError, Tag};
use crate::store::{Signature, StoreError, Submission, Submitted};

/// The longest language tag that anybody registered has far fewer characters.
const MAX_LANG: usize = 35;
const MAX_VERSION: usize = 64;

/// A signature that was right and yet could not be kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SigningError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error("the system gave no random bytes: {0}")]
    Randomness(#[from] getrandom::Error),
}

/// Why a letter cannot be signed now, if it cannot.
pub(crate) fn closed(letter: &Letter) -> Option<Code> {
    match letter.status {
        Status::Open => None,
        Status::Scheduled => Some(Code::Scheduled),
        Status::Paused => Some(Code::Paused),
        Status::Closed | Status::Delivered | Status::Answered => Some(Code::Closed),
    }
}

/// Checks the fields that people see, and the lengths of those that they do not.
pub(crate) fn check(draft: &Draft, letter: &Letter) -> Result<NewSignature, Vec<FieldError>> {
    let too_long = |text: &Option<String>, max| text.as_ref().is_some_and(|text| text.len() > max);
    let mut unseen = Vec::new();
    if too_long(&draft.lang, MAX_LANG) {
        unseen.push(FieldError::at("/lang", FieldCode::TooLong));
    }
    if too_long(&draft.letter_version, MAX_VERSION) {
        unseen.push(FieldError::at("/letter_version", FieldCode::TooLong));
    }
    match draft.check(letter) {
        Ok(signature) if unseen.is_empty() => Ok(signature),
        Ok(_) => Err(unseen),
        Err(mut errors) => {
            errors.append(&mut unseen);
            Err(errors)
        }
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

impl App {
    /// Keeps a signature under an idempotency key.
    pub(crate) async fn sign(
        &self,
        letter: &Letter,
        new: &NewSignature,
        key: String,
        body_hash: Tag,
    ) -> Result<Submitted, SigningError> {
        let receipt = id::random()?;
        let payload = Place {
            table: "submissions",
            row: &receipt,
            column: "payload",
        };
        let submission = Submission {
            payload: self.keys.seal(&payload, &canonical(&new.to_json()))?,
            letter_id: letter.id.clone(),
            key,
            body_hash,
            mailbox: self.keys.mailbox(&new.email),
            created_at: clock::now(),
            receipt,
        };
        let origin = Origin {
            id: id::random()?,
            letter_id: submission.letter_id.clone(),
            receipt: Some(submission.receipt.clone()),
            badges: Vec::new(),
            signed_at: submission.created_at,
        };
        let signature = kept(&self.keys, new, origin)?;
        Ok(self.store.submit(&submission, &signature).await?)
    }
}

/// What a signature has besides what was typed.
pub(crate) struct Origin {
    pub(crate) id: String,
    pub(crate) letter_id: String,
    pub(crate) receipt: Option<String>,
    pub(crate) badges: Vec<String>,
    pub(crate) signed_at: Timestamp,
}

/// A signature as it is kept: what the list may show, and the rest sealed.
pub(crate) fn kept(
    keys: &Keys,
    new: &NewSignature,
    origin: Origin,
) -> Result<Signature, SealError> {
    let private = Json::object(vec![
        ("name", new.name.as_str().into()),
        ("email", new.email.as_str().into()),
        ("lang", new.lang.as_deref().into()),
        ("consent_version", new.consent_version.as_deref().into()),
    ]);
    let place = Place {
        table: "signatures",
        row: &origin.id,
        column: "private",
    };
    Ok(Signature {
        private: keys.seal(&place, &canonical(&private))?,
        mailbox: keys.mailbox(&new.email),
        name: (!new.anonymous).then(|| new.name.as_str().to_owned()),
        role: new.role.as_ref().map(|role| role.as_str().to_owned()),
        affiliation: new
            .affiliation
            .as_ref()
            .map(|place| place.as_str().to_owned()),
        letter_version: new.letter_version.clone(),
        id: origin.id,
        letter_id: origin.letter_id,
        receipt: origin.receipt,
        badges: origin.badges,
        signed_at: origin.signed_at,
    })
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
