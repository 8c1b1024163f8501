//! Other programs: run quietly into a log, whose end is shown when they fail.

use crate::{console, workspace};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How often a program that takes long says where it is.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// How many of a log's last lines a failure shows.
const TAIL: usize = 40;

/// Cargo, writing to this checkout's target folder whatever the user's own setting.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(arguments)
        .current_dir(workspace::root())
        .env("CARGO_TARGET_DIR", workspace::path("target"));
    cargo
}

/// The name under which a program of npm's is found on this system.
pub(crate) fn npm_program(name: &str) -> String {
    if cfg!(windows) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    }
}

/// What a short program prints, or nothing where it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program left behind.
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    log: PathBuf,
}

impl Finished {
    /// All that it printed.
    pub(crate) fn output(&self) -> String {
        fs::read(&self.log)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// Shows the end of what it printed, and where the rest is.
    pub(crate) fn show_tail(&self) {
        let output = self.output();
        let lines: Vec<&str> = output.lines().collect();
        self.show(&lines[lines.len().saturating_sub(TAIL)..]);
    }

    /// Shows some of what it printed, and where the rest is.
    pub(crate) fn show(&self, lines: &[&str]) {
        for line in lines {
            console::say(&format!("      | {line}"));
        }
        console::detail(&format!("the whole output: {}", self.log.display()));
    }
}

/// Runs a program into a log of its name, and says now and then where it is.
pub(crate) fn finish(name: &str, command: &mut Command) -> Result<Finished> {
    finish_within(name, command, None)
}

/// The same, ended by force when the time is up.
pub(crate) fn finish_within(
    name: &str,
    command: &mut Command,
    limit: Option<Duration>,
) -> Result<Finished> {
    let log = workspace::notes().join(format!("{name}.log"));
    fs::create_dir_all(workspace::notes()).context("target/xtask cannot be made")?;
    let output =
        File::create(&log).with_context(|| format!("{} cannot be written", log.display()))?;
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(output.try_clone().context("the log cannot be shared")?)
        .stderr(output)
        .spawn()
        .with_context(|| format!("{program} does not start; is it installed?"))?;

    let since = Instant::now();
    let mut said = since;
    let mut pause = Duration::from_millis(5);
    loop {
        if let Some(status) = child.try_wait().context("a program was lost from sight")? {
            return Ok(Finished { status, log });
        }
        if limit.is_some_and(|limit| since.elapsed() > limit) {
            let _ = child.kill();
            let _ = child.wait();
            bail!(
                "{program} did not end within {}",
                console::duration(since.elapsed())
            );
        }
        if said.elapsed() > HEARTBEAT {
            said = Instant::now();
            console::detail(&format!(
                "{}: {}",
                console::duration(since.elapsed()),
                last_line(&log).unwrap_or_else(|| format!("{name} is under way"))
            ));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

/// Runs a program that has to succeed.
pub(crate) fn run(name: &str, command: &mut Command) -> Result<()> {
    let finished = finish(name, command)?;
    if finished.status.success() {
        return Ok(());
    }
    finished.show_tail();
    bail!("{name} failed")
}

/// Becomes a program, which so gets every signal itself and gives its own exit code.
#[cfg(unix)]
pub(crate) fn become_program(program: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = program.exec();
    let name = program.get_program().to_string_lossy();
    Err(error).with_context(|| format!("{name} does not start"))
}

/// Waits for a program. Ctrl-C reaches it as it reaches this one.
#[cfg(not(unix))]
pub(crate) fn become_program(program: &mut Command) -> Result<ExitCode> {
    let status = program.status().context("a program does not start")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}

fn last_line(log: &Path) -> Option<String> {
    let bytes = fs::read(log).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
    Some(line.trim().chars().take(90).collect())
}
