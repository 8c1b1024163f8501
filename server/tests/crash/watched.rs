//! A killed process loses nothing that the kernel holds, so a kill alone cannot tell whether an
//! answer waits for the disk. The system calls can.

use std::path::Path;
use std::process::Command;

use crate::server::{Client, PROGRAM, Server, folder};

const SIGNATURES: usize = 40;

#[test]
fn no_answer_leaves_before_its_signature_is_on_disk() {
    let folder = folder();
    let trace = folder.path().join("trace");
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-y", "-s", "24", "-o"])
        .arg(&trace)
        .args([
            "-e",
            "trace=execve,pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg",
        ])
        .arg(PROGRAM);
    assert!(
        Command::new("strace").arg("-V").output().is_ok(),
        "strace is missing; install it, for instance by `cargo xtask setup`"
    );
    let server = Server::start(strace, folder.path());
    let mut client = Client::connect(&server.address).unwrap();
    for number in 0..SIGNATURES {
        // Nothing but the signature itself is written for this letter: no mail follows.
        client.sign("open", &format!("watched-{number}")).unwrap();
    }
    let id = traced(&trace);
    server.stop(id);

    let trace = std::fs::read_to_string(&trace).unwrap();
    let (mut written, mut synced, mut answers) = (false, false, 0);
    for line in trace.lines() {
        let to_log = line.contains("letters.db-wal>");
        if line.contains("pwrite64(") && to_log {
            (written, synced) = (true, false);
        } else if is_sync(line) {
            synced = written;
        } else if line.contains("HTTP/1.1 202") {
            assert!(written, "an answer without a write before it: {line}");
            assert!(synced, "an answer before its write was on disk: {line}");
            (written, synced) = (false, false);
            answers += 1;
        }
    }
    println!("watched {answers} answers: each after the fdatasync of its own signature");
    assert_eq!(answers, SIGNATURES);
}

/// Whether a sync of the log has come back. One that another thread's call interrupts in the
/// trace comes back on a line of its own.
fn is_sync(line: &str) -> bool {
    let whole = line.contains("sync(") && line.contains("letters.db-wal>)");
    let resumed = line.contains("sync resumed>");
    (whole || resumed) && line.trim_end().ends_with("= 0")
}

/// The process that the trace is of: its first line tells of the program's start.
fn traced(trace: &Path) -> u32 {
    let trace = std::fs::read_to_string(trace).unwrap();
    let id = trace.split_whitespace().next().unwrap();
    id.parse().unwrap()
}
