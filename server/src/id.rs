//! Random ids of 128 bits, in lower-case hexadecimal.

use data_encoding::HEXLOWER;

/// An id that nobody can guess.
pub(crate) fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}

/// An id from its bytes.
pub(crate) fn from_bytes(bytes: [u8; 16]) -> String {
    HEXLOWER.encode(&bytes)
}

/// The bytes of an id.
pub(crate) fn to_bytes(id: &str) -> Option<[u8; 16]> {
    HEXLOWER.decode(id.as_bytes()).ok()?.try_into().ok()
}
