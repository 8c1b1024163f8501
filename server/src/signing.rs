//! From a checked signature to one that is published, or waits for its mailbox's owner.

use std::borrow::Cow;

use open_letter_core::Timestamp;
use open_letter_core::letter::{Letter, Moderation, Status};
use open_letter_core::protocol::{Code, FieldCode, FieldError, Own};
use open_letter_core::signature::{Draft, NewSignature};
use open_letter_core::text::{Affiliation, Reason, Role};

use crate::app::App;
use crate::claims::Badges;
use crate::clock;
use crate::id;
use crate::keys::{Keys, SealError, Sealed, Tag};
use crate::noticing::Judged;
use crate::private::Recipient;
use crate::proving::Proof;
use crate::store::mails::{self, Kind, Queued};
use crate::store::submissions::State;
use crate::store::{
    Action, Connection, Hold, Noticed, Place, Signature, StoreError, Submission, Submitted, Work,
    networks, proofs, signatures, submissions,
};

/// The longest language tag that anybody registered has far fewer characters.
const MAX_LANG: usize = 35;
const MAX_VERSION: usize = 64;

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
    let too_long =
        |text: &Option<String>, max| text.as_ref().is_some_and(|text| text.chars().count() > max);
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

impl App {
    /// Keeps a signature under an idempotency key.
    pub(crate) async fn sign(
        &self,
        letter: &Letter,
        new: &NewSignature,
        key: String,
        body_hash: Tag,
        judged: Option<Judged>,
        proof: Option<Proof>,
    ) -> Result<Submitted, StoreError> {
        let (noticed, network) = judged.map(Judged::parts).unzip();
        let network = network.flatten();
        let receipt = id::random()?;
        let now = clock::now();
        let submission = Submission {
            payload: self.keys.seal_submission(&receipt, Some(new))?,
            letter_id: letter.id.clone(),
            action: Action::Sign,
            key,
            body_hash,
            mailbox: self.keys.mailbox(&new.email),
            created_at: now,
            receipt: receipt.clone(),
            noticed,
        };
        let then = if letter.confirmation {
            let to = Recipient {
                email: new.email.clone(),
                lang: new.lang.clone(),
            };
            Then::Mail(queued(
                &self.keys,
                Kind::Confirm,
                &letter.id,
                &receipt,
                &to,
                now,
            )?)
        } else {
            let badges = Badges::claimed(new);
            let origin = Origin {
                id: id::random()?,
                letter_id: letter.id.clone(),
                receipt: Some(receipt),
                signed_at: now,
                place: badges.hold(Place::new(letter.moderation, noticed, now), now),
                badges,
                source: None,
            };
            Then::Keep(Box::new(kept(&self.keys, new, origin)?))
        };
        let submitted = self
            .store
            .write(Submit {
                submission,
                then,
                network,
                proof,
            })
            .await?;
        // What the database alone could know.
        if let (Submitted::Kept { held: true, .. }, None) = (&submitted, noticed) {
            self.metrics.noticed(Hold::Proof.as_str());
        }
        self.post.wake();
        Ok(submitted)
    }
}

/// A mail that is to go to somebody.
pub(crate) fn queued(
    keys: &Keys,
    kind: Kind,
    letter: &str,
    receipt: &str,
    to: &Recipient,
    now: Timestamp,
) -> Result<Queued, StoreError> {
    let id = id::random()?;
    Ok(Queued {
        payload: keys.seal_recipient(&id, to)?,
        mailbox: keys.mailbox(&to.email),
        kind,
        letter_id: letter.to_owned(),
        receipt: receipt.to_owned(),
        about: None,
        queued_at: now,
        id,
    })
}

/// What follows a submission. It is the same for every address, so that nobody can tell from
/// outside which of them have signed.
enum Then {
    Keep(Box<Signature>),
    Mail(Queued),
}

/// Keeps a submission, and in the same transaction what follows from it.
struct Submit {
    submission: Submission,
    then: Then,
    /// The network that it waits because of.
    network: Option<(Tag, Sealed)>,
    /// The proof of work that it came with.
    proof: Option<Proof>,
}

