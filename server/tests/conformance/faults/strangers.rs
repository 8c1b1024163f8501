//! Faults towards pages of other sites, and towards caches.

use super::{found_out, hearing, telling};

#[tokio::test]
async fn they_are_found_out() {
    const ORIGIN: &str = "access-control-allow-origin";
    found_out(&[
        telling(
            "cors",
            (
                "any origin may read L/count",
                "the answer has no Access-Control-Allow-Origin",
            ),
            |asked, answer, _| {
                if asked.call == "/count" {
                    answer.headers.remove(ORIGIN);
                }
            },
        ),
        telling(
            "cors",
            ("any origin may read L", "names somebody else"),
            |_, answer, _| {
                answer.set(ORIGIN, "https://letters.example.org");
            },
        ),
        telling(
            "cors",
            ("any origin may read L", "without Vary: Origin"),
            |_, answer, _| {
                answer.set(ORIGIN, "https://embedder.example");
            },
        ),
        telling(
            "cors",
            ("without an origin", "names somebody else"),
            |_, answer, _| {
                answer.set(ORIGIN, "https://embedder.example");
                answer.set("vary", "accept-encoding, Origin");
            },
        ),
        telling(
            "cors",
            (
                "refusals may be read too",
                "the answer has no Access-Control-Allow-Origin",
            ),
            |_, answer, _| {
                if answer.status >= 400 {
                    answer.headers.remove(ORIGIN);
                }
            },
        ),
        telling(
            "cors",
            ("no cookies", "Access-Control-Allow-Credentials is there"),
            |_, answer, _| {
                answer.set("access-control-allow-credentials", "true");
            },
        ),
        telling(
            "cors",
            ("are exposed", "does not name Retry-After"),
            |_, answer, _| {
                answer.set("access-control-expose-headers", "ETag, Link");
            },
        ),
        telling(
            "cors,sign",
            ("may post a signature", "does not name idempotency-key"),
            |_, answer, _| {
                answer.set(
                    "access-control-allow-headers",
                    "Content-Type, Authorization",
                );
            },
        ),
        telling(
            "cors,sign",
            ("may post a signature", "OPTIONS answered 405"),
            |asked, answer, _| {
                if asked.method == "OPTIONS" {
                    answer.status = 405;
                }
            },
        ),
        telling(
            "cors",
            (
                "may withdraw it",
                "Access-Control-Allow-Methods does not name DELETE",
            ),
            |_, answer, _| {
                answer.set("access-control-allow-methods", "GET, POST, PATCH");
            },
        )
        .with_confirmation(),
        telling(
            "cors",
            ("with Authorization", "does not name authorization"),
            |_, answer, _| {
                answer.set("access-control-allow-headers", "*");
            },
        )
        .with_confirmation(),
        telling(
            "cache",
            ("L has an ETag", "the answer has none"),
            |_, answer, _| {
                answer.headers.remove("etag");
            },
        ),
        hearing(
            "cache",
            ("L answers 304", "it answered 200 instead of 304"),
            |asked| {
                asked.headers.remove("if-none-match");
            },
        ),
        telling(
            "cache",
            (
                "L answers 304",
                "the answer has no Access-Control-Allow-Origin",
            ),
            |_, answer, _| {
                if answer.status == 304 {
                    answer.headers.remove(ORIGIN);
                }
            },
        ),
        hearing(
            "cache",
            ("asked with another one", "it answered 304 instead of 200"),
            |asked| {
                if let Some(tag) = asked.headers.get_mut("if-none-match") {
                    *tag = "*".parse().unwrap();
                }
            },
        ),
        telling(
            "cache",
            (
                "anybody may keep L for a while",
                "Cache-Control says no-store",
            ),
            |_, answer, _| {
                answer.set("cache-control", "no-store");
            },
        ),
        telling(
            "cache",
            (
                "L/count for a minute at most",
                "Cache-Control says 86400 seconds",
            ),
            |_, answer, _| {
                answer.set("cache-control", "public, max-age=86400");
            },
        ),
        telling(
            "cache",
            (
                "nobody may keep a refusal",
                "its Cache-Control should be no-store",
            ),
            |_, answer, _| {
                answer.set("cache-control", "public, max-age=60");
            },
        ),
    ])
    .await;
}
