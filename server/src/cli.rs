//! What the program is asked to do.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::archive::{self, ArchiveArgs};
use crate::backup::{self, BackupArgs};
use crate::conformance::{self, ConformanceArgs};
use crate::export::{self, ExportArgs};
use crate::import::{self, ImportArgs};
use crate::letters::{PublicUrl, parse};
use crate::limits::TrustedProxies;
use crate::mail::MailSettings;
use crate::render::{self, RenderArgs};
use crate::restore::{self, RestoreArgs};
use crate::start::{StartError, read_letters};
use crate::{explain, mailing, seed, serve};

/// The reference backend of Open Letter: letters from files, signatures in a database.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves letters, signatures, hosted pages and the embed bundle.
    Serve(ServeArgs),
    /// Tops a letter's signatures up with invented people.
    Seed(SeedArgs),
    /// Looks after mails.
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// Works on letter files.
    Letters {
        #[command(subcommand)]
        command: LettersCommand,
    },
    /// Shows how the database finds the count and the pages of a letter, and the work it takes.
    Explain(ExplainArgs),
    /// Tells what a backend, yours or any, meets of the native protocol and what it lacks.
    Conformance(ConformanceArgs),
    /// Adds signatures that were collected elsewhere, from a CSV file.
    Import(ImportArgs),
    /// Writes a letter's signatures as CSV or JSON.
    Export(ExportArgs),
    /// Writes a letter as files, with which it outlasts the server.
    Archive(ArchiveArgs),
    /// Copies the database, also while it is served from.
    Backup(BackupArgs),
    /// Puts a backup into the place of a database that is gone.
    Restore(RestoreArgs),
    /// Writes the tag of a letter with the letter in it, for pages that are made beforehand.
    Render(RenderArgs),
}

