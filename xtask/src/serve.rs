//! `cargo xtask serve`: the demo letter on a server of one's own.

use crate::console::{self, Steps};
use crate::{command, server, tools, widget, workspace};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// The letter that is shown, and how many invented people have signed it.
const DEMO: (&str, &str) = ("keep-nhs-code-open", "236");

/// Where its signatures go unless told otherwise, below the checkout's root.
const DATABASE: &str = "sqlite:data/open-letter.db";

/// Where and over which database to serve.
#[derive(Args)]
pub(crate) struct Serving {
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where signatures are kept: sqlite:PATH
    #[arg(long, default_value = DATABASE)]
    database: String,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Builds what changed, seeds the demo letter where nobody has signed it, and serves.
pub(crate) fn serve(serving: &Serving) -> Result<ExitCode> {
    require_free(serving.port)?;
    let mut steps = Steps::new(4);
    widget::ensure(&mut steps)?;
    let server = server::build_release(&mut steps)?;
    let database = absolute(&serving.database, &std::env::current_dir()?);
    let letters = workspace::path("static/letters");

    let step = steps.begin("The demo letter and its invented signatories");
    let mut seed = on_database(&server, "seed", &database, &letters);
    seed.args(["--letter", DEMO.0, "--count", DEMO.1, "--if-empty"]);
    command::run("seed", &mut seed)?;
    step.end("in the database");

    steps.begin(&format!(
        "Serving on http://127.0.0.1:{}/ until Ctrl-C",
        serving.port
    ));
    if serving.open {
        Command::new(std::env::current_exe()?)
            .args(["open-when-ready", &serving.port.to_string()])
            .stdin(Stdio::null())
            .spawn()
            .context("the browser's opener does not start")?;
    }
    let mut serve = on_database(&server, "serve", &database, &letters);
    // Without a relay, mails are kept where whoever tries the demo can read them.
    if std::env::var_os("OPEN_LETTER_SMTP_URL").is_none() {
        console::detail(&format!(
            "no mail leaves: they are at http://127.0.0.1:{}/outbox",
            serving.port
        ));
        serve.arg("--outbox");
    }
    serve
        .args(["--listen", &format!("127.0.0.1:{}", serving.port), "--dist"])
        .arg(workspace::dist());
    command::become_program(&mut serve)
}

/// Waits for the server, then opens its page.
pub(crate) fn open_when_ready(port: u16) -> Result<()> {
    let address = local(port);
    for _ in 0..100 {
        if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
            let url = format!("http://{address}/");
            for opener in ["xdg-open", "open", "explorer"] {
                if tools::find_program(opener).is_some() {
                    Command::new(opener)
                        .arg(&url)
                        .status()
                        .context("no browser opens")?;
                    return Ok(());
                }
            }
            bail!("no program that opens a browser was found; the page is at {url}");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn on_database(server: &Path, task: &str, database: &str, letters: &Path) -> Command {
    let mut command = Command::new(server);
    command
        .args([task, "--database", database, "--letters"])
        .arg(letters)
        .current_dir(workspace::root());
    command
}

/// A taken port should be heard of before the build, not after it.
fn require_free(port: u16) -> Result<()> {
    match TcpListener::bind(local(port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("port {port} is taken by another program; choose one with --port")
        }
        Err(error) => bail!("port {port} cannot be used: {error}"),
    }
}

fn local(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// The server runs in the checkout's root, while a path that was typed means the folder in which
/// it was typed.
fn absolute(database: &str, folder: &Path) -> String {
    match database.strip_prefix("sqlite:") {
        Some(path) if database != DATABASE => {
            format!("sqlite:{}", folder.join(path).display())
        }
        _ => database.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_means_the_folder_it_was_typed_in() {
        let folder = Path::new("/somewhere");
        assert_eq!(absolute("sqlite:a.db", folder), "sqlite:/somewhere/a.db");
        assert_eq!(absolute("sqlite:/b/a.db", folder), "sqlite:/b/a.db");
        assert_eq!(absolute(DATABASE, folder), DATABASE);
        assert_eq!(
            absolute("postgres://host/letters", folder),
            "postgres://host/letters"
        );
    }

    #[test]
    fn a_taken_port_is_one_sentence() {
        let taken = TcpListener::bind(local(0)).unwrap();
        let error = require_free(taken.local_addr().unwrap().port())
            .unwrap_err()
            .to_string();
        assert!(error.contains("is taken"), "{error}");
    }
}
