//! For whom a mail does not concern.

use super::visitor::{LETTER, Visitor, link};

const BOB: &str = "bob@example.org";

#[tokio::test]
async fn what_somebody_else_sent_is_deleted() {
    let visitor = Visitor::new().await;
    visitor.sign("A stranger", BOB).await;
    let mail = visitor.mail(BOB, 1).await;
    let page = visitor.page(&link(&mail, 1)).await;
    assert!(
        !page.contains("A stranger"),
        "what a stranger typed is not shown to Bob"
    );
    let (to, page) = visitor.press(&page, "Delete what was sent").await;
    assert_eq!(to, format!("{LETTER}/not-me/done?lang=en"));
    assert!(page.contains("That is done"));
    for index in [0, 1] {
        let dead = visitor.get(&link(&mail, index)).await;
        assert_eq!(dead.status, 410);
        assert!(dead.text().contains("This link no longer works"));
    }
    assert_eq!(visitor.number("SELECT COUNT(*) FROM submissions").await, 0);
}

#[tokio::test]
async fn a_stranger_cannot_take_a_signature_away() {
    let visitor = Visitor::new().await;
    visitor.sign_and_confirm("Bob Blotter", BOB).await;
    visitor.sign("A stranger", BOB).await;
    let mail = visitor.mail(BOB, 2).await;
    let page = visitor.page(&link(&mail, 1)).await;
    visitor.press(&page, "Delete what was sent").await;
    assert_eq!(visitor.listed().await, (vec!["Bob Blotter".to_owned()], 1));
}

#[tokio::test]
async fn what_was_confirmed_by_a_slip_goes_with_it() {
    let visitor = Visitor::new().await;
    let mail = visitor.sign_and_confirm("A stranger", BOB).await;
    let page = visitor.page(&link(&mail, 1)).await;
    visitor.press(&page, "Delete what was sent").await;
    assert_eq!(visitor.listed().await, (vec![], 0));
}

#[tokio::test]
async fn no_mail_comes_again_until_that_is_taken_back() {
    let visitor = Visitor::new().await;
    visitor.sign("A stranger", BOB).await;
    let mail = visitor.mail(BOB, 1).await;
    let page = visitor.page(&link(&mail, 1)).await;
    visitor
        .press(&page, "Delete it, and never write to me again")
        .await;
    visitor.sign("A stranger", BOB).await;
    visitor.unsent("blocked", 1).await;
    visitor.mail(BOB, 1).await;

    let page = visitor.page(&link(&mail, 1)).await;
    assert!(page.contains("No mail comes to you"), "{page}");
    let (to, _) = visitor.press(&page, "Allow mails again").await;
    assert_eq!(to, format!("{LETTER}/not-me/undone?lang=en"));
    visitor.sign("Bob Blotter", BOB).await;
    let mail = visitor.mail(BOB, 2).await;
    let page = visitor.page(&link(&mail, 0)).await;
    visitor.press(&page, "Confirm my signature").await;
    assert_eq!(visitor.listed().await.0, ["Bob Blotter"]);
}
