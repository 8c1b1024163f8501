//! Whether it lives, and whether it can do its work.

use crate::server::Server;

#[tokio::test]
async fn a_server_that_works_says_so() {
    let server = Server::start().await;
    for path in ["/health/live", "/health/ready"] {
        let (status, headers, text) = server.get(path).await;
        assert_eq!((status, text.as_str()), (200, "All is well.\n"), "{path}");
        assert_eq!(headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn one_without_its_database_lives_and_is_not_ready() {
    let server = Server::start().await;
    server.state.close().await;
    assert_eq!(server.get("/health/live").await.0, 200);
    let (status, _, text) = server.get("/health/ready").await;
    assert_eq!(status, 503);
    assert!(text.ends_with(".\n"), "{text}");
}

#[tokio::test]
async fn one_whose_database_is_held_by_another_is_not_ready() {
    use sqlx::ConnectOptions;
    use sqlx::sqlite::SqliteConnectOptions;

    let server = Server::start().await;
    let options = SqliteConnectOptions::new().filename(server.folder.path().join("letters.db"));
    let mut other = options.connect().await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE")
        .execute(&mut other)
        .await
        .unwrap();
    let (status, _, text) = server.get("/health/ready").await;
    assert_eq!(
        (status, text.as_str()),
        (503, "The database does not answer in time.\n")
    );
    sqlx::query("COMMIT").execute(&mut other).await.unwrap();
    assert_eq!(server.get("/health/ready").await.0, 200);
}
