//! An address and a code, as they are typed into a page.

use axum::http::StatusCode;
use open_letter_core::Email;
use open_letter_core::protocol::{Confirmed, Field, FieldCode, FieldError};

use crate::app::App;
use crate::code::Code;
use crate::confirming::{By, Typed};
use crate::hosted_page::{Entered, Step};
use crate::problem::Refusal;

/// What became of a code that was typed into a page.
pub(super) enum Checked {
    /// It is right.
    Right(Confirmed),
    /// It is not, or not now; with the page that says so.
    Refused(Step, StatusCode),
}

/// Takes an address and a code. `back` is the page that they were typed into.
pub(super) async fn check(
    app: &App,
    letter: &str,
    email: String,
    code: String,
    back: fn(Box<Entered>) -> Step,
) -> Result<Checked, Refusal> {
    let mut entered = Entered {
        email,
        code,
        ..Entered::default()
    };
    let refused =
        |entered| Checked::Refused(back(Box::new(entered)), StatusCode::UNPROCESSABLE_ENTITY);
    let email = Email::parse(&entered.email);
    let code = Code::parse(&entered.code).ok_or(FieldCode::Required);
    let mut wrong = |field, code| entered.errors.push(FieldError::new(field, code));
    let (mailbox, code) = match (email, code) {
        (Ok(email), Ok(code)) => (app.keys.mailbox(&email), code),
        (email, code) => {
            if let Err(error) = email {
                wrong(Field::Email, error);
            }
            if let Err(error) = code {
                wrong(Field::Code, error);
            }
            return Ok(refused(entered));
        }
    };
    Ok(
        match app.confirm(letter, By::Mailbox(mailbox), &code).await? {
            Typed::Right(confirmed) => Checked::Right(confirmed),
            Typed::Wrong { tries_left } => {
                wrong(Field::Code, FieldCode::NotAccepted);
                entered.tries_left = tries_left;
                refused(entered)
            }
            Typed::Spent => Checked::Refused(Step::Spent, StatusCode::GONE),
            Typed::Expired => Checked::Refused(Step::Expired, StatusCode::GONE),
        },
    )
}
