//! Files that the program carries inside, served as those of a folder are.

use std::borrow::Cow;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use rust_embed::{Embed, EmbeddedFile};

use crate::etag::Etag;

/// How a file is compressed, by the ending of the form that lies beside it.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// All files of a kind.
pub(super) fn router<F: Embed + 'static>() -> Router {
    Router::new().fallback_service(get(serve::<F>))
}

async fn serve<F: Embed>(uri: Uri, request: HeaderMap) -> Response {
    named(uri.path())
        .and_then(|path| answer::<F>(&path, &request))
        .unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// The name of a file, as it lay in its folder.
fn named(path: &str) -> Option<String> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let name = path.strip_prefix('/')?;
    let is_folder = name.is_empty() || name.ends_with('/');
    Some(name.to_owned() + if is_folder { "index.html" } else { "" })
}

fn answer<F: Embed>(name: &str, request: &HeaderMap) -> Option<Response> {
    let plain = F::get(name)?;
    let media_type = HeaderValue::from_str(plain.metadata.mimetype()).ok()?;
    let (file, encoding) = ENCODINGS
        .into_iter()
        .filter(|(encoding, _)| accepts(request, encoding))
        .find_map(|(encoding, ending)| Some((F::get(&format!("{name}.{ending}"))?, encoding)))
        .map_or((plain, None), |(file, encoding)| (file, Some(encoding)));
    let etag = Etag::of(&[&file.metadata.sha256_hash()]);
    let headers: [(HeaderName, HeaderValue); 2] = [
        (CONTENT_TYPE, media_type),
        (VARY, HeaderValue::from_static("accept-encoding")),
    ];
    let mut response = (headers, body(file)).into_response();
    if let Some(encoding) = encoding {
        let encoding = HeaderValue::from_static(encoding);
        response.headers_mut().insert(CONTENT_ENCODING, encoding);
    }
    Some(etag.answer(request, response))
}

fn body(file: EmbeddedFile) -> Body {
    Body::from(match file.data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    })
}

/// Whether a client takes an encoding that it names; the weight 0 is a refusal.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    request
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offer| {
            let (name, weight) = offer.split_once(';').unwrap_or((offer, "q=1"));
            let weight = weight.trim().trim_start_matches("q=");
            name.trim().eq_ignore_ascii_case(encoding) && weight.parse().is_ok_and(|q: f32| q > 0.0)
        })
}

#[cfg(test)]
mod tests {
    use axum::http::header::{ALLOW, ETAG, IF_NONE_MATCH};
    use axum::http::{Method, Request};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    #[derive(Embed)]
    #[folder = "tests/inside"]
    struct Few;

    async fn ask(request: axum::http::request::Builder) -> (u16, HeaderMap, Vec<u8>) {
        let request = request.body(Body::empty()).unwrap();
        let answer = router::<Few>().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        (parts.status.as_u16(), parts.headers, body)
    }

    #[tokio::test]
    async fn a_client_gets_the_form_that_it_takes() {
        for (path, accepted, encoding, media_type, expected) in [
            ("/", "", None, "text/html", "<!doctype html>"),
            (
                "/index.html",
                "br;q=0",
                None,
                "text/html",
                "<!doctype html>",
            ),
            (
                "/embed/1/a.js",
                "gzip, br",
                Some("br"),
                "text/javascript",
                "brotli of a",
            ),
            (
                "/embed/1/a.js",
                "gzip, br;q=0.0",
                Some("gzip"),
                "text/javascript",
                "gzip of a",
            ),
            (
                "/embed/1/a.js",
                "deflate, zstd",
                None,
                "text/javascript",
                "// a",
            ),
            (
                "/embed/1/%61.js",
                "GZIP",
                Some("gzip"),
                "text/javascript",
                "gzip of a",
            ),
        ] {
            let request = Request::get(path).header(ACCEPT_ENCODING, accepted);
            let (status, headers, body) = ask(request).await;
            assert_eq!(status, 200, "{path}");
            assert_eq!(String::from_utf8(body).unwrap().trim(), expected);
            assert_eq!(headers[CONTENT_TYPE], media_type);
            assert_eq!(headers[VARY], "accept-encoding");
            let encoded = headers
                .get(CONTENT_ENCODING)
                .map(|value| value.to_str().unwrap());
            assert_eq!(encoded, encoding);
        }
    }

    #[tokio::test]
    async fn what_a_client_has_is_not_sent_again() {
        let path = "/embed/1/a.js";
        let (_, plain, _) = ask(Request::get(path)).await;
        let (_, brotli, _) = ask(Request::get(path).header(ACCEPT_ENCODING, "br")).await;
        assert_ne!(plain[ETAG], brotli[ETAG], "they are other bytes");
        let again = Request::get(path).header(IF_NONE_MATCH, &plain[ETAG]);
        let (status, headers, body) = ask(again).await;
        assert_eq!((status, body.len()), (304, 0));
        assert_eq!(headers[ETAG], plain[ETAG]);
    }

    #[tokio::test]
    async fn only_files_are_found_and_nothing_is_written() {
        for path in [
            "/nothing",
            "/embed",
            "/embed/",
            "/embed/1",
            "//index.html",
            "/../Cargo.toml",
            "/%ff",
        ] {
            assert_eq!(ask(Request::get(path)).await.0, 404, "{path}");
        }
        let (status, headers, body) = ask(Request::head("/")).await;
        assert_eq!((status, body.len()), (200, 0));
        assert_eq!(headers[CONTENT_TYPE], "text/html");
        let (status, headers, _) = ask(Request::builder().method(Method::POST).uri("/")).await;
        assert_eq!(
            (status, &headers[ALLOW]),
            (405, &HeaderValue::from_static("GET,HEAD"))
        );
    }
}
