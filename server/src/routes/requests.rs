//! `POST L/requests`: what an address may ask for. The answer is the same for every address.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_letter_core::json::FromJson;
use open_letter_core::protocol::{Action, Requested};
use open_letter_core::{Email, Json};

use super::members::Members;
use super::{LetterId, body, filed, personal};
use crate::app::{App, AppState};
use crate::id;
use crate::limits::Origin;
use crate::noticing;
use crate::private::Recipient;
use crate::problem::Refusal;
use crate::store::Hold;

/// Longer than any receipt that was ever given.
const MAX_RECEIPT: usize = 64;

pub(super) async fn request(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
    origin: Option<Extension<Origin>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    filed(&app, &id)?;
    let json = body::read_json(&headers, body).await?;
    let known = ["email", "action", "receipt", "lang"];
    let Asked {
        action,
        email,
        receipt,
        lang,
    } = read(&app, Members::read(&json, &known))?;
    let lang = lang.map(|lang| app.locales.choose([Some(&lang), None]).lang().to_owned());
    let to = Recipient { email, lang };
    let receipt = match action {
        Action::Resend => {
            app.resend(&id, receipt.as_deref(), to).await?;
            receipt
        }
        Action::ChangeAddress => {
            let origin = origin.as_deref();
            if let Some(error) = noticing::refused(origin, &to.email) {
                return Err(Refusal::invalid(vec![error], app.locales.english()));
            }
            let reviewed = origin.is_some_and(|origin| origin.reviews(&to.email));
            let held = reviewed.then_some(Hold::Domain);
            app.change_address(&id, receipt.as_deref().unwrap_or_default(), to, held)
                .await?;
            receipt
        }
        Action::Manage | Action::NotMe => Some(app.ask_for_own(&id, &to).await?),
    };
    let receipt = receipt.map_or_else(id::random, Ok)?;
    Ok(personal(StatusCode::ACCEPTED, Requested { receipt }))
}

struct Asked {
    action: Action,
    email: Email,
    receipt: Option<String>,
    lang: Option<String>,
}

fn read(app: &App, mut members: Members<'_>) -> Result<Asked, Refusal> {
    let short = |text: &str| (text.chars().count() <= MAX_RECEIPT).then(|| text.to_owned());
    let email = members.email("email", true);
    let action = members.text("action", |word| {
        Action::from_json(&Json::String(word.into())).ok()
    });
    let receipt = match action {
        Some(Action::ChangeAddress) => members.text("receipt", short),
        _ => members.optional("receipt", short),
    };
    let lang = members.optional("lang", short);
    members.end(app)?;
    let (Some(email), Some(action)) = (email, action) else {
        return Err(Refusal::unavailable());
    };
    Ok(Asked {
        action,
        email,
        receipt,
        lang,
    })
}
