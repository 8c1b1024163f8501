//! Signing in, with as many tries as a person who mistypes needs.

use crate::app::App;
use crate::clock;
use crate::keys::Tag;
use crate::store::{Connection, StoreError, Work, attempts};
use crate::token::later;

/// Minutes for which tries are counted, from the first of them on.
const MINUTES: u32 = 15;
/// Tries for a name within them.
const TRIES_FOR_A_NAME: i64 = 10;
/// Tries from a network within them. Two volunteers may share one.
const TRIES_FROM_A_NETWORK: i64 = 20;
/// Longer ones belong to nobody.
const MAX_NAME_BYTES: usize = 300;
const MAX_PASSWORD_BYTES: usize = 1_000;

/// What became of a try.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SignIn {
    /// A session has begun; this is the token for its cookie.
    Welcome(String),
    /// Name and password do not belong together.
    Wrong,
    /// There were too many tries.
    TooMany,
}

impl App {
    /// Tries to sign somebody in. `network` is where they ask from, as far as that is known.
    pub(crate) async fn sign_in(
        &self,
        name: &str,
        password: String,
        network: Option<&[u8]>,
    ) -> Result<SignIn, StoreError> {
        if name.len() > MAX_NAME_BYTES || password.len() > MAX_PASSWORD_BYTES {
            return Ok(SignIn::Wrong);
        }
        let name = name.trim();
        let mut subjects = vec![(
            self.keys.desk_attempts("name", name.as_bytes()),
            TRIES_FOR_A_NAME,
        )];
        let from = network.map(|network| self.keys.desk_attempts("network", network));
        subjects.extend(from.map(|from| (from, TRIES_FROM_A_NETWORK)));
        // Counted before it is looked, so that many at once are no way round it.
        let count = Count {
            subjects: subjects.clone(),
        };
        if !self.store.write(count).await? {
            tracing::warn!("too many tries to sign in at the desk");
            return Ok(SignIn::TooMany);
        }
        if !self.desk.recognises(name, password).await {
            tracing::info!("somebody could not sign in at the desk");
            return Ok(SignIn::Wrong);
        }
        self.store.write(Forget { subjects }).await?;
        Ok(SignIn::Welcome(self.begin_session(name).await?))
    }
}

struct Count {
    subjects: Vec<(Tag, i64)>,
}

impl Work for Count {
    /// Whether there were few enough.
    type Answer = bool;

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let now = clock::now();
        let mut few = true;
        for (subject, most) in &self.subjects {
            let spent = attempts::spend(connection, subject, now, later(now, MINUTES, 60)).await?;
            few &= spent <= *most;
        }
        Ok(few)
    }
}

struct Forget {
    subjects: Vec<(Tag, i64)>,
}

impl Work for Forget {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        for (subject, _) in &self.subjects {
            attempts::forget(connection, subject).await?;
        }
        Ok(())
    }
}
