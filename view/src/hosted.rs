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
use crate::markup::Markup;
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
    let form = match face {
        HostedFace::Form { draft, errors } => Some(Form::with(Draft::clone(draft), errors.clone())),
        HostedFace::Changed { draft } => Some(Form::with(Draft::clone(draft), Vec::new())),
        HostedFace::Received(_) | HostedFace::Refused(_) => None,
    };
    // The form has this link of its own.
    let formless = (form.is_none() || !open) && letter.archived_at.is_none();
    let own = letter.url.as_ref().filter(|_| formless);
    Markup::of(locale, |out| {
        out.start("div", &["class", "lang", "dir"]);
        out.is("open-letter");
        out.is_ours();
        match face {
            HostedFace::Form { .. } => {}
            HostedFace::Received(status) => thanks(out, *status),
            HostedFace::Changed { .. } => refusal(out, Code::LetterChanged),
            HostedFace::Refused(code) => refusal(out, *code),
        }
        article(out, letter, View::Letter, count, call.as_ref());
        standing(out, letter);
        if let Some(form) = form.filter(|_| open) {
            sign(out, letter, &form, Abilities::NATIVE, None);
        }
        if let Some(url) = own {
            out.part("p", "own");
            out.start("a", &["href"]);
            out.is_text(&[url.as_str(), "/manage?lang=", &locale.lang()].concat());
            out.say(Key::Find);
            out.end();
            out.end();
        }
        signatories(out, letter, &list, None);
        out.end();
    })
}

fn refusal(out: &mut Markup<'_>, code: Code) {
    let failure = Failure::Problem(Box::new(Problem::new(code, "")));
    out.start("p", &["part", "data-kind"]);
    out.is("notice");
    out.is("failed");
    out.words(out.locale.counted(failure.about_signature(), 1));
    out.end();
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
    Markup::of(locale, |out| {
        if form.summary {
            summary(out, &around);
        }
        for asked in asked {
            field(out, *asked, &around);
        }
    })
}

/// A signature as the list shows it.
pub fn listed(letter: &Letter, signatory: &Signatory, locale: &Locale) -> Html {
    Markup::of(locale, |out| {
        out.part("ul", "list");
        row(out, signatory, letter);
        out.end();
    })
}
