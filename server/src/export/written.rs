//! Records as rows of cells, or as JSON.

use std::io::{self, Write};

use open_letter_core::Json;
use serde_json::Value;

use super::record::Record;
use crate::spreadsheet::guarded;

/// Spreadsheets take a file for UTF-8 by this, and for something older without it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes records one after the other.
pub(super) trait Writing {
    fn record(&mut self, record: Record) -> io::Result<()>;
    /// Writes what comes after the last.
    fn end(self: Box<Self>) -> io::Result<()>;
}

/// Rows of cells. All are in quotation marks, and none begins a formula.
pub(super) struct Cells<W: Write>(csv::Writer<W>);

impl<W: Write> Cells<W> {
    /// Begins with the names of the columns.
    pub(super) fn begin(mut output: W, columns: &[&str]) -> io::Result<Self> {
        output.write_all(BYTE_ORDER_MARK)?;
        let mut writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .from_writer(output);
        writer.write_record(columns)?;
        Ok(Self(writer))
    }
}

impl<W: Write> Writing for Cells<W> {
    fn record(&mut self, record: Record) -> io::Result<()> {
        let cells = record.iter().map(|(_, value)| guarded(&cell(value)));
        Ok(self.0.write_record(cells)?)
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// A value as people read it in a cell.
fn cell(value: &Json) -> String {
    match value {
        Json::Null | Json::Bool(false) => String::new(),
        Json::Bool(true) => "yes".to_owned(),
        Json::String(text) => text.clone(),
        Json::Array(items) => {
            let words: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
            words.join(" ")
        }
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

/// One object, with a line for each record.
pub(super) struct Lines<W: Write> {
    output: W,
    begun: bool,
}

impl<W: Write> Lines<W> {
    /// Begins with what is true of all of them.
    pub(super) fn begin(mut output: W, about: &Value) -> io::Result<Self> {
        let about = about.to_string();
        let members = about.strip_suffix('}').unwrap_or(&about);
        write!(output, "{members},\"signatures\":[")?;
        Ok(Self {
            output,
            begun: false,
        })
    }
}

impl<W: Write> Writing for Lines<W> {
    fn record(&mut self, record: Record) -> io::Result<()> {
        let members = record
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        let separator: &[u8] = if self.begun { b",\n" } else { b"\n" };
        self.begun = true;
        self.output.write_all(separator)?;
        serde_json::to_writer(&mut self.output, &Json::Object(members.collect()))?;
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.output.write_all(b"\n]}\n")?;
        self.output.flush()
    }
}
