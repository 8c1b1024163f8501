//! A Postgres for the tests, in a folder of its own that goes when they have ended.

use super::{debian, search_path};
use crate::command;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Names a Postgres to the tests.
const VARIABLE: &str = "OPEN_LETTER_TEST_POSTGRES";
/// Names the program with which scenarios paste SQL into it.
const PSQL: &str = "OPEN_LETTER_PSQL";
/// The user under whom it runs where root starts the tests, since it refuses to run as root.
const USER: &str = "postgres";
const PATIENCE: Duration = Duration::from_secs(60);

/// Postgres's programs.
#[derive(Debug, Clone)]
pub(crate) struct Postgres {
    folder: PathBuf,
}

impl Postgres {
    /// Finds the programs, or installs them.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(postgres) = Self::find() {
            return Ok(postgres);
        }
        if debian::can_install() {
            debian::install(&["postgresql"], "Postgres")?;
        }
        Self::find().context(
            "Postgres is missing: install it, with its initdb on the PATH, for the tests on it",
        )
    }

    fn find() -> Option<Self> {
        let of = |initdb: PathBuf| {
            // Its programs stand together where a link leads.
            let folder = initdb.canonicalize().ok()?.parent()?.to_owned();
            folder.join("postgres").is_file().then_some(Self { folder })
        };
        search_path::find("initdb").and_then(of).or_else(|| {
            // Debian keeps them off the path, by version.
            let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
            let mut versions: Vec<PathBuf> = versions.flatten().map(|entry| entry.path()).collect();
            versions.sort();
            versions
                .into_iter()
                .rev()
                .find_map(|version| of(version.join("bin/initdb")))
        })
    }

    /// One line on what was found.
    pub(crate) fn describe(&self) -> String {
        self.folder.display().to_string()
    }

    /// Starts a server with an empty database. Nothing in it outlives a power cut: it is gone
    /// in a few minutes anyway.
    pub(crate) fn start(&self) -> Result<Cluster> {
        let folder =
            std::env::temp_dir().join(format!("open-letter-postgres-{}", std::process::id()));
        // One that was left behind had the same process number by chance.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        // From here on, whatever fails takes the folder with it.
        let mut cluster = Cluster {
            server: None,
            folder,
            psql: self.folder.join("psql"),
        };
        cluster.start(self)?;
        Ok(cluster)
    }

    /// One of its programs, under a user that it agrees to run as.
    fn program(&self, name: &str) -> Command {
        let program = self.folder.join(name);
        let mut command = if debian::is_root() {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid", USER, "--regid", USER, "--init-groups"])
                .arg(program);
            command
        } else {
            Command::new(program)
        };
        command.env("LC_ALL", "C").stdin(Stdio::null());
        command
    }
}

/// A running server, which ends with this.
pub(crate) struct Cluster {
    server: Option<Child>,
    folder: PathBuf,
    psql: PathBuf,
}

impl Cluster {
    /// Tells tests where it is.
    pub(crate) fn prepare(&self, command: &mut Command) {
        command.env(
            VARIABLE,
            format!(
                "postgres:///postgres?host={}&user={USER}",
                self.folder.display()
            ),
        );
        command.env(PSQL, &self.psql);
    }

    fn start(&mut self, postgres: &Postgres) -> Result<()> {
        if debian::is_root() {
            command::run(
                "postgres-folder",
                Command::new("chown").arg(USER).arg(&self.folder),
            )?;
        }
        let data = self.folder.join("data");
        command::run(
            "postgres-initdb",
            postgres
                .program("initdb")
                .args(["--username", USER, "--auth", "trust", "--encoding", "UTF8"])
                .args(["--no-locale", "--no-sync", "--pgdata"])
                .arg(&data)
                .current_dir(&self.folder),
        )?;
        let log = self.folder.join("log");
        let output = File::create(&log).context("Postgres's log cannot be made")?;
        let server = postgres
            .program("postgres")
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&self.folder)
            // Reached by its socket alone, and so by nobody else.
            .args(["-c", "listen_addresses=", "-c", "fsync=off"])
            // Each test has a database of its own, and some connections to it.
            .args(["-c", "max_connections=500"])
            // Tests that bring deadlocks about need not wait a second for each to be seen.
            .args(["-c", "deadlock_timeout=20ms"])
            .current_dir(&self.folder)
            .stdout(output.try_clone().context("the log cannot be shared")?)
            .stderr(output)
            .spawn()
            .context("Postgres does not start")?;
        self.server = Some(server);
        self.wait_until_ready(&log)
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let since = Instant::now();
        loop {
            let said = fs::read_to_string(log).unwrap_or_default();
            if said.contains("ready to accept connections") {
                return Ok(());
            }
            let ended = match &mut self.server {
                Some(server) => server
                    .try_wait()
                    .context("Postgres was lost from sight")?
                    .is_some(),
                None => true,
            };
            if ended || since.elapsed() > PATIENCE {
                bail!("Postgres does not come up: {}", said.trim());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // At once, without a last checkpoint, but with its processes and its shared memory.
            let asked = Command::new("kill")
                .arg("-QUIT")
                .arg(server.id().to_string())
                .status();
            if !asked.is_ok_and(|status| status.success()) {
                let _ = server.kill();
            }
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_started_is_ended() {
        let cluster = Postgres::ensure().unwrap().start().unwrap();
        let mut told = Command::new("true");
        cluster.prepare(&mut told);
        let told = |name: &str| {
            let mut named = told.get_envs().filter(|(other, _)| *other == name);
            named.next().and_then(|(_, value)| value).unwrap()
        };
        assert!(PathBuf::from(told(PSQL)).exists());
        let url = told(VARIABLE);
        let folder = cluster.folder.clone();
        assert!(url.to_str().unwrap().contains(folder.to_str().unwrap()));
        assert!(folder.join(".s.PGSQL.5432").exists());
        drop(cluster);
        assert!(!folder.exists());
    }
}
