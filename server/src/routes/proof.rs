//! `GET L/proof`: a challenge, for letters that ask for a proof of work. It reads nothing and keeps
//! nothing, so that anybody may ask for any number.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use open_letter_core::protocol::Code;

use super::{LetterId, filed, personal};
use crate::app::AppState;
use crate::clock;
use crate::problem::Refusal;

pub(super) async fn challenge(
    State(AppState(app)): State<AppState>,
    LetterId(id): LetterId,
) -> Result<Response, Refusal> {
    let now = clock::now();
    let Some(asked) = filed(&app, &id)?.at(now).proof else {
        return Err(Refusal::new(
            Code::NotFound,
            "This letter asks for no proof of work; sign it without one.",
        ));
    };
    let challenge = app.keys.new_challenge(&id, asked.bits, now);
    let challenge = challenge.map_err(|error| {
        tracing::error!(%error, "no challenge could be made");
        Refusal::broken()
    })?;
    Ok(personal(StatusCode::OK, challenge))
}