#[derive(Debug, Subcommand)]
enum LettersCommand {
    /// Reads letter files, and tells the first mistake with its file and line.
    Check {
        /// The files; without any, those of the letters' folder.
        files: Vec<PathBuf>,
        #[command(flatten)]
        letters: LettersArgs,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LettersArgs {
    /// The folder of the letter files.
    #[arg(long, env = "OPEN_LETTER_LETTERS", default_value = "static/letters")]
    pub(crate) letters: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct DatabaseArgs {
    /// The database.
    #[arg(
        long,
        env = "OPEN_LETTER_DATABASE",
        default_value = "sqlite:data/open-letter.db"
    )]
    pub(crate) database: String,
    /// The file of the secret, made at the first start.
    #[arg(long, env = "OPEN_LETTER_SECRET_FILE", default_value = "data/secret")]
    pub(crate) secret_file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct LimitArgs {
    /// The proxies in front of the server, as addresses and networks (127.0.0.1,10.0.0.0/8): what
    /// these say in X-Forwarded-For is believed, and nothing else is.
    #[arg(long, env = "OPEN_LETTER_TRUSTED_PROXIES")]
    pub(crate) trusted_proxies: Option<TrustedProxies>,
    /// How many requests that write are taken from one network in a minute; 0 for any number.
    #[arg(long, env = "OPEN_LETTER_POSTS_PER_MINUTE", default_value_t = 60)]
    pub(crate) posts_per_minute: u32,
}

#[derive(Debug, Args)]
pub(crate) struct MailArgs {
    /// The relay that mails leave by, such as smtps://user:password@mail.example.org.
    #[arg(long, env = "OPEN_LETTER_SMTP_URL", hide_env_values = true)]
    pub(crate) smtp_url: Option<String>,
    /// Whom mails are from, such as "A campaign <letters@example.org>".
    #[arg(long, env = "OPEN_LETTER_MAIL_FROM")]
    pub(crate) mail_from: Option<String>,
    /// The most mails that leave in a minute.
    #[arg(long, env = "OPEN_LETTER_MAIL_RATE", default_value_t = 60)]
    pub(crate) mail_rate: u32,
    /// Sends no mail and shows it at /outbox, to whoever sits at this machine.
    #[arg(long, env = "OPEN_LETTER_OUTBOX")]
    pub(crate) outbox: bool,
}

impl MailArgs {
    pub(crate) fn settings(self) -> MailSettings {
        MailSettings {
            smtp_url: self.smtp_url,
            from: self.mail_from,
            rate_per_minute: self.mail_rate,
            outbox: self.outbox,
            ..MailSettings::default()
        }
    }
}

#[derive(Debug, Subcommand)]
enum MailCommand {
    /// Shows how many mails wait, how long, and what became of the others of the last three days.
    Status {
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Sends one mail to an address, at once, and tells whether the relay took it.
    Test {
        /// The address.
        address: String,
        #[command(flatten)]
        mail: MailArgs,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "OPEN_LETTER_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The folder of the studio and the embed bundle; without it, what the program carries inside,
    /// or else the folder dist.
    #[arg(long, env = "OPEN_LETTER_DIST")]
    pub(crate) dist: Option<PathBuf>,
    /// The address under which people reach the server; without it, the one listened on.
    #[arg(long, env = "OPEN_LETTER_PUBLIC_URL")]
    pub(crate) public_url: Option<String>,
    #[command(flatten)]
    pub(crate) mail: MailArgs,
    /// What each commit costs more than it does, in milliseconds. For benches.
    #[arg(long, hide = true, default_value_t = 0)]
    pub(crate) commit_cost_ms: u64,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    #[command(flatten)]
    pub(crate) letters: LettersArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SeedArgs {
    /// The letter's id.
    #[arg(long)]
    pub(crate) letter: String,
    /// How many signatures it should have in the end.
    #[arg(long)]
    pub(crate) count: u64,
    /// Does nothing where the letter has any signature.
    #[arg(long)]
    pub(crate) if_empty: bool,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    #[command(flatten)]
    pub(crate) letters: LettersArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The letter's id.
    #[arg(long)]
    pub(crate) letter: String,
    /// The database.
    #[arg(
        long,
        env = "OPEN_LETTER_DATABASE",
        default_value = "sqlite:data/open-letter.db"
    )]
    pub(crate) database: String,
}

/// Letters are read the same under any address, where nothing is served.
pub(crate) const ANY_PUBLIC_URL: &str = "http://127.0.0.1";

impl Cli {
    /// Does what was asked.
    ///
    /// # Errors
    /// When it cannot be done; the error says why in a sentence.
    pub async fn run(self) -> Result<(), StartError> {
        match self.command {
            Command::Serve(args) => serve::serve(args).await,
            Command::Seed(args) => seed::seed(args).await,
            Command::Explain(args) => explain::explain(args).await,
            Command::Conformance(args) => conformance::conformance(args).await,
            Command::Import(args) => import::import(args).await,
            Command::Export(args) => export::export(args).await,
            Command::Archive(args) => archive::archive(args).await,
            Command::Backup(args) => backup::backup(args).await,
            Command::Restore(args) => restore::restore(args).await,
            Command::Render(args) => Ok(render::render(args).await?),
            Command::Mail {
                command: MailCommand::Status { database },
            } => mailing::status(&database).await,
            Command::Mail {
                command: MailCommand::Test { address, mail },
            } => mailing::test(&address, mail.settings()).await,
            Command::Letters {
                command: LettersCommand::Check { files, letters },
            } => check(&files, &letters),
        }
    }
}

fn check(files: &[PathBuf], LettersArgs { letters }: &LettersArgs) -> Result<(), StartError> {
    let (all, public): (_, PublicUrl) = if files.is_empty() {
        let (letters, public) = read_letters(letters, ANY_PUBLIC_URL)?;
        (letters.len(), public)
    } else {
        let unusable = || StartError::PublicUrl(ANY_PUBLIC_URL.to_owned());
        (
            files.len(),
            PublicUrl::parse(ANY_PUBLIC_URL).ok_or_else(unusable)?,
        )
    };
    for file in files {
        parse(file, &std::fs::read_to_string(file)?, &public)?;
    }
    writeln!(io::stdout(), "letters read: {all}, all well")?;
    Ok(())
}
