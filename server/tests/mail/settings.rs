//! Settings that cannot be meant so are told in a sentence.

use open_letter_server::{MailSettings, Transport};

fn refused(settings: MailSettings) -> String {
    Transport::new(&settings).unwrap_err().to_string()
}

#[test]
fn without_any_there_is_no_way_for_mails() {
    assert!(Transport::new(&MailSettings::default()).unwrap().is_none());
}

#[test]
fn mistakes_are_told_without_the_password() {
    let smtp = |url: &str, from: Option<&str>| MailSettings {
        smtp_url: Some(url.to_owned()),
        from: from.map(str::to_owned),
        ..MailSettings::default()
    };
    let from = Some("letters@example.org");
    let good = "smtps://ada:secret@mail.example.org";
    for (settings, part) in [
        (smtp(good, None), "--mail-from"),
        (smtp(good, Some("A campaign")), "\"A campaign\""),
        (
            smtp("smtps://ada:sec/ret@mail.example.org", from),
            "percent-encoding",
        ),
        (
            smtp("smtp://ada:secret@mail.example.org?tls=none", from),
            "unencrypted",
        ),
        (smtp("mail.example.org", from), "--smtp-url"),
        (
            MailSettings {
                outbox: true,
                ..smtp(good, from)
            },
            "not both",
        ),
        (
            MailSettings {
                rate_per_minute: 0,
                ..smtp(good, from)
            },
            "--mail-rate",
        ),
    ] {
        let told = refused(settings.clone());
        assert!(told.contains(part) && told.ends_with('.'), "{told}");
        assert!(!told.contains("sec") && !told.contains("ada"), "{told}");
        assert!(!format!("{settings:?}").contains("sec"), "{settings:?}");
    }
}
