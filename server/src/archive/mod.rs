//! A letter as files that any web space can serve, so that it, its count and its names outlast the
//! server, at the addresses that they have always had.

mod files;
mod hosting;
mod pages;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use open_letter_core::Letter;
use open_letter_core::letter::{Count, Signatures, Status};
use open_letter_core::protocol::PAGE_SIZE;
use open_letter_view::hosted::HostedFace;

use crate::cli::{DatabaseArgs, LettersArgs};
use crate::clock;
use crate::editing;
use crate::existing::open_existing;
use crate::hosted_page::{self, Languages, Place, Reading, Theme};
use crate::locales::Locales;
use crate::routes::{IS_INSIDE, copy_embed};
use crate::start::{StartError, read_letters};
use crate::store::read::Moment;
use files::Folder;
use pages::Pages;

/// Names on the hosted page, which has no button for more of them.
const HOSTED_NAMES: u32 = 1_000;

#[derive(Debug, Args)]
pub(crate) struct ArchiveArgs {
    /// The letter's id.
    #[arg(long)]
    letter: String,
    /// The folder to write. Letters that are archived there already stay.
    #[arg(long)]
    output: PathBuf,
    /// The address under which people reached the server, and will reach the files.
    #[arg(long, env = "OPEN_LETTER_PUBLIC_URL")]
    public_url: String,
    /// The folder of the embed bundle; without it, what the program carries inside, or else the
    /// folder dist.
    #[arg(long, env = "OPEN_LETTER_DIST")]
    dist: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    letters: LettersArgs,
}

pub(crate) async fn archive(args: ArchiveArgs) -> Result<(), StartError> {
    let (letters, public) = read_letters(&args.letters.letters, &args.public_url)?;
    let now = clock::now();
    let dist = args
        .dist
        .or_else(|| (!IS_INSIDE).then(|| PathBuf::from("dist")));
    if let Some(missing) = dist.as_ref().filter(|dist| !dist.join("embed").is_dir()) {
        return Err(StartError::Dist(missing.clone()));
    }
    let (store, _) = open_existing(&args.database).await?;
    let mut letter = editing::current(&store, letters, &public, &args.letter).await?;
    // Nobody can sign what nobody answers behind.
    if let Status::Scheduled | Status::Open | Status::Paused = letter.status {
        letter.status = Status::Closed;
    }
    letter.archived_at = Some(now);
    letter.proof = None;
    let locales = Locales::load()?;
    let mut moment = store.moment().await?;
    let mut folder = Folder::new(&args.output);

    let count = Count {
        count: moment.count(&letter.id).await?,
        as_of: now,
    };
    let mut pages = Pages::new(&letter.id);
    let page = pages.next(&mut moment, PAGE_SIZE).await?;
    folder.json(&pages.path(1), &page)?;
    letter.signatures = Signatures {
        count: Some(count),
        page,
    };
    folder.json(&format!("v1/letters/{}", letter.id), &letter)?;
    folder.json(&format!("v1/letters/{}.count.json", letter.id), &count)?;
    while let Some((path, page)) = pages.following(&mut moment).await? {
        folder.json(&path, &page)?;
    }
    folder.without_after(&letter.id, pages.written())?;
    let names = hosted(&letter, &locales, &mut moment, &mut folder).await?;
    moment.end().await?;
    store.close().await;

    let copied = copy_embed(dist.as_deref(), &args.output);
    let copied = copied.map_err(|source| folder.refused(Path::new("embed"), source))?;
    let missing = folder.images(&letter, &public, dist.as_deref())?;
    folder.text("_headers", &hosting::headers(&public))?;
    folder.lines("_redirects", &hosting::redirects(&letter.id))?;
    folder.text(".nojekyll", "")?;
    folder.text("README.txt", hosting::README)?;
    let mut stdout = io::stdout();
    writeln!(
        stdout,
        "signatures: {}\npages: {}\nfiles of the embed: {copied}",
        count.count,
        pages.written()
    )?;
    let mut stderr = io::stderr();
    for image in missing {
        // Where standard error is closed, nobody wants to hear it.
        let _ = writeln!(
            stderr,
            "note: the image {image} is in no folder here; put it there"
        );
    }
    if names < count.count {
        let _ = writeln!(
            stderr,
            "note: the hosted page shows the newest {names} names; every embed shows all"
        );
    }
    Ok(())
}

/// Writes the letter's own page, and the one for frames. Tells how many names they show.
async fn hosted(
    letter: &Letter,
    locales: &Locales,
    moment: &mut Moment,
    folder: &mut Folder,
) -> Result<u64, StartError> {
    let mut letter = letter.clone();
    let mut pages = Pages::new(&letter.id);
    letter.signatures.page = pages.next(moment, HOSTED_NAMES).await?;
    let names = letter.signatures.page.items.len() as u64;
    let language = locales.choose([None, letter.lang.as_deref()]);
    for (name, place) in [("", Place::Tab), ("/embed", Place::Frame(Theme::Auto))] {
        let reading = Reading {
            letter: letter.clone(),
            language: language.clone(),
            wished: false,
            place,
        };
        // It speaks one language, since files know no queries.
        let languages = Languages {
            all: vec![language.lang()],
            usual: language.lang(),
        };
        let face = HostedFace::Form {
            draft: Box::default(),
            errors: Vec::new(),
        };
        let html = hosted_page::letter(reading, face, languages).await;
        let path = format!("letters/{}{name}/index.html", letter.id);
        folder.text(&path, &html)?;
    }
    Ok(names)
}
