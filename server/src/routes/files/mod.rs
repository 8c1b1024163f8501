//! The studio and the embed bundle, from the folder that the build leaves or from inside the
//! program.

mod copy;
#[cfg(any(feature = "dist", test))]
mod inside;

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::services::ServeDir;

use super::unhosted;

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

pub(crate) use copy::copy_embed;

/// Whether this build carries the files inside.
pub(crate) const IS_INSIDE: bool = cfg!(feature = "dist");

/// The files of a folder; without one, those inside.
pub(super) fn all(dist: Option<&Path>) -> Router {
    let files = match dist {
        Some(folder) => Router::new().fallback_service(
            ServeDir::new(folder)
                .precompressed_br()
                .precompressed_gzip(),
        ),
        None => carried(),
    };
    files.layer(from_fn(with_headers))
}

/// What the build left when the program was compiled.
#[cfg(feature = "dist")]
#[derive(rust_embed::Embed)]
#[folder = "../dist"]
struct Dist;

#[cfg(feature = "dist")]
fn carried() -> Router {
    inside::router::<Dist>()
}

#[cfg(not(feature = "dist"))]
fn carried() -> Router {
    Router::new()
}

/// Who may load a file, and how long it may be kept.
async fn with_headers(request: Request, next: Next) -> Response {
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
        if is_hashed(&path) || is_exact(&path) {
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

/// Whether the folder bears an exact version, whose files never change: `/embed/1.2.3/`, and not
/// `/embed/1/`.
fn is_exact(path: &str) -> bool {
    let folder = path
        .strip_prefix("/embed/")
        .and_then(|rest| rest.split_once('/'));
    folder.is_some_and(|(version, _)| version.contains('.'))
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

    #[test]
    fn an_exact_version_is_kept_for_good() {
        for (path, expected) in [
            ("/embed/1.2.3/open-letter.js", true),
            ("/embed/1.0.0-alpha.1/themes/civic.css", true),
            ("/embed/1/open-letter.js", false),
            ("/embed/1/adapters/json-server-0.17.json", false),
            ("/embed/1.2.3", false),
            ("/1.2.3/open-letter.js", false),
        ] {
            assert_eq!(is_exact(path), expected, "{path}");
        }
    }
}
