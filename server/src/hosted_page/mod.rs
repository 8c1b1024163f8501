//! The HTML of the hosted pages: the letter's own, and those that a signature leads through.
//!
//! `document` is what stands around each. `step` names the pages of a signature's life, and the
//! files beside it say what stands on them: `typing` asks for an address or a code, `choosing`
//! for a button to be pressed, `own` shows what is stored, `telling` only tells. `place` is where
//! a page is shown, and `framed` changes what stands in somebody's frame.

mod choosing;
mod document;
mod frame;
mod framed;
mod history;
mod linked;
mod own;
mod place;
mod reading;
mod sentences;
mod step;
mod telling;
mod typing;

use open_letter_core::shared::Shared;
use open_letter_view::hosted::{Hosted, HostedFace};
use yew::prelude::*;

use document::Page;

pub(crate) use document::sentence;
pub(crate) use history::Revision;
pub(crate) use linked::Languages;
pub(crate) use place::{Place, Theme};
pub(crate) use reading::Reading;
pub(crate) use sentences::PageSentences;
pub(crate) use step::{Entered, OwnPage, Step, step};

/// Renders the page of a letter. It is the same for everybody who asks for the same face.
pub(crate) async fn letter(reading: Reading, face: HostedFace, languages: Languages) -> String {
    document::render(reading, move |reading, locale| {
        let letter = reading.letter.clone();
        let lang = reading.language.lang();
        // In a frame it is part of another page, and what became of a form is for one person.
        let is_shared = reading.place == Place::Tab
            && matches!(&face, HostedFace::Form { errors, .. } if errors.is_empty());
        Page {
            title: letter.title.clone(),
            description: linked::description(&letter),
            canonical: linked::address(&letter, lang, &languages)
                .filter(|_| reading.place == Place::Tab),
            head: if is_shared {
                linked::head(&letter, lang, &languages)
            } else {
                Html::default()
            },
            main: html! {
                <Hosted letter={Shared::new(letter)} locale={locale.clone()} {face} />
            },
        }
    })
    .await
}
