//! Gathers what the server takes: its database, its secret, its letters.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::announcing;
use crate::app::{App, AppState};
use crate::background::{self, Background};
use crate::backup::BackupError;
use crate::desk::password::PasswordError;
use crate::desk::{Desk, Reviewer, ReviewerError};
use crate::editing;
use crate::import::ImportError;
use crate::in_flight::InFlight;
use crate::keys::Keys;
use crate::letters::{LetterError, LetterFile, PublicUrl, read_folder};
use crate::limits::Rules;
use crate::locales::{LocaleError, Locales};
use crate::mail::{self, MailSettings, MailSettingsError, Post};
use crate::metrics::Metrics;
use crate::networks;
use crate::render::RenderError;
use crate::routes::IS_INSIDE;
use crate::secret::{Secret, SecretError};
use crate::store::{OpenError, Store, StoreError, StoreSettings};

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Places {
    /// The database's address, such as `sqlite:data/open-letter.db`.
    pub database: String,
    /// The file of the secret.
    pub secret_file: PathBuf,
    /// The folder of the letters.
    pub letters: PathBuf,
    /// The folder of the studio and the embed bundle; without one, those that the program carries
    /// inside.
    pub dist: Option<PathBuf>,
    /// The address under which the server is reached.
    pub public_url: String,
    /// How mails leave.
    pub mail: MailSettings,
    /// Who may sit at the campaigner's desk.
    pub reviewers: Vec<Reviewer>,
    /// What each commit costs more than it does. For benches; only SQLite knows it.
    pub commit_cost: Duration,
}

/// Why the program could not do what it was started for, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database failed at work.
    #[error("The database failed: {0}.")]
    Store(String),
    /// The secret file cannot be used.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// No keys come of the secret.
    #[error("No keys could be derived from the secret: {0}.")]
    Keys(#[from] hkdf::InvalidLength),
    /// The database has a secret, and it is not here.
    #[error(
        "The secret file {secret_file} is missing, and the database {database} was made under it; put it back."
    )]
    SecretMissing {
        /// The database.
        database: String,
        /// Where the secret was looked for.
        secret_file: PathBuf,
    },
    /// The database has another secret.
    #[error("The database {database} was made under another secret file than {secret_file}.")]
    OtherSecret {
        /// The database.
        database: String,
        /// The secret that is here.
        secret_file: PathBuf,
    },
    /// There is no such database.
    #[error("There is no database at {0}; name another with --database.")]
    NoDatabase(PathBuf),
    /// A file cannot be written.
    #[error("{place} cannot be written: {source}.")]
    Unwritten {
        /// Which file, or what else.
        place: String,
        /// Why.
        source: std::io::Error,
    },
    /// A letter cannot be shown.
    #[error("{0}")]
    Letter(#[from] LetterError),
    /// There is no such letter.
    #[error("There is no letter \"{0}\" among the letters.")]
    NoLetter(String),
    /// The invented people do not fit the letter.
    #[error("The letter asks for what the invented people do not have: {0}.")]
    Seed(String),
    /// Mails cannot leave as they were to.
    #[error(transparent)]
    Mail(#[from] MailSettingsError),
    /// A letter waits for mails that never leave.
    #[error(
        "The letter \"{0}\" asks for confirmation by mail; say with --smtp-url how mails leave, or keep them to look at with --outbox."
    )]
    NoMail(String),
    /// Only SQLite counts its steps.
    #[error("Only a SQLite database is explained; ask Postgres itself with EXPLAIN.")]
    NotExplained,
    /// A mail that was to be tried was not taken.
    #[error("The mail was not taken: {0}.")]
    NotTaken(String),
    /// A letter's address is none.
    #[error("The letter's address {0} should begin with https:// or http://.")]
    LetterUrl(String),
    /// A backend does not meet the protocol.
    #[error("The backend lacks {lacking} of the {tried} things that were tried.")]
    Lacking {
        /// How many are lacking.
        lacking: usize,
        /// Of how many.
        tried: usize,
    },
    /// A file was not imported, or not to its end.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A backup was not made or not put back.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A letter cannot be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A locale file cannot be read.
    #[error(transparent)]
    Locale(#[from] LocaleError),
    /// The public address is none.
    #[error("The public address {0} should begin with https:// or http:// and have no query.")]
    PublicUrl(String),
    /// There is nothing to serve.
    #[error(
        "The folder {0} is missing; build the widget first, or name another folder with --dist."
    )]
    Dist(PathBuf),
    /// There is nothing inside to serve.
    #[error(
        "This program carries no studio and no embed bundle inside; name their folder with --dist."
    )]
    NothingInside,
    /// The address to listen on is taken.
    #[error("The address {0} is taken by another program; choose another with --listen.")]
    Taken(std::net::SocketAddr),
    /// It cannot be listened on the address.
    #[error("It cannot be listened on {address}: {source}.")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The desk cannot be made.
    #[error("The desk cannot be opened: {0}.")]
    Reviewers(#[from] ReviewerError),
    /// A password gets no hash.
    #[error(transparent)]
    Password(PasswordError),
    /// The system refused something else.
    #[error("The system refused: {0}.")]
    System(#[from] std::io::Error),
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Store(error.to_string())
    }
}

