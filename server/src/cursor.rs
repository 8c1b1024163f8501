//! Where a page of signatories ends, in a form that nobody needs to read.

use data_encoding::BASE64URL_NOPAD;
use open_letter_core::Timestamp;

use crate::id;

/// The last row of a page. The next page begins after it, however many have signed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) published_at: Timestamp,
    pub(crate) id: String,
}

impl Cursor {
    /// Before the first row: nothing is published later.
    pub(crate) const START: Self = Self {
        published_at: Timestamp::from_millis(i64::MAX),
        id: String::new(),
    };

    /// As it goes into an address.
    pub(crate) fn encode(&self) -> Option<String> {
        let time = self.published_at.millis().to_be_bytes();
        let id = id::to_bytes(&self.id)?;
        Some(BASE64URL_NOPAD.encode(&[&time[..], &id].concat()))
    }

    /// Reads it back from an address.
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (time, rest) = bytes.split_first_chunk::<8>()?;
        Some(Self {
            published_at: Timestamp::from_millis(i64::from_be_bytes(*time)),
            id: id::from_bytes(rest.try_into().ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_its_own_inverse() {
        for millis in [0, -1, 1_777_626_000_000, i64::MAX] {
            let cursor = Cursor {
                published_at: Timestamp::from_millis(millis),
                id: "0f".repeat(16),
            };
            assert_eq!(Cursor::decode(&cursor.encode().unwrap()), Some(cursor));
        }
    }

    #[test]
    fn what_is_no_cursor_is_none() {
        for text in [
            "",
            "x",
            "AAAA",
            "=",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "é",
            "../../etc",
        ] {
            assert_eq!(Cursor::decode(text), None, "{text}");
        }
    }
}
