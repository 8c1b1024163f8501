//! Watches what the program is to carry inside, so that a newer build of it goes in.

use std::env;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let watched = match env::var_os("CARGO_FEATURE_DIST") {
        Some(_) => "../dist",
        None => "build.rs",
    };
    writeln!(io::stdout(), "cargo::rerun-if-changed={watched}")
}
