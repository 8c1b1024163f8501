//! One's own signature: seen, corrected, taken back.

use open_letter_server::OutboxMail;

use super::visitor::{Form, LETTER, Visitor, code, link, wrong};

const ADA: &str = "ada@example.org";

/// Asks for the mail with which one's own signature is opened.
async fn ask(visitor: &Visitor, email: &str) -> String {
    let page = visitor.page(&format!("{LETTER}/manage?lang=en")).await;
    let form = Form::with_button(&page, "Send me a code").fill("email", email);
    let (to, page) = visitor.follow(form).await;
    assert_eq!(to, format!("{LETTER}/manage/sent?lang=en"));
    page
}

/// Somebody who has signed and got that mail.
async fn signed() -> (Visitor, OutboxMail, String) {
    let visitor = Visitor::new().await;
    visitor.sign_and_confirm("Ada Inkwell", ADA).await;
    let sent = ask(&visitor, ADA).await;
    let mail = visitor.mail(ADA, 2).await;
    (visitor, mail, sent)
}

/// The page of one's own signature, opened by the mail's link.
async fn open(visitor: &Visitor, mail: &OutboxMail) -> String {
    let page = visitor.page(&link(mail, 0)).await;
    let answer = visitor
        .send(Form::with_button(&page, "See what is stored"))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    answer.text()
}

#[tokio::test]
async fn what_is_stored_is_shown_corrected_and_made_anonymous() {
    let (visitor, mail, _) = signed().await;
    let page = open(&visitor, &mail).await;
    for piece in [
        "Ada Inkwell",
        ADA,
        "Librarian",
        "In the list",
        "<bdi>en</bdi>",
        "<bdi>1</bdi>",
    ] {
        assert!(page.contains(piece), "{piece} is missing in {page}");
    }
    let form = Form::with_button(&page, "Save the changes");
    let answer = visitor
        .send(form.fill("name", "Ada I.").fill("role", ""))
        .await;
    assert_eq!(answer.status, 200);
    let page = answer.text();
    assert!(
        page.contains("Your changes are saved.") && page.contains("value=\"Ada I.\""),
        "{page}"
    );
    assert!(!page.contains("Librarian"));
    assert_eq!(visitor.listed().await, (vec!["Ada I.".to_owned()], 1));

    let form = Form::with_button(&page, "Save the changes").fill("anonymous", "on");
    let page = visitor.send(form).await.text();
    assert!(page.contains("<bdi>Kept out</bdi>"));
    assert_eq!(visitor.listed().await, (vec!["-".to_owned()], 1));
    let form = Form::with_button(&page, "Save the changes").without("anonymous");
    visitor.send(form).await;
    assert_eq!(visitor.listed().await, (vec!["Ada I.".to_owned()], 1));
}

#[tokio::test]
async fn a_correction_that_does_not_hold_comes_back() {
    let (visitor, mail, _) = signed().await;
    let page = open(&visitor, &mail).await;
    let form = Form::with_button(&page, "Save the changes")
        .fill("name", "")
        .fill("role", "<Poet>");
    let answer = visitor.send(form).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert_eq!(page.matches("Enter your name.").count(), 2, "{page}");
    assert!(page.contains("value=\"&lt;Poet&gt;\"") || page.contains("value=\"<Poet>\""));
    assert_eq!(visitor.listed().await.0, ["Ada Inkwell"]);
    let form = Form::with_button(&page, "Save the changes").fill("name", "Ada");
    assert_eq!(visitor.send(form).await.status, 200);
    assert_eq!(visitor.listed().await.0, ["Ada"]);
}

#[tokio::test]
async fn taken_back_is_gone_and_may_be_signed_again() {
    let (visitor, mail, _) = signed().await;
    let page = open(&visitor, &mail).await;
    let (to, gone) = visitor.press(&page, "Yes, take it back").await;
    assert_eq!(to, format!("{LETTER}/withdrawn?lang=en"));
    assert!(gone.contains("Your signature is gone"));
    assert_eq!(visitor.listed().await, (vec![], 0));
    let mut rows = visitor.dump().await;
    // That the wish was granted is remembered for minutes, and of whom it was by nobody.
    let nobody = format!("'gone','by-mail',X'{}',NULL", "0".repeat(64));
    rows.retain(|row| !row.starts_with("tokens:") || !row.contains(&nobody));
    for table in ["signatures", "submissions", "tokens", "mails", "attempts"] {
        let of_table = rows
            .iter()
            .filter(|row| row.starts_with(&format!("{table}:")));
        assert_eq!(of_table.count(), 0, "{table}: {rows:?}");
    }
    let (to, _) = visitor.press(&page, "Yes, take it back").await;
    assert_eq!(to, format!("{LETTER}/withdrawn?lang=en"));
    let form = Form::with_button(&page, "Save the changes");
    let answer = visitor.send(form).await;
    assert_eq!(answer.status, 410);
    assert!(answer.text().contains("The half hour is over"));
    assert_eq!(visitor.get(&link(&mail, 0)).await.status, 410);
    visitor.sign("Ada Inkwell", ADA).await;
    let mail = visitor.mail(ADA, 3).await;
    let page = visitor.page(&link(&mail, 0)).await;
    visitor.press(&page, "Confirm my signature").await;
    assert_eq!(visitor.listed().await.1, 1);
}

#[tokio::test]
async fn a_code_opens_it_too() {
    let (visitor, mail, sent) = signed().await;
    let form = || Form::with_button(&sent, "See what is stored").fill("email", ADA);
    let refused = visitor.send(form().fill("code", &wrong(code(&mail)))).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .text()
            .contains("That code is not right, 4 tries left.")
    );
    let form = Form::with_button(&refused.text(), "See what is stored").fill("code", code(&mail));
    let opened = visitor.send(form).await;
    assert_eq!(opened.status, 200);
    assert!(opened.text().contains("Save the changes"));
}

#[tokio::test]
async fn a_link_opens_once_and_the_page_for_half_an_hour() {
    let (visitor, mail, _) = signed().await;
    let button = visitor.page(&link(&mail, 0)).await;
    let page = open(&visitor, &mail).await;
    let again = visitor
        .send(Form::with_button(&button, "See what is stored"))
        .await;
    assert_eq!(again.status, 410);
    assert!(again.text().contains("Ask for another mail"));
    visitor
        .change("UPDATE tokens SET expires_at = expires_at - 1800001 WHERE purpose = 'manage'")
        .await;
    let over = visitor
        .send(Form::with_button(&page, "Save the changes"))
        .await;
    assert_eq!(over.status, 410);
    assert!(over.text().contains("The half hour is over"));
}

#[tokio::test]
async fn who_has_not_signed_is_answered_alike_and_gets_nothing() {
    let visitor = Visitor::new().await;
    visitor.sign_and_confirm("Ada Inkwell", ADA).await;
    assert_eq!(
        ask(&visitor, ADA).await,
        ask(&visitor, "nobody@example.org").await
    );
    visitor.unsent("moot", 1).await;
    let page = visitor.page(&format!("{LETTER}/manage")).await;
    let answer = visitor
        .send(Form::with_button(&page, "Send me a code").fill("email", "ada"))
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer
            .text()
            .matches("Enter an e-mail address such as")
            .count(),
        2
    );
}
