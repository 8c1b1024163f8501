//! Badges: claimed with what shows them, looked at by hand, granted, refused and taken back.

use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Browser, Shown, shown};
use crate::server::{Answer, Server, signature};
use crate::signers::manage;

const CLAIMS: &str = "claimed/queue?claims=open";
const EVIDENCE: &str = "See the planted kettle in the kitchen";

/// Somebody who claims badges.
fn claiming(name: &str, badges: &[&str]) -> Value {
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    let mut body = signature(name, &email);
    let claim = |id: &&str| json!({ "id": id, "evidence": EVIDENCE });
    body["badges"] = badges.iter().map(claim).collect();
    body["answers"] = json!({ "kettle": "The blue one" });
    body["reason"] = json!("It is warm.");
    body
}

/// Decides about a signature, with these boxes ticked.
async fn decide(browser: &Browser<'_>, shown: &Shown, act: &str, ticked: &[&str]) -> Answer {
    let mut fields = vec![
        ("id", &*shown.id),
        ("seen", &*shown.seen),
        ("act", act),
        ("looked_at", "badges"),
        // It was decided in the part of the queue that claims badges.
        ("back", "queue"),
        ("claims", "open"),
    ];
    fields.extend(ticked.iter().map(|badge| ("badge", *badge)));
    browser.press("claimed/decide", &fields).await
}

