//! The second address, as the program is told it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::server::folder;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn metrics_have_an_address_of_their_own_where_one_is_named() {
    for named in [true, false] {
        let folder = folder();
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-letter-server"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OPEN_LETTER_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(folder.path())
            .args(["serve", "--listen", "127.0.0.1:0", "--outbox"])
            .args(["--letters", "letters"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if named {
            command.args(["--metrics-listen", "127.0.0.1:0"]);
        }
        let mut running = Running(command.spawn().unwrap());
        let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.strip_prefix("listening on http://").unwrap();
        assert!(get(address, "/health/ready").starts_with("HTTP/1.1 200 "));
        assert!(get(address, "/metrics").starts_with("HTTP/1.1 404 "));
        if named {
            let second = lines.next().unwrap().unwrap();
            let metrics = second.strip_prefix("metrics on http://").unwrap();
            let metrics = metrics.strip_suffix("/metrics").unwrap();
            let answer = get(metrics, "/metrics");
            assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
            assert!(answer.contains("route=\"/health/ready\""), "{answer}");
            assert!(get(metrics, "/v1/letters/a-letter").starts_with("HTTP/1.1 404 "));
        }
    }
}
