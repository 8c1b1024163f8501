//! Deciding about many: first the number, then the deed.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use open_letter_core::Timestamp;

use super::posted::{Form, Posted};
use super::review::{decision, queue_address};
use super::seat::letter;
use super::{Undone, lead_to, page};
use crate::clock;
use crate::desk::deciding::{Ruling, Which};
use crate::desk::decision::{Act, Undecided, Verdict};
use crate::desk_page::{self, BulkPage, Tab};

/// `POST /desk/letters/{id}/many`: tells the number.
pub(super) async fn ask(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    // The words of another reason are asked for on the page that follows.
    shown(&id, &posted, None).await
}

/// `POST /desk/letters/{id}/many/do`: does it.
pub(super) async fn run(Path(id): Path<String>, posted: Posted) -> Result<Response, Undone> {
    letter(&posted.seat.app, &id).await?;
    let (app, form) = (&posted.seat.app, &posted.form);
    let decision = match decision(form) {
        Ok(decision) => decision,
        Err(why) => return shown(&id, &posted, Some(why)).await,
    };
    let which = match ticked(form) {
        Some(ticked) => Which::Ticked(ticked),
        None => Which::Waiting(form.filter(), until(form)),
    };
    let ruling = Ruling::new(&id, &posted.seat.session.reviewer, decision)?;
    let batch = ruling.batch.clone();
    let tally = app.review_many(ruling, which).await?;
    app.post.wake();
    let done = (tally.done > 0).then(|| format!("&done={batch}"));
    let queue = queue_address(&id, form);
    let (done, changed) = (done.unwrap_or_default(), tally.changed);
    Ok(lead_to(&format!("{queue}&changed={changed}{done}")))
}

async fn shown(id: &str, posted: &Posted, why: Option<Undecided>) -> Result<Response, Undone> {
    let letter = letter(&posted.seat.app, id).await?;
    let form = &posted.form;
    let (act, verdict) = chosen(form);
    let filter = form.filter();
    let ticked = ticked(form).map(|ticked| {
        let pairs = ticked.into_iter();
        pairs
            .map(|(id, seen)| format!("{id}.{seen}"))
            .collect::<Vec<_>>()
    });
    let app = &posted.seat.app;
    let (count, claiming) = match &ticked {
        Some(ticked) => {
            let ids = ticked.iter().filter_map(|pick| pick.split('.').next());
            (ticked.len() as u64, app.claiming(id, ids).await?)
        }
        None => app.held_until(id, &filter, until(form)).await?,
    };
    let html = desk_page::bulk(BulkPage {
        frame: posted.seat.frame_of(&letter, Tab::Queue).await?,
        act,
        verdict,
        filter,
        ticked,
        until: until(form),
        count,
        claiming: if act == Act::Approve { claiming } else { 0 },
        refused: why.map(desk_page::bad_words),
    });
    let status = match why {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok(page(status, html.await))
}

/// What is to be done, without what a reason needs besides.
fn chosen(form: &Form) -> (Act, Option<Verdict>) {
    let act = form.text("act");
    let (act, verdict) = act.split_once(':').unwrap_or((act, ""));
    let act = Act::from_word(act).unwrap_or(Act::Approve);
    (act, Verdict::from_word(verdict).ok())
}

/// What was ticked; none where everything that matches is meant.
fn ticked(form: &Form) -> Option<Vec<(String, String)>> {
    if form.one("which") == Some("all") {
        return None;
    }
    let pairs = form.all("pick").filter_map(|pick| pick.split_once('.'));
    Some(
        pairs
            .map(|(id, seen)| (id.to_owned(), seen.to_owned()))
            .collect(),
    )
}

/// When the page was made; never later than now.
pub(super) fn until(form: &Form) -> Timestamp {
    let now = clock::now();
    let millis = form.text("until").parse().ok();
    millis.map_or(now, Timestamp::from_millis).min(now)
}
