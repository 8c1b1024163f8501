//! One request by HTTP, within the widget's bounds.

use open_letter_core::flow::Failure;
use open_letter_core::protocol::MAX_ANSWER_BYTES;
use std::io::ErrorKind;
use std::time::Duration;
use ureq::http::{HeaderMap, Request, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};

/// What the widget waits for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request, with all of its headers.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
}

/// Its answer.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Reply {
    /// A header's value; of several with the name, all of them as one list.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let all = self.headers.get_all(name).iter();
        let all: Vec<&str> = all.filter_map(|value| value.to_str().ok()).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

/// Sends a request and reads all of its answer. Redirects are answers like others.
pub(super) fn send(asked: &Asked) -> Result<Reply, Failure> {
    exchange(asked).map_err(|error| match error {
        Error::Timeout(_) => Failure::Timeout,
        Error::BodyExceedsLimit(_) => Failure::TooLarge,
        Error::HostNotFound => Failure::adapter("There is no such host.".to_owned()),
        Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
            Failure::adapter("Nobody listens there.".to_owned())
        }
        Error::Io(error) => Failure::adapter(format!("The connection broke: {error}.")),
        error => Failure::adapter(format!("This cannot be asked by HTTP: {error}.")),
    })
}

fn exchange(asked: &Asked) -> Result<Reply, Error> {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .allow_non_standard_methods(true)
        .user_agent(concat!(
            "open-letter-adapter-check/",
            env!("CARGO_PKG_VERSION")
        ));
    if is_here(&asked.url) {
        // No proxy has a way to this very machine.
        config = config.proxy(None);
    } else if asked.url.starts_with("https:") {
        config = config.tls_config(TlsConfig::builder().root_certs(roots()).build());
    }
    let agent: Agent = config.build().into();
    let mut request = Request::builder()
        .method(asked.method.as_str())
        .uri(&asked.url);
    for (name, value) in &asked.headers {
        request = request.header(name, value);
    }
    let mut response = match &asked.body {
        Some(body) => agent.run(request.body(body.as_bytes())?)?,
        None => agent.run(request.body(())?)?,
    };
    Ok(Reply {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: read(response.body_mut())?,
    })
}

fn read(body: &mut Body) -> Result<Vec<u8>, Error> {
    let limit = u64::try_from(MAX_ANSWER_BYTES).unwrap_or(u64::MAX);
    body.with_config().limit(limit).read_to_vec()
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

/// Whether an address is on this machine.
pub(super) fn is_here(url: &str) -> bool {
    let host = url.parse::<Uri>().ok();
    let host = host.as_ref().and_then(Uri::host).unwrap_or_default();
    let plain = host.trim_matches(['[', ']']);
    host == "localhost"
        || plain
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
