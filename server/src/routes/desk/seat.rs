//! Who asks, and what stands around the page that they get.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use open_letter_core::Json;
use open_letter_core::letter::{Badge, Letter};

use super::super::form::queried;
use super::resume::asked;
use super::{Undone, page};
use crate::app::{App, AppState};
use crate::clock;
use crate::desk::audit::Line;
use crate::desk::deciding::Tally;
use crate::desk::decision::Act;
use crate::desk::sessions::Session;
use crate::desk_page::{self, About, Frame, Greeting, Notice, Resume, Tab};
use crate::store::StoreError;

/// Somebody at the desk.
pub(super) struct Seat {
    pub(super) app: Arc<App>,
    pub(super) session: Session,
}

impl FromRequestParts<AppState> for Seat {
    type Rejection = Undone;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Undone> {
        Self::of(&parts.headers, state, || asked(&parts.method, &parts.uri)).await
    }
}

impl Seat {
    /// Whoever sent these headers; the page to sign in, where that is nobody. It leads on to what
    /// they were about.
    pub(super) async fn of(
        headers: &HeaderMap,
        AppState(app): &AppState,
        then: impl FnOnce() -> Resume,
    ) -> Result<Self, Undone> {
        open(app).await?;
        let token = token(headers, app);
        let session = match token {
            Some(token) => app.session(token).await?,
            None => None,
        };
        match session {
            Some(session) => Ok(Self {
                app: Arc::clone(app),
                session,
            }),
            None => {
                let greeting = match token {
                    Some(_) => Greeting::NotSignedIn,
                    None => Greeting::Welcome,
                };
                let html = desk_page::sign_in(greeting, String::new(), then()).await;
                Err(page(StatusCode::UNAUTHORIZED, html).into())
            }
        }
    }

    /// What stands around a page about no letter.
    pub(super) fn frame(&self, tab: Tab) -> Frame {
        Frame {
            reviewer: self.session.reviewer.clone(),
            form: self.session.form.clone(),
            keys: self.session.keys,
            letter: None,
            tab,
            notice: None,
        }
    }

    /// What stands around a page about a letter.
    pub(super) async fn frame_of(&self, letter: &Letter, tab: Tab) -> Result<Frame, StoreError> {
        let waiting = self.app.held(&letter.id).await?.all();
        Ok(Frame {
            letter: Some(about(letter, waiting)),
            ..self.frame(tab)
        })
    }

    /// What has just been done, by its line in the audit; only to who did it.
    pub(super) async fn done(&self, query: Option<&str>) -> Result<Option<Notice>, StoreError> {
        let number = |name| queried(query, name)?.parse::<u64>().ok();
        if let Some(undone) = number("undone") {
            let left = number("left").unwrap_or_default();
            return Ok(Some(Notice {
                sentence: desk_page::undone(undone, left),
                refused: undone == 0,
                undo: None,
            }));
        }
        let changed = number("changed").unwrap_or_default();
        let Some(id) = queried(query, "done") else {
            return Ok((number("changed").is_some()).then(|| Notice {
                sentence: desk_page::nothing_done(changed),
                refused: changed > 0,
                undo: None,
            }));
        };
        let line = self.app.happened(&id, &self.session.reviewer).await?;
        Ok(line.map(|line| {
            let tally = Tally {
                done: line.number.unsigned_abs(),
                changed,
                granted: number("granted").unwrap_or_default(),
                refused: number("refused").unwrap_or_default(),
            };
            notice(&line, id, &tally)
        }))
    }
}

fn notice(line: &Line, id: String, tally: &Tally) -> Notice {
    let changed = tally.changed;
    let mut sentence = desk_page::done_with(&line.action, tally);
    if changed > 0 {
        sentence = format!("{sentence} {}", desk_page::nothing_done(changed));
    }
    Notice {
        sentence,
        refused: false,
        undo: Act::from_word(&line.action).is_ok().then_some(id),
    }
}

pub(super) fn about(letter: &Letter, waiting: u64) -> About {
    let badge = |badge: &Badge| (badge.id.clone(), badge.label.clone());
    let question = |question: &Json| {
        let text = |name| question.get(name).as_str().map(str::to_owned);
        Some((text("name")?, text("label")?))
    };
    About {
        badges: letter.badges.iter().map(badge).collect(),
        questions: letter.fields.custom.iter().filter_map(question).collect(),
        id: letter.id.clone(),
        title: letter.title.clone(),
        lang: letter.lang.clone(),
        version: letter.version.clone(),
        waiting,
    }
}

/// Refuses where nobody may sit at the desk.
pub(super) async fn open(app: &App) -> Result<(), Undone> {
    if app.desk.is_open() {
        return Ok(());
    }
    let html = desk_page::telling(desk_page::CLOSED.to_owned()).await;
    Err(page(StatusCode::NOT_FOUND, html).into())
}

/// The letter with an id, as it is now.
pub(super) async fn letter(app: &App, id: &str) -> Result<Letter, Undone> {
    match app.letters.get(id) {
        Some(filed) => Ok(filed.at(clock::now())),
        None => {
            let html = desk_page::telling("There is no letter with this id here.".to_owned()).await;
            Err(page(StatusCode::NOT_FOUND, html).into())
        }
    }
}

/// Whether people reach the server by https.
fn is_secure(app: &App) -> bool {
    app.public.origin().starts_with("https://")
}

/// The cookie's name. With the prefix, browsers take it by https alone, and for this host alone.
fn cookie_name(app: &App) -> &'static str {
    if is_secure(app) {
        "__Host-desk"
    } else {
        "desk"
    }
}

/// The token in the cookie, if there is one.
pub(super) fn token<'a>(headers: &'a HeaderMap, app: &App) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter();
    let cookies = cookies.filter_map(|line| line.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';'));
    pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == cookie_name(app)).then_some(value)
    })
}

/// The cookie that holds a token; an empty one ends it.
pub(super) fn cookie(app: &App, token: &str) -> String {
    let secure = if is_secure(app) { "; Secure" } else { "" };
    let over = if token.is_empty() { "; Max-Age=0" } else { "" };
    let name = cookie_name(app);
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{over}")
}
