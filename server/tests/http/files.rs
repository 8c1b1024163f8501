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

#[tokio::test]
async fn an_exact_version_is_kept_for_good() {
    let server = Server::start().await;
    let folder = server.dist().join("embed/1.2.3");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("open-letter.js"), "plain").unwrap();
    let answer = server.get("/embed/1.2.3/open-letter.js").await;
    let for_good = "public, max-age=31536000, immutable";
    assert_eq!(answer.header("cache-control"), for_good);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let missing = server.get("/embed/1.2.3/other.js").await;
    assert_eq!(missing.header("cache-control"), "no-store");
}

#[cfg(feature = "dist")]
#[tokio::test]
async fn without_a_folder_it_serves_what_it_carries() {
    let folder = Server::start().await.stop().await;
    let server = Server::open_with(folder, None).await.unwrap();
    let studio = server.get("/").await;
    assert_eq!(studio.header("content-type"), "text/html");
    assert_eq!(studio.header("cache-control"), "no-cache");
    assert!(studio.text().contains("<title>"), "{}", studio.text());
    let loader = server.get("/embed/1/open-letter.js").await;
    assert_eq!(loader.header("content-type"), "text/javascript");
    assert_eq!(loader.header("cache-control"), "public, max-age=300");
    assert_eq!(loader.header("access-control-allow-origin"), "*");
    let policy = loader.header("cross-origin-resource-policy");
    assert_eq!(policy, "cross-origin");
    let etag = loader.header("etag");
    let again = server.get_with("/embed/1/open-letter.js", "if-none-match", etag);
    assert_eq!(again.await.status, 304);
}

#[cfg(not(feature = "dist"))]
#[tokio::test]
async fn without_a_folder_it_says_that_it_carries_nothing() {
    let folder = Server::start().await.stop().await;
    let refused = Server::open_with(folder, None).await.err().unwrap();
    let told =
        "This program carries no studio and no embed bundle inside; name their folder with --dist.";
    assert_eq!(refused.to_string(), told);
}
