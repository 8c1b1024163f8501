//! What has had its time goes, and nothing else.

use std::time::Duration;

use serde_json::{Value, json};

use crate::server::{LETTER, Reading, Server, another, signature};

/// Everything in the database, three days and an hour older, but for the mails that go to one
/// person: those were late, and left a moment ago.
const LATER: [&str; 4] = [
    "UPDATE submissions SET created_at = created_at - 73 * 3600000",
    "UPDATE tokens SET expires_at = expires_at - 73 * 3600000 \
     WHERE receipt IS NULL OR receipt NOT IN (SELECT receipt FROM mails WHERE tries = 2)",
    "UPDATE attempts SET expires_at = 1",
    "UPDATE mails SET done_at = done_at - 73 * 3600000 WHERE tries < 2",
];

pub(crate) async fn what_nobody_confirmed_goes(server: Server) {
    let (ada, late, never) = ("ada@example.org", "late@example.org", "never@example.org");
    let manage = server
        .sign_and_confirm(&signature("Ada Inkwell", ada))
        .await;
    let late_receipt = server.sign(&signature("Lena Late", late)).await;
    let never_receipt = server.sign(&signature("Nils Never", never)).await;
    let code = server.mail_to(late, 0).await.code();
    let gone = server.mail_to(never, 0).await;
    server.confirm(&never_receipt, &another(&gone.code())).await;
    let stranger = json!({ "email": "nobody@example.org", "code": "123456" });
    server.post(&format!("{LETTER}/confirm"), &stranger).await;
    server.mails_are_done().await;
    let second = format!("UPDATE mails SET tries = 2 WHERE receipt = '{late_receipt}'");
    server.database.execute(&second).await;
    for later in LATER {
        server.database.execute(later).await;
    }
    let server = server.restart().await;
    let new = server.sign(&signature("New", "new@example.org")).await;
    let mail = server.mail_to("new@example.org", 0).await;
    let submissions = "SELECT COUNT(*) FROM submissions";
    for _ in 0..500 {
        if server.database.number(submissions).await == 3 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(server.database.number(submissions).await, 3);
    assert_eq!(server.database.rows("attempts").await, 0);
    let left = format!("SELECT COUNT(*) FROM tokens WHERE receipt = '{never_receipt}'");
    assert_eq!(server.database.number(&left).await, 0);

    // The answer to one whose submission has gone is that to a stranger.
    let answer = server.confirm(&never_receipt, &gone.code()).await;
    assert_eq!(answer.problem(), (422, "code_wrong".to_owned(), Some(4)));
    // What stands still stands, and what may still be confirmed can be.
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
    assert_eq!(server.own("GET", &manage, &Value::Null).await.status, 401);
    assert_eq!(server.confirm(&late_receipt, &code).await.status, 200);
    assert_eq!(server.confirm(&new, &mail.code()).await.status, 200);
    assert_eq!(server.count().await, 3);
}
