//! The letter on its own page, which works without any script.

use open_letter_core::Letter;
use open_letter_core::adapter::Abilities;
use open_letter_core::config::View;
use open_letter_core::flow::{Failure, Form, List};
use open_letter_core::i18n::Key;
use open_letter_core::letter::Status;
use open_letter_core::protocol::{Code, Field, FieldError, Problem, SignatureStatus};
use open_letter_core::shared::Shared;
use open_letter_core::signature::{Draft, Signatory};
use yew::prelude::*;

use crate::article::{Call, article, standing};
use crate::field::{Surroundings, field};
use crate::form::{sign, summary, thanks};
use crate::locale::Locale;
use crate::signatories::{row, signatories};

/// What stands where the form is.
#[derive(Clone, PartialEq)]
pub enum HostedFace {
    /// The form, with what was typed and what is wrong with it.
    Form {
        /// What was typed.
        draft: Box<Draft>,
        /// What is wrong.
        errors: Vec<FieldError>,
    },
    /// The form as it was typed, of a letter whose text has changed meanwhile.
    Changed {
        /// What was typed.
        draft: Box<Draft>,
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
    let count = letter.signatures.count.map(|count| count.count);
    let items = page.items.iter().cloned().map(Shared::new).collect();
    let list = List {
        items,
        ..List::default()
    };
    let (above, form) = match face {
        HostedFace::Received(status) => (Some(thanks(*status, locale)), None),
        HostedFace::Form { draft, errors } => {
            (None, Some(Form::with(Draft::clone(draft), errors.clone())))
        }
        HostedFace::Changed { draft } => {
            let form = Form::with(Draft::clone(draft), Vec::new());
            (Some(refusal(Code::LetterChanged, locale)), Some(form))
        }
        HostedFace::Refused(code) => (Some(refusal(*code, locale)), None),
    };
    // The form has this link of its own.
    let formless = (form.is_none() || !open) && letter.archived_at.is_none();
    let own = letter.url.as_ref().filter(|_| formless).map(|url| {
        let href = [url.as_str(), "/manage?lang=", &locale.lang()].concat();
        html! { <p part="own"><a {href}>{ locale.text(Key::Find) }</a></p> }
    });
    html! {
        <div class="open-letter" lang={locale.lang()} dir={locale.dir()}>
            { for above }
            { article(letter, View::Letter, count, call.as_ref(), locale) }
            { standing(letter, locale) }
            if let Some(form) = form.filter(|_| open) {
                { sign(letter, &form, Abilities::NATIVE, locale, None) }
            }
            { for own }
            { signatories(letter, &list, None, locale) }
        </div>
    }
}

fn refusal(code: Code, locale: &Locale) -> Html {
    let failure = Failure::Problem(Box::new(Problem::new(code, "")));
    let text = locale.counted(failure.about_signature(), 1);
    html! { <p part="notice" data-kind="failed">{ text }</p> }
}

/// Fields of a form that stands on a page of its own, and above them what is wrong with them.
pub fn fields(letter: &Letter, form: &Form, asked: &[Field], locale: &Locale) -> Html {
    let around = Surroundings {
        letter,
        form,
        can: Abilities::NATIVE,
        locale,
        on: None,
        read_only: false,
    };
    html! {
        <>
            if form.summary {
                { summary(&around) }
            }
            { for asked.iter().map(|asked| field(*asked, &around)) }
        </>
    }
}

/// A signature as the list shows it.
pub fn listed(letter: &Letter, signatory: &Signatory, locale: &Locale) -> Html {
    html! { <ul part="list">{ row(signatory, letter, locale) }</ul> }
}
