//! An e-mail address, as far as its shape can tell.

use crate::field::FieldCode;

/// The most bytes that an address may have (RFC 5321, 4.5.3.1.3, less its angle brackets).
const MAX_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;
const MAX_LABEL_BYTES: usize = 63;

/// An address that mail could be sent to. Whether it exists, only a mail can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Checks what was typed.
    ///
    /// # Errors
    /// `Required`, `TooLong` or `Malformed`.
    pub fn parse(typed: &str) -> Result<Self, FieldCode> {
        let address = typed.trim();
        if address.is_empty() {
            return Err(FieldCode::Required);
        }
        if address.len() > MAX_BYTES {
            return Err(FieldCode::TooLong);
        }
        match address.split_once('@') {
            Some((local, domain)) if is_local(local) && is_domain(domain) => {
                Ok(Self(address.to_owned()))
            }
            _ => Err(FieldCode::Malformed),
        }
    }

    /// The address as it was typed, trimmed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before and after the `@`.
    #[must_use]
    pub fn split(&self) -> (&str, &str) {
        self.0.split_once('@').unwrap_or_default()
    }
}

fn is_local(local: &str) -> bool {
    let dots_apart = local.split('.').all(|atom| !atom.is_empty());
    let special = |c| {
        matches!(
            c,
            '@' | '"' | '(' | ')' | ',' | ':' | ';' | '<' | '>' | '[' | ']' | '\\'
        )
    };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !special(c);
    local.len() <= MAX_LOCAL_BYTES && dots_apart && local.chars().all(plain)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        let plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty()
            && label.len() <= MAX_LABEL_BYTES
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| plain(c) && !c.is_whitespace() && !c.is_control())
    };
    let mut labels = 0;
    let mut top_is_number = false;
    for label in domain.split('.') {
        if !is_label(label) {
            return false;
        }
        labels += 1;
        top_is_number = label.bytes().all(|byte| byte.is_ascii_digit());
    }
    labels > 1 && !top_is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_pass() {
        for typed in [
            "ada@example.org",
            " ada@example.org ",
            "ada+letters@sub.example.org",
            "o'neil@example.org",
            "用户@例子.example",
            "a@b.co",
            "first.last@example-mail.org",
        ] {
            assert!(Email::parse(typed).is_ok(), "{typed}");
        }
    }

    #[test]
    fn impossible_ones_do_not() {
        for typed in [
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "ada@@example.org",
            "ada@example..org",
            ".ada@example.org",
            "ada.@example.org",
            "a..b@example.org",
            "ada@-example.org",
            "ada lovelace@example.org",
            "ada@exam ple.org",
            "ada@example.org,bob@example.org",
            "<ada@example.org>",
            "ada@127.0.0.1",
            "ada@example.org\nBcc: x@example.org",
        ] {
            assert_eq!(Email::parse(typed), Err(FieldCode::Malformed), "{typed}");
        }
        assert_eq!(Email::parse("  "), Err(FieldCode::Required));
        let long = format!("ada@{}.org", "a".repeat(250));
        assert_eq!(Email::parse(&long), Err(FieldCode::TooLong));
    }
}
