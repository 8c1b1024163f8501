//! One's own signature: seen, corrected, taken back.

use serde_json::{Value, json};

use crate::server::{Reading, Server, signature};

const ADA: &str = "ada@example.org";

pub(crate) async fn ones_own_is_seen_and_corrected(server: Server) {
    let manage = server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    let own = server.own("GET", &manage, &Value::Null).await;
    assert_eq!(own.status, 200, "{}", own.text);
    assert_eq!(own.headers["cache-control"], "no-store");
    for (member, value) in [
        ("name", json!("Ada Inkwell")),
        ("email", json!(ADA)),
        ("role", json!("Librarian")),
        ("affiliation", json!("Example Library")),
        ("anonymous", json!(false)),
        ("consent_version", json!("1")),
        ("status", json!("published")),
    ] {
        assert_eq!(own.json()[member], value, "{member}");
    }
    let correction = json!({ "name": "Ada Ink-Well", "role": null, "affiliation": "" });
    let corrected = server.own("PATCH", &manage, &correction).await;
    assert_eq!(corrected.status, 200, "{}", corrected.text);
    assert_eq!(corrected.json()["name"], "Ada Ink-Well");
    assert_eq!(corrected.json()["role"], Value::Null);
    assert_eq!(corrected.json()["affiliation"], Value::Null);
    assert_eq!(corrected.json()["email"], ADA);
    assert_eq!(server.names().await, [Some("Ada Ink-Well".to_owned())]);

    let hidden = server
        .own("PATCH", &manage, &json!({ "anonymous": true }))
        .await;
    assert_eq!(hidden.json()["name"], "Ada Ink-Well");
    assert_eq!(server.names().await, [None]);
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn a_correction_holds_the_rules(server: Server) {
    let manage = server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    for (body, pointer) in [
        (json!({ "name": "" }), "/name"),
        (json!({ "name": null }), "/name"),
        (json!({ "role": "x".repeat(121) }), "/role"),
        (json!({ "anonymous": "yes" }), "/anonymous"),
        (json!({ "email": "eve@example.org" }), "/email"),
    ] {
        let answer = server.own("PATCH", &manage, &body).await;
        assert_eq!(answer.status, 422, "{body}");
        assert_eq!(answer.json()["errors"][0]["pointer"], pointer, "{body}");
    }
    assert_eq!(server.names().await, [Some("Ada Inkwell".to_owned())]);
}

pub(crate) async fn who_withdraws_is_gone(server: Server) {
    let manage = server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    server
        .sign_and_confirm(&signature("Bob Paper", "bob@example.org"))
        .await;
    // One more that waits goes too.
    server.sign(&signature("Ada Again", ADA)).await;
    let gone = server.own("DELETE", &manage, &Value::Null).await;
    assert_eq!(gone.status, 200, "{}", gone.text);
    assert_eq!(gone.json(), json!({ "status": "withdrawn" }));
    assert_eq!(server.count().await, 1);
    assert_eq!(server.names().await, [Some("Bob Paper".to_owned())]);
    for method in ["GET", "PATCH"] {
        let answer = server.own(method, &manage, &json!({})).await;
        assert_eq!(answer.status, 401, "{method}");
        assert_eq!(answer.text_of("code"), "unauthorised");
    }
    // The first answer may have been lost.
    let again = server.own("DELETE", &manage, &Value::Null).await;
    assert_eq!((again.status.as_u16(), again.text), (200, gone.text));
    let people = "SELECT COUNT(DISTINCT mailbox) FROM signatures";
    assert_eq!(server.database.number(people).await, 1);
    for table in ["submissions", "mails"] {
        let people = format!("SELECT COUNT(DISTINCT mailbox) FROM {table}");
        assert_eq!(server.database.number(&people).await, 1, "{table}");
    }
}

pub(crate) async fn who_signs_again_counts_once(server: Server) {
    for round in 0..3 {
        let manage = server
            .sign_and_confirm(&signature("Ada Inkwell", ADA))
            .await;
        assert_eq!(server.count().await, 1, "{round}");
        assert_eq!(
            server.own("DELETE", &manage, &Value::Null).await.status,
            200
        );
        assert_eq!(server.count().await, 0, "{round}");
    }
}

pub(crate) async fn a_mail_opens_ones_own(server: Server) {
    server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    let stranger = "nobody@example.org";
    let ask = |email: &str| json!({ "email": email, "action": "manage" });
    let (known, unknown) = (
        server.request(&ask(ADA)).await,
        server.request(&ask(stranger)).await,
    );
    assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (202, 202));
    assert_eq!(known.text.len(), unknown.text.len());
    let mail = server.mail_to(ADA, 1).await;
    let opened = server
        .confirm(&known.text_of("receipt"), &mail.code())
        .await;
    assert_eq!(opened.status, 200, "{}", opened.text);
    let own = server.own("GET", &opened.manage(), &Value::Null).await;
    assert_eq!(own.json()["name"], "Ada Inkwell");
    server.mails_are_done().await;
    assert!(server.mails_to(stranger).is_empty());
    // Seeing changed nothing.
    assert_eq!(server.count().await, 1);
}

pub(crate) async fn a_session_is_short_and_for_one_letter(server: Server) {
    let manage = server
        .sign_and_confirm(&signature("Ada Inkwell", ADA))
        .await;
    let minutes = |many: i64| {
        format!(
            "UPDATE tokens SET expires_at = expires_at - {many} * 60000 WHERE purpose = 'manage'"
        )
    };
    server.database.execute(&minutes(29)).await;
    assert_eq!(server.own("GET", &manage, &Value::Null).await.status, 200);
    let request = axum::http::Request::get("/v1/letters/another/own")
        .header("authorization", format!("Bearer {manage}"))
        .body(axum::body::Body::empty());
    assert_eq!(server.send(request.unwrap()).await.status, 401);
    server.database.execute(&minutes(1)).await;
    assert_eq!(server.own("GET", &manage, &Value::Null).await.status, 401);
    assert_eq!(
        server.own("DELETE", &manage, &Value::Null).await.status,
        401
    );
    assert_eq!(server.count().await, 1);
}
