//! `/letters/{id}/manage` and `/letters/{id}/own`: the way to one's own signature, and what can
//! be done there.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_letter_core::Email;
use open_letter_core::flow::Face;
use open_letter_core::letter::Letter;
use open_letter_core::protocol::{Field, FieldError};
use open_letter_core::signature::Draft;

use super::answer::{lead_to, personal, sent_back};
use super::asked::Asked;
use super::code::{Checked, check};
use super::reading;
use crate::app::{App, AppState};
use crate::clock;
use crate::hosted_page::{self, Entered, OwnPage, Place, Reading, Step};
use crate::owning::Corrected;
use crate::private::Recipient;
use crate::problem::Refusal;
use crate::routes::filed;
use crate::routes::form::{Fields, draft, posted, queried};
use crate::routes::unhosted::Unhosted;

/// Sends a mail with a way there, if the address has signed; the answer is the same if not.
pub(super) async fn ask(
    State(AppState(app)): State<AppState>,
    mut asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let body = posted(&headers, body).await?;
    let mut form = Fields::read(&body, &["email", "lang"]).ok_or(Unhosted::NoForm)?;
    asked.lang = form.take("lang").or(asked.lang);
    let reading = reading(&app, asked)?;
    let email = form.take("email").ok_or(Unhosted::NoForm)?;
    match Email::parse(&email) {
        Ok(email) => {
            let lang = Some(reading.language.lang().to_owned());
            let to = Recipient { email, lang };
            app.ask_for_own(&reading.letter.id, &to)
                .await
                .map_err(Refusal::from)?;
            Ok(lead_to(&reading.path("manage/sent")))
        }
        Err(code) => {
            let step = Step::Manage(Box::new(Entered {
                email,
                errors: vec![FieldError::new(Field::Email, code)],
                ..Entered::default()
            }));
            let html = hosted_page::step(reading, step).await;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(sent_back(&app, Place::Tab, html, status))
        }
    }
}

/// Shows a button, and changes nothing.
pub(super) async fn link(
    State(AppState(app)): State<AppState>,
    asked: Asked,
    RawQuery(query): RawQuery,
) -> Result<Response, Unhosted> {
    let reading = reading(&app, asked)?;
    let Some(token) = queried(query.as_deref(), "token") else {
        return Ok(lead_to(&reading.path("manage/sent")));
    };
    let works = app
        .own_link(&reading.letter.id, &token)
        .await
        .map_err(Refusal::from)?;
    let (step, status) = if works {
        (Step::Open { token }, StatusCode::OK)
    } else {
        (Step::Dead, StatusCode::GONE)
    };
    Ok(personal(&app, reading, step, status).await)
}

/// Opens what is stored, corrects it, or takes it back.
pub(super) async fn own(
    State(AppState(app)): State<AppState>,
    mut asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Unhosted> {
    let body = posted(&headers, body).await?;
    let letter = filed(&app, &asked.letter)
        .map_err(Unhosted::from)?
        .at(clock::now());
    let (lang, wanted) = wanted(&body, &letter).ok_or(Unhosted::NoForm)?;
    asked.lang = lang.or(asked.lang);
    let reading = reading(&app, asked)?;
    let id = reading.letter.id.clone();
    let (step, status) = match wanted {
        Wanted::Open(token) => match app.open_own(&id, &token).await.map_err(Refusal::from)? {
            Some(manage) => opened(&app, &id, manage, false).await?,
            None => (Step::Dead, StatusCode::GONE),
        },
        Wanted::Type { email, code } => {
            match check(&app, &id, email, code, Step::ManageSent).await? {
                Checked::Right(confirmed) => opened(&app, &id, confirmed.manage, false).await?,
                Checked::Refused(step, status) => {
                    let html = hosted_page::step(reading, step).await;
                    return Ok(sent_back(&app, Place::Tab, html, status));
                }
            }
        }
        Wanted::Save { manage, draft } => save(&app, &reading, manage, draft).await?,
        Wanted::Withdraw { manage } => {
            if app.withdraw(&id, &manage).await.map_err(Refusal::from)? {
                return Ok(lead_to(&reading.path("withdrawn")));
            }
            (Step::Over, StatusCode::GONE)
        }
    };
    Ok(personal(&app, reading, step, status).await)
}

/// What is asked of the page.
enum Wanted {
    Open(String),
    Type { email: String, code: String },
    Save { manage: String, draft: Box<Draft> },
    Withdraw { manage: String },
}

/// Reads the page's forms: each has its own fields, and no others.
fn wanted(body: &[u8], letter: &Letter) -> Option<(Option<String>, Wanted)> {
    let known = ["action", "token", "email", "code", "manage", "lang"];
    let fields = Face::Own.fields(letter);
    let (draft, mut form) = draft(body, letter, &fields, &known)?;
    let untouched = draft == Draft::default();
    let lang = form.take("lang");
    let wanted = match form.take("action")?.as_str() {
        "open" => match form.take("token") {
            Some(token) => Wanted::Open(token),
            None => Wanted::Type {
                email: form.take("email")?,
                code: form.take("code")?,
            },
        },
        "save" => Wanted::Save {
            manage: form.take("manage")?,
            draft: Box::new(draft),
        },
        "withdraw" => Wanted::Withdraw {
            manage: form.take("manage")?,
        },
        _ => return None,
    };
    let whole = matches!(wanted, Wanted::Save { .. }) || untouched;
    (form.is_empty() && whole).then_some((lang, wanted))
}

/// One's own signature, with what keeps it open.
async fn opened(
    app: &App,
    letter: &str,
    manage: String,
    saved: bool,
) -> Result<(Step, StatusCode), Refusal> {
    let Some(own) = app.own(letter, &manage).await? else {
        return Ok((Step::Over, StatusCode::GONE));
    };
    let page = OwnPage {
        manage,
        own,
        refused: None,
        saved,
    };
    Ok((Step::Own(Box::new(page)), StatusCode::OK))
}

async fn save(
    app: &App,
    reading: &Reading,
    manage: String,
    draft: Box<Draft>,
) -> Result<(Step, StatusCode), Refusal> {
    let letter = &reading.letter;
    // What the letter does not ask for was not in the form, and stays as it is.
    let correction = draft.changes(&Face::Own.fields(letter), letter);
    match app.correct(letter, &manage, correction).await? {
        Corrected::Done(own) => {
            let page = OwnPage {
                manage,
                own: *own,
                refused: None,
                saved: true,
            };
            Ok((Step::Own(Box::new(page)), StatusCode::OK))
        }
        Corrected::Wrong(errors) => {
            let Some(own) = app.own(&letter.id, &manage).await? else {
                return Ok((Step::Over, StatusCode::GONE));
            };
            let page = OwnPage {
                manage,
                own,
                refused: Some((*draft, errors)),
                saved: false,
            };
            Ok((Step::Own(Box::new(page)), StatusCode::UNPROCESSABLE_ENTITY))
        }
        Corrected::Unauthorised => Ok((Step::Over, StatusCode::GONE)),
    }
}
