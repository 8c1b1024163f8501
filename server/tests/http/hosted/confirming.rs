//! From the form to the list, and to what stands there instead.

use super::visitor::{Form, LETTER, Visitor, code, link, wrong};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_code_from_the_mail_confirms() {
    let visitor = Visitor::new().await;
    let sent = visitor.sign("Ada Inkwell", ADA).await;
    assert!(sent.contains("<h1>Check your mail</h1>"), "{sent}");
    assert!(sent.contains("autocomplete=\"one-time-code\""));
    assert!(sent.contains("inputmode=\"numeric\""));
    let mail = visitor.mail(ADA, 1).await;
    assert_eq!(visitor.listed().await, (vec![], 0));
    let code = code(&mail);
    let typed = format!(" {} - {}", &code[..3], &code[3..]);
    let form = Form::with_button(&sent, "Confirm")
        .fill("email", ADA)
        .fill("code", &typed);
    let (to, page) = visitor.follow(form).await;
    assert_eq!(to, format!("{LETTER}/confirmed?lang=en"));
    assert!(page.contains("Your signature is confirmed."), "{page}");
    assert!(page.contains(&format!("href=\"{LETTER}?lang=en\"")));
    assert!(page.contains(&format!("href=\"{LETTER}/manage?lang=en\"")));
    assert_eq!(visitor.listed().await, (vec!["Ada Inkwell".to_owned()], 1));
}

#[tokio::test]
async fn a_link_from_the_mail_shows_what_a_button_publishes() {
    let visitor = Visitor::new().await;
    visitor.sign("Ada <b>Inkwell</b>", ADA).await;
    let mail = visitor.mail(ADA, 1).await;
    let page = visitor.page(&link(&mail, 0)).await;
    assert!(page.contains("Ada &lt;b&gt;Inkwell&lt;/b&gt;"), "{page}");
    assert!(page.contains("Librarian"));
    assert_eq!(visitor.listed().await.1, 0);
    for _ in 0..2 {
        let (to, _) = visitor.press(&page, "Confirm my signature").await;
        assert_eq!(to, format!("{LETTER}/confirmed?lang=en"));
        assert_eq!(visitor.listed().await.1, 1);
    }
    let again = visitor.page(&link(&mail, 0)).await;
    assert!(again.contains("This has been decided") && again.contains("with this mail counts."));
}

