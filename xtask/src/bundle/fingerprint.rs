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
    pub(super) fn of(stem: &str, extension: &str, content: &[u8]) -> Self {
        Self {
            name: format!("{stem}-{}.{extension}", digits(content)),
            integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))),
        }
    }
}

/// The first sixteen hexadecimal digits of the content's SHA-256.
fn digits(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Both digests of "abc" stand in the standard that defines them (FIPS 180-4's examples).
    #[test]
    fn a_name_and_its_integrity_follow_the_content() {
        let named = Named::of("open-letter", "js", b"abc");
        assert_eq!(named.name, "open-letter-ba7816bf8f01cfea.js");
        assert_eq!(
            named.integrity,
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }
}
