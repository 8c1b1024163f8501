//! The outbox keeps what would have been sent.

use open_letter_server::{MailSettings, Transport};

use super::{mail, send};

#[tokio::test]
async fn the_last_two_hundred_are_kept_newest_first() {
    let settings = MailSettings {
        outbox: true,
        ..MailSettings::default()
    };
    let transport = Transport::new(&settings).unwrap().unwrap();
    for number in 0..203 {
        send(&transport, &format!("person-{number}@example.org"))
            .await
            .unwrap();
    }
    let kept = transport.outbox().unwrap().list();
    assert_eq!(kept.len(), 200);
    assert_eq!(kept[0].to.as_str(), "person-202@example.org");
    assert_eq!(kept[199].to.as_str(), "person-3@example.org");
    assert_eq!(kept[0].mail, mail());
    assert!(kept[0].at >= kept[199].at);
}
