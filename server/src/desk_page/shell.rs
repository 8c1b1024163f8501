//! The document around each page of the desk.

use yew::ServerRenderer;
use yew::prelude::*;

use super::network_words::NETWORKS;
use super::words;

/// What stands around a page for somebody who is signed in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) reviewer: String,
    /// What every form sends along.
    pub(crate) form: String,
    /// Whether keys decide, besides buttons.
    pub(crate) keys: bool,
    pub(crate) letter: Option<About>,
    pub(crate) tab: Tab,
    pub(crate) notice: Option<Notice>,
}

/// The letter that a page is about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct About {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) lang: Option<String>,
    /// Which text can be signed now.
    pub(crate) version: Option<String>,
    /// How many wait for a person.
    pub(crate) waiting: u64,
    /// What its badges and its own questions are called, by their ids and names.
    pub(crate) badges: Vec<(String, String)>,
    pub(crate) questions: Vec<(String, String)>,
}

impl About {
    /// The address of one of its pages.
    pub(super) fn path(&self, page: &str) -> String {
        format!("/desk/letters/{}/{page}", self.id)
    }

    /// What a badge is called; its id, where the letter has none like it any more.
    pub(super) fn badge(&self, id: &str) -> String {
        called(&self.badges, id)
    }

    /// What a question is called.
    pub(super) fn question(&self, name: &str) -> String {
        called(&self.questions, name)
    }
}

fn called(names: &[(String, String)], wanted: &str) -> String {
    let found = names.iter().find(|(one, _)| one == wanted);
    found.map_or(wanted, |(_, label)| label).to_owned()
}

/// Which page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Letters,
    Queue,
    Networks,
    Search,
    Figures,
    Letter,
    News,
    Audit,
}

/// What has just happened, or has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) sentence: String,
    pub(crate) refused: bool,
    /// What can be taken back, by its batch.
    pub(crate) undo: Option<String>,
}

impl Frame {
    /// The letter's id, in addresses.
    pub(super) fn path(&self, page: &str) -> String {
        self.letter
            .as_ref()
            .map_or_else(|| format!("/desk/{page}"), |letter| letter.path(page))
    }

    /// A form that this session may send.
    pub(super) fn form(&self, page: &str, class: &'static str, content: Html) -> Html {
        self.form_to(self.path(page), class, content)
    }

    pub(super) fn form_to(&self, action: String, class: &'static str, content: Html) -> Html {
        html! {
            <form method="post" {action} {class}>
                { hidden("token", &self.form) }
                { content }
            </form>
        }
    }
}

pub(super) fn hidden(name: &'static str, value: &str) -> Html {
    html! { <input type="hidden" {name} value={value.to_owned()} /> }
}

/// Renders a page. What components are made of cannot go from thread to thread, so it is built
/// where it is rendered.
pub(super) async fn render<F>(title: String, frame: Option<Frame>, build: F) -> String
where
    F: FnOnce() -> Html + Send + 'static,
{
    let html = ServerRenderer::<Document>::with_props(move || DocumentProps {
        title,
        main: build(),
        frame,
    })
    .hydratable(false)
    .render()
    .await;
    format!("<!doctype html>\n{html}\n")
}

#[derive(PartialEq, Properties)]
struct DocumentProps {
    title: String,
    frame: Option<Frame>,
    main: Html,
}

#[component]
fn Document(DocumentProps { title, frame, main }: &DocumentProps) -> Html {
    let notice = frame
        .as_ref()
        .and_then(|frame| Some((frame, frame.notice.as_ref()?)));
    html! {
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                <title>{ format!("{title} – {}", words::DESK) }</title>
                <link rel="icon" href="/favicon.svg" />
                <link rel="stylesheet" href="/desk/desk.css" />
                if frame.is_some() {
                    <script type="module" src="/desk/desk.js"></script>
                }
            </head>
            <body>
                <a class="skip" href="#main">{ words::SKIP }</a>
                { frame.as_ref().map(header).unwrap_or_default() }
                <main id="main" tabindex="-1">
                    { for notice.map(|(frame, notice)| told(frame, notice)) }
                    { main.clone() }
                </main>
            </body>
        </html>
    }
}

fn header(frame: &Frame) -> Html {
    let current = |tab: Tab| (frame.tab == tab).then_some("page");
    html! {
        <header>
            <div class="bar">
                <a class="home" href="/desk">{ words::DESK }</a>
                <nav aria-label={words::DESK}>
                    <a href="/desk" aria-current={current(Tab::Letters)}>{ words::LETTERS }</a>
                    <a href="/desk/audit" aria-current={current(Tab::Audit)}>{ words::AUDIT }</a>
                </nav>
                { frame.form_to("/desk/sign-out".to_owned(), "sign-out", html! {
                    <>
                        <span>{ &frame.reviewer }</span>
                        <button type="submit" class="quiet">{ words::SIGN_OUT }</button>
                    </>
                }) }
            </div>
            { for frame.letter.as_ref().map(|letter| html! {
                <div class="letter">
                    <p lang={letter.lang.clone()} dir="auto">{ &letter.title }</p>
                    <nav aria-label={words::THIS_LETTER}>
                        <a href={letter.path("queue")} aria-current={current(Tab::Queue)}>
                            { words::QUEUE }{ " " }
                            <span class="number" data-waiting="">{ words::number(letter.waiting) }</span>
                        </a>
                        <a href={letter.path("networks")} aria-current={current(Tab::Networks)}>{ NETWORKS }</a>
                        <a href={letter.path("search")} aria-current={current(Tab::Search)}>{ words::SEARCH }</a>
                        <a href={letter.path("figures")} aria-current={current(Tab::Figures)}>{ words::FIGURES }</a>
                        <a href={letter.path("letter")} aria-current={current(Tab::Letter)}>{ words::LETTER }</a>
                        <a href={letter.path("news")} aria-current={current(Tab::News)}>{ words::NEWS }</a>
                    </nav>
                </div>
            }) }
        </header>
    }
}

fn told(frame: &Frame, notice: &Notice) -> Html {
    let class = if notice.refused {
        "notice refused"
    } else {
        "notice"
    };
    let role = if notice.refused { "alert" } else { "status" };
    html! {
        <div {class} {role}>
            <p>{ &notice.sentence }</p>
            { for notice.undo.as_ref().map(|batch| frame.form("undo", "undo", html! {
                <>
                    { hidden("batch", batch) }
                    <button type="submit" class="quiet">{ words::UNDO }</button>
                </>
            })) }
        </div>
    }
}

/// A page of one sentence, for whoever is not at the desk.
pub(crate) async fn telling(sentence: String) -> String {
    render(words::DESK.to_owned(), None, move || {
        html! {
            <div class="sign-in">
                <h1>{ words::DESK }</h1>
                <p>{ sentence }</p>
            </div>
        }
    })
    .await
}
