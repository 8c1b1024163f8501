//! The HTML document around a page.

use open_letter_view::locale::Locale;
use yew::ServerRenderer;
use yew::prelude::*;

use super::framed;
use super::place::Theme;
use super::reading::Reading;

/// The letter's own stylesheet, and what stands around it on a page that is nobody else's.
const STYLESHEETS: [&str; 2] = ["/embed/1/open-letter.css", "/embed/1/themes/hosted.css"];
/// Tells the page around a frame how high it has to be.
const FRAME_SCRIPT: &str = "/embed/1/frame.js";

/// What a page says.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) description: Option<String>,
    /// Its address for search engines. A page that has none is not for them.
    pub(super) canonical: Option<String>,
    /// What it tells of itself besides, to programs.
    pub(super) head: Html,
    pub(super) main: Html,
}

/// Renders a page. What components are made of cannot go from thread to thread, so it is built
/// where it is rendered.
pub(super) async fn render<F>(reading: Reading, build: F) -> String
where
    F: FnOnce(&Reading, &Locale) -> Page + Send + 'static,
{
    let framing = framed::Framing::of(&reading);
    let props = move || {
        // None never: a language that could not be read has stopped the start.
        let Some(locale) = reading.language.locale() else {
            return DocumentProps::default();
        };
        let page = build(&reading, &locale);
        DocumentProps {
            lang: locale.lang(),
            dir: locale.dir(),
            framed: reading.place.framed(),
            title: page.title,
            description: page.description,
            canonical: page.canonical,
            head: page.head,
            main: page.main,
        }
    };
    let html = ServerRenderer::<Document>::with_props(props)
        .hydratable(false)
        .render()
        .await;
    let html = match framing {
        Some(framing) => framing.apply(&html),
        None => html,
    };
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
    framed: Option<Theme>,
    title: String,
    description: Option<String>,
    canonical: Option<String>,
    head: Html,
    main: Html,
}

#[component]
fn Document(props: &DocumentProps) -> Html {
    let DocumentProps {
        lang,
        dir,
        framed,
        title,
        description,
        canonical,
        head,
        main,
    } = props.clone();
    // Before the stylesheet is there, a page that is to be dark should not flash white.
    let colours = framed.and_then(Theme::name).unwrap_or("light dark");
    html! {
        <html {lang} {dir} data-frame={framed.map(|theme| theme.name().unwrap_or("auto"))}>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content={colours} />
                <title>{ title }</title>
                { for description.map(|content| html! { <meta name="description" {content} /> }) }
                if canonical.is_none() {
                    <meta name="robots" content="noindex" />
                }
                { for canonical.map(|href| html! { <link rel="canonical" {href} /> }) }
                { head }
                <link rel="icon" href="/favicon.svg" />
                { for STYLESHEETS.map(|href| html! { <link rel="stylesheet" {href} /> }) }
                if framed.is_some() {
                    <script defer=true src={FRAME_SCRIPT}></script>
                }
            </head>
            <body><main>{ main }</main></body>
        </html>
    }
}
