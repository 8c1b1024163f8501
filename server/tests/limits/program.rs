//! The limits as the program is told them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::connection::{signing, status};
use crate::server::folder;

fn program(folder: &std::path::Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
    command
        .current_dir(folder)
        .args(["serve", "--listen", "127.0.0.1:0", "--letters", "letters"])
        .args(arguments)
        .env_remove("OPEN_LETTER_DATABASE")
        .env_remove("OPEN_LETTER_POSTS_PER_MINUTE")
        .env_remove("OPEN_LETTER_TRUSTED_PROXIES")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// Starts it, sends posts with headers, and gives their statuses and the log.
fn posts(arguments: &[&str], headers: &[&str]) -> (Vec<u16>, String) {
    let folder = folder();
    let mut running = Running(program(folder.path(), arguments).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap();
    let statuses = headers.iter().enumerate().map(|(number, headers)| {
        let (head, body) = signing(&format!("person-{number}"), headers);
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all((head + &body).as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        status(&answer)
    });
    let statuses = statuses.collect();
    running.0.kill().unwrap();
    let mut log = String::new();
    let mut stderr = running.0.stderr.take().unwrap();
    stderr.read_to_string(&mut log).unwrap();
    (statuses, log)
}

#[test]
fn the_flags_set_the_limits() {
    let (one, other) = (
        "x-forwarded-for: 203.0.113.1\r\n",
        "x-forwarded-for: 203.0.113.2\r\n",
    );
    let (statuses, log) = posts(&["--posts-per-minute", "1"], &[one, other, other]);
    assert_eq!(statuses, [202, 429, 429]);
    // Said once, and of nobody.
    assert_eq!(log.matches("--trusted-proxies").count(), 1, "{log}");
    for address in ["203.0.113", "127.0.0.1"] {
        assert!(!log.contains(address), "{log}");
    }
    let trusting = [
        "--posts-per-minute",
        "1",
        "--trusted-proxies",
        "127.0.0.1,::1",
    ];
    let (statuses, log) = posts(&trusting, &[one, other, other]);
    assert_eq!(statuses, [202, 202, 429]);
    assert!(!log.contains("--trusted-proxies"), "{log}");
    assert!(!log.contains("203.0.113"), "{log}");
}

#[test]
fn sixty_a_minute_are_usual_and_nothing_empty_is_wrong() {
    let (statuses, _) = posts(&["--trusted-proxies", ""], &[""; 10]);
    assert_eq!(statuses, [202; 10]);
}

#[test]
fn lists_are_taken_and_read() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "example.net\nexample.org\n").unwrap();
    let refused = format!("@{}", file.path().display());
    let (statuses, _) = posts(&["--refused-domains", &refused], &[""]);
    assert_eq!(statuses, [422]);
    let folder = folder();
    for (flag, list, told) in [
        (
            "--reviewed-domains",
            "ada@example.org",
            "is no domain such as",
        ),
        ("--refused-domains", "@nowhere", "nowhere cannot be read"),
        (
            "--allowed-networks",
            "hospital",
            "is neither an address nor a network",
        ),
        (
            "--reviewed-networks",
            "10.0.0.0/33",
            "is neither an address nor a network",
        ),
    ] {
        let output = program(folder.path(), &[flag, list]).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn proxies_that_are_none_are_refused() {
    let folder = folder();
    let output = program(folder.path(), &["--trusted-proxies", "127.0.0.1,proxy"])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("\"proxy\" is neither an address nor a network"),
        "{told}"
    );
}