impl Places {
    /// Opens and reads everything.
    ///
    /// # Errors
    /// When something is missing, broken, or belongs to another secret.
    pub async fn open(self) -> Result<AppState, StartError> {
        match &self.dist {
            Some(folder) if !folder.is_dir() => return Err(StartError::Dist(folder.clone())),
            None if !IS_INSIDE => return Err(StartError::NothingInside),
            _ => {}
        }
        let (files, public) = read_letters(&self.letters, &self.public_url)?;
        let locales = Locales::load()?;
        let post = Post::new(&self.mail)?;
        let desk = Desk::new(self.reviewers)?;
        let settings = StoreSettings {
            commit_cost: self.commit_cost,
        };
        let (store, keys) = open_store(&self.database, &self.secret_file, settings).await?;
        let letters = editing::adopt(&store, files, &public).await?;
        if let (None, Some(letter)) = (post.transport(), letters.that_asks_for_confirmation()) {
            return Err(StartError::NoMail(letter));
        }
        let app = Arc::new(App {
            letters,
            metrics: Metrics::new(store.commits()),
            store,
            keys: Arc::new(keys),
            in_flight: InFlight::default(),
            post,
            background: Background::default(),
            rules: Rules::default(),
            locales,
            public,
            desk,
            dist: self.dist,
        });
        networks::read(&app.store, &app.rules).await?;
        mail::start(&app);
        app.background
            .spawn(|stop| networks::follow(Arc::clone(&app), stop));
        app.background
            .spawn(|stop| background::purge(Arc::clone(&app), stop));
        app.background
            .spawn(|stop| editing::follow(Arc::clone(&app), stop));
        app.background
            .spawn(|stop| announcing::queue(Arc::clone(&app), stop));
        Ok(AppState(app))
    }
}

/// Reads the letters of a folder, with their links under the public address.
pub(crate) fn read_letters(
    folder: &std::path::Path,
    public_url: &str,
) -> Result<(Vec<LetterFile>, PublicUrl), StartError> {
    let public =
        PublicUrl::parse(public_url).ok_or_else(|| StartError::PublicUrl(public_url.to_owned()))?;
    let letters = read_folder(folder, &public)?;
    Ok((letters, public))
}

/// Opens a database together with the secret that it was made under. A new database gets the
/// secret that there is, or a new one; an old one is never given another.
pub(crate) async fn open_store(
    database: &str,
    secret_file: &std::path::Path,
    settings: StoreSettings,
) -> Result<(Store, Keys), StartError> {
    let store = Store::open(database, settings).await?;
    let known = store.secret_check().await?;
    let secret = match (Secret::read(secret_file)?, &known) {
        (Some(secret), _) => secret,
        (None, None) => Secret::make(secret_file)?,
        (None, Some(_)) => {
            let (database, secret_file) = (database.to_owned(), secret_file.to_owned());
            return Err(StartError::SecretMissing {
                database,
                secret_file,
            });
        }
    };
    let keys = Keys::derive(&secret)?;
    let check = keys.check_value();
    if store.keep_secret_check(&check).await? != check {
        let (database, secret_file) = (database.to_owned(), secret_file.to_owned());
        return Err(StartError::OtherSecret {
            database,
            secret_file,
        });
    }
    Ok((store, keys))
}
