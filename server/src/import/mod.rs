//! Signatures that were collected elsewhere, on paper or by another program, from a file of rows.
//!
//! A row is read, held against the letter's rules and kept before the next one is looked at, so a
//! file of any size takes the same memory. Whoever is there already is not added again, so the
//! same file may be imported twice, or once more after it was broken off.

mod columns;
mod decoding;
mod progress;
mod reading;
mod refusals;
mod rows;

use std::io;
use std::path::PathBuf;

use clap::Args;

use crate::cli::{ANY_PUBLIC_URL, DatabaseArgs, LettersArgs};
use crate::clock;
use crate::editing;
use crate::start::{StartError, open_store, read_letters};
use crate::store::signatures::AddMany;
use crate::store::{Signature, Store, StoreSettings};
use columns::Columns;
use decoding::Encoding;
use progress::Progress;
use reading::{Flaw, Reading, Terms};
use refusals::Refusals;
use rows::Rows;

/// Signatures to a transaction: enough that a commit costs little, few enough that those who sign
/// meanwhile do not wait for long.
const BATCH: usize = 1_000;

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file; - for the standard input.
    file: PathBuf,
    /// The letter's id.
    #[arg(long)]
    letter: String,
    /// Where the signatures were collected, for rows that do not say so themselves.
    #[arg(long)]
    source: Option<String>,
    /// Lets them wait for a person before they count.
    #[arg(long)]
    review: bool,
    /// The badge that the column contributor gives.
    #[arg(long, default_value = "contributor")]
    contributor: String,
    /// The file that tells which rows were refused; without it, the standard error does.
    #[arg(long)]
    refused: Option<PathBuf>,
    /// How the file's letters are written; without it, what they look like.
    #[arg(long, value_enum)]
    encoding: Option<Encoding>,
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    letters: LettersArgs,
}

/// Why a file was not imported, or not to its end, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}.")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file of refusals cannot be written.
    #[error("{path} cannot be written: {source}.")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It has bytes that no text has.
    #[error(
        "The file is no text that can be read here; save it as \"CSV UTF-8\" and import that (a spreadsheet's own file and UTF-16 are not read)."
    )]
    NoText,
    /// It has nothing in it.
    #[error("The file is empty; its first line should name the columns, one of them name.")]
    Empty,
    /// Its first line names no names.
    #[error(
        "The first line should name the columns, and one of them should be name; the others are role, org, contributor and more."
    )]
    NoNames,
    /// Two columns mean the same.
    #[error("The columns {first} and {second} both mean {name}; take one of them out.")]
    TwoColumns {
        /// What they mean.
        name: &'static str,
        /// The number of one.
        first: usize,
        /// The number of the other.
        second: usize,
    },
    /// The words for the source cannot be kept.
    #[error("What --source says should be 1 to 120 characters that can be seen.")]
    Source,
    /// A row never ends.
    #[error(
        "The row that begins on line {line} is longer than 1 MB, so a quotation mark is missing there; put it right and import the file again, which adds nobody twice."
    )]
    RowTooLong {
        /// Where it begins.
        line: u64,
    },
    /// The file breaks off.
    #[error("The file cannot be read after line {line}: {reason}.")]
    Broken {
        /// Where.
        line: u64,
        /// Why.
        reason: String,
    },
}

pub(crate) async fn import(args: ImportArgs) -> Result<(), StartError> {
    let (letters, public) = read_letters(&args.letters.letters, ANY_PUBLIC_URL)?;
    let mut rows = Rows::open(&args.file, args.encoding)?;
    let header = rows.next()?.ok_or(ImportError::Empty)?;
    let (columns, left_out) = Columns::read(&header)?;
    let terms = Terms {
        source: args.source,
        contributor: args.contributor.clone(),
        review: args.review,
        now: clock::now(),
    };
    let (store, keys) = open_store(
        &args.database.database,
        &args.database.secret_file,
        StoreSettings::default(),
    )
    .await?;
    let letter = editing::current(&store, letters, &public, &args.letter).await?;
    let reading = Reading::new(&letter, columns, &keys, terms)?;
    let refusals = Refusals::to(args.refused.as_deref())?;
    let progress = Progress::default();
    for number in left_out {
        progress.note(&format!(
            "column {number} is none that is imported; it is left out"
        ));
    }
    if reading.gives_no_badge() {
        progress.note(&format!(
            "the letter has no badge \"{}\", so the column contributor gives none; name another with --contributor",
            args.contributor
        ));
    }
    let mut import = Import {
        letter: letter.id.clone(),
        store,
        batch: Vec::with_capacity(BATCH),
        refusals,
        progress,
    };
    let read = import.all(&mut rows, &reading).await;
    // What was read before the file broke off is kept.
    let kept = import.keep().await;
    import.progress.end(rows.encoding());
    import.store.close().await;
    import.refusals.end()?;
    read.and(kept)
}

/// An import under way.
struct Import {
    letter: String,
    store: Store,
    batch: Vec<Signature>,
    refusals: Refusals,
    progress: Progress,
}

impl Import {
    async fn all(&mut self, rows: &mut Rows, reading: &Reading<'_>) -> Result<(), StartError> {
        while let Some(row) = rows.next()? {
            match reading.entry(&row) {
                Ok(entry) => self.batch.push(entry),
                Err(flaws) => self.refuse(row.lines, &flaws)?,
            }
            if self.batch.len() == BATCH {
                self.keep().await?;
            }
        }
        Ok(())
    }

    fn refuse(&mut self, lines: (u64, u64), flaws: &[Flaw]) -> Result<(), ImportError> {
        self.progress.refused();
        self.refusals.tell(lines, flaws)
    }

    async fn keep(&mut self) -> Result<(), StartError> {
        let entries = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        let count = entries.len() as u64;
        if count == 0 {
            return Ok(());
        }
        let work = AddMany {
            letter_id: self.letter.clone(),
            signatures: entries,
        };
        let added = self.store.write(work).await?;
        self.progress.kept(added, count - added);
        Ok(())
    }
}
