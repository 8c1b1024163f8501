//! The HTML document around a page.

use open_letter_view::locale::Locale;
use yew::ServerRenderer;
use yew::prelude::*;

use crate::locales::Language;

/// The letter's own stylesheet, and what stands around it on a page that is nobody else's.
const STYLESHEETS: [&str; 2] = ["/embed/1/open-letter.css", "/embed/1/themes/hosted.css"];

/// What a page says.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) description: Option<String>,
    /// Its address for search engines. A page that has none is not for them.
    pub(super) canonical: Option<String>,
    pub(super) main: Html,
}

/// Renders a page. What components are made of cannot go from thread to thread, so it is built
/// where it is rendered.
pub(super) async fn render<F>(language: Language, build: F) -> String
where
    F: FnOnce(&Locale) -> Page + Send + 'static,
{
    let props = move || {
        // None never: a language that could not be read has stopped the start.
        let Some(locale) = language.locale() else {
            return DocumentProps::default();
        };
        let page = build(&locale);
        DocumentProps {
            lang: locale.lang(),
            dir: locale.dir(),
            title: page.title,
            description: page.description,
            canonical: page.canonical,
            main: page.main,
        }
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

#[derive(Clone, Default, PartialEq, Properties)]
struct DocumentProps {
    lang: AttrValue,
    dir: &'static str,
    title: String,
    description: Option<String>,
    canonical: Option<String>,
    main: Html,
}

#[component]
fn Document(props: &DocumentProps) -> Html {
    let DocumentProps {
        lang,
        dir,
        title,
        description,
        canonical,
        main,
    } = props.clone();
    html! {
        <html {lang} {dir}>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{ title }</title>
                { for description.map(|content| html! { <meta name="description" {content} /> }) }
                if canonical.is_none() {
                    <meta name="robots" content="noindex" />
                }
                { for canonical.map(|href| html! { <link rel="canonical" {href} /> }) }
                <link rel="icon" href="/favicon.svg" />
                { for STYLESHEETS.map(|href| html! { <link rel="stylesheet" {href} /> }) }
            </head>
            <body><main>{ main }</main></body>
        </html>
    }
}
