//! The signatures of a letter as a file: what everybody may see, or everything.

mod record;
mod written;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::{ANY_PUBLIC_URL, DatabaseArgs, LettersArgs};
use crate::clock;
use crate::existing::open_existing;
use crate::keys::Keys;
use crate::new_file::{NewFile, Readers};
use crate::start::{StartError, read_letters};
use crate::store::kept::FIRST;
use crate::store::read::Moment;
use crate::store::{Standing, StoreError};
use record::Record;
use written::{Cells, Lines, Writing};

/// Signatures that are read together.
const PAGE: u32 = 1_000;

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The letter's id.
    #[arg(long)]
    letter: String,
    /// csv for spreadsheets, json for programs.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Everything that is kept of every signature, for which the secret file is needed; without
    /// it, what the list shows.
    #[arg(long)]
    full: bool,
    /// The file to write; without it, the standard output.
    #[arg(long)]
    output: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    letters: LettersArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Json,
}

/// The columns, in the order of the records.
const PUBLIC: [&str; 6] = ["id", "name", "role", "affiliation", "badges", "signed_at"];
const FULL: [&str; 23] = [
    "id",
    "name",
    "email",
    "role",
    "affiliation",
    "sector",
    "reason",
    "anonymous",
    "badges",
    "signed_at",
    "published_at",
    "status",
    "held",
    "verdict",
    "decided_at",
    "source",
    "updates",
    "outcome",
    "consent_version",
    "letter_version",
    "lang",
    "answers",
    "more",
];

pub(crate) async fn export(args: ExportArgs) -> Result<(), StartError> {
    let (store, keys) = open_existing(&args.database).await?;
    let mut moment = store.moment().await?;
    // A letter may have gone from the folder and its signatures not; one that is nowhere is a slip.
    if !moment.knows(&args.letter).await? {
        let (letters, _) = read_letters(&args.letters.letters, ANY_PUBLIC_URL)?;
        if !letters.iter().any(|file| file.letter.id == args.letter) {
            return Err(StartError::NoLetter(args.letter));
        }
    }
    let readers = if args.full {
        Readers::Owner
    } else {
        Readers::Usual
    };
    let file = args.output.as_deref().map(|path| {
        NewFile::begin(path, readers).map_err(|source| unwritten(path.display(), source))
    });
    let file = file.transpose()?;
    let place = match &args.output {
        Some(path) => path.display().to_string(),
        None => "the standard output".to_owned(),
    };
    let failed = |source| unwritten(&place, source);
    let output: Box<dyn Write> = match &file {
        Some(file) => Box::new(file.file().map_err(failed)?),
        None => Box::new(io::stdout()),
    };
    let mut writing = begin(&args, &mut moment, BufWriter::new(output)).await?;
    let told = all(&args, &keys, &mut moment, &mut writing, &failed).await?;
    writing.end().map_err(failed)?;
    moment.end().await?;
    store.close().await;
    if let Some(file) = file {
        file.end().map_err(failed)?;
        // Where standard error is closed, nobody wants to hear it.
        let _ = writeln!(io::stderr(), "signatures written: {told}");
    }
    Ok(())
}

fn unwritten(place: impl ToString, source: io::Error) -> StartError {
    StartError::Unwritten {
        place: place.to_string(),
        source,
    }
}

async fn begin(
    args: &ExportArgs,
    moment: &mut Moment,
    output: BufWriter<Box<dyn Write>>,
) -> Result<Box<dyn Writing>, StartError> {
    Ok(match args.format {
        Format::Csv => {
            let columns: &[&str] = if args.full { &FULL } else { &PUBLIC };
            Box::new(Cells::begin(output, columns)?)
        }
        Format::Json => {
            let count = moment.count(&args.letter).await?;
            let about = json!({ "letter": args.letter, "as_of": clock::now(), "count": count });
            Box::new(Lines::begin(output, &about)?)
        }
    })
}

/// Writes every signature, those of one standing after those of another.
async fn all(
    args: &ExportArgs,
    keys: &Keys,
    moment: &mut Moment,
    writing: &mut Box<dyn Writing>,
    failed: &impl Fn(io::Error) -> StartError,
) -> Result<u64, StartError> {
    let standings: &[Standing] = if args.full {
        Standing::ALL
    } else {
        &[Standing::Published]
    };
    let mut told = 0;
    for standing in standings {
        let mut after = FIRST;
        loop {
            let page = moment.kept(&args.letter, *standing, PAGE, &after).await?;
            let Some(last) = page.last() else {
                break;
            };
            after = (last.signed_at, last.id.clone());
            for kept in &page {
                let record: Result<Record, StoreError> = if args.full {
                    record::full(kept, keys)
                } else {
                    Ok(record::public(kept))
                };
                writing.record(record?).map_err(failed)?;
                told += 1;
            }
        }
    }
    Ok(told)
}
