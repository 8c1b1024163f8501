//! What the pages of a signature's life have in common.

use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::letter::Moderation;
use open_letter_view::locale::Locale;
use yew::prelude::*;

use super::reading::Reading;
use super::sentences::PageSentences;

/// A page that is being written.
pub(super) struct Frame<'a> {
    pub(super) reading: &'a Reading,
    pub(super) locale: &'a Locale,
    pub(super) words: &'a PageSentences,
}

/// What a page says.
pub(super) struct Told {
    pub(super) heading: String,
    pub(super) body: Html,
    /// Whether something is done that was meant to be.
    pub(super) done: bool,
}

impl Told {
    pub(super) fn new(heading: impl ToString, body: Html) -> Self {
        Self {
            heading: heading.to_string(),
            body,
            done: false,
        }
    }

    /// Says that something is done.
    pub(super) fn done(self) -> Self {
        Self { done: true, ..self }
    }
}

impl<'a> Frame<'a> {
    pub(super) fn new(reading: &'a Reading, locale: &'a Locale) -> Self {
        Self {
            reading,
            locale,
            words: &reading.language.sentences().page,
        }
    }

    /// The page, with the letter's title as the way back.
    pub(super) fn around(&self, told: Told) -> Html {
        let letter = &self.reading.letter;
        let lang = letter.lang.clone();
        let dir = lang.as_deref().map_or("auto", direction);
        let part = if told.done { "thanks" } else { "step" };
        html! {
            <div class="open-letter" lang={self.locale.lang()} dir={self.locale.dir()}>
                <nav part="back">
                    <a href={self.reading.path("")}><bdi {lang} {dir}>{ &letter.title }</bdi></a>
                </nav>
                <section {part}>
                    <h1>{ told.heading }</h1>
                    { told.body }
                </section>
            </div>
        }
    }

    /// A form that goes to one of the letter's pages.
    pub(super) fn form(&self, page: &str, part: &'static str, inside: Html) -> Html {
        let Reading { letter, place, .. } = self.reading;
        let action = place.path(&letter.id, page, None);
        html! {
            <form {part} method="post" {action}>
                if self.reading.wished {
                    <input type="hidden" name="lang" value={self.locale.lang()} />
                }
                { inside }
            </form>
        }
    }

    /// A link to one of the letter's pages.
    pub(super) fn link(&self, page: &str, text: &str) -> Html {
        let text = text.to_owned();
        html! { <p part="way"><a href={self.reading.path(page)}>{ text }</a></p> }
    }

    /// Whether a signature of this letter counts at once. The page that says so is the same for
    /// everybody who is sent there.
    pub(super) fn counts(&self) -> Key {
        match self.reading.letter.moderation {
            Moderation::Before => Key::ReceivedInReview,
            Moderation::After | Moderation::None => Key::ReceivedPublished,
        }
    }

    pub(super) fn text(&self, key: Key) -> AttrValue {
        self.locale.text(key)
    }

    /// The way to take a signature back: a click to unfold what that means, and a button.
    pub(super) fn withdraw(&self, page: &str, inside: Html) -> Html {
        let form = html! {
            <>
                { inside }
                <p>{ self.text(Key::WithdrawIntro) }</p>
                <button part="withdraw" type="submit">{ self.text(Key::WithdrawNow) }</button>
            </>
        };
        html! {
            <details part="leave">
                <summary>{ self.text(Key::Withdraw) }</summary>
                { self.form(page, "choice-form", form) }
            </details>
        }
    }
}

/// A value that a form sends along.
pub(super) fn hidden(name: &'static str, value: &str) -> Html {
    html! { <input type="hidden" {name} value={value.to_owned()} /> }
}

/// A sentence in a paragraph of its own.
pub(super) fn paragraph(text: &str) -> Html {
    html! { <p>{ text.to_owned() }</p> }
}

/// A quieter one.
pub(super) fn hint(text: &str) -> Html {
    html! { <p part="hint">{ text.to_owned() }</p> }
}
