use super::*;
use crate::secret::Secret;

const BEGUN: Timestamp = Timestamp::from_millis(1_000_000_000_000);
const GOOD_FOR: i64 = 30 * 60_000;

fn keys(byte: u8) -> Keys {
    Keys::derive(&Secret([byte; 32])).unwrap()
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(BEGUN.millis() + millis)
}

/// Does the work, or the least of it that is too little.
fn worked(challenge: &str, enough: impl Fn(u32) -> bool) -> Brought {
    let brought = |nonce: u32| Brought {
        challenge: challenge.to_owned(),
        nonce: nonce.to_string(),
    };
    let hash = |nonce: &u32| Sha256::digest(format!("{challenge}:{nonce}"));
    let found = (0..).find(|nonce| enough(zeros(&hash(nonce))));
    brought(found.unwrap())
}

#[test]
fn a_proof_is_good_for_its_letter_and_its_time() {
    let ours = keys(1);
    let asked = ours.new_challenge("a", 8, BEGUN).unwrap();
    assert_eq!((asked.bits, asked.expires_in), (8, 1_800));
    let brought = worked(&asked.challenge, |zeros| zeros >= 8);
    let proof = ours.proof("a", &brought, BEGUN).unwrap();
    assert_eq!(proof.expires_at, at(GOOD_FOR));
    assert_eq!(ours.proof("a", &brought, at(GOOD_FOR - 1)), Some(proof));
    assert_eq!(ours.proof("a", &brought, at(GOOD_FOR)), None);
    // A clock that was set back takes nothing from who began before.
    assert_eq!(ours.proof("a", &brought, at(-GOOD_FOR)), Some(proof));
    assert_eq!(ours.proof("b", &brought, BEGUN), None);
    assert_eq!(keys(2).proof("a", &brought, BEGUN), None);
}

#[test]
fn too_little_work_is_none() {
    let ours = keys(1);
    let asked = ours.new_challenge("a", 8, BEGUN).unwrap();
    let nearly = worked(&asked.challenge, |zeros| zeros == 7);
    assert_eq!(ours.proof("a", &nearly, BEGUN), None);
}

#[test]
fn nobody_makes_a_challenge_easier_younger_or_twice() {
    let ours = keys(1);
    let asked = ours.new_challenge("a", 9, BEGUN).unwrap();
    let bytes = BASE64URL_NOPAD.decode(asked.challenge.as_bytes()).unwrap();
    for place in 0..bytes.len() {
        let mut forged = bytes.clone();
        forged[place] ^= 1;
        let forged = worked(&BASE64URL_NOPAD.encode(&forged), |zeros| zeros >= 9);
        assert_eq!(ours.proof("a", &forged, BEGUN), None, "{place}");
    }
    let longer = worked(&format!("{}AAAA", asked.challenge), |zeros| zeros >= 9);
    assert_eq!(ours.proof("a", &longer, BEGUN), None);
    // Another spelling of the same bytes would be the same challenge once more.
    for challenge in ["", "=", "?", &format!("{}=", asked.challenge)] {
        let spelt = worked(challenge, |zeros| zeros >= 9);
        assert_eq!(ours.proof("a", &spelt, BEGUN), None, "{challenge}");
    }
    let again = ours.new_challenge("a", 9, BEGUN).unwrap();
    assert_ne!(again.challenge, asked.challenge);
}

#[test]
fn zero_bits_are_counted_from_the_first() {
    for (hash, expected) in [
        (&[0x80, 0][..], 0),
        (&[0x01, 0xff], 7),
        (&[0x00, 0xff], 8),
        (&[0x00, 0x0f], 12),
        (&[0x00, 0x00], 16),
    ] {
        assert_eq!(zeros(hash), expected, "{hash:?}");
    }
}

#[test]
fn the_proof_is_taken_out_of_what_is_signed() {
    let read = |text: &str| apart(serde_json::from_str(text).unwrap());
    let (json, brought) =
        read(r#"{"name":"Ada","proof":{"challenge":"c","nonce":"7"},"lang":"en"}"#);
    assert_eq!(
        serde_json::to_string(&json).unwrap(),
        r#"{"name":"Ada","lang":"en"}"#
    );
    let brought = brought.unwrap().unwrap();
    assert_eq!((&*brought.challenge, &*brought.nonce), ("c", "7"));
    for without in [r#"{"name":"Ada"}"#, r#"{"proof":null}"#, "[]", "null"] {
        assert!(read(without).1.unwrap().is_none(), "{without}");
    }
    for (wrong, pointer, code) in [
        (r#"{"proof":7}"#, "/proof", FieldCode::Malformed),
        (r#"{"proof":{}}"#, "/proof/challenge", FieldCode::Malformed),
        (
            r#"{"proof":{"challenge":"c","nonce":7}}"#,
            "/proof/nonce",
            FieldCode::Malformed,
        ),
        (
            r#"{"proof":{"challenge":"c","more":"7"}}"#,
            "/proof/more",
            FieldCode::NotAllowed,
        ),
    ] {
        let error = read(wrong).1.unwrap_err();
        assert_eq!((&*error.pointer, error.code), (pointer, code));
    }
}
