//! The work that a letter may ask for of a browser before it signs. The server asks for it and the
//! page's script does it; the widget's Wasm knows nothing of it, and has none of this.

use std::ops::RangeInclusive;

use crate::json::{FromJson, Json, Mismatch};
use crate::words::words;

words! {
    /// By what a proof is hashed.
    Algorithm, "SHA-256" {
        /// SHA-256, which every browser brings along.
        #[default]
        Sha256 = "SHA-256",
    }
}

/// What a proof of work has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Proof {
    /// What hashes.
    pub algorithm: Algorithm,
    /// With how many zero bits the hash begins. One more is twice the work.
    pub bits: u8,
}

impl Proof {
    /// How many a letter may ask for: fewer are none, and with more a telephone is busy for
    /// minutes.
    pub const BITS: RangeInclusive<u8> = 8..=22;
}

impl FromJson for Proof {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let bits: u64 = json.read("bits")?;
        let bits = u8::try_from(bits).map_err(|_| Mismatch::here("a number of bits"));
        Ok(Self {
            algorithm: json.read("algorithm")?,
            bits: bits.map_err(|mismatch| mismatch.under("bits"))?,
        })
    }
}
