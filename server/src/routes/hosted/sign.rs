//! `POST /letters/{id}/signatures`: a signature, from the letter's form.
//!
//! The page is the same for everybody, so no key stands in it; it is derived from what was sent.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_letter_core::Letter;
use open_letter_core::letter::Moderation;
use open_letter_core::protocol::{Code, SignatureStatus};
use open_letter_core::signature::NewSignature;
use open_letter_view::hosted::HostedFace;

use super::answer::{lead_to, sent_back};
use super::asked::Asked;
use super::{reading, rendered};
use crate::app::{App, AppState};
use crate::clock;
use crate::id;
use crate::limits::Origin;
use crate::noticing::{self, Filling, Judged};
use crate::private::{Recipient, canonical};
use crate::problem::Refusal;
use crate::routes::filed;
use crate::routes::form::{draft, posted};
use crate::routes::unhosted::Unhosted;
use crate::signing;
use crate::store::{StoreError, Submitted, submissions};

pub(super) async fn sign(
    State(AppState(app)): State<AppState>,
    mut asked: Asked,
    origin: Option<Extension<Origin>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let body = posted(&headers, body).await?;
    let current = filed(&app, &asked.letter).map_err(Unhosted::from)?;
    let letter = current.at(clock::now());
    let known = ["lang", "letter_version"];
    let (mut draft, mut others) =
        draft(&body, &letter, &letter.form(), &known).ok_or(Unhosted::NoForm)?;
    draft.letter_version = others.take("letter_version");
    asked.lang = others.take("lang").or(asked.lang);
    let place = asked.place;
    let reading = reading(&app, asked.clone())?;
    let letter = &reading.letter;
    draft.lang = Some(reading.language.lang().to_owned());
    let origin = origin.as_deref();
    let checked = signing::check(&draft, letter).and_then(|new| {
        let refused = noticing::refused(origin, &new.email);
        refused.map_or(Ok(new), |error| Err(vec![error]))
    });
    let (face, status) = match (signing::closed(letter), checked) {
        (Some(code), _) => {
            let status = StatusCode::from_u16(code.http_status());
            app.metrics.signed(code.as_str());
            let face = HostedFace::Refused(code);
            (face, status.unwrap_or(StatusCode::FORBIDDEN))
        }
        (None, Err(errors)) => {
            app.metrics.signed(Code::Invalid.as_str());
            // Other terms were agreed to than those that the page will show.
            let current = letter.consent.as_ref().map(|consent| &consent.version);
            draft.accepted &= draft.consent_version.as_ref() == current;
            let draft = Box::new(draft);
            let face = HostedFace::Form { draft, errors };
            (face, StatusCode::UNPROCESSABLE_ENTITY)
        }
        (None, Ok(signature)) if current.has_outgrown(signature.letter_version.as_deref()) => {
            app.metrics.signed(Code::LetterChanged.as_str());
            let draft = Box::new(draft);
            (HostedFace::Changed { draft }, StatusCode::CONFLICT)
        }
        (None, Ok(signature)) => {
            // No script has done any work for this form.
            let unproven = letter.proof.is_some();
            let (email, filling) = (&signature.email, Filling::of(&signature, unproven));
            let judged = app.judge(origin, &headers, &letter.id, email, filling);
            let judged = judged.map_err(|error| Refusal::from(StoreError::from(error)))?;
            let held = keep(&app, letter, &signature, judged)
                .await
                .map_err(Refusal::from)?;
            let next = match letter.moderation {
                _ if letter.confirmation => "sent",
                Moderation::Before => "in-review",
                _ if held => "in-review",
                Moderation::After | Moderation::None => "received",
            };
            app.metrics.signed(match next {
                "sent" => SignatureStatus::PendingConfirmation.as_str(),
                "received" => SignatureStatus::Published.as_str(),
                _ => SignatureStatus::InReview.as_str(),
            });
            return Ok(lead_to(&reading.path(next)));
        }
    };
    let html = rendered(&app, asked, face).await?;
    Ok(sent_back(&app, place, html, status))
}

/// Keeps a signature, and tells whether something was noticed of it.
async fn keep(
    app: &App,
    letter: &Letter,
    new: &NewSignature,
    judged: Option<Judged>,
) -> Result<bool, StoreError> {
    let canonical = canonical(&new.to_json());
    let mailbox = app.keys.mailbox(&new.email);
    let key = app.keys.form_key(&letter.id, &mailbox, &canonical);
    let body_hash = app.keys.body_hash(&letter.id, &canonical);
    let kept = app
        .sign(letter, new, key, body_hash, judged.clone(), None)
        .await?;
    let Submitted::Kept { receipt, held } = kept else {
        return Ok(false);
    };
    if !letter.confirmation {
        return Ok(held);
    }
    // The same form again may be the same press of a button, or a wish for another mail a while
    // later. Where the first was decided meanwhile, it is another submission.
    let mut reader = app.store.reader().await?;
    let found = submissions::find(&mut reader, &letter.id, &receipt).await?;
    drop(reader);
    if found.is_some_and(|found| found.waits) {
        let to = Recipient {
            email: new.email.clone(),
            lang: new.lang.clone(),
        };
        app.resend(&letter.id, Some(&receipt), to).await?;
    } else {
        app.sign(letter, new, id::random()?, body_hash, judged, None)
            .await?;
    }
    Ok(held)
}
