//! The keys that derive from the secret, each for one purpose.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use open_letter_core::Email;
use sha2::Sha256;

use crate::mailbox;
use crate::secret::Secret;
use crate::store::tokens::Purpose;

/// A keyed hash: it tells equal from unequal to us, and nothing to who has only the database.
pub(crate) type Tag = [u8; 32];

/// Private fields as they are written to the database, and nothing else is.
#[derive(Clone, Debug)]
pub(crate) struct Sealed(Vec<u8>);

impl Sealed {
    /// What the database had.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The nonce, then the ciphertext.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Which field of which row something is sealed for. It opens nowhere else.
pub(crate) struct Place<'a> {
    pub(crate) table: &'a str,
    pub(crate) row: &'a str,
    pub(crate) column: &'a str,
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        [self.table, self.row, self.column].join("\0").into_bytes()
    }
}

/// Something could not be sealed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealError {
    #[error("the system gave no random bytes: {0}")]
    Randomness(#[from] getrandom::Error),
    #[error("the private fields could not be encrypted")]
    Cipher(#[from] chacha20poly1305::Error),
}

/// Every key of the server.
#[derive(Clone)]
pub(crate) struct Keys {
    mailbox: MacKey,
    body: MacKey,
    form: MacKey,
    check: MacKey,
    token: MacKey,
    attempt: MacKey,
    network: MacKey,
    proof: MacKey,
    private: XChaCha20Poly1305,
}

/// As long as SHA-256's block, so that HMAC takes it as it is.
type MacKey = [u8; 64];

impl Keys {
    /// # Errors
    /// Never with keys of this length; the library cannot know.
    pub(crate) fn derive(secret: &Secret) -> Result<Self, hkdf::InvalidLength> {
        let hkdf = Hkdf::<Sha256>::new(None, &secret.0);
        let mac_key = |purpose: &str| {
            let mut key: MacKey = [0; 64];
            hkdf.expand(purpose.as_bytes(), &mut key).map(|()| key)
        };
        let mut private = [0; 32];
        hkdf.expand(b"open-letter private fields", &mut private)?;
        Ok(Self {
            mailbox: mac_key("open-letter mailbox")?,
            body: mac_key("open-letter body hash")?,
            form: mac_key("open-letter form key")?,
            check: mac_key("open-letter secret check")?,
            token: mac_key("open-letter token")?,
            attempt: mac_key("open-letter attempt")?,
            network: mac_key("open-letter network")?,
            proof: mac_key("open-letter proof of work")?,
            private: XChaCha20Poly1305::new(&private.into()),
        })
    }

    /// What a database remembers, to know under which secret it was made.
    pub(crate) fn check_value(&self) -> String {
        HEXLOWER.encode(&tag(&self.check, &[b"made under this secret"]))
    }

    /// The mailbox behind an address, the same for all letters.
    pub(crate) fn mailbox(&self, email: &Email) -> Tag {
        tag(&self.mailbox, &[mailbox::normalise(email).as_bytes()])
    }

    /// What stands for the mailbox of somebody who was imported without one: the same person in the
    /// same words is the same. It is made of other parts than any address, so it is never one's.
    pub(crate) fn without_mailbox(&self, name: &str, role: &str, affiliation: &str) -> Tag {
        let [name, role, affiliation] = [name, role, affiliation].map(|text| {
            let words: Vec<&str> = text.split_whitespace().collect();
            words.join(" ").to_lowercase()
        });
        let parts = ["import", &name, &role, &affiliation].map(str::as_bytes);
        tag(&self.mailbox, &parts)
    }

    /// The hash of a request's body. A plain hash of a name and an address could be guessed.
    pub(crate) fn body_hash(&self, letter: &str, body: &[u8]) -> Tag {
        tag(&self.body, &[letter.as_bytes(), body])
    }

    /// The idempotency key of a form that was sent without one.
    pub(crate) fn form_key(&self, letter: &str, mailbox: &Tag, body: &[u8]) -> String {
        HEXLOWER.encode(&tag(&self.form, &[letter.as_bytes(), mailbox, body]))
    }

    /// The hash of a link's or a session's token, bound to what it opens.
    pub(crate) fn token_hash(&self, purpose: Purpose, letter: &str, token: &str) -> Tag {
        let parts = [purpose.as_str(), letter, token].map(str::as_bytes);
        tag(&self.token, &parts)
    }

    /// The hash of a six-digit code, bound to its submission. A plain hash of six digits could be
    /// turned round in a second.
    pub(crate) fn code_hash(&self, letter: &str, receipt: &str, code: &str) -> Tag {
        let parts = [Purpose::Code.as_str(), letter, receipt, code].map(str::as_bytes);
        tag(&self.token, &parts)
    }

    /// By what tries at the code of a receipt are counted.
    pub(crate) fn receipt_attempts(&self, letter: &str, receipt: &str) -> Tag {
        tag(
            &self.attempt,
            &[b"receipt", letter.as_bytes(), receipt.as_bytes()],
        )
    }

    /// By what tries at the codes of an address are counted.
    pub(crate) fn mailbox_attempts(&self, letter: &str, mailbox: &Tag) -> Tag {
        tag(&self.attempt, &[b"mailbox", letter.as_bytes(), mailbox])
    }

    /// The hash of the token of a session at the desk.
    pub(crate) fn desk_session(&self, token: &str) -> Tag {
        tag(&self.token, &[b"desk session", token.as_bytes()])
    }

    /// What every form of a session at the desk sends along: nobody who does not have the
    /// session's token can know it.
    pub(crate) fn desk_form(&self, token: &str) -> String {
        HEXLOWER.encode(&tag(&self.token, &[b"desk form", token.as_bytes()]))
    }

    /// By what tries to sign in at the desk are counted, `name` or `network`.
    pub(crate) fn desk_attempts(&self, kind: &str, subject: &[u8]) -> Tag {
        tag(&self.attempt, &[b"desk", kind.as_bytes(), subject])
    }

    /// By what a network is known, from its address and length. A plain hash of an address could be
    /// turned round in a minute.
    pub(crate) fn network(&self, prefix: &str) -> Tag {
        tag(&self.network, &[prefix.as_bytes()])
    }

    /// What makes a challenge ours, and of one letter.
    pub(crate) fn challenge(&self, letter: &str, challenge: &[u8]) -> Tag {
        tag(&self.proof, &[letter.as_bytes(), challenge])
    }

    /// Whether a challenge is ours, and of this letter; asked in a time that tells nothing of how
    /// near a guess came.
    pub(crate) fn is_challenge(&self, letter: &str, challenge: &[u8], tag: &Tag) -> bool {
        let mac = mac(&self.proof, &[letter.as_bytes(), challenge]);
        mac.verify_slice(tag).is_ok()
    }

    /// Encrypts private fields for one place in the database.
    pub(crate) fn seal(&self, place: &Place<'_>, private: &[u8]) -> Result<Sealed, SealError> {
        let mut nonce = [0; 24];
        getrandom::fill(&mut nonce)?;
        let payload = Payload {
            msg: private,
            aad: &place.associated_data(),
        };
        let sealed = self.private.encrypt(&XNonce::from(nonce), payload)?;
        Ok(Sealed([&nonce[..], &sealed].concat()))
    }

    /// Decrypts what was sealed for the same place.
    pub(crate) fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<24>()?;
        let payload = Payload {
            msg: sealed,
            aad: &place.associated_data(),
        };
        self.private.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

/// HMAC-SHA-256 over parts, each with its length before it, so that no two lists of parts read
/// the same.
fn tag(key: &MacKey, parts: &[&[u8]]) -> Tag {
    mac(key, parts).finalize().into_bytes().into()
}

fn mac(key: &MacKey, parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new(key.into());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(byte: u8) -> Keys {
        Keys::derive(&Secret([byte; 32])).unwrap()
    }

    const PLACE: Place<'_> = Place {
        table: "signatures",
        row: "1",
        column: "private",
    };

    #[test]
    fn what_is_sealed_opens_in_its_place_alone() {
        let sealed = keys(1).seal(&PLACE, b"ada@example.org").unwrap();
        assert!(!sealed.bytes().windows(3).any(|bytes| bytes == b"ada"));
        let open = |keys: Keys, place: Place<'_>| keys.open(&place, sealed.bytes());
        assert_eq!(
            open(keys(1), PLACE).as_deref(),
            Some(&b"ada@example.org"[..])
        );
        assert_eq!(open(keys(2), PLACE), None);
        assert_eq!(open(keys(1), Place { row: "2", ..PLACE }), None);
        assert_eq!(
            open(
                keys(1),
                Place {
                    column: "payload",
                    ..PLACE
                }
            ),
            None
        );
    }

    #[test]
    fn the_same_fields_never_look_the_same() {
        let sealed = |keys: &Keys| keys.seal(&PLACE, b"ada").unwrap().0;
        let keys = keys(1);
        assert_ne!(sealed(&keys), sealed(&keys));
    }

    #[test]
    fn each_purpose_and_each_secret_hashes_otherwise() {
        let email = Email::parse("ada@example.org").unwrap();
        let (one, two) = (keys(1), keys(2));
        assert_eq!(one.mailbox(&email), keys(1).mailbox(&email));
        assert_ne!(one.mailbox(&email), two.mailbox(&email));
        assert_ne!(one.check_value(), two.check_value());
        assert_ne!(one.body_hash("a", b"bc"), one.body_hash("ab", b"c"));
        let nobody = one.without_mailbox("Ada  Inkwell", "Nurse", "");
        assert_eq!(nobody, one.without_mailbox(" ada INKWELL", "nurse ", " "));
        assert_ne!(nobody, one.without_mailbox("Ada Inkwell", "", "Nurse"));
        assert_ne!(
            one.form_key("a", &[0; 32], b""),
            HEXLOWER.encode(&one.body_hash("a", b""))
        );
    }
}
