//! What the letter's page tells those who share a link to it, and those who search.

use serde_json::{Value, json};

use crate::server::{PUBLIC_URL, Server};

/// The page's own data, and how often it has any.
fn data(html: &str) -> (Value, usize) {
    let mut blocks = html.split("<script type=\"application/ld+json\">").skip(1);
    let block = blocks.next().unwrap().split("</script>").next().unwrap();
    (serde_json::from_str(block).unwrap(), 1 + blocks.count())
}

#[tokio::test]
async fn a_link_to_it_shows_what_it_is() {
    let server = Server::start().await;
    server.sign_as(0).await;
    let html = server.get("/letters/a-letter").await.text();
    for piece in [
        "<title>A letter</title>",
        "<meta name=\"description\" content=\"Please read it.\">",
        "<link rel=\"canonical\" href=\"https://letters.example.org/letters/a-letter\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:title\" content=\"A letter\">",
        "<meta property=\"og:description\" content=\"Please read it.\">",
        "<meta property=\"og:url\" content=\"https://letters.example.org/letters/a-letter\">",
        "<meta property=\"article:published_time\" content=\"2026-05-01T09:00:00.000Z\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://letters.example.org/letters/a-letter\">",
        "<link rel=\"alternate\" hreflang=\"ar\" href=\"https://letters.example.org/letters/a-letter?lang=ar\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://letters.example.org/letters/a-letter\">",
    ] {
        assert_eq!(html.matches(piece).count(), 1, "{piece} in {html}");
    }
    for piece in ["og:image", "noindex"] {
        assert!(!html.contains(piece), "{piece}");
    }
    let expected = json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "A letter",
        "inLanguage": "en",
        "description": "Please read it.",
        "datePublished": "2026-05-01T09:00:00.000Z",
        "url": format!("{PUBLIC_URL}/letters/a-letter"),
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/EndorseAction",
            "userInteractionCount": 1,
        },
    });
    assert_eq!(data(&html), (expected, 1), "and nobody who has signed");
}

#[tokio::test]
async fn a_page_in_another_language_is_one_of_its_own() {
    let server = Server::start().await;
    for (query, address) in [
        ("?lang=ar", "?lang=ar"),
        ("?lang=en", ""),
        ("?lang=tlh", ""),
    ] {
        let html = server.get(&format!("/letters/a-letter{query}")).await;
        let url = format!("https://letters.example.org/letters/a-letter{address}");
        let html = html.text();
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{url}\">")));
        assert!(html.contains(&format!("<meta property=\"og:url\" content=\"{url}\">")));
    }
}

#[tokio::test]
async fn what_somebody_is_led_to_is_nothing_to_share() {
    let server = Server::start().await;
    for path in ["/letters/a-letter/received", "/letters/a-letter/sent"] {
        let html = server.get(path).await.text();
        assert!(!html.contains("og:") && !html.contains("ld+json"), "{path}");
    }
}

#[tokio::test]
async fn a_hostile_title_is_a_title() {
    let server = Server::start().await;
    let html = server.get("/letters/hostile").await.text();
    let title = "</script><script>alert(1)</script><!-- \"&";
    let (data, blocks) = data(&html);
    assert_eq!((data["headline"].as_str(), blocks), (Some(title), 1));
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert_eq!(html.matches("</script").count(), 1);
    for piece in ["<!--", "<img", "</template"] {
        assert!(!html.contains(piece), "{piece} in {html}");
    }
}
