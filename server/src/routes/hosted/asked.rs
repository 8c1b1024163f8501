//! Which page is asked for: of which letter, in which language, and where it is shown.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;

use crate::hosted_page::{Place, Theme};
use crate::problem::Refusal;
use crate::routes::LetterId;
use crate::routes::form::queried;

/// What the address of a page says.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) letter: String,
    pub(super) lang: Option<String>,
    pub(super) place: Place,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let LetterId(letter) = LetterId::from_request_parts(parts, state).await?;
        let matched = parts.extensions.get::<MatchedPath>();
        let framed = matched.is_some_and(|path| path.as_str().starts_with("/letters/{id}/embed"));
        let query = parts.uri.query();
        let place = if framed {
            let theme = queried(query, "theme");
            Place::Frame(Theme::parse(theme.as_deref().unwrap_or_default()))
        } else {
            Place::Tab
        };
        let lang = queried(query, "lang");
        Ok(Self {
            letter,
            lang,
            place,
        })
    }
}
