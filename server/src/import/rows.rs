//! The rows of a file, one after the other, so that a large one needs no more memory than a small
//! one.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};

use super::ImportError;
use super::decoding::Encoding;

/// What is looked at of a file to learn how it is written.
const HEAD: u64 = 1 << 16;
/// The most bytes that a row may take. A quotation mark that is never closed would otherwise take
/// the rest of the file for one cell.
const MAX_ROW: usize = 1 << 20;

/// A file that is being read.
pub(super) struct Rows {
    reader: Reader<Bounded>,
    record: ByteRecord,
    encoding: Option<Encoding>,
}

/// A row as it stands in the file.
pub(super) struct Row {
    /// The lines that it begins and ends on.
    pub(super) lines: (u64, u64),
    /// The text of each cell; none where it cannot be read.
    pub(super) cells: Vec<Option<String>>,
}

impl Rows {
    /// Opens a file, or the standard input for `-`.
    pub(super) fn open(path: &Path, encoding: Option<Encoding>) -> Result<Self, ImportError> {
        let unread = |source| ImportError::Read {
            path: path.to_owned(),
            source,
        };
        if path == Path::new("-") {
            return Self::new(Box::new(io::stdin()), encoding).map_err(unread)?;
        }
        let open = || File::open(path);
        let encoding = match encoding {
            Some(encoding) => encoding,
            // A pipe cannot be read twice; it is told by its first letters then.
            None if !path.is_file() => {
                return Self::new(Box::new(open().map_err(unread)?), None).map_err(unread)?;
            }
            None => open().and_then(Encoding::of).map_err(unread)?,
        };
        Self::new(Box::new(open().map_err(unread)?), Some(encoding)).map_err(unread)?
    }

    fn new(
        mut file: Box<dyn Read + Send>,
        encoding: Option<Encoding>,
    ) -> io::Result<Result<Self, ImportError>> {
        let mut head = Vec::new();
        file.by_ref().take(HEAD).read_to_end(&mut head)?;
        if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || head.contains(&0) {
            return Ok(Err(ImportError::NoText));
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        let separator = separator(text);
        let file = Bounded {
            returns: text.contains(&b'\r') && !text.contains(&b'\n'),
            inner: Box::new(Cursor::new(text.to_vec()).chain(file)),
            of_row: 0,
        };
        Ok(Ok(Self {
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(separator)
                // A return before it stays in the last cell, where it is white space.
                .terminator(Terminator::Any(b'\n'))
                .from_reader(file),
            record: ByteRecord::new(),
            encoding,
        }))
    }

    /// How the letters are written, once it is known.
    pub(super) fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// The next row that has anything in it.
    pub(super) fn next(&mut self) -> Result<Option<Row>, ImportError> {
        loop {
            let begins = self.reader.position().line();
            self.reader.get_mut().of_row = 0;
            let more = self.reader.read_byte_record(&mut self.record);
            let more = more.map_err(|error| broken(&error, begins))?;
            if !more {
                return Ok(None);
            }
            let is_blank = |cell: &[u8]| cell.iter().all(u8::is_ascii_whitespace);
            if !self.record.iter().all(is_blank) {
                return Ok(Some(self.row(begins)));
            }
        }
    }

    fn row(&mut self, begins: u64) -> Row {
        let plain = self.record.iter().all(<[u8]>::is_ascii);
        if self.encoding.is_none() && !plain {
            let utf8 = self
                .record
                .iter()
                .all(|cell| std::str::from_utf8(cell).is_ok());
            self.encoding = Some(if utf8 {
                Encoding::Utf8
            } else {
                Encoding::Windows1252
            });
        }
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        // The reader knows the line that it has come to: the next one, but at the file's end. The
        // line that it began on may have been an empty one before this row.
        let next = u64::from(!self.reader.is_done());
        let breaks = |cell: &[u8]| cell.iter().filter(|byte| **byte == b'\n').count() as u64;
        let within: u64 = self.record.iter().map(breaks).sum();
        let first = self.reader.position().line().saturating_sub(next + within);
        let first = first.max(begins);
        let last = first + within;
        Row {
            lines: (first, last),
            cells: self
                .record
                .iter()
                .map(|cell| encoding.decode(cell))
                .collect(),
        }
    }
}

fn broken(error: &csv::Error, line: u64) -> ImportError {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.get_ref().is_some_and(|error| error.is::<TooLong>()) => {
            ImportError::RowTooLong { line }
        }
        _ => ImportError::Broken {
            line,
            reason: error.to_string(),
        },
    }
}

/// What stands between the cells of the first line, most often. What is in quotation marks does
/// not count.
fn separator(text: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                for (separator, count) in &mut counts {
                    *count += usize::from(byte == separator);
                }
            }
            _ => {}
        }
    }
    // Of those that are as frequent, the first.
    counts.reverse();
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| separator)
}

/// A file that breaks off in a row that is too long.
struct Bounded {
    inner: Box<dyn Read + Send>,
    /// Whether its lines end with a return alone, as very old programs write them.
    returns: bool,
    of_row: usize,
}

#[derive(Debug, thiserror::Error)]
#[error("the row is too long")]
struct TooLong;

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.of_row > MAX_ROW {
            return Err(io::Error::other(TooLong));
        }
        let read = self.inner.read(buffer)?;
        self.of_row += read;
        if self.returns {
            for byte in buffer[..read].iter_mut().filter(|byte| **byte == b'\r') {
                *byte = b'\n';
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> Rows {
        Rows::new(Box::new(Cursor::new(text.to_vec())), None)
            .unwrap()
            .unwrap()
    }

    fn all(text: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut rows = rows(text);
        let mut all = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let cells = row.cells.into_iter().map(Option::unwrap).collect();
            all.push((row.lines.0, cells));
        }
        all
    }

    #[test]
    fn separators_are_found_and_lines_are_counted() {
        for text in [
            "\u{feff}name,role\n\nAda,Nurse\n,\nBo,\"a\n,b\"\nCy,x\n",
            "name;role\r\n\r\nAda;Nurse\r\n;\r\nBo;\"a\n,b\"\r\nCy;x",
            "name,role\r\rAda,Nurse\r,\rBo,\"a\r,b\"\rCy,x\r",
            "\"name\"\t\"role, or so\"\n\nAda\tNurse\n\t\nBo\t\"a\n,b\"\nCy\tx\n",
        ] {
            let all = all(text.as_bytes());
            let lines: Vec<u64> = all.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [1, 3, 5, 7], "{text:?}");
            assert_eq!([&all[1].1[0], all[1].1[1].trim()], ["Ada", "Nurse"]);
            assert_eq!([&all[2].1[0], all[2].1[1].trim()], ["Bo", "a\n,b"]);
        }
    }

    #[test]
    fn a_row_that_never_ends_breaks_the_reading_off() {
        let mut text = b"name,role\nAda,Nurse\nBo,\"".to_vec();
        text.extend(std::iter::repeat_n(b"x,y\n", 600_000).flatten());
        let mut rows = rows(&text);
        rows.next().unwrap();
        rows.next().unwrap();
        let broken = rows.next().err();
        assert!(matches!(broken, Some(ImportError::RowTooLong { line: 3 })));
    }

    #[test]
    fn other_files_are_no_text() {
        for bytes in [&b"\xff\xfen\0a\0"[..], b"\xfe\xff\0n", b"PK\x03\x04\0\0"] {
            let opened = Rows::new(Box::new(Cursor::new(bytes.to_vec())), None);
            assert!(matches!(opened.unwrap(), Err(ImportError::NoText)));
        }
    }
}
