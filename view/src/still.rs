//! The parts that stand still while a visitor types.
//!
//! One component for both of them: each component that Yew knows is 2 kB of Wasm.

use open_letter_core::Letter;
use open_letter_core::config::View;
use open_letter_core::flow::{Event, List};
use open_letter_core::shared::Shared;
use yew::prelude::*;

use crate::article::{Call, article};
use crate::locale::Locale;
use crate::markup::Markup;
use crate::signatories::signatories;

#[derive(Clone, PartialEq)]
pub(crate) enum Part {
    /// The letter itself. There is no call where it cannot be signed.
    Article {
        view: View,
        count: Option<u64>,
        call: Option<Call>,
    },
    /// Who has signed.
    Signatories {
        list: Shared<List>,
        on: Option<Callback<Event>>,
    },
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct StillProps {
    pub(crate) letter: Shared<Letter>,
    pub(crate) locale: Locale,
    pub(crate) part: Part,
}

/// A part that is rendered again only when what it shows has changed.
#[component]
pub(crate) fn Still(props: &StillProps) -> Html {
    let StillProps {
        letter,
        locale,
        part,
    } = props;
    Markup::of(locale, |out| match part {
        Part::Article { view, count, call } => {
            article(out, letter, *view, *count, call.as_ref());
        }
        Part::Signatories { list, on } => signatories(out, letter, list, on.as_ref()),
    })
}
