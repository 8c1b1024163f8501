//! What is kept, and that nobody can read of it what is nobody's business.

use sqlx::Row;

use crate::server::{Server, bytes_under, signature};

/// Whether a planted text is in bytes, as it is, in hexadecimal, or in two bytes a character.
fn contains(bytes: &[u8], planted: &str) -> bool {
    let hex: String = planted.bytes().map(|byte| format!("{byte:02x}")).collect();
    let wide: Vec<u8> = planted.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [planted.as_bytes(), hex.as_bytes(), &wide]
        .iter()
        .any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}

#[tokio::test]
async fn private_fields_are_in_no_answer_and_no_file() {
    let server = Server::start().await;
    let mut body = signature("planted.address@example.org");
    body["name"] = "Planted Name".into();
    body["anonymous"] = true.into();
    assert_eq!(server.sign("key", &body).await.status, 202);
    let form = "name=Planted+Name&email=planted.form%40example.org&role=&affiliation=&anonymous=on&consent=1";
    let request = axum::http::Request::post("/letters/a-letter/signatures")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.into())
        .unwrap();
    assert_eq!(server.send(request).await.status, 303);

    for path in [
        "/v1/letters/a-letter",
        "/v1/letters/a-letter/count",
        "/v1/letters/a-letter/signatures",
        "/letters/a-letter",
        "/letters/a-letter/received",
    ] {
        let answer = server.get(path).await.text().to_lowercase();
        for planted in ["planted", "@example.org\""] {
            assert!(!answer.contains(planted), "{path}");
        }
    }
    let search = |bytes: Vec<u8>| {
        assert!(
            contains(&bytes, "Librarian"),
            "the search finds what is public"
        );
        for planted in ["planted.address", "planted.form", "Planted Name"] {
            assert!(!contains(&bytes, planted), "{planted}");
        }
    };
    // With the write-ahead log as it is, and once it is folded into the database.
    search(bytes_under(&server.folder.path().join("data")));
    let folder = server.stop().await;
    search(bytes_under(&folder.path().join("data")));
}

#[tokio::test]
async fn acknowledged_signatures_outlive_the_server() {
    let server = Server::start().await;
    for number in 0..3 {
        assert_eq!(server.sign_as(number).await.status, 202);
    }
    let server = Server::open(server.stop().await).await;
    assert_eq!(server.count().await, 3);
    let again = server.sign_as(1).await;
    assert_eq!(again.status, 202);
    assert_eq!(server.count().await, 3);
}

#[tokio::test]
async fn the_indexes_themselves_hold_mailbox_and_key() {
    let server = Server::start().await;
    server.sign_as(0).await;
    let mut database = server.database().await;
    for sql in [
        "INSERT INTO signatures (id, letter_id, mailbox, status, name, role, affiliation, badges, \
         signed_at, published_at, letter_version, receipt, private) \
         SELECT 'another id', letter_id, mailbox, status, name, role, affiliation, \
         badges, signed_at, published_at, letter_version, receipt, private FROM signatures",
        "INSERT INTO submissions (receipt, letter_id, idempotency_key, body_hash, mailbox, payload, \
         created_at, action, state, changes) \
         SELECT 'another receipt', letter_id, idempotency_key, body_hash, mailbox, \
         payload, created_at, action, state, changes FROM submissions",
    ] {
        let error = sqlx::query(sql).execute(&mut database).await.unwrap_err();
        assert!(
            error.to_string().contains("UNIQUE constraint failed"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_database_writes_as_carefully_as_promised() {
    let server = Server::start().await;
    server.sign_as(0).await;
    let mut database = server.database().await;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(mode, "wal");
    let row = sqlx::query(
        "SELECT length(mailbox) AS mailbox, typeof(private) AS private, status FROM signatures",
    )
    .fetch_one(&mut database)
    .await
    .unwrap();
    assert_eq!(row.get::<i64, _>("mailbox"), 32);
    assert_eq!(row.get::<String, _>("private"), "blob");
    assert_eq!(row.get::<String, _>("status"), "published");
}
