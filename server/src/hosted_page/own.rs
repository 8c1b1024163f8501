//! One's own signature: everything that is stored of it, corrected or taken back.

use open_letter_core::flow::Form;
use open_letter_core::i18n::Key;
use open_letter_core::protocol::{Field, Own, SignatureStatus};
use open_letter_core::signature::Draft;
use open_letter_view::hosted::fields;
use yew::prelude::*;

use super::frame::{Frame, Told, hidden, paragraph};
use super::step::OwnPage;

/// What can be corrected. Another address is another signature.
const CORRECTED: [Field; 4] = [
    Field::Name,
    Field::Role,
    Field::Affiliation,
    Field::Anonymous,
];

pub(super) fn own(page: &OwnPage, frame: &Frame<'_>) -> Told {
    let (draft, errors) = page
        .refused
        .clone()
        .unwrap_or_else(|| (draft(&page.own), Vec::new()));
    let form = Form::with(draft, errors);
    let corrections = html! {
        <>
            { hidden("action", "save") }
            { hidden("manage", &page.manage) }
            <h2>{ &frame.words.own.correct }</h2>
            { fields(&frame.reading.letter, &form, &CORRECTED, frame.locale) }
            <button part="submit" type="submit">{ frame.text(Key::Save) }</button>
        </>
    };
    let leave = html! { <>{ hidden("action", "withdraw") }{ hidden("manage", &page.manage) }</> };
    let body = html! {
        <>
            if page.saved {
                <p part="notice" data-kind="done" role="status">{ frame.text(Key::Saved) }</p>
            }
            { paragraph(&frame.words.own.text) }
            { stored(&page.own, frame) }
            { frame.form("own", "form", corrections) }
            { frame.withdraw("own", leave) }
        </>
    };
    Told::new(frame.text(Key::Own), body)
}

fn draft(own: &Own) -> Draft {
    Draft {
        name: own.name.clone(),
        role: own.role.clone().unwrap_or_default(),
        affiliation: own.affiliation.clone().unwrap_or_default(),
        anonymous: own.anonymous,
        ..Draft::default()
    }
}

/// Everything, as terms and what they say. What was never given is left out.
fn stored(own: &Own, frame: &Frame<'_>) -> Html {
    let words = &frame.words.own;
    let label = |key| frame.text(key).to_string();
    let status = match own.status {
        SignatureStatus::InReview => &words.in_review,
        SignatureStatus::Rejected => &words.rejected,
        _ => &words.published,
    };
    let anonymous = if own.anonymous {
        &words.anonymous_yes
    } else {
        &words.anonymous_no
    };
    let date = frame.reading.language.formats().date(own.signed_at);
    let all = [
        (words.status.clone(), Some(status.clone())),
        (words.signed_at.clone(), Some(date)),
        (label(Key::EmailLabel), Some(own.email.clone())),
        (label(Key::NameLabel), Some(own.name.clone())),
        (words.anonymous.clone(), Some(anonymous.clone())),
        (label(Key::RoleLabel), own.role.clone()),
        (label(Key::AffiliationLabel), own.affiliation.clone()),
        (words.terms.clone(), own.consent_version.clone()),
        (words.lang.clone(), own.lang.clone()),
        (words.version.clone(), own.letter_version.clone()),
    ];
    let row = |(term, text)| html! { <div><dt>{ term }</dt><dd><bdi>{ text }</bdi></dd></div> };
    let given = all
        .into_iter()
        .filter_map(|(term, text)| Some(row((term, text?))));
    html! { <dl part="stored">{ for given }</dl> }
}
