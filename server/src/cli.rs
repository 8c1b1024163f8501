//! What the program is asked to do.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::archive::{self, ArchiveArgs};
use crate::backup::{self, BackupArgs};
use crate::configuration::{self, ConfigurationError};
use crate::conformance::{self, ConformanceArgs};
use crate::desk::{self, Reviewer, ReviewerError};
use crate::export::{self, ExportArgs};
use crate::import::{self, ImportArgs};
use crate::letters::{PublicUrl, parse};
use crate::limits::{DomainList, NetworkList, TrustedProxies};
use crate::mail::MailSettings;
use crate::networks::{self, command::NetworksCommand};
use crate::render::{self, RenderArgs};
use crate::restore::{self, RestoreArgs};
use crate::start::{StartError, read_letters};
use crate::{explain, mailing, seed, serve};

/// The reference backend of Open Letter: letters from files, signatures in a database.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// A file of settings in TOML, each under the name of its option. The environment is stronger
    /// than it, and what stands here is stronger still.
    #[arg(long, global = true, env = "OPEN_LETTER_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves letters, signatures, hosted pages and the embed bundle.
    Serve(Box<ServeArgs>),
    /// Tops a letter's signatures up with invented people.
    Seed(SeedArgs),
    /// Looks after mails.
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// Looks after the networks that signatures wait because of.
    Networks {
        #[command(subcommand)]
        command: NetworksCommand,
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
    /// Looks after the campaigner's desk.
    Desk {
        #[command(subcommand)]
        command: DeskCommand,
    },
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
enum DeskCommand {
    /// Reads a password from the terminal, or a line of standard input, and prints its hash.
    Password,
}

#[derive(Debug, Args)]
pub(crate) struct DeskArgs {
    /// Who may sit at the desk, as name:hash with spaces between them; `desk password` prints a
    /// hash.
    #[arg(
        long,
        env = "OPEN_LETTER_REVIEWERS",
        value_delimiter = ' ',
        hide_env_values = true
    )]
    reviewers: Vec<String>,
}

impl DeskArgs {
    /// Read here, since what reads arguments would repeat a wrong one, with what is secret in it.
    pub(crate) fn reviewers(&self) -> Result<Vec<Reviewer>, ReviewerError> {
        let words = self.reviewers.iter().map(|word| word.trim());
        words
            .filter(|word| !word.is_empty())
            .map(str::parse)
            .collect()
    }
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
    /// How long that minute is, in milliseconds. For benches.
    #[arg(long, hide = true, default_value_t = 60_000)]
    pub(crate) minute_ms: u64,
    /// How many signatures from one network to one letter are taken at once within
    /// --review-window; those past it wait for review. 0 for any number.
    #[arg(long, env = "OPEN_LETTER_REVIEW_AFTER", default_value_t = 20)]
    pub(crate) review_after: u32,
    /// That time, in seconds.
    #[arg(long, env = "OPEN_LETTER_REVIEW_WINDOW", default_value_t = 600)]
    pub(crate) review_window: u64,
    /// A form that is sent within so many milliseconds after it was first seen waits for review; 0
    /// for none.
    #[arg(long, env = "OPEN_LETTER_REVIEW_QUICKER_THAN", default_value_t = 2_000)]
    pub(crate) review_quicker_than: u64,
    /// Networks that many people share, such as a hospital's, as addresses and networks: any number
    /// of signatures comes from them, and ten times the posts.
    #[arg(long, env = "OPEN_LETTER_ALLOWED_NETWORKS")]
    pub(crate) allowed_networks: Option<NetworkList>,
    /// Networks from which all signatures wait for review.
    #[arg(long, env = "OPEN_LETTER_REVIEWED_NETWORKS")]
    pub(crate) reviewed_networks: Option<NetworkList>,
    /// Mail domains, with all below them, from which all signatures wait for review: with commas
    /// between them, or @ and a file with one in each line.
    #[arg(long, env = "OPEN_LETTER_REVIEWED_DOMAINS")]
    pub(crate) reviewed_domains: Option<DomainList>,
    /// Mail domains whose addresses are not taken, written alike.
    #[arg(long, env = "OPEN_LETTER_REFUSED_DOMAINS")]
    pub(crate) refused_domains: Option<DomainList>,
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
    /// The address at which the server tells /metrics to Prometheus, and to nobody else; without
    /// it, nowhere.
    #[arg(long, env = "OPEN_LETTER_METRICS_LISTEN")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    #[command(flatten)]
    pub(crate) mail: MailArgs,
    #[command(flatten)]
    pub(crate) desk: DeskArgs,
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
    /// Reads what the command line, the environment and the configuration file say. A mistake on
    /// the command line ends the program.
    ///
    /// # Errors
    /// When the configuration file is of no use.
    pub fn read() -> Result<Self, ConfigurationError> {
        let mut command = Self::command();
        if let Some(file) = configuration::place(std::env::args_os()) {
            command = configuration::applied(command, &file)?;
        }
        let mut matches = command.get_matches();
        Ok(Self::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit()))
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// When it cannot be done; the error says why in a sentence.
    pub async fn run(self) -> Result<(), StartError> {
        match self.command {
            Command::Serve(args) => serve::serve(*args).await,
            Command::Seed(args) => seed::seed(args).await,
            Command::Explain(args) => explain::explain(args).await,
            Command::Conformance(args) => conformance::conformance(args).await,
            Command::Desk {
                command: DeskCommand::Password,
            } => desk::password::run(),
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
            Command::Networks { command } => networks::command::run(command).await,
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
