//! The studio and the embed bundle, as they lie in the folder that the build leaves.

use std::path::Path;

use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::services::ServeDir;

use super::unhosted;

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

pub(super) fn service(dist: &Path) -> ServeDir {
    ServeDir::new(dist).precompressed_br().precompressed_gzip()
}

/// Who may load a file, and how long it may be kept.
pub(super) async fn with_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        let mut missing =
            unhosted::plain(StatusCode::NOT_FOUND, "There is nothing at this address.");
        // A page that names a preset that is none should read so, and not that it may not look.
        if path.starts_with("/embed/") {
            let any = HeaderValue::from_static("*");
            missing
                .headers_mut()
                .insert(ACCESS_CONTROL_ALLOW_ORIGIN, any);
        }
        return missing;
    }
    let headers = response.headers_mut();
    let cache = if path.starts_with("/embed/") {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            CROSS_ORIGIN_RESOURCE_POLICY,
            HeaderValue::from_static("cross-origin"),
        );
        if is_hashed(&path) {
            "public, max-age=31536000, immutable"
        } else {
            "public, max-age=300"
        }
    } else {
        "no-cache"
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// Whether the name bears a hash of the content, as `open-letter-0123456789abcdef.js` does.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let Some((_, hash)) = stem.rsplit_once('-') else {
        return false;
    };
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    hash.len() >= 8 && hash.bytes().all(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for (path, expected) in [
            ("/embed/1/open-letter-0123456789abcdef.js", true),
            ("/embed/1/locales/ar-01234567.json", true),
            ("/embed/1/open-letter.js", false),
            ("/embed/1/open-letter-0123456789ABCDEF.js", false),
            ("/embed/1/open-letter-0123.js", false),
            ("/embed/1-0123456789abcdef/open-letter.js", false),
        ] {
            assert_eq!(is_hashed(path), expected, "{path}");
        }
    }
}
