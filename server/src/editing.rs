//! How letters become others while they are served: by their files, at the desk, and by another
//! server on the same database.
//!
//! The database has every text that a letter ever had, and the newest is served. A file in the
//! folder is taken on at the start where it is not the one that was known before.

use std::sync::Arc;
use std::time::Duration;

use open_letter_core::letter::{Letter, Status};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use crate::app::App;
use crate::clock;
use crate::desk::audit::{self, Happened};
use crate::letters::{Filed, LetterError, LetterFile, Letters, PublicUrl};
use crate::start::StartError;
use crate::store::letters::{
    Adopt, Change, LetterState, LetterText, insert_text, newest_text, set_state, state,
};
use crate::store::{Connection, Store, StoreError, Work, signatures};

/// How often it is looked whether another server has changed a letter.
const LOOK: Duration = Duration::from_secs(2);

/// Takes on the letters of the folder, and reads them as they are now.
pub(crate) async fn adopt(
    store: &Store,
    files: Vec<LetterFile>,
    public: &PublicUrl,
) -> Result<Letters, StartError> {
    let letters = Letters::default();
    for LetterFile { letter, text } in files {
        let id = letter.id.clone();
        let file = LetterText {
            letter_id: id.clone(),
            revision: 1,
            change: Change::First,
            version: letter.version.unwrap_or_default(),
            file_hash: Some(Sha256::digest(&text).to_vec()),
            text,
            note: None,
            reviewer: None,
            made_at: clock::now(),
        };
        store.write(Adopt { file }).await?;
        if let Some((text, state)) = store.letter(&id).await? {
            let filed = Filed::read(&text, state.as_ref(), public)?;
            letters.set(filed.without(store.outdated(&id).await?));
        }
    }
    Ok(letters)
}

/// A letter as it is now to a program that serves none.
pub(crate) async fn current(
    store: &Store,
    files: Vec<LetterFile>,
    public: &PublicUrl,
    id: &str,
) -> Result<Letter, StartError> {
    let file = files.into_iter().find(|file| file.letter.id == id);
    let file = file.ok_or_else(|| StartError::NoLetter(id.to_owned()))?;
    Ok(match store.letter(id).await? {
        Some((text, state)) => Filed::read(&text, state.as_ref(), public)?.at(clock::now()),
        None => file.letter,
    })
}

