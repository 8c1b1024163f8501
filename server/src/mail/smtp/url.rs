//! The address of a relay, as the operator writes it.

use std::fmt;
use std::net::IpAddr;

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// When the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mail) enum Encryption {
    /// From its first byte.
    Always,
    /// After STARTTLS, or nothing is sent.
    Starttls,
    /// Never.
    Never,
}

/// A relay.
#[derive(Clone)]
pub(in crate::mail) struct SmtpUrl {
    /// A name, or an IP address without brackets.
    pub(in crate::mail) host: String,
    pub(in crate::mail) port: u16,
    pub(in crate::mail) encryption: Encryption,
    pub(in crate::mail) credentials: Option<Credentials>,
}

/// An address of a relay that cannot be used. It does not quote it: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    /// It is no such URL.
    #[error(
        "The relay's address (--smtp-url) should be such as smtps://user:password@mail.example.org \
         or smtp://localhost; in user and password, write characters such as @ / # % in percent-encoding."
    )]
    Malformed,
    /// It has another query than `?tls=required` or `?tls=none`.
    #[error(
        "The relay's address (--smtp-url) may end in ?tls=required or ?tls=none, and in nothing else."
    )]
    Query,
    /// The password would be sent for all to read.
    #[error(
        "With ?tls=none, the relay's password would cross the network unencrypted; use smtps:// or ?tls=required."
    )]
    OpenPassword,
}

impl SmtpUrl {
    pub(in crate::mail) fn parse(text: &str) -> Result<Self, SmtpUrlError> {
        let url = Url::parse(text).map_err(|_| SmtpUrlError::Malformed)?;
        let (host, is_this_machine) = host(&url).ok_or(SmtpUrlError::Malformed)?;
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(SmtpUrlError::Malformed);
        }
        let encryption = match (url.scheme(), url.query()) {
            ("smtps", None | Some("tls=required")) => Encryption::Always,
            ("smtp", Some("tls=required")) => Encryption::Starttls,
            ("smtp", Some("tls=none")) => Encryption::Never,
            // A relay on the same machine seldom has a certificate, and nobody listens between.
            ("smtp", None) if is_this_machine => Encryption::Never,
            ("smtp", None) => Encryption::Starttls,
            ("smtp" | "smtps", Some(_)) => return Err(SmtpUrlError::Query),
            _ => return Err(SmtpUrlError::Malformed),
        };
        let credentials = credentials(&url)?;
        if encryption == Encryption::Never && credentials.is_some() && !is_this_machine {
            return Err(SmtpUrlError::OpenPassword);
        }
        let usual = match encryption {
            Encryption::Always => 465,
            Encryption::Starttls => 587,
            Encryption::Never => 25,
        };
        Ok(Self {
            host,
            port: url.port().unwrap_or(usual),
            encryption,
            credentials,
        })
    }
}

/// The host, and whether it is the machine that the server runs on.
fn host(url: &Url) -> Option<(String, bool)> {
    let (host, ip) = match url.host()? {
        Host::Domain(name) => (name.to_owned(), name.parse().ok()),
        Host::Ipv4(ip) => (ip.to_string(), Some(IpAddr::V4(ip))),
        Host::Ipv6(ip) => (ip.to_string(), Some(IpAddr::V6(ip))),
    };
    let is_this_machine = ip.map_or(host == "localhost", |ip| ip.is_loopback());
    (!host.is_empty()).then_some((host, is_this_machine))
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SmtpUrlError> {
    let decode = |text: &str| {
        let decoded = percent_decode_str(text).decode_utf8();
        decoded
            .map(|text| text.into_owned())
            .map_err(|_| SmtpUrlError::Malformed)
    };
    let user = decode(url.username())?;
    let password = decode(url.password().unwrap_or_default())?;
    match (user.is_empty(), password.is_empty()) {
        (true, true) => Ok(None),
        (false, false) => Ok(Some(Credentials::new(user, password))),
        _ => Err(SmtpUrlError::Malformed),
    }
}

impl fmt::Debug for SmtpUrl {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpUrl")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("encryption", &self.encryption)
            .field("credentials", &self.credentials.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_is_asked_for_encryption_unless_it_is_this_machine() {
        use Encryption::{Always, Never, Starttls};
        for (url, host, port, encryption) in [
            ("smtps://mail.example.org", "mail.example.org", 465, Always),
            (
                "smtps://mail.example.org:4650/",
                "mail.example.org",
                4650,
                Always,
            ),
            ("smtps://localhost", "localhost", 465, Always),
            ("smtp://mail.example.org", "mail.example.org", 587, Starttls),
            (
                "smtp://mail.example.org?tls=required",
                "mail.example.org",
                587,
                Starttls,
            ),
            (
                "smtp://127.0.0.1:2525?tls=required",
                "127.0.0.1",
                2525,
                Starttls,
            ),
            ("smtp://localhost", "localhost", 25, Never),
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, Never),
            ("smtp://[::1]:2525", "::1", 2525, Never),
            ("smtp://mail:1025?tls=none", "mail", 1025, Never),
            ("smtp://192.0.2.1", "192.0.2.1", 587, Starttls),
        ] {
            let parsed = SmtpUrl::parse(url).unwrap();
            assert_eq!(
                (&*parsed.host, parsed.port, parsed.encryption),
                (host, port, encryption)
            );
            assert!(parsed.credentials.is_none());
        }
    }

    #[test]
    fn a_password_may_hold_any_character() {
        let parsed = SmtpUrl::parse("smtps://ada%40example.org:p%40ss%2Fw%25rd@mail.example.org");
        let expected = Credentials::new("ada@example.org".into(), "p@ss/w%rd".into());
        assert_eq!(parsed.unwrap().credentials, Some(expected));
        let local = SmtpUrl::parse("smtp://ada:secret@localhost:2525").unwrap();
        assert!(local.credentials.is_some());
    }

    #[test]
    fn what_cannot_be_meant_is_refused_without_being_quoted() {
        use SmtpUrlError::{Malformed, OpenPassword, Query};
        for (url, expected) in [
            ("", Malformed),
            ("mail.example.org", Malformed),
            ("https://mail.example.org", Malformed),
            ("smtp://", Malformed),
            ("smtp:mail.example.org", Malformed),
            ("smtps://ada:sec/ret@mail.example.org", Malformed),
            ("smtps://ada:sec#ret@mail.example.org", Malformed),
            ("smtps://ada@mail.example.org", Malformed),
            ("smtps://mail.example.org/name", Malformed),
            ("smtps://mail.example.org?tls=none", Query),
            ("smtp://mail.example.org?tls=opportunistic", Query),
            ("smtp://ada:secret@mail.example.org?tls=none", OpenPassword),
        ] {
            let error = SmtpUrl::parse(url).unwrap_err();
            assert_eq!(error, expected, "{url}");
            assert!(!error.to_string().contains("sec"), "{error}");
        }
    }

    #[test]
    fn debug_output_keeps_the_password() {
        let parsed = SmtpUrl::parse("smtps://ada:secret@mail.example.org").unwrap();
        let shown = format!("{parsed:?}");
        assert!(
            !shown.contains("ada") && !shown.contains("secret"),
            "{shown}"
        );
    }
}