#[tokio::test]
async fn wrong_codes_are_counted_and_end() {
    let visitor = Visitor::new().await;
    let sent = visitor.sign("Ada Inkwell", ADA).await;
    let mail = visitor.mail(ADA, 1).await;
    let type_in = async |email: &str, code: &str| {
        let form = Form::with_button(&sent, "Confirm");
        visitor
            .send(form.fill("email", email).fill("code", code))
            .await
    };
    // What is no code or no address costs no try.
    for (email, code, said) in [
        (ADA, "12345", "Enter the six digits from the mail."),
        (ADA, "", "Enter the six digits from the mail."),
        (
            "ada",
            "123456",
            "Enter an e-mail address such as name@example.org.",
        ),
    ] {
        let answer = type_in(email, code).await;
        assert_eq!(answer.status, 422);
        assert_eq!(
            answer.text().matches(said).count(),
            2,
            "in the summary and at the field"
        );
        assert!(answer.text().contains("aria-invalid=\"true\""));
        assert!(answer.text().contains(&format!("value=\"{email}\"")));
    }
    let wrong = wrong(code(&mail));
    for said in [
        "4 tries left.",
        "3 tries left.",
        "2 tries left.",
        "1 try left.",
    ] {
        // A stranger's address is answered as the signer's.
        for email in [ADA, "nobody@example.org"] {
            let answer = type_in(email, &wrong).await;
            assert_eq!(answer.status, 422);
            let html = answer.text();
            assert!(
                html.contains(&format!("That code is not right, {said}")),
                "{html}"
            );
            assert!(html.contains("href=\"#open-letter-code\""));
            assert!(
                html.contains("aria-describedby=\"open-letter-code-error open-letter-code-hint\"")
            );
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    }
    for code in [&wrong, code(&mail)] {
        let answer = type_in(ADA, code).await;
        assert_eq!(answer.status, 410);
        assert!(answer.text().contains("Too many wrong codes"));
        assert!(answer.text().contains("The link in the mail still works"));
    }
    assert_eq!(visitor.listed().await.1, 0);
    let page = visitor.page(&link(&mail, 0)).await;
    visitor.press(&page, "Confirm my signature").await;
    assert_eq!(visitor.listed().await.1, 1);
}

#[tokio::test]
async fn who_has_signed_replaces_keeps_or_withdraws() {
    for (button, next, listed) in [
        (
            "Replace it with the new one",
            "confirmed",
            vec!["Ada Teaspoon".to_owned()],
        ),
        (
            "Keep the earlier one",
            "kept",
            vec!["Ada Inkwell".to_owned()],
        ),
        ("Yes, take it back", "withdrawn", vec![]),
    ] {
        let visitor = Visitor::new().await;
        visitor.sign_and_confirm("Ada Inkwell", ADA).await;
        visitor.sign("Ada Teaspoon", ADA).await;
        let mail = visitor.mail(ADA, 2).await;
        assert_eq!(visitor.listed().await.0, ["Ada Inkwell"]);
        let page = visitor.page(&link(&mail, 0)).await;
        for piece in ["You have signed before", "Ada Inkwell", "Ada Teaspoon"] {
            assert!(page.contains(piece), "{piece} is missing in {page}");
        }
        let (to, page) = visitor.press(&page, button).await;
        assert_eq!(to, format!("{LETTER}/{next}?lang=en"));
        assert_eq!(
            visitor.listed().await,
            (listed.clone(), listed.len() as u64)
        );
        if next == "withdrawn" {
            for piece in ["erased", "eleven minutes", "Backups"] {
                assert!(page.contains(piece), "{piece} is missing in {page}");
            }
            assert!(
                visitor
                    .dump()
                    .await
                    .iter()
                    .all(|row| !row.contains("'by-mail'")
                        || row.starts_with("tallies")
                        || row.starts_with("letter_texts"))
            );
            assert_eq!(visitor.get(&link(&mail, 0)).await.status, 410);
        } else {
            let again = visitor.page(&link(&mail, 0)).await;
            assert!(again.contains("This has been decided"));
        }
    }
}

#[tokio::test]
async fn a_typed_code_puts_the_new_one_in_the_place_of_the_earlier() {
    let visitor = Visitor::new().await;
    visitor.sign_and_confirm("Ada Inkwell", ADA).await;
    let sent = visitor.sign("Ada Teaspoon", ADA).await;
    let mail = visitor.mail(ADA, 2).await;
    let form = Form::with_button(&sent, "Confirm")
        .fill("email", ADA)
        .fill("code", code(&mail));
    visitor.follow(form).await;
    assert_eq!(visitor.listed().await, (vec!["Ada Teaspoon".to_owned()], 1));
}

#[tokio::test]
async fn the_form_sent_again_sends_another_mail_after_a_while() {
    let visitor = Visitor::new().await;
    visitor.sign("Ada Inkwell", ADA).await;
    visitor.mail(ADA, 1).await;
    visitor.sign("Ada Inkwell", ADA).await;
    assert_eq!(
        visitor.number("SELECT COUNT(*) FROM mails").await,
        1,
        "a button pressed twice"
    );
    visitor
        .change("UPDATE mails SET queued_at = queued_at - 61000")
        .await;
    visitor.sign("Ada Inkwell", ADA).await;
    let mail = visitor.mail(ADA, 2).await;
    assert_eq!(visitor.number("SELECT COUNT(*) FROM submissions").await, 1);
    let page = visitor.page(&link(&mail, 0)).await;
    visitor.press(&page, "Confirm my signature").await;
    // Once it is decided, the same form is a submission of its own.
    visitor.sign("Ada Inkwell", ADA).await;
    let mail = visitor.mail(ADA, 3).await;
    let page = visitor.page(&link(&mail, 0)).await;
    assert!(page.contains("You have signed before"));
    assert_eq!(visitor.listed().await.1, 1);
}

#[tokio::test]
async fn a_letter_that_closes_meanwhile_still_counts_what_was_sent() {
    let mut visitor = Visitor::new().await;
    visitor.sign("Ada Inkwell", ADA).await;
    let mail = visitor.mail(ADA, 1).await;
    let folder = visitor.server.stop().await;
    let file = folder.path().join("letters/by-mail.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("lang =", "status = \"closed\"\nlang =")).unwrap();
    visitor.server = crate::server::Server::open(folder).await;
    let page = visitor.page(&link(&mail, 0)).await;
    visitor.press(&page, "Confirm my signature").await;
    assert_eq!(visitor.listed().await.1, 1);
    let late = [
        ("name", "Bob"),
        ("email", "bob@example.org"),
        ("consent", "1"),
    ];
    let late = late.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let answer = visitor.post(&format!("{LETTER}/signatures"), &late).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("Your signature was not taken."));
    // Who has signed a closed letter finds the way to take it back.
    assert!(
        visitor
            .page(LETTER)
            .await
            .contains("/letters/by-mail/manage?lang=en")
    );
}

#[tokio::test]
async fn the_language_goes_along() {
    let visitor = Visitor::new().await;
    let page = visitor.page(&format!("{LETTER}?lang=ar")).await;
    let form = Form::with_button(&page, "وقّع")
        .fill("name", "Ada Inkwell")
        .fill("email", ADA)
        .fill("consent", "1");
    let (to, sent) = visitor.follow(form).await;
    assert_eq!(to, format!("{LETTER}/sent?lang=ar"));
    assert!(sent.contains("<html lang=\"ar\" dir=\"rtl\">"), "{sent}");
    assert!(sent.contains("<bdi lang=\"en\" dir=\"ltr\">A letter</bdi>"));
    let mail = visitor.mail(ADA, 1).await;
    let form = Form::with_button(&sent, "أكّد").fill("email", ADA);
    let refused = visitor.send(form.fill("code", &wrong(code(&mail)))).await;
    assert!(
        refused.text().contains("وبقيت ٤ محاولات."),
        "{}",
        refused.text()
    );
    let arabic: String = code(&mail)
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0x660).unwrap())
        .collect();
    let form = Form::with_button(&refused.text(), "أكّد").fill("code", &arabic);
    let (to, _) = visitor.follow(form).await;
    assert_eq!(to, format!("{LETTER}/confirmed?lang=ar"));
    let page = visitor.page(&link(&mail, 1)).await;
    let (to, page) = visitor.press(&page, "احذف ما أُرسل").await;
    assert_eq!(to, format!("{LETTER}/not-me/done?lang=ar"));
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert_eq!(visitor.listed().await.1, 0);
}
