//! Names by content, so that a file may be kept for ever and checked on arrival.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

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
}
