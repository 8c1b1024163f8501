//! The letter on its own page, which works without any script.

use open_letter_core::Letter;
use open_letter_core::flow::{Failure, Form, List};
use open_letter_core::letter::Status;
use open_letter_core::protocol::{Code, FieldError, Problem, SignatureStatus};
use open_letter_core::shared::Shared;
use open_letter_core::signature::Draft;
use yew::prelude::*;

use crate::article::{Call, article};
use crate::form::{sign, thanks};
use crate::locale::Locale;
use crate::signatories::signatories;

/// What stands where the form is.
#[derive(Clone, PartialEq)]
pub enum HostedFace {
    /// The form, with what was typed and what is wrong with it.
    Form {
        /// What was typed.
        draft: Draft,
        /// What is wrong.
        errors: Vec<FieldError>,
    },
    /// Thanks for a signature, in words that are the same for everybody.
    Received(SignatureStatus),
    /// Why no signature was taken.
    Refused(Code),
}

/// A letter and what stands where its form is.
#[derive(Clone, PartialEq, Properties)]
pub struct HostedProps {
    /// The letter, with its count and first page.
    pub letter: Shared<Letter>,
    /// The language of the page.
    pub locale: Locale,
    /// What stands where the form is.
    pub face: HostedFace,
}

/// The letter on its own page.
#[component]
pub fn Hosted(props: &HostedProps) -> Html {
    let HostedProps {
        letter,
        locale,
        face,
    } = props;
    let open = letter.status == Status::Open;
    let call = open.then_some(Call::Link);
    let page = &letter.signatures.page;
    let items = page.items.iter().cloned().map(Shared::new).collect();
    let list = List {
        items,
        ..List::default()
    };
    let (above, form) = match face {
        HostedFace::Received(status) => (Some(thanks(*status, locale)), None),
        HostedFace::Form { draft, errors } => {
            (None, Some(Form::with(draft.clone(), errors.clone())))
        }
        HostedFace::Refused(code) => (Some(refusal(*code, locale)), None),
    };
    html! {
        <div class="open-letter" lang={locale.lang()} dir={locale.dir()}>
            { for above }
            { article(letter, letter.signatures.count.count, call.as_ref(), locale) }
            if let Some(form) = form.filter(|_| open) {
                { sign(letter, &form, locale, None) }
            }
            { signatories(letter, &list, None, locale) }
        </div>
    }
}

fn refusal(code: Code, locale: &Locale) -> Html {
    let failure = Failure::Problem(Box::new(Problem::new(code, "")));
    html! { <p part="notice" data-kind="failed">{ locale.text(failure.about_signature()) }</p> }
}
