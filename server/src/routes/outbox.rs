//! `GET /outbox`: the mails that were kept and not sent, for whoever sits at the machine.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, FORWARDED, HOST, REFERRER_POLICY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::unhosted::{HTML, NO_STORE, plain};
use crate::app::AppState;
use crate::outbox_page;

/// Mails bring their looks in attributes, and a frame without an address of its own obeys the
/// policy of its page.
const POLICY: &str = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; \
    img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn read(State(state): State<AppState>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let is_near = peer.is_none_or(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && is_from_this_machine(request.headers());
    let Some(outbox) = state.outbox().filter(|_| is_near) else {
        return plain(StatusCode::NOT_FOUND, "There is nothing at this address.");
    };
    let html = outbox_page::render(outbox.list()).await;
    let headers = [
        (CONTENT_TYPE, HTML),
        (CACHE_CONTROL, NO_STORE),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        // The address of a link in a mail is as good as its code.
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (headers, html).into_response()
}

/// Whether the request was addressed to this machine by itself. Any website may lead a name of its
/// own to 127.0.0.1, so the name counts; and a proxy may pass on what came from elsewhere.
fn is_from_this_machine(headers: &HeaderMap) -> bool {
    let forwarded = [
        FORWARDED,
        HeaderName::from_static("x-forwarded-for"),
        HeaderName::from_static("x-forwarded-host"),
    ];
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    let names_this_machine = host.to_str().is_ok_and(is_loopback);
    names_this_machine && !forwarded.iter().any(|name| headers.contains_key(name))
}

/// Whether a host, with or without a port, is this machine's name for itself.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "[::1]") || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn only_this_machine_is_this_machine() {
        for host in [
            "127.0.0.1",
            "127.0.0.1:8080",
            "localhost",
            "LOCALHOST:1",
            "[::1]",
            "[::1]:80",
        ] {
            assert!(is_from_this_machine(&headers(&[("host", host)])), "{host}");
        }
        for host in [
            "",
            "letters.example.org",
            "127.0.0.1.example.org",
            "localhost.example.org:8080",
            "localhost:80:80",
            "localhost:x",
            "0.0.0.0:8080",
            "192.168.0.2:8080",
            "[::2]:80",
            "::1",
            "evil@localhost",
        ] {
            assert!(!is_from_this_machine(&headers(&[("host", host)])), "{host}");
        }
    }

    #[test]
    fn what_a_proxy_passes_on_is_not() {
        for passed_on in ["forwarded", "x-forwarded-for", "x-forwarded-host"] {
            let headers = headers(&[("host", "localhost"), (passed_on, "x")]);
            assert!(!is_from_this_machine(&headers), "{passed_on}");
        }
        let twice = headers(&[("host", "localhost"), ("host", "localhost")]);
        assert!(!is_from_this_machine(&twice));
        assert!(!is_from_this_machine(&headers(&[])));
    }
}
