//! A database that has to be there: nobody exports from one that is made for it.

use crate::cli::DatabaseArgs;
use crate::keys::Keys;
use crate::start::{StartError, open_store};
use crate::store::address::Address;
use crate::store::{Store, StoreSettings};

/// Opens it together with the secret that it was made under.
pub(crate) async fn open_existing(args: &DatabaseArgs) -> Result<(Store, Keys), StartError> {
    if let Address::Sqlite(path) = Address::parse(&args.database)?
        && !path.exists()
    {
        return Err(StartError::NoDatabase(path));
    }
    open_store(&args.database, &args.secret_file, StoreSettings::default()).await
}