pub(crate) async fn a_claim_shows_once_it_is_granted(server: Server) {
    let body = claiming("Wilhelmina Teaspoon", &["poured", "brewed"]);
    server.sign("claimed", &body).await;
    server
        .sign("claimed", &signature("Plain Person", "plain@example.org"))
        .await;
    assert_eq!(
        server.counts_agree("claimed").await,
        2,
        "it waits for nobody"
    );
    assert!(
        server
            .badges("claimed", "Wilhelmina Teaspoon")
            .await
            .is_empty()
    );
    let browser = Browser::of(&server, "wilhelmina").await;
    let page = browser.read(CLAIMS).await;
    for words in [
        "Has poured tea",
        "Has brewed tea",
        EVIDENCE,
        "Which kettle?",
        "The blue one",
        "It is warm.",
        "counted already",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let waiting = shown(&page);
    assert_eq!(waiting.len(), 1);
    let done = decide(&browser, &waiting[0], "approve", &["poured", "none"]).await;
    for words in ["1 badge granted.", "1 badge refused."] {
        assert!(done.text.contains(words), "{words}: {}", done.text);
    }
    assert_eq!(
        server.badges("claimed", "Wilhelmina Teaspoon").await,
        ["poured"]
    );
    assert_eq!(server.counts_agree("claimed").await, 2);
    assert!(browser.shown("claimed/queue").await.is_empty());
    let audit = browser.get("/desk/audit").await.text;
    for words in ["badges granted", "badges refused"] {
        assert!(audit.contains(words), "{words}: {audit}");
    }
    assert!(!audit.contains("kettle") && !audit.contains("Teaspoon"));

    browser.press("claimed/undo", &[]).await;
    assert!(
        server
            .badges("claimed", "Wilhelmina Teaspoon")
            .await
            .is_empty()
    );
    assert_eq!(browser.shown(CLAIMS).await, waiting, "just as it stood");
    // What shows a claim lies there sealed.
    let plain = "SELECT COUNT(*) FROM signatures WHERE badges LIKE '%planted%' \
        OR reason LIKE '%planted%' OR CAST(private AS TEXT) LIKE '%planted%'";
    assert_eq!(server.database.number(plain).await, 0);
}

pub(crate) async fn what_is_not_ticked_is_refused_and_can_be_granted_later(server: Server) {
    server
        .sign("claimed", &claiming("Wilhelmina Teaspoon", &["poured"]))
        .await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let waiting = browser.shown(CLAIMS).await.remove(0);
    let done = decide(&browser, &waiting, "approve", &[]).await;
    assert!(done.text.contains("1 badge refused."), "{}", done.text);
    assert!(
        server
            .badges("claimed", "Wilhelmina Teaspoon")
            .await
            .is_empty()
    );
    let later = browser.find("claimed", "words", "teaspoon").await.remove(0);
    let done = decide(&browser, &later, "badges", &["poured"]).await;
    assert!(done.text.contains("1 badge granted."), "{}", done.text);
    assert_eq!(
        server.badges("claimed", "Wilhelmina Teaspoon").await,
        ["poured"]
    );
    // Out of the list and back in, it bears what it bore.
    for act in ["hide", "restore"] {
        let now = browser.find("claimed", "words", "teaspoon").await.remove(0);
        browser.decide("claimed", &now, act).await;
    }
    assert_eq!(
        server.badges("claimed", "Wilhelmina Teaspoon").await,
        ["poured"]
    );
    assert_eq!(server.counts_agree("claimed").await, 1);
}

pub(crate) async fn many_are_approved_and_their_claims_wait_on(server: Server) {
    server.signed_by("claimed", 0..3).await;
    for name in ["Ada Inkwell", "Bo Saucer"] {
        server.sign("claimed", &claiming(name, &["brewed"])).await;
    }
    // As in a letter that is reviewed before.
    let before = "UPDATE signatures SET held = 'asked', held_at = signed_at, status = 'in_review', \
        published_at = NULL";
    server.database.execute(before).await;
    server
        .database
        .execute("UPDATE tallies SET published = 0")
        .await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let fields = [("which", "all"), ("act", "approve")];
    let sure = browser.press("claimed/many", &fields).await;
    assert!(
        sure.text.contains("2 of them claim badges"),
        "{}",
        sure.text
    );
    let done = browser.press("claimed/many/do", &fields).await;
    assert!(
        done.text.contains("5 signatures approved."),
        "{}",
        done.text
    );
    assert_eq!(server.counts_agree("claimed").await, 5);
    assert_eq!(browser.shown("claimed/queue").await.len(), 2);
    assert_eq!(browser.shown(CLAIMS).await.len(), 2);
    assert!(server.badges("claimed", "Ada Inkwell").await.is_empty());
    // Once more changes nothing, and comes to an end.
    let again = browser.press("claimed/many/do", &fields).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(browser.shown(CLAIMS).await.len(), 2);
    browser.press("claimed/undo", &[]).await;
    assert_eq!(server.counts_agree("claimed").await, 0);
    assert_eq!(browser.shown("claimed/queue").await.len(), 5);
}

pub(crate) async fn the_second_of_two_grants_nothing(server: Server) {
    server
        .sign("claimed", &claiming("Wilhelmina Teaspoon", &["poured"]))
        .await;
    let wilhelmina = Browser::of(&server, "wilhelmina").await;
    let ada = Browser::of(&server, "ada").await;
    let seen = ada.shown(CLAIMS).await.remove(0);
    decide(&wilhelmina, &seen, "approve", &[]).await;
    let late = decide(&ada, &seen, "approve", &["poured"]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("wilhelmina was faster"), "{}", late.text);
    assert!(
        server
            .badges("claimed", "Wilhelmina Teaspoon")
            .await
            .is_empty()
    );
    // Nor does a badge that nobody claimed.
    let now = shown(&late.text).remove(0);
    decide(&ada, &now, "badges", &["brewed"]).await;
    assert!(
        server
            .badges("claimed", "Wilhelmina Teaspoon")
            .await
            .is_empty()
    );
}

pub(crate) async fn what_is_claimed_anew_is_looked_at_again(server: Server) {
    let name = "Wilhelmina Teaspoon";
    server.sign("claimed", &claiming(name, &["poured"])).await;
    let browser = Browser::of(&server, "wilhelmina").await;
    let grant = async || {
        let waiting = browser.shown(CLAIMS).await.remove(0);
        decide(&browser, &waiting, "approve", &["poured", "brewed"]).await;
    };
    grant().await;
    let manage = manage(&server, "claimed", "wilhelmina.teaspoon@example.org").await;
    let correct = async |body: Value| {
        let request = Request::patch("/v1/letters/claimed/own")
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {manage}"))
            .body(body.to_string().into());
        let answer = server.send(request.unwrap()).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    };
    correct(json!({ "role": "Waiter" })).await;
    assert_eq!(server.badges("claimed", name).await, ["poured"]);
    assert!(browser.shown("claimed/queue").await.is_empty());

    let other = json!([{ "id": "poured", "evidence": "Another kettle" }]);
    correct(json!({ "badges": other })).await;
    assert!(server.badges("claimed", name).await.is_empty());
    grant().await;
    assert_eq!(server.badges("claimed", name).await, ["poured"]);
    // Another name bears what a person granted to it.
    correct(json!({ "name": "Somebody Else" })).await;
    assert!(server.badges("claimed", "Somebody Else").await.is_empty());
    assert_eq!(browser.shown(CLAIMS).await.len(), 1);
    // A role does not take what waits out of the count.
    correct(json!({ "role": "Cook" })).await;
    assert_eq!(server.counts_agree("claimed").await, 1);
    correct(json!({ "badges": [] })).await;
    assert!(browser.shown("claimed/queue").await.is_empty());
    assert_eq!(server.counts_agree("claimed").await, 1);
}
