//! Who may sit at the desk, and for how long.

use axum::body::Body;
use axum::http::header::SET_COOKIE;
use axum::http::{Request, StatusCode};

use crate::browser::{Browser, OURS, Shown, attribute, form, try_to_sign_in};
use crate::database::Kind;
use crate::server::{PASSWORD, PUBLIC, Server};

#[tokio::test]
async fn without_reviewers_there_is_no_desk() {
    let server = Server::with(Kind::Sqlite, &[], PUBLIC).await;
    let answer = server.get("/desk").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains("desk password"), "{}", answer.text);
    for path in [
        "/desk/sign-in",
        "/desk/audit",
        "/desk/letters/a-letter/queue",
    ] {
        assert_eq!(
            server.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let tried = try_to_sign_in(&server, "wilhelmina", PASSWORD).await;
    assert_eq!(tried.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_cookie_has_every_flag_and_no_answer_is_kept() {
    let server = Server::start(Kind::Sqlite).await;
    let answer = try_to_sign_in(&server, "wilhelmina", PASSWORD).await;
    let cookie = answer.headers[SET_COOKIE].to_str().unwrap();
    let (pair, flags) = cookie.split_once("; ").unwrap();
    assert!(pair.starts_with("__Host-desk="), "{pair}");
    assert_eq!(flags, "Path=/; HttpOnly; SameSite=Strict; Secure");
    let (_, token) = pair.split_once('=').unwrap();
    assert_eq!(token.len(), 22, "128 bits in base64url");
    let browser = Browser::of(&server, "wilhelmina").await;
    let mut answers = vec![answer, server.get("/desk").await];
    for path in [
        "/desk",
        "/desk/sign-in",
        "/desk/audit",
        "/desk/desk.css",
        "/desk/letters/a-letter/queue",
        "/desk/letters/none/queue",
        "/desk/letters/a-letter/signatures/none",
    ] {
        answers.push(browser.get(path).await);
    }
    answers.push(browser.press("a-letter/decide", &[]).await);
    for answer in answers {
        let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-frame-options"), "DENY");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(!answer.text.contains(" style=") && !answer.text.contains(" onclick="));
    }
}

#[tokio::test]
async fn without_https_the_cookie_is_a_plain_one() {
    let here = "http://127.0.0.1:8080";
    let server = Server::with(Kind::Sqlite, &["wilhelmina"], here).await;
    let fields = [("name", "wilhelmina"), ("password", PASSWORD)];
    let request = crate::browser::form("/desk/sign-in", &fields, "", &[("origin", here)]);
    let answer = server.send(request).await;
    let cookie = answer.headers[SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("desk="), "{cookie}");
    assert!(!cookie.contains("Secure") && cookie.contains("HttpOnly; SameSite=Strict"));
}

#[tokio::test]
async fn a_session_is_kept_as_a_hash_and_ends() {
    let server = Server::start(Kind::Sqlite).await;
    server.signed_by("a-letter", 0..1).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let shown = browser.shown("a-letter/queue").await.remove(0);
    let (_, token) = browser.cookie.split_once('=').unwrap();
    let plain = format!("SELECT COUNT(*) FROM desk_sessions WHERE hash = CAST('{token}' AS BLOB)");
    assert_eq!(server.database.number(&plain).await, 0);
    for over in [
        // An hour without a request, or a thief who comes late.
        "UPDATE desk_sessions SET expires_at = 1",
        // Twelve hours in all, however often it was used.
        "UPDATE desk_sessions SET began_at = began_at - 43200001",
    ] {
        server.database.execute(over).await;
        refused(&browser, &shown).await;
        server
            .database
            .execute("UPDATE desk_sessions SET expires_at = 9e15, began_at = seen_at")
            .await;
        assert_eq!(browser.get("/desk").await.status, StatusCode::OK);
    }
    // Signed out, its cookie is nobody's.
    let out = browser.post("/desk/sign-out", &[]).await;
    assert_eq!(out.status, StatusCode::OK);
    assert!(
        out.headers[SET_COOKIE]
            .to_str()
            .unwrap()
            .ends_with("Max-Age=0")
    );
    refused(&browser, &shown).await;
    assert_eq!(server.database.rows("desk_sessions").await, 0);
    assert_eq!(server.count("a-letter").await, 0);
}

/// Nothing is shown, and nothing is done.
async fn refused(browser: &Browser<'_>, shown: &Shown) {
    let page = browser.get("/desk/letters/a-letter/queue").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(!page.text.contains(&shown.name));
    let decided = browser.decide("a-letter", shown, "approve").await;
    assert_eq!(decided.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_lasts_while_it_is_used() {
    let server = Server::start(Kind::Sqlite).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let left = "SELECT MAX(expires_at - began_at) FROM desk_sessions";
    assert_eq!(server.database.number(left).await, 3_600_000);
    // Ten minutes ago it was used for the last time.
    let earlier = "UPDATE desk_sessions SET began_at = began_at - 600000, \
        seen_at = seen_at - 600000, expires_at = expires_at - 600000";
    server.database.execute(earlier).await;
    assert_eq!(browser.get("/desk").await.status, StatusCode::OK);
    assert!(server.database.number(left).await >= 4_200_000);
    // After eleven and a half hours it has half an hour left.
    let long = "UPDATE desk_sessions SET began_at = began_at - 40800000, seen_at = 0";
    server.database.execute(long).await;
    assert_eq!(browser.get("/desk").await.status, StatusCode::OK);
    assert_eq!(server.database.number(left).await, 43_200_000);
}

#[tokio::test]
async fn who_is_no_longer_named_is_gone() {
    let server = Server::start(Kind::Sqlite).await;
    let cookie = Browser::of(&server, "ada").await.cookie;
    let server = server.restart(&["wilhelmina"]).await;
    let mut browser = Browser::of(&server, "wilhelmina").await;
    assert_eq!(browser.get("/desk").await.status, StatusCode::OK);
    browser.cookie = cookie;
    assert_eq!(browser.get("/desk").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn ten_wrong_tries_shut_the_door_for_a_name() {
    let server = Server::start(Kind::Sqlite).await;
    for _ in 0..10 {
        let wrong = try_to_sign_in(&server, "wilhelmina", "coffee, and no tea").await;
        assert_eq!(wrong.status, StatusCode::FORBIDDEN);
        assert!(wrong.headers.get(SET_COOKIE).is_none());
        assert!(!wrong.text.contains("coffee"));
    }
    let shut = try_to_sign_in(&server, "wilhelmina", PASSWORD).await;
    assert_eq!(shut.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(shut.text.contains("quarter of an hour"), "{}", shut.text);
    // For nobody else, and not for ever.
    Browser::of(&server, "ada").await;
    server
        .database
        .execute("UPDATE attempts SET expires_at = 1")
        .await;
    Browser::of(&server, "wilhelmina").await;
    assert_eq!(server.database.rows("attempts").await, 0);
}

#[tokio::test]
async fn a_name_that_nobody_has_is_answered_alike() {
    let server = Server::start(Kind::Sqlite).await;
    let known = try_to_sign_in(&server, "wilhelmina", "no").await;
    let unknown = try_to_sign_in(&server, "stranger", "no").await;
    assert_eq!(known.status, unknown.status);
    let without_name = |text: &str, name: &str| text.replace(name, "");
    assert_eq!(
        without_name(&known.text, "wilhelmina"),
        without_name(&unknown.text, "stranger")
    );
}

#[tokio::test]
async fn what_was_sent_without_a_session_is_there_after_signing_in() {
    let server = Server::start(Kind::Sqlite).await;
    server.signed_by("a-letter", 0..3).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let picks: Vec<String> = (browser.shown("a-letter/queue").await.iter())
        .map(|shown| format!("{}.{}", shown.id, shown.seen))
        .collect();
    server.database.execute("DELETE FROM desk_sessions").await;
    let fields = [
        ("which", "ticked"),
        ("pick", &*picks[0]),
        ("pick", &*picks[2]),
        ("act", "reject:other"),
        ("words", "A joke = a joke & \"no\" <more>"),
    ];
    let path = "/desk/letters/a-letter/many/do";
    let late = server
        .send(form(path, &fields, &browser.cookie, &OURS))
        .await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    assert!(
        late.text.contains("What you sent last is kept"),
        "{}",
        late.text
    );
    assert!(!late.text.contains("Number-0") && !late.text.contains("<more>"));
    // A wrong password loses nothing either.
    let mut carried = inputs(&late.text);
    carried.extend(own(&["name", "wilhelmina", "password", "no"]));
    let wrong = server.send(signing_in(&carried)).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let mut carried = inputs(&wrong.text);
    carried.extend(own(&["name", "wilhelmina", "password", PASSWORD]));
    let back = server.send(signing_in(&carried)).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert_eq!(
        server.database.rows("decisions").await,
        0,
        "nobody has pressed"
    );
    let cookie = back.headers[SET_COOKIE].to_str().unwrap();
    let (cookie, _) = cookie.split_once(';').unwrap();
    let action = attribute(&back.text, "method=\"post\"", "action").unwrap();
    assert_eq!(action, path);
    let again = inputs(&back.text);
    let again: Vec<_> = again
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let done = server.send(form(&action, &again, cookie, &OURS)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(server.database.rows("decisions").await, 2);
}

#[tokio::test]
async fn who_signs_in_is_where_they_wanted_to_be() {
    let server = Server::start(Kind::Sqlite).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    server.database.execute("DELETE FROM desk_sessions").await;
    let wanted = "/desk/letters/a-letter/queue?hold=limit";
    let page = browser.get(wanted).await;
    let sign_in = async |then: &str| {
        let then = own(&["then", then, "name", "wilhelmina", "password", PASSWORD]);
        server.send(signing_in(&then)).await.headers["location"].clone()
    };
    let then = attribute(&page.text, "name=\"then\"", "value").unwrap();
    assert_eq!(sign_in(&then).await, wanted);
    for strange in [
        "//evil.example",
        "https://evil.example/desk/",
        "/desk/sign-out",
    ] {
        assert_eq!(sign_in(strange).await, "/desk", "{strange}");
    }
    // What somebody looked for may be an address, and is not kept.
    server.database.execute("DELETE FROM desk_sessions").await;
    let sought = browser
        .find_without_session("a-letter", "planted@example.org")
        .await;
    assert!(!sought.contains("planted"), "{sought}");
    assert!(sought.contains("/desk/letters/a-letter/search"), "{sought}");
}

#[tokio::test]
async fn keys_are_switched_off_for_one_reviewer() {
    let server = Server::start(Kind::Sqlite).await;
    server.signed_by("a-letter", 0..1).await;
    let wilhelmina = Browser::of(&server, "wilhelmina").await;
    let on = |page: &str| page.contains("data-keys=\"on\"");
    assert!(on(&wilhelmina.read("a-letter/queue").await));
    let off = wilhelmina.press("a-letter/keys", &[("keys", "off")]).await;
    assert!(!on(&off.text) && off.text.contains("Keys are switched off."));
    assert!(on(&Browser::of(&server, "ada")
        .await
        .read("a-letter/queue")
        .await));
    // On every machine, until they say otherwise.
    let elsewhere = Browser::of(&server, "wilhelmina").await;
    assert!(!on(&elsewhere.read("a-letter/queue").await));
    elsewhere.press("a-letter/keys", &[("keys", "off")]).await;
    elsewhere.press("a-letter/keys", &[("keys", "on")]).await;
    assert!(on(&wilhelmina.read("a-letter/queue").await));
}

/// The hidden fields of a page's only form, as a browser reads them.
fn inputs(html: &str) -> Vec<(String, String)> {
    let hidden = html
        .split("<input ")
        .filter(|input| input.contains("type=\"hidden\""));
    let read = |text: String| {
        let text = text.replace("&lt;", "<").replace("&gt;", ">");
        text.replace("&quot;", "\"").replace("&amp;", "&")
    };
    let value = |input: &str, name: &str| {
        let (_, rest) = input.split_once(&format!("{name}=\"")).unwrap();
        read(rest.split_once('"').unwrap().0.to_owned())
    };
    hidden
        .map(|input| (value(input, "name"), value(input, "value")))
        .collect()
}

fn own(pairs: &[&str]) -> Vec<(String, String)> {
    let pairs = pairs.chunks(2);
    pairs
        .map(|pair| (pair[0].to_owned(), pair[1].to_owned()))
        .collect()
}

fn signing_in(fields: &[(String, String)]) -> Request<Body> {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    form("/desk/sign-in", &fields, "", &OURS)
}
