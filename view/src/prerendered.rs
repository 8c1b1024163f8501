//! The widget as it stands on a page before any script has run.

use open_letter_core::Letter;
use open_letter_core::adapter::Abilities;
use open_letter_core::config::View;
use open_letter_core::flow::{Form, List};
use open_letter_core::shared::Shared;
use yew::prelude::*;

use crate::locale::Locale;
use crate::widget::{Shown, framed};

/// A letter, and how much of it is shown.
#[derive(Clone, PartialEq, Properties)]
pub struct PrerenderedProps {
    /// The letter, with its count and first page.
    pub letter: Shared<Letter>,
    /// The language of what is ours.
    pub locale: Locale,
    /// How much is shown.
    pub view: View,
    /// Whether the form is to open in a dialog. Then the button leads to the letter's own page
    /// until there is a script that opens it.
    pub dialog: bool,
}

/// What goes into the declarative shadow root of an element: the same tree as the widget's, with
/// a form that the browser sends by itself. The widget builds its own and takes its place.
#[component]
pub fn Prerendered(props: &PrerenderedProps) -> Html {
    let letter = &props.letter;
    let page = &letter.signatures.page;
    let list = List {
        items: page.items.iter().cloned().map(Shared::new).collect(),
        next: page.next.clone(),
        ..List::default()
    };
    let shown = Shown {
        letter,
        view: props.view,
        dialog: props.dialog,
        form: &Form::default(),
        can: Abilities::NATIVE,
        count: letter.signatures.count.map(|count| count.count),
        list: &Shared::new(list),
        on: None,
    };
    let shown = framed(props.view, &props.locale, |out| shown.write(out));
    // A button that nobody hears is not shown.
    html! { <div data-still="">{ shown }</div> }
}
