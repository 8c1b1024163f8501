//! The studio and the embed bundle.

use crate::server::Server;

#[tokio::test]
async fn the_studio_is_the_first_page() {
    let server = Server::start().await;
    let answer = server.get("/").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let nothing = server.get("/nothing").await;
    assert_eq!(nothing.status, 404);
    assert!(nothing.text().contains("There is nothing at this address."));
}

#[tokio::test]
async fn the_bundle_may_be_loaded_from_anywhere_and_kept_as_its_names_allow() {
    let server = Server::start().await;
    let embed = server.dist().join("embed/1");
    let for_good = "public, max-age=31536000, immutable";
    for (name, media_type, cache) in [
        ("open-letter.js", "text/javascript", "public, max-age=300"),
        ("open-letter.css", "text/css", "public, max-age=300"),
        (
            "open-letter-0123456789abcdef.js",
            "text/javascript",
            for_good,
        ),
        (
            "open-letter-0123456789abcdef.wasm",
            "application/wasm",
            for_good,
        ),
        ("ar-01234567.json", "application/json", for_good),
    ] {
        std::fs::write(embed.join(name), "plain").unwrap();
        std::fs::write(embed.join(format!("{name}.br")), "brotli").unwrap();
        std::fs::write(embed.join(format!("{name}.gz")), "gzip").unwrap();
        let path = format!("/embed/1/{name}");
        for (accepted, encoding, body) in [
            ("br, gzip", "br", "brotli"),
            ("gzip", "gzip", "gzip"),
            ("identity", "", "plain"),
        ] {
            let answer = server.get_with(&path, "accept-encoding", accepted).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.text(), body, "{path}");
            assert_eq!(answer.header("content-encoding"), encoding);
            assert_eq!(answer.header("content-type"), media_type);
            assert_eq!(answer.header("cache-control"), cache);
            assert_eq!(answer.header("vary"), "accept-encoding");
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            assert_eq!(
                answer.header("cross-origin-resource-policy"),
                "cross-origin"
            );
        }
    }
}

#[tokio::test]
async fn a_page_elsewhere_may_read_that_a_preset_is_missing() {
    let server = Server::start().await;
    let answer = server.get("/embed/1/adapters/pocketbse.json").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(
        server
            .get("/nothing")
            .await
            .header("access-control-allow-origin"),
        ""
    );
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let server = Server::start().await;
    for path in [
        "/../data/secret",
        "/%2e%2e/data/secret",
        "/embed/../../data/secret",
        "/..%2fdata%2fsecret",
        "//etc/passwd",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
    }
}
