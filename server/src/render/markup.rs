//! The tag with the letter in it.

use open_letter_core::Letter;
use open_letter_core::format::direction;
use open_letter_core::shared::Shared;
use open_letter_view::prerendered::Prerendered;
use yew::ServerRenderer;
use yew::prelude::*;

use super::args::Asked;
use crate::locales::Language;

/// The element, with a shadow root that the browser makes as it reads the page, and the way to the
/// letter's own page for browsers that know no such thing.
pub(super) async fn element(letter: Letter, language: Language, asked: Asked) -> String {
    let script = asked.script.then(|| asked.embed.clone() + "open-letter.js");
    let props = move || ElementProps {
        letter: Shared::new(letter),
        language,
        asked,
    };
    let mut html = ServerRenderer::<Element>::with_props(props)
        .hydratable(false)
        .render()
        .await;
    html.push('\n');
    if let Some(src) = script {
        let props = move || ScriptProps { src };
        html += &ServerRenderer::<Script>::with_props(props)
            .hydratable(false)
            .render()
            .await;
        html.push('\n');
    }
    html
}

#[derive(Properties)]
struct ElementProps {
    letter: Shared<Letter>,
    language: Language,
    asked: Asked,
}

impl PartialEq for ElementProps {
    fn eq(&self, other: &Self) -> bool {
        self.letter == other.letter && self.asked == other.asked
    }
}

#[component]
fn Element(props: &ElementProps) -> Html {
    let ElementProps {
        letter,
        language,
        asked,
    } = props;
    // None never: a language that cannot be read is told when the sentences are loaded.
    let Some(locale) = language.locale() else {
        return Html::default();
    };
    let Asked {
        src,
        view,
        sign,
        embed,
        stylesheet,
        ..
    } = asked.clone();
    let stylesheets = [Some(embed + "open-letter.css"), stylesheet.clone()];
    let dialog = view.signs_in_dialog(sign.unwrap_or_default());
    let shown = (view != Default::default()).then(|| view.as_str());
    html! {
        // The widget speaks the same language when it takes over.
        <open-letter {src} view={shown} {sign} lang={locale.lang()} {stylesheet}>
            <template shadowrootmode="open">
                { for stylesheets.into_iter().flatten().map(|href| html! { <link rel="stylesheet" {href} /> }) }
                <Prerendered letter={letter.clone()} {locale} {view} {dialog} />
            </template>
            { for page(letter) }
        </open-letter>
    }
}

/// The way to the letter's own page.
fn page(letter: &Letter) -> Option<Html> {
    let href = letter.url.as_ref()?.as_str().to_owned();
    let lang = letter.lang.clone();
    let dir = lang.as_deref().map_or("auto", direction);
    let text = if letter.title.is_empty() {
        href.clone()
    } else {
        letter.title.clone()
    };
    Some(html! { <a {href} {lang} {dir}>{ text }</a> })
}

#[derive(PartialEq, Properties)]
struct ScriptProps {
    src: String,
}

#[component]
fn Script(ScriptProps { src }: &ScriptProps) -> Html {
    html! { <script async=true src={src.clone()}></script> }
}
