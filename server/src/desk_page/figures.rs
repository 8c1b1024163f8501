//! How a letter fares.

use yew::prelude::*;

use super::plot::course;
use super::shell::{Frame, render};
use super::words;
use crate::desk::figures::{Figures, REMEMBERED_HOURS};
use crate::store::Standing;

/// Renders it.
pub(crate) async fn figures(frame: Frame, figures: Figures) -> String {
    render(words::FIGURES.to_owned(), Some(frame), move || {
        html! {
            <>
                <h1>{ words::FIGURES }</h1>
                <div class="figures">
                    { standings(&figures) }
                    { waiting(&figures) }
                    { mails(&figures) }
                </div>
                <section>
                    <h2>{ words::COURSE }</h2>
                    if figures.course.steps.is_empty() {
                        <p class="empty">{ words::NONE_YET }</p>
                    } else {
                        { course(&figures.course) }
                    }
                </section>
            </>
        }
    })
    .await
}

fn list(heading: &'static str, lines: impl Iterator<Item = (String, String)>) -> Html {
    html! {
        <section>
            <h2>{ heading }</h2>
            <dl class="facts">
                { for lines.map(|(what, number)| html! {
                    <div><dt>{ what }</dt><dd>{ number }</dd></div>
                }) }
            </dl>
        </section>
    }
}

fn standings(figures: &Figures) -> Html {
    const ALL: [Standing; 4] = [
        Standing::Published,
        Standing::InReview,
        Standing::Rejected,
        Standing::Hidden,
    ];
    let of = |standing: Standing| {
        let found = figures.standings.iter().find(|(one, _)| *one == standing);
        let number = found.map_or(0, |(_, number)| *number);
        (words::standing(standing).to_owned(), words::number(number))
    };
    list(words::STANDING, ALL.into_iter().map(of))
}

fn waiting(figures: &Figures) -> Html {
    let holds = figures.waiting.holds.iter();
    let holds = holds.map(|(hold, number)| (words::hold(*hold).to_owned(), words::number(*number)));
    let all = (words::ALL.to_owned(), words::number(figures.waiting.all()));
    let oldest = figures
        .oldest
        .map(|at| (words::OLDEST.to_owned(), words::moment(at)));
    list(
        words::WAITING_FOR,
        std::iter::once(all).chain(holds).chain(oldest),
    )
}

fn mails(figures: &Figures) -> Html {
    let mails = &figures.mails;
    let line = |what: &str, number: u64| (what.to_owned(), words::number(number));
    let waiting = [
        line(words::MAILS_WAITING, mails.waiting),
        line(words::MAILS_AGAIN, mails.again),
    ];
    let ended = mails.ended.iter().map(|(end, reason, number)| {
        let reason = reason.as_ref().map(|reason| format!(" ({reason})"));
        line(
            &words::mail(end, REMEMBERED_HOURS, &reason.unwrap_or_default()),
            *number,
        )
    });
    list(words::MAILS, waiting.into_iter().chain(ended))
}
