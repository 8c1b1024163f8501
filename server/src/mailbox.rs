//! Which addresses are one mailbox.

use open_letter_core::Email;

/// The address by which one person is counted once: lower case, the domain in punycode, without
/// `+tag`; Gmail's two domains are one and its dots do not count.
pub(crate) fn normalise(email: &Email) -> String {
    let (local, domain) = email.split();
    let local = local.to_lowercase();
    let untagged = match local.split_once('+') {
        // A tag alone is all the name that there is.
        Some((name, _)) if !name.is_empty() => name.to_owned(),
        _ => local,
    };
    match idna::domain_to_ascii(domain)
        .unwrap_or_else(|_| domain.to_lowercase())
        .as_str()
    {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", untagged.replace('.', "")),
        domain => format!("{untagged}@{domain}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(address: &str) -> String {
        normalise(&Email::parse(address).unwrap())
    }

    #[test]
    fn spellings_of_one_mailbox_are_one() {
        for (address, expected) in [
            ("Ada@Example.ORG", "ada@example.org"),
            (" ada+letters@example.org", "ada@example.org"),
            ("ada+a+b@example.org", "ada@example.org"),
            ("A.d.A@gmail.com", "ada@gmail.com"),
            ("ada+x@GoogleMail.com", "ada@gmail.com"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@BÜCHER.example", "ada@xn--bcher-kva.example"),
            ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
            ("ada@ｅｘａｍｐｌｅ.org", "ada@example.org"),
        ] {
            assert_eq!(mailbox(address), expected, "{address}");
        }
    }

    #[test]
    fn near_ones_stay_apart() {
        for (one, other) in [
            ("ada@example.org", "ada@example.com"),
            ("a.da@example.org", "ada@example.org"),
            ("ada@mail.example.org", "ada@example.org"),
            ("ada@gmail.com.example", "ada@gmail.com"),
            ("+ada@example.org", "+bob@example.org"),
            ("ada-letters@example.org", "ada@example.org"),
            ("adа@example.org", "ada@example.org"),
        ] {
            assert_ne!(mailbox(one), mailbox(other), "{one} {other}");
        }
    }
}
