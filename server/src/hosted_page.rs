//! The HTML document around the hosted letter.

use open_letter_core::Letter;
use open_letter_core::rich_text::Href;
use open_letter_core::shared::Shared;
use open_letter_view::hosted::{Hosted, HostedFace};
use open_letter_view::locale::Locale;
use yew::ServerRenderer;
use yew::prelude::*;

use crate::locales::Language;

/// The letter's own stylesheet, and what stands around it on a page that is nobody else's.
const STYLESHEETS: [&str; 2] = ["/embed/1/open-letter.css", "/embed/1/themes/hosted.css"];

/// Renders the page of a letter. It is the same for everybody who asks for the same face.
pub(crate) async fn render(letter: Letter, language: Language, face: HostedFace) -> String {
    let props = move || DocumentProps {
        letter: Shared::new(letter),
        locale: language.locale(),
        face,
    };
    let html = ServerRenderer::<Document>::with_props(props)
        .hydratable(false)
        .render()
        .await;
    format!("<!doctype html>\n{html}\n")
}

/// A page of one sentence. It must be ours, not somebody's: it is not escaped.
pub(crate) fn sentence(sentence: &'static str) -> String {
    let [letter, page] = STYLESHEETS;
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Open Letter</title>\
         <link rel=\"stylesheet\" href=\"{letter}\"><link rel=\"stylesheet\" href=\"{page}\"></head>\
         <body><main><div class=\"open-letter\"><p>{sentence}</p></div></main></body></html>\n"
    )
}

#[derive(Clone, PartialEq, Properties)]
struct DocumentProps {
    letter: Shared<Letter>,
    /// None never: a language that could not be read has stopped the start.
    locale: Option<Locale>,
    face: HostedFace,
}

#[component]
fn Document(props: &DocumentProps) -> Html {
    let DocumentProps {
        letter,
        locale,
        face,
    } = props;
    let Some(locale) = locale else {
        return Html::default();
    };
    let canonical = letter.url.as_ref().map(|url| Href::as_str(url).to_owned());
    html! {
        <html lang={locale.lang()} dir={locale.dir()}>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{ &letter.title }</title>
                { for letter.standfirst.as_ref().map(|standfirst| html! {
                    <meta name="description" content={standfirst.clone()} />
                }) }
                { for canonical.map(|href| html! { <link rel="canonical" {href} /> }) }
                <link rel="icon" href="/favicon.svg" />
                { for STYLESHEETS.map(|href| html! { <link rel="stylesheet" {href} /> }) }
            </head>
            <body>
                <main>
                    <Hosted letter={letter.clone()} locale={locale.clone()} face={face.clone()} />
                </main>
            </body>
        </html>
    }
}
