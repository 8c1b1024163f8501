//! The page of the mails that were kept and not sent, for whoever tries the server out.

use open_letter_core::format::direction;
use yew::ServerRenderer;
use yew::prelude::*;

use crate::mail::{Link, OutboxMail};

const STYLESHEETS: [&str; 3] = [
    "/embed/1/open-letter.css",
    "/embed/1/themes/hosted.css",
    "/embed/1/themes/outbox.css",
];

/// Renders the page, with the newest mail open.
pub(crate) async fn render(mails: Vec<OutboxMail>) -> String {
    let html = ServerRenderer::<Document>::with_props(move || DocumentProps { mails })
        .hydratable(false)
        .render()
        .await;
    format!("<!doctype html>\n{html}\n")
}

#[derive(PartialEq, Properties)]
struct DocumentProps {
    mails: Vec<OutboxMail>,
}

#[component]
fn Document(DocumentProps { mails }: &DocumentProps) -> Html {
    html! {
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                // Whoever has just signed waits for the first mail; later ones come with a press,
                // so that nothing that is being read jumps away.
                if mails.is_empty() {
                    <meta http-equiv="refresh" content="3" />
                }
                <title>{ "Outbox" }</title>
                <link rel="icon" href="/favicon.svg" />
                { for STYLESHEETS.map(|href| html! { <link rel="stylesheet" {href} /> }) }
            </head>
            <body>
                <main class="open-letter outbox">
                    <h1>{ "Mails that this server would have sent" }</h1>
                    <p>{ "The server was started with --outbox: no mail leaves. The last 200 stay here, \
                          in memory alone, until it stops. Only this machine can see them." }</p>
                    if mails.is_empty() {
                        <p role="status">{ "There are none yet. Sign a letter that asks for confirmation: \
                            this page looks every three seconds." }</p>
                    } else {
                        <p><a href="/outbox">{ "Look for newer ones" }</a></p>
                        { for mails.iter().enumerate().map(|(index, mail)| article(mail, index == 0)) }
                    }
                </main>
            </body>
        </html>
    }
}

fn article(OutboxMail { to, at, mail }: &OutboxMail, open: bool) -> Html {
    let lang = mail.lang.clone();
    let dir = direction(&lang);
    let at = at.to_string();
    let time = at.get(11..19).unwrap_or(&at).to_owned();
    html! {
        <article>
            <h2 lang={lang.clone()} {dir}>{ &mail.subject }</h2>
            <p>
                { "To " }<bdi>{ to.as_str().to_owned() }</bdi>
                { ", " }<time datetime={at.clone()}>{ time }{ " UTC" }</time>
            </p>
            { for mail.code.iter().map(|code| html! {
                <p>{ "Code: " }<code>{ code }</code></p>
            }) }
            <ul lang={lang.clone()} {dir}>
                { for mail.links.iter().map(|Link { label, url }| html! {
                    <li><a href={url.clone()}>{ label }</a></li>
                }) }
            </ul>
            <details {open}>
                <summary>{ "As most people see it" }</summary>
                // Without any permission: it runs nothing and leads nowhere. Its links are above.
                <iframe sandbox="" loading="lazy" title="The mail" srcdoc={mail.html.clone()}></iframe>
            </details>
            <details>
                <summary>{ "As plain text" }</summary>
                <pre {lang} dir="auto">{ &mail.text }</pre>
            </details>
        </article>
    }
}
