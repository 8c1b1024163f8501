//! What a browser asks of a backend before a page of another site may read its answers, as the
//! Fetch standard has it (<https://fetch.spec.whatwg.org/#http-cors-protocol>), for requests
//! without cookies.

use super::client::Reply;
use open_letter_core::adapter::Wire;

/// Headers of an answer that a page may read without their being exposed.
const READABLE: [&str; 7] = [
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
];

/// Headers that a page may send without asking.
const SENDABLE: [&str; 3] = ["accept", "accept-language", "content-language"];

/// Types of bodies that a page may send without asking.
const SIMPLE: [&str; 3] = [
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
];

/// The headers because of which a browser asks first, in lower case and in order. With none of
/// them, the method alone decides.
pub(super) fn unusual_headers(wire: &Wire) -> Vec<String> {
    let mut names: Vec<String> = wire
        .headers
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .filter(|name| !SENDABLE.contains(&name.as_str()))
        .collect();
    if wire.body.is_some() && !SIMPLE.contains(&wire.media_type) {
        names.push("content-type".to_owned());
    }
    names.sort();
    names.dedup();
    names
}

/// Whether a page may use a method without asking.
pub(super) fn is_simple(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "POST")
}

/// Why a page of an origin may not read an answer.
pub(super) fn shared(reply: &Reply, page: &str) -> Result<(), String> {
    let allowed: Vec<_> = reply
        .headers
        .get_all("access-control-allow-origin")
        .iter()
        .collect();
    match (
        allowed.as_slice(),
        reply.header("access-control-allow-origin"),
    ) {
        ([_], Some(origin)) if origin == "*" || origin == page => Ok(()),
        ([], _) => Err(format!(
            "has no Access-Control-Allow-Origin for this page: it should be * or {page}."
        )),
        ([_], origin) => Err(format!(
            "has no Access-Control-Allow-Origin for this page: it is {}, and should be * or {page}.",
            origin.unwrap_or_default()
        )),
        _ => Err(
            "has more than one Access-Control-Allow-Origin, which browsers take for none."
                .to_owned(),
        ),
    }
}

/// What a preflight's answer does not allow.
pub(super) fn preflight(
    reply: &Reply,
    page: &str,
    method: &str,
    headers: &[String],
) -> Vec<String> {
    let mut complaints = Vec::new();
    if let (300..400, Some(to)) = (reply.status, reply.header("location")) {
        complaints.push(format!(
            "The preflight (OPTIONS) is redirected to {to}, and browsers do not follow."
        ));
        return complaints;
    }
    if !(200..300).contains(&reply.status) {
        complaints.push(format!(
            "The preflight (OPTIONS) fails with status {}; it has to be answered with 200 or 204.",
            reply.status
        ));
    }
    if let Err(lack) = shared(reply, page) {
        complaints.push(format!("The preflight's answer {lack}"));
    }
    let methods = list(reply, "access-control-allow-methods");
    let allows = |listed: &[String], wanted: &str| {
        listed
            .iter()
            .any(|one| one == "*" || one.eq_ignore_ascii_case(wanted))
    };
    if !is_simple(method) && !allows(&methods, method) {
        complaints.push(format!(
            "The preflight does not allow {method}: Access-Control-Allow-Methods is {}.",
            or_missing(&methods)
        ));
    }
    let listed = list(reply, "access-control-allow-headers");
    for header in headers {
        let named = listed.iter().any(|one| one.eq_ignore_ascii_case(header));
        // A star does not stand for this one.
        if !(named || header != "authorization" && allows(&listed, header)) {
            complaints.push(format!(
                "The preflight does not allow the header {header}: Access-Control-Allow-Headers is {}.{}",
                or_missing(&listed),
                if header == "content-type" {
                    " A backend that reads JSON sent as text needs no preflight: \"send\": \"text\"."
                } else {
                    ""
                }
            ));
        }
    }
    complaints
}

/// The headers of an answer that a page of another origin may read.
pub(super) fn readable(reply: &Reply) -> Vec<(String, String)> {
    let exposed = list(reply, "access-control-expose-headers");
    let may = |name: &str| {
        READABLE.contains(&name)
            || exposed
                .iter()
                .any(|one| one == "*" || one.eq_ignore_ascii_case(name))
    };
    reply
        .headers
        .keys()
        .filter(|name| may(name.as_str()))
        .filter_map(|name| Some((name.to_string(), reply.header(name.as_str())?)))
        .collect()
}

fn list(reply: &Reply, name: &str) -> Vec<String> {
    let value = reply.header(name).unwrap_or_default();
    let items = value.split(',').map(str::trim);
    items
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

fn or_missing(items: &[String]) -> String {
    if items.is_empty() {
        "missing".to_owned()
    } else {
        items.join(", ")
    }
}