impl Submit {
    /// What is kept, where its proof was used by another one before: then it waits.
    async fn proven(&self, connection: &mut Connection) -> Result<Cow<'_, Submission>, StoreError> {
        let spent = match &self.proof {
            // A request that comes again spends its own once more, and is answered as before.
            Some(proof) => !proofs::spend(connection, proof).await?,
            None => false,
        };
        if !spent || self.submission.noticed.is_some() {
            return Ok(Cow::Borrowed(&self.submission));
        }
        Ok(Cow::Owned(Submission {
            noticed: Some(Noticed {
                hold: Hold::Proof,
                network: None,
            }),
            ..self.submission.clone()
        }))
    }
}

impl Work for Submit {
    type Answer = Submitted;

    async fn run(&self, connection: &mut Connection) -> Result<Submitted, StoreError> {
        let submission = self.proven(connection).await?;
        let Submission {
            receipt,
            letter_id,
            key,
            body_hash,
            noticed,
            created_at,
            ..
        } = submission.as_ref();
        let state = match self.then {
            Then::Keep(_) => State::Signed,
            Then::Mail(_) => State::Waiting,
        };
        if !submissions::insert(connection, &submission, state).await? {
            let before = submissions::submitted(connection, letter_id, key, body_hash).await?;
            return before.ok_or(StoreError::Content("a receipt that was given twice"));
        }
        if let Some((network, sealed)) = &self.network {
            networks::hold(connection, network, sealed).await?;
        }
        match &self.then {
            Then::Keep(signature) => {
                let mut signature = Cow::Borrowed(signature.as_ref());
                if noticed.is_some() && self.submission.noticed.is_none() {
                    signature.to_mut().place =
                        Place::new(Moderation::Before, *noticed, *created_at);
                }
                let one = std::slice::from_ref(signature.as_ref());
                if signatures::add(connection, letter_id, one).await? == 0 {
                    submissions::release(connection, receipt).await?;
                }
            }
            Then::Mail(mail) => mails::insert(connection, mail).await?,
        }
        Ok(Submitted::Kept {
            receipt: receipt.clone(),
            held: noticed.is_some(),
        })
    }
}

/// What a signature has besides what was typed.
pub(crate) struct Origin {
    pub(crate) id: String,
    pub(crate) letter_id: String,
    pub(crate) receipt: Option<String>,
    pub(crate) badges: Badges,
    pub(crate) signed_at: Timestamp,
    pub(crate) place: Place,
    /// Where it was collected, if not here.
    pub(crate) source: Option<String>,
}

/// Whether the list would show the same of what was signed before.
pub(crate) fn shows_the_same(before: &Own, new: &NewSignature) -> bool {
    let name = |anonymous: bool, name: &str| (!anonymous).then(|| name.to_owned());
    name(before.anonymous, &before.name) == name(new.anonymous, new.name.as_str())
        && before.role.as_deref() == new.role.as_ref().map(Role::as_str)
        && before.affiliation.as_deref() == new.affiliation.as_ref().map(Affiliation::as_str)
        && before.more.reason.as_deref() == new.reason.as_ref().map(Reason::as_str)
}

/// A signature as it is kept: what the list may show, and the rest sealed.
pub(crate) fn kept(
    keys: &Keys,
    new: &NewSignature,
    origin: Origin,
) -> Result<Signature, SealError> {
    Ok(Signature {
        private: keys.seal_signature(&origin.id, new)?,
        mailbox: keys.mailbox(&new.email),
        name: (!new.anonymous).then(|| new.name.as_str().to_owned()),
        role: new.role.as_ref().map(|role| role.as_str().to_owned()),
        affiliation: new
            .affiliation
            .as_ref()
            .map(|place| place.as_str().to_owned()),
        sector: new.sector.as_ref().map(|sector| sector.as_str().to_owned()),
        reason: new.reason.as_ref().map(|reason| reason.as_str().to_owned()),
        updates: new.updates,
        tell_outcome: new.outcome,
        letter_version: new.letter_version.clone(),
        id: origin.id,
        letter_id: origin.letter_id,
        receipt: origin.receipt,
        badges: origin.badges.granted,
        claims: origin.badges.open,
        signed_at: origin.signed_at,
        place: origin.place,
        source: origin.source,
    })
}
