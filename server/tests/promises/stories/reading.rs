//! What everybody reads: the count, pages, and both together.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::server::{Server, signature};

const LETTER: &str = "/v1/letters/unconfirmed";

async fn fill(server: &Server, many: usize) {
    for number in 0..many {
        let body = signature(
            &format!("Person {number}"),
            &format!("person-{number}@example.org"),
        );
        let answer = server.sign_in("unconfirmed", &body).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
        assert_eq!(answer.text_of("status"), "published");
    }
}

pub(crate) async fn pages_hold_everybody_once(server: Server) {
    const PEOPLE: usize = 23;
    fill(&server, PEOPLE).await;
    // Many came within one millisecond, as far as the list can tell.
    server
        .database
        .execute("UPDATE signatures SET published_at = published_at / 100 * 100")
        .await;
    let (mut names, mut path) = (BTreeSet::new(), format!("{LETTER}/signatures?limit=5"));
    let mut pages = 0;
    loop {
        let page = server.get(&path).await.json();
        for item in page["items"].as_array().unwrap() {
            assert!(names.insert(item["name"].as_str().unwrap().to_owned()));
            assert!(!item.to_string().contains("example.org"), "{item}");
        }
        pages += 1;
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("{LETTER}/signatures?limit=5&cursor={next}");
        // Who signs meanwhile moves nobody.
        let more = signature("Late", &format!("late-{pages}@example.org"));
        server.sign_in("unconfirmed", &more).await;
    }
    assert_eq!((pages, names.len()), (5, PEOPLE));
}

pub(crate) async fn count_and_page_are_of_one_moment(server: Server) {
    let writes = fill(&server, 30);
    let reads = async {
        let mut seen = 0;
        while seen < 30 {
            let letter = server.get(LETTER).await.json();
            let signatures = &letter["signatures"];
            seen = signatures["count"].as_u64().unwrap();
            let items = signatures["items"].as_array().map_or(0, Vec::len);
            assert_eq!(seen, items as u64);
        }
    };
    tokio::join!(writes, reads);
}

pub(crate) async fn the_same_count_is_the_same_answer(server: Server) {
    fill(&server, 2).await;
    let count = server.get(&format!("{LETTER}/count")).await;
    assert_eq!(count.json()["count"], 2);
    let etag = count.headers["etag"].to_str().unwrap().to_owned();
    let again = axum::http::Request::get(format!("{LETTER}/count"))
        .header("if-none-match", etag)
        .body(axum::body::Body::empty());
    assert_eq!(server.send(again.unwrap()).await.status, 304);
}

pub(crate) async fn a_mailbox_counts_once_without_confirmation(server: Server) {
    for email in ["ada@example.org", "ADA@example.org", "ada+x@example.org"] {
        let answer = server
            .sign_in("unconfirmed", &signature("Ada", email))
            .await;
        assert_eq!(answer.status, 202);
    }
    let letter = server.get(LETTER).await.json();
    assert_eq!(letter["signatures"]["count"], 1);
    assert_eq!(letter["signatures"]["next"], Value::Null);
    assert_eq!(server.database.rows("submissions").await, 3);
}
