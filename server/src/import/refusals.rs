//! Tells which rows were refused, and why: never what stands in them.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::ImportError;
use super::columns::Column;
use super::reading::Flaw;

/// Where it is told.
pub(super) enum Refusals {
    /// A line each, for people.
    Told,
    /// A file with the columns `line`, `column` and `reason`.
    Written {
        path: PathBuf,
        file: Box<csv::Writer<File>>,
    },
}

impl Refusals {
    /// To a file that is not there yet, or else to the standard error.
    pub(super) fn to(path: Option<&Path>) -> Result<Self, ImportError> {
        let Some(path) = path else {
            return Ok(Self::Told);
        };
        let unwritten = |source| ImportError::Write {
            path: path.to_owned(),
            source,
        };
        let file = File::create_new(path).map_err(unwritten)?;
        let mut refusals = Self::Written {
            path: path.to_owned(),
            file: Box::new(csv::Writer::from_writer(file)),
        };
        refusals.write(["line", "column", "reason"])?;
        Ok(refusals)
    }

    /// Tells everything that is wrong with a row.
    pub(super) fn tell(
        &mut self,
        (first, last): (u64, u64),
        flaws: &[Flaw],
    ) -> Result<(), ImportError> {
        let mut lines = format!("{first}");
        if last > first {
            lines = format!("{first} to {last}");
        }
        for Flaw { column, told } in flaws {
            let column = column.map(Column::name);
            if let Self::Written { .. } = self {
                self.write([&lines, column.unwrap_or_default(), told])?;
                continue;
            }
            let line = match column {
                Some(column) => format!("line {lines}, {column}: {told}"),
                None => format!("line {lines}: {told}"),
            };
            // Where standard error is closed, nobody wants to hear it.
            let _ = writeln!(io::stderr(), "{line}");
        }
        Ok(())
    }

    fn write(&mut self, cells: [&str; 3]) -> Result<(), ImportError> {
        let Self::Written { path, file } = self else {
            return Ok(());
        };
        file.write_record(cells)
            .map_err(|error| ImportError::Write {
                path: path.clone(),
                source: error.into(),
            })
    }

    /// Makes sure that everything is written.
    pub(super) fn end(self) -> Result<(), ImportError> {
        match self {
            Self::Told => Ok(()),
            Self::Written { path, mut file } => file
                .flush()
                .map_err(|source| ImportError::Write { path, source }),
        }
    }
}
