//! One's own signature: everything that is stored of it, corrected or taken back.

use open_letter_core::Json;
use open_letter_core::flow::{Face, Form};
use open_letter_core::i18n::Key;
use open_letter_core::protocol::{Own, SignatureStatus};
use open_letter_view::hosted::fields;
use yew::prelude::*;

use super::frame::{Frame, Told, hidden, paragraph};
use super::step::OwnPage;
use crate::correction::draft;

pub(super) fn own(page: &OwnPage, frame: &Frame<'_>) -> Told {
    let letter = &frame.reading.letter;
    let (draft, errors) = page
        .refused
        .clone()
        .unwrap_or_else(|| (draft(&page.own, letter), Vec::new()));
    let form = Form::with(draft, errors);
    let corrections = html! {
        <>
            { hidden("action", "save") }
            { hidden("manage", &page.manage) }
            <h2>{ &frame.words.own.correct }</h2>
            { fields(letter, &form, &Face::Own.fields(letter), frame.locale) }
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
        (label(Key::SectorLabel), own.more.sector.clone()),
        (label(Key::ReasonLabel), own.more.reason.clone()),
        (words.terms.clone(), own.consent_version.clone()),
        (words.lang.clone(), own.lang.clone()),
        (words.version.clone(), own.letter_version.clone()),
    ];
    let wish = |on: bool| on.then(|| words.wished.clone());
    let more = [
        (label(Key::OutcomeLabel), wish(own.more.outcome)),
        (label(Key::UpdatesLabel), wish(own.more.updates)),
    ];
    let all = all
        .into_iter()
        .chain(answers(own, frame))
        .chain(claims(own, frame))
        .chain(more);
    let row = |(term, text)| html! { <div><dt>{ term }</dt><dd><bdi>{ text }</bdi></dd></div> };
    let given = all.filter_map(|(term, text)| Some(row((term, text?))));
    html! { <dl part="stored">{ for given }</dl> }
}

/// The answers to the letter's own questions, those among them that it no longer asks too.
fn answers(own: &Own, frame: &Frame<'_>) -> Vec<(String, Option<String>)> {
    let Json::Object(answers) = &own.more.answers else {
        return Vec::new();
    };
    let questions = &frame.reading.letter.fields.custom;
    let row = |(name, answer): &(String, Json)| {
        let asked = questions
            .iter()
            .find(|question| question.get("name").as_str() == Some(name));
        let label = asked.and_then(|question| question.get("label").as_str());
        (
            label.unwrap_or(name).to_owned(),
            answer.as_str().map(str::to_owned),
        )
    };
    answers.iter().map(row).collect()
}

/// The badges that were claimed, and what was told of them.
fn claims(own: &Own, frame: &Frame<'_>) -> Vec<(String, Option<String>)> {
    let words = &frame.words.own;
    let mut rows = Vec::new();
    for claim in &own.more.badges {
        let badge = frame.reading.letter.badge(&claim.id);
        let label = badge.map_or(&claim.id, |badge| &badge.label);
        let shown = own.more.badges_shown.contains(&claim.id);
        let state = if shown {
            &words.badge_shown
        } else {
            &words.badge_waits
        };
        rows.push((label.clone(), Some(state.clone())));
        rows.push((
            frame.text(Key::EvidenceLabel).to_string(),
            claim.evidence.clone(),
        ));
    }
    rows
}
