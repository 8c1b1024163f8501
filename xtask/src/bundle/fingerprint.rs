//! Names by content, so that a file may be kept for ever and checked on arrival.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// A file that is named by its content.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    /// As `integrity` attributes have it.
    pub(super) integrity: String,
}

impl Named {
    /// SHA-256 and not a longer one: hashes do not compress, and the loader carries two.
    pub(super) fn of(stem: &str, extension: &str, content: &[u8]) -> Self {
        let digest = Sha256::digest(content);
        let digits: String = digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            name: format!("{stem}-{digits}.{extension}"),
            integrity: format!("sha256-{}", STANDARD.encode(digest)),
        }
    }
}

/// A content's `integrity` for tags that people copy, as long as such hashes usually are.
pub(super) fn sha384(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The digest of "abc" stands in the standard that defines it (FIPS 180-4's examples).
    #[test]
    fn a_name_and_its_integrity_follow_the_content() {
        let named = Named::of("open-letter", "js", b"abc");
        assert_eq!(named.name, "open-letter-ba7816bf8f01cfea.js");
        assert_eq!(
            named.integrity,
            "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }

    #[test]
    fn the_longer_one_is_of_the_same_content() {
        assert_eq!(
            sha384(b"abc"),
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }
}