/// Reads letters anew that another server has changed.
pub(crate) async fn follow(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut known = Vec::new();
    loop {
        match app.store.letters_stamp().await {
            Ok(stamp) => {
                let changed = stamp.iter().filter(|letter| !known.contains(*letter));
                for (id, ..) in changed {
                    if app.letters.get(id).is_none() {
                        continue;
                    }
                    if let Err(error) = app.reload(id).await {
                        tracing::error!(letter = %id, %error, "a letter cannot be read anew");
                    }
                }
                known = stamp;
            }
            Err(error) => tracing::error!(%error, "it cannot be told whether letters changed"),
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Why a letter is not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EditError {
    #[error("{0}")]
    Letter(#[from] LetterError),
    #[error("Somebody else has changed the letter meanwhile; look at theirs first.")]
    Overtaken,
    #[error("This letter is \"{0}\"; its id cannot be changed.")]
    OtherId(String),
    #[error("The letter asks for confirmation by mail, and this server has no way to send any.")]
    NoMail,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The addressee's answer, as it is typed at the desk.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) author: String,
    pub(crate) date: String,
    pub(crate) url: String,
}

impl Answer {
    /// The table that a letter's file would have of it.
    fn to_toml(&self) -> String {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut table = toml::Table::new();
        for (name, typed) in [
            ("text", &self.text),
            ("author", &self.author),
            ("url", &self.url),
        ] {
            if let Some(text) = text(typed) {
                table.insert(name.to_owned(), text.into());
            }
        }
        if let Some(date) = text(&self.date) {
            // What is no day stays a text, which is then refused as one.
            let day = date.parse::<toml::value::Datetime>();
            let day = day.map_or_else(|_| date.into(), toml::Value::Datetime);
            table.insert("date".to_owned(), day);
        }
        table.to_string()
    }
}

/// A change at the desk.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) letter_id: String,
    /// The revision that was changed.
    pub(crate) from: i64,
    pub(crate) change: Change,
    pub(crate) text: String,
    pub(crate) note: Option<String>,
    pub(crate) reviewer: String,
}

impl Edit {
    /// The text that it would become, but for its version.
    fn text(&self) -> LetterText {
        LetterText {
            letter_id: self.letter_id.clone(),
            revision: self.from + 1,
            change: self.change,
            version: String::new(),
            text: self.text.clone(),
            file_hash: None,
            note: self.note.clone(),
            reviewer: Some(self.reviewer.clone()),
            made_at: clock::now(),
        }
    }
}

impl App {
    /// Reads a letter as the database has it.
    async fn reload(&self, letter: &str) -> Result<(), EditError> {
        if let Some((text, state)) = self.store.letter(letter).await? {
            let filed = Filed::read(&text, state.as_ref(), &self.public)?;
            let outdated = self.store.outdated(letter).await?;
            self.letters.set(filed.without(outdated));
        }
        Ok(())
    }

    /// Gives a letter another text. One that cannot be shown is an error, and the letter stays as
    /// it is. Tells what kind of change it was: a text in which nothing is changed that people
    /// sign changes particulars alone, whatever was said of it.
    pub(crate) async fn edit(&self, edit: Edit) -> Result<Change, EditError> {
        let (_, version) = self.try_edit(&edit)?;
        let text = LetterText {
            version,
            ..edit.text()
        };
        let reviewer = text.reviewer.clone().unwrap_or_default();
        let happened = Happened::new(&reviewer, Some(&edit.letter_id), "edit", text.made_at)?;
        let change = self.store.write(AddText { text, happened }).await?;
        let change = change.ok_or(EditError::Overtaken)?;
        self.reload(&edit.letter_id).await?;
        Ok(change)
    }

    /// Whether a change could be made: what kind it is said to be, and which text it leads to.
    pub(crate) fn try_edit(&self, edit: &Edit) -> Result<(Change, String), EditError> {
        let text = edit.text();
        let filed = Filed::read(&text, None, &self.public)?;
        let letter = filed.at(text.made_at);
        if letter.id != edit.letter_id {
            return Err(EditError::OtherId(edit.letter_id.clone()));
        }
        if letter.confirmation && self.post.transport().is_none() {
            return Err(EditError::NoMail);
        }
        Ok((edit.change, letter.version.unwrap_or_default()))
    }

    /// Says where a letter is in its life, and what was answered to it.
    pub(crate) async fn set_state(
        &self,
        letter: &str,
        status: Status,
        answer: Option<Answer>,
        reviewer: &str,
    ) -> Result<(), EditError> {
        let before = self.store.letter(letter).await?;
        let response = match answer {
            Some(answer) => Some(answer.to_toml()),
            // What was answered stays answered.
            None => before
                .as_ref()
                .and_then(|(_, state)| state.as_ref()?.response.clone()),
        };
        let state = LetterState {
            status,
            response,
            changed_at: clock::now(),
        };
        if let Some((text, _)) = before {
            // What cannot be shown is not stored.
            Filed::read(&text, Some(&state), &self.public)?;
        }
        let mut happened = Happened::new(reviewer, Some(letter), "state", state.changed_at)?;
        happened.detail = Some(status.as_str());
        let work = SetState {
            letter_id: letter.to_owned(),
            state,
            happened,
        };
        self.store.write(work).await?;
        self.reload(letter).await
    }
}

struct AddText {
    text: LetterText,
    happened: Happened,
}

impl Work for AddText {
    /// What kind of change it was; none, where another came first.
    type Answer = Option<Change>;

    async fn run(&self, connection: &mut Connection) -> Result<Self::Answer, StoreError> {
        let letter = &self.text.letter_id;
        let newest = newest_text(connection, letter).await?;
        let newest = newest.filter(|newest| newest.revision + 1 == self.text.revision);
        let Some(newest) = newest else {
            return Ok(None);
        };
        let change = match self.text.change {
            _ if newest.version == self.text.version => Change::Particulars,
            // What is signed cannot change without being one of these.
            Change::Particulars | Change::First => Change::Correction,
            change => change,
        };
        let text = LetterText {
            change,
            ..self.text.clone()
        };
        if !insert_text(connection, &text).await? {
            return Ok(None);
        }
        if change == Change::Substance {
            signatures::set_aside(connection, letter).await?;
            let response = state(connection, letter)
                .await?
                .and_then(|state| state.response);
            let paused = LetterState {
                status: Status::Paused,
                response,
                changed_at: text.made_at,
            };
            set_state(connection, letter, Some(&paused), text.reviewer.as_deref()).await?;
        }
        let happened = Happened {
            detail: Some(change.as_str()),
            ..self.happened.clone()
        };
        audit::note(connection, &happened, 1).await?;
        Ok(Some(change))
    }
}

struct SetState {
    letter_id: String,
    state: LetterState,
    happened: Happened,
}

impl Work for SetState {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        let reviewer = Some(self.happened.reviewer.as_str());
        set_state(connection, &self.letter_id, Some(&self.state), reviewer).await?;
        audit::note(connection, &self.happened, 1).await
    }
}
