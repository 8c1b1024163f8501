//! How other servers are asked over HTTP, and why they do not answer.

use std::io::ErrorKind;
use std::time::Duration;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error};

/// What the widget waits for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A client for what lies at an address.
pub(crate) fn agent(url: &str, name: &str) -> Agent {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .user_agent(name)
        .tls_config(TlsConfig::builder().root_certs(roots()).build());
    // No proxy has a way to this very machine.
    if is_here(url) {
        config = config.proxy(None);
    }
    config.build().into()
}

/// The system's certificate authorities, which may be a company's own; where it has none, those
/// that are compiled in.
fn roots() -> RootCerts {
    let found = rustls_native_certs::load_native_certs().certs;
    if found.is_empty() {
        return RootCerts::WebPki;
    }
    let certificates = found
        .iter()
        .map(|der| Certificate::from_der(der).to_owned());
    certificates.into()
}

fn is_here(url: &str) -> bool {
    let host = url::Url::parse(url).ok();
    match host.as_ref().and_then(url::Url::host) {
        Some(url::Host::Domain(domain)) => domain == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Why no answer came, as the end of a sentence.
pub(crate) fn in_words(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "no answer came within 10 seconds".to_owned(),
        Error::BodyExceedsLimit(_) => {
            "the answer has more than 1,000,000 bytes, and the widget reads no more".to_owned()
        }
        Error::HostNotFound => "there is no such host".to_owned(),
        Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
            "nobody listens there".to_owned()
        }
        Error::Io(error) => format!("the connection broke: {error}"),
        error => format!("this is no answer by HTTP: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_asked_without_a_proxy() {
        for (url, expected) in [
            ("http://127.0.0.1:8080/v1/letters/a", true),
            ("http://[::1]/a", true),
            ("http://localhost:80/a", true),
            ("https://letters.example.org/a", false),
        ] {
            assert_eq!(is_here(url), expected, "{url}");
        }
    }
}
