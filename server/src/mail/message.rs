//! A mail as RFC 5322 has it.

use lettre::error::Error;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::Rendered;

/// Packs a mail for one mailbox. `id` is a random one.
pub(super) fn pack(
    from: &Mailbox,
    to: &Address,
    mail: &Rendered,
    id: &str,
) -> Result<Message, Error> {
    let part = |content_type: ContentType, text: &str| {
        SinglePart::builder()
            .header(content_type)
            .body(Body::new(text.to_owned()))
    };
    let mut message = Message::builder();
    if let Some(stop) = &mail.stop {
        message = message
            .raw_header(header("List-Unsubscribe", &format!("<{stop}>")))
            .raw_header(header(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click",
            ));
    }
    message
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(mail.subject.as_str())
        .date_now()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        // Neither an absent person's answering machine nor a mailing list is to answer.
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
                .singlepart(part(ContentType::TEXT_HTML, &mail.html)),
        )
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
