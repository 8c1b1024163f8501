//! How far an import is, and how it went.

use std::io::{self, Write};

use super::decoding::Encoding;

/// After how many rows it is told how far it is.
const TELL_EVERY: u64 = 10_000;

/// Counts the rows.
#[derive(Default)]
pub(super) struct Progress {
    added: u64,
    there: u64,
    refused: u64,
    told: u64,
}

impl Progress {
    /// Tells something that is true of the whole file.
    pub(super) fn note(&self, sentence: &str) {
        say(&format!("note: {sentence}"));
    }

    pub(super) fn kept(&mut self, added: u64, there: u64) {
        self.added += added;
        self.there += there;
        self.tell();
    }

    pub(super) fn refused(&mut self) {
        self.refused += 1;
        self.tell();
    }

    fn read(&self) -> u64 {
        self.added + self.there + self.refused
    }

    fn tell(&mut self) {
        if self.read() / TELL_EVERY > self.told {
            self.told = self.read() / TELL_EVERY;
            say(&format!(
                "{} rows so far, {} added",
                self.read(),
                self.added
            ));
        }
    }

    /// Tells how it went: to the standard error what was noticed, and to the standard output the
    /// counts.
    pub(super) fn end(&self, encoding: Option<Encoding>) {
        if let Some(encoding) = encoding
            && encoding != Encoding::Utf8
        {
            self.note(&format!(
                "the file is no UTF-8 and was read as {}; say --encoding where that is wrong",
                encoding.name()
            ));
        }
        let Self {
            added,
            there,
            refused,
            ..
        } = self;
        // A reader who has gone away is no reason to fail.
        let _ = writeln!(
            io::stdout(),
            "added: {added}\nthere already: {there}\nrefused: {refused}"
        );
    }
}

fn say(line: &str) {
    // Where standard error is closed, nobody wants to hear it.
    let _ = writeln!(io::stderr(), "{line}");
}
