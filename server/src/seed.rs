//! Invented signatures, for demonstrations and for figures.

mod people;

use std::io::{self, Write};

use crate::cli::{ANY_PUBLIC_URL, SeedArgs};
use crate::keys::Keys;
use crate::signing::kept;
use crate::start::{StartError, open_store, read_letters};
use crate::store::signatures::AddMany;
use crate::store::{Signature, StoreSettings};
use people::People;

/// Signatures to a transaction: enough that a commit costs little, few enough to see progress.
const BATCH: u64 = 20_000;

pub(crate) async fn seed(args: SeedArgs) -> Result<(), StartError> {
    let (letters, _) = read_letters(&args.letters.letters, ANY_PUBLIC_URL)?;
    let letter = letters
        .into_iter()
        .map(|file| file.letter)
        .find(|letter| letter.id == args.letter)
        .ok_or_else(|| StartError::NoLetter(args.letter.clone()))?;
    let (store, keys) = open_store(
        &args.database.database,
        &args.database.secret_file,
        StoreSettings::default(),
    )
    .await?;
    let mut stdout = io::stdout();
    let mut signed = store.count(&letter.id).await?;
    if args.if_empty && signed > 0 {
        writeln!(stdout, "the letter has {signed} signatures already")?;
        store.close().await;
        return Ok(());
    }
    let mut next = signed;
    let people = People::new(&letter, args.count);
    while signed < args.count {
        let batch = BATCH.min(args.count - signed);
        let signatures = (next..next + batch)
            .map(|number| signature(&people, &keys, number))
            .collect::<Result<Vec<_>, _>>()?;
        let letter_id = letter.id.clone();
        signed += store
            .write(AddMany {
                letter_id,
                signatures,
            })
            .await?;
        next += batch;
        writeln!(stdout, "{signed} of {} signatures", args.count)?;
    }
    store.close().await;
    Ok(())
}

/// The signature of an invented person. Only its nonce differs from one time to the next.
fn signature(people: &People<'_>, keys: &Keys, number: u64) -> Result<Signature, StartError> {
    let (new, origin) = people.person(number).map_err(|errors| {
        let fields: Vec<_> = errors.into_iter().map(|error| error.pointer).collect();
        StartError::Seed(fields.join(", "))
    })?;
    kept(keys, &new, origin).map_err(|error| StartError::Store(error.to_string()))
}
