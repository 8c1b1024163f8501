//! Addresses as SMTP takes them: the domain in punycode, so that any relay understands it.

use lettre::Address;
use lettre::message::Mailbox;
use open_letter_core::Email;

/// Where a mail goes to; none where no mail can be addressed so.
pub(super) fn recipient(email: &Email) -> Option<Address> {
    let (local, domain) = email.split();
    in_punycode(local, domain)
}

/// Who mails are from, such as `A campaign <letters@example.org>`.
pub(super) fn sender(text: &str) -> Option<Mailbox> {
    let mailbox: Mailbox = text.trim().parse().ok()?;
    let email = in_punycode(mailbox.email.user(), mailbox.email.domain())?;
    // Anything else would ask every relay on the way for SMTPUTF8.
    email
        .user()
        .is_ascii()
        .then(|| Mailbox::new(mailbox.name, email))
}

fn in_punycode(local: &str, domain: &str) -> Option<Address> {
    let domain = idna::domain_to_ascii(domain).ok()?;
    Address::new(local, domain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_sent_in_punycode_and_names_as_they_are() {
        for (typed, sent) in [
            ("ada@example.org", "ada@example.org"),
            ("Ada+letters@Example.org", "Ada+letters@example.org"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("आदा@example.org", "आदा@example.org"),
            ("o'neil@example.org", "o'neil@example.org"),
        ] {
            let email = Email::parse(typed).unwrap();
            assert_eq!(recipient(&email).unwrap().to_string(), sent);
        }
    }

    #[test]
    fn a_sender_is_a_name_and_an_address() {
        for (text, name, address) in [
            ("letters@example.org", None, "letters@example.org"),
            (
                " A campaign <letters@example.org> ",
                Some("A campaign"),
                "letters@example.org",
            ),
            (
                "\"One, two\" <a@bücher.example>",
                Some("One, two"),
                "a@xn--bcher-kva.example",
            ),
            (
                "حملة <letters@example.org>",
                Some("حملة"),
                "letters@example.org",
            ),
        ] {
            let sender = sender(text).unwrap();
            assert_eq!(sender.name.as_deref(), name);
            assert_eq!(sender.email.to_string(), address);
        }
        for text in [
            "",
            "A campaign",
            "letters@",
            "a@example.org, b@example.org",
            "आदा@example.org",
        ] {
            assert!(sender(text).is_none(), "{text}");
        }
    }
}
