//! Proofs of work: a challenge that this server has made, and a number that gives a rare hash with
//! it. Whoever has none is no liar, so nobody is refused for it.
//!
//! A challenge holds its own time and difficulty under a keyed hash, so nothing is kept of it until
//! it is used; then it is, for as long as it would be good.

use data_encoding::BASE64URL_NOPAD;
use open_letter_core::json::{FromJson, Json, Mismatch};
use open_letter_core::protocol::{FieldCode, FieldError};
use open_letter_core::{Letter, Timestamp};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::keys::{Keys, Tag};
use crate::token::later;

/// How long a challenge is good: longer than anybody fills in a form.
const MINUTES: u32 = 30;

/// The member of a signature's body that is no part of what is signed.
const MEMBER: &str = "proof";
const MEMBERS: [&str; 2] = ["challenge", "nonce"];

/// What is told to who asks for a challenge.
#[derive(serde::Serialize)]
pub(crate) struct Challenge {
    challenge: String,
    bits: u8,
    /// Seconds, since many clocks are wrong.
    expires_in: u32,
}

/// What came with a signature.
#[derive(Debug)]
pub(crate) struct Brought {
    challenge: String,
    nonce: String,
}

/// A proof that is right, if it was not used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    /// What makes its challenge ours. No two have the same.
    pub(crate) challenge: Tag,
    /// Until when it is good.
    pub(crate) expires_at: Timestamp,
}

/// A challenge from its bytes.
struct Made<'a> {
    /// All but the keyed hash.
    body: &'a [u8],
    made_at: Timestamp,
    bits: u8,
    tag: Tag,
}

impl<'a> Made<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (body, tag) = bytes.split_last_chunk::<32>()?;
        let (time, rest) = body.split_first_chunk::<8>()?;
        let (bits, random) = rest.split_first()?;
        (random.len() == 16).then_some(Self {
            body,
            made_at: Timestamp::from_millis(i64::from_be_bytes(*time)),
            bits: *bits,
            tag: *tag,
        })
    }
}

impl Keys {
    /// Makes a challenge for a letter.
    pub(crate) fn new_challenge(
        &self,
        letter: &str,
        bits: u8,
        now: Timestamp,
    ) -> Result<Challenge, getrandom::Error> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)?;
        let body = [&now.millis().to_be_bytes()[..], &[bits], &random].concat();
        let tag = self.challenge(letter, &body);
        Ok(Challenge {
            challenge: BASE64URL_NOPAD.encode(&[&body[..], &tag].concat()),
            bits,
            expires_in: MINUTES * 60,
        })
    }

    /// The proof, if it is right. It is held to what was asked when the work began: a letter may
    /// ask for more since.
    fn proof(&self, letter: &str, brought: &Brought, now: Timestamp) -> Option<Proof> {
        let bytes = BASE64URL_NOPAD.decode(brought.challenge.as_bytes()).ok()?;
        let made = Made::read(&bytes)?;
        let expires_at = later(made.made_at, MINUTES, 60);
        let ours = self.is_challenge(letter, made.body, &made.tag);
        let hash = Sha256::digest([&brought.challenge, ":", &brought.nonce].concat());
        let right = ours && now < expires_at && zeros(&hash) >= u32::from(made.bits);
        right.then_some(Proof {
            challenge: made.tag,
            expires_at,
        })
    }
}

impl App {
    /// The proof of a signature, where its letter asks for one and it is right.
    pub(crate) fn proof(
        &self,
        letter: &Letter,
        brought: Option<&Brought>,
        now: Timestamp,
    ) -> Option<Proof> {
        letter.proof?;
        self.keys.proof(&letter.id, brought?, now)
    }
}

/// With how many zero bits it begins.
fn zeros(hash: &[u8]) -> u32 {
    let empty = hash.iter().take_while(|byte| **byte == 0);
    let whole = u32::try_from(empty.count()).unwrap_or_default();
    let next = hash.iter().find(|byte| **byte != 0);
    whole * 8 + next.map_or(0, |byte| byte.leading_zeros())
}

/// A signature's body without its proof, and that. What is signed is the same with another one, so
/// that a request may come again with more work done.
pub(crate) fn apart(json: Json) -> (Json, Result<Option<Brought>, FieldError>) {
    let Json::Object(mut members) = json else {
        return (json, Ok(None));
    };
    let place = members.iter().position(|(name, _)| name == MEMBER);
    let brought = place.map_or(Json::Null, |place| members.remove(place).1);
    (Json::Object(members), read(&brought))
}

fn read(proof: &Json) -> Result<Option<Brought>, FieldError> {
    let at = |mismatch: Box<Mismatch>, code| FieldError::at(&mismatch.under(MEMBER).pointer, code);
    if let Json::Object(members) = proof {
        let unknown = |(name, _): &&(String, Json)| !MEMBERS.contains(&name.as_str());
        if let Some((name, _)) = members.iter().find(unknown) {
            return Err(at(Mismatch::here("").under(name), FieldCode::NotAllowed));
        }
    }
    Option::from_json(proof).map_err(|mismatch| at(mismatch, FieldCode::Malformed))
}

impl FromJson for Brought {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        json.expect_object()?;
        Ok(Self {
            challenge: json.read("challenge")?,
            nonce: json.read("nonce")?,
        })
    }
}

#[cfg(test)]
mod tests;
