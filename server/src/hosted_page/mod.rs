//! The HTML of the hosted pages: the letter's own, and those that a signature leads through.
//!
//! `document` is what stands around each. `step` names the pages of a signature's life, and the
//! files beside it say what stands on them: `typing` asks for an address or a code, `choosing`
//! for a button to be pressed, `own` shows what is stored, `telling` only tells.

mod choosing;
mod document;
mod frame;
mod own;
mod reading;
mod sentences;
mod step;
mod telling;
mod typing;

use open_letter_core::Letter;
use open_letter_core::shared::Shared;
use open_letter_view::hosted::{Hosted, HostedFace};
use yew::prelude::*;

use crate::locales::Language;
use document::Page;

pub(crate) use document::sentence;
pub(crate) use reading::Reading;
pub(crate) use sentences::PageSentences;
pub(crate) use step::{Entered, OwnPage, Step, step};

/// Renders the page of a letter. It is the same for everybody who asks for the same face.
pub(crate) async fn letter(letter: Letter, language: Language, face: HostedFace) -> String {
    document::render(language, move |locale| Page {
        title: letter.title.clone(),
        description: letter.standfirst.clone(),
        canonical: letter.url.as_ref().map(|url| url.as_str().to_owned()),
        main: html! {
            <Hosted letter={Shared::new(letter)} locale={locale.clone()} {face} />
        },
    })
    .await
}
