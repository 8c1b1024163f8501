//! The server as a child, over a database in a folder that goes with it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, SqlSafeStr};
use tempfile::TempDir;

use crate::Outcome;

/// What becomes of mails.
#[derive(Clone, Copy)]
pub(crate) enum Mails {
    /// Each is taken on at once and kept in memory.
    Kept,
    /// They leave by a relay, one a second as they do unless told otherwise.
    Sent(SocketAddr),
}

/// A letter that asks its signers for confirmation by mail.
pub(crate) const CONFIRMED: &str = "confirmed";
/// A letter that does not.
pub(crate) const UNCONFIRMED: &str = "unconfirmed";

const LETTER: &str = r#"+++
title = "A letter for figures"
lang = "en"
published_at = 2026-05-01T09:00:00Z

[fields]
role = "optional"
affiliation = "optional"

[consent]
version = "1"
text = "I agree that this is shown under the letter."
+++
Nobody is asked anything here.
"#;

/// A folder with letters and a place for a database, on the disk that the project is on: another
/// one may be no disk at all.
pub(crate) struct Place {
    folder: TempDir,
    letters: PathBuf,
}

impl Place {
    /// With the two letters for figures.
    pub(crate) fn new() -> Outcome<Self> {
        let mut place = Self::with_letters(Path::new(""))?;
        place.letters = place.path("letters");
        std::fs::create_dir(&place.letters)?;
        let write =
            |id: &str, text: &str| std::fs::write(place.letters.join(format!("{id}.md")), text);
        write(UNCONFIRMED, LETTER)?;
        let confirmed = LETTER.replacen("lang", "confirmation = true\nlang", 1);
        write(CONFIRMED, &confirmed)?;
        Ok(place)
    }

    /// With the letters of another folder.
    pub(crate) fn with_letters(letters: &Path) -> Outcome<Self> {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        std::fs::create_dir(folder.path().join("dist"))?;
        Ok(Self {
            folder,
            letters: letters.to_owned(),
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gives a letter invented signatories.
    pub(crate) fn seed(&self, letter: &str, count: u32) -> Outcome<()> {
        let mut seed = self.command("seed");
        seed.args(["--letter", letter, "--count", &count.to_string()]);
        let seeded = seed.stdout(Stdio::null()).status()?;
        if seeded.success() {
            Ok(())
        } else {
            Err("the signatories could not be seeded".into())
        }
    }

    /// The server's database, which it may be using.
    pub(crate) async fn database(&self) -> Outcome<SqliteConnection> {
        let options = SqliteConnectOptions::new()
            .filename(self.path("letters.db"))
            .busy_timeout(Duration::from_secs(10));
        Ok(options.disable_statement_logging().connect().await?)
    }

    /// The one number that a query of the server's database gives.
    pub(crate) async fn number(&self, query: impl SqlSafeStr) -> Outcome<i64> {
        let mut database = self.database().await?;
        Ok(sqlx::query_scalar(query).fetch_one(&mut database).await?)
    }

    /// Why rows of a table are held, and how many.
    pub(crate) async fn reasons(&self, table: &'static str) -> Outcome<Vec<(String, i64)>> {
        let mut database = self.database().await?;
        let sql = match table {
            "signatures" => {
                "SELECT held, COUNT(*) FROM signatures WHERE held IS NOT NULL GROUP BY held"
            }
            _ => {
                "SELECT held, COUNT(*) FROM submissions \
                 WHERE held IS NOT NULL AND state = 'waiting' GROUP BY held"
            }
        };
        Ok(sqlx::query_as(sql).fetch_all(&mut database).await?)
    }

    /// The program, to be told more.
    pub(crate) fn command(&self, task: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
        // What somebody has set for a server of their own is not meant for this one.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OPEN_LETTER_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .args([task, "--database", "sqlite:letters.db"])
            .args(["--secret-file", "secret", "--letters"])
            .arg(&self.letters);
        command
    }
}

/// A running server. It ends when it is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    // Dropped after the child has ended.
    pub(crate) place: Place,
}

impl Server {
    /// Starts one that takes any number of posts, and looks at none of them.
    pub(crate) fn start(place: Place, mails: Mails, commit_cost: Duration) -> Outcome<Self> {
        let cost = commit_cost.as_millis().to_string();
        let any = [
            ["--posts-per-minute", "0"],
            ["--review-after", "0"],
            ["--commit-cost-ms", &cost],
        ];
        Self::start_with(place, mails, &any)
    }

    /// Starts one with other arguments than it has by itself.
    pub(crate) fn start_with(place: Place, mails: Mails, arguments: &[[&str; 2]]) -> Outcome<Self> {
        // It writes a line for each request, as anywhere.
        let log = place.path("server.log");
        let mut serve = place.command("serve");
        match mails {
            Mails::Kept => serve.arg("--outbox"),
            Mails::Sent(relay) => serve
                .args(["--smtp-url", &format!("smtp://{relay}")])
                .args(["--mail-from", "letters@example.org"]),
        };
        let mut child = serve
            .args(["--listen", "127.0.0.1:0", "--dist", "dist"])
            .args(arguments.as_flattened())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()?;
        let address = address(&mut child).map_err(|error| {
            let _ = child.kill();
            let _ = child.wait();
            format!("{error}: {}", last_line(&log))
        });
        Ok(Self {
            address: address?,
            child,
            place,
        })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

/// Where it listens, which it says in its first line.
fn address(child: &mut Child) -> Outcome<SocketAddr> {
    let stdout = child.stdout.as_mut().ok_or("the server has no output")?;
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line)?;
    let address = line.trim().strip_prefix("listening on http://");
    Ok(address.ok_or("the server does not start")?.parse()?)
}

fn last_line(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    text.lines().last().unwrap_or("it says nothing").to_owned()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
