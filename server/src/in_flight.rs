//! Requests that are being worked on, so that the same one beside them is told to wait.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::keys::Tag;

/// A letter's id and an idempotency key.
type Name = (String, String);

/// Requests of this process. Where many processes serve one database, its unique index lets the
/// second wait for the first instead.
#[derive(Debug, Default)]
pub(crate) struct InFlight(Mutex<HashMap<Name, Tag>>);

/// A request under way, until it is dropped.
#[derive(Debug)]
pub(crate) struct Flight<'a> {
    all: &'a InFlight,
    name: Name,
}

/// A request whose key is under way already.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Collision {
    /// With the same body.
    Same,
    /// With another one.
    Other,
}

impl InFlight {
    /// Enters a request, unless one with its key is under way.
    pub(crate) fn enter(
        &self,
        letter: &str,
        key: &str,
        body_hash: &Tag,
    ) -> Result<Flight<'_>, Collision> {
        let name = (letter.to_owned(), key.to_owned());
        match self.names().entry(name.clone()) {
            Entry::Vacant(place) => {
                place.insert(*body_hash);
                Ok(Flight { all: self, name })
            }
            Entry::Occupied(first) if first.get() == body_hash => Err(Collision::Same),
            Entry::Occupied(_) => Err(Collision::Other),
        }
    }

    fn names(&self) -> MutexGuard<'_, HashMap<Name, Tag>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.all.names().remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_under_way_until_it_is_answered() {
        let all = InFlight::default();
        let first = all.enter("letter", "key", &[1; 32]).unwrap();
        assert_eq!(
            all.enter("letter", "key", &[1; 32]).unwrap_err(),
            Collision::Same
        );
        assert_eq!(
            all.enter("letter", "key", &[2; 32]).unwrap_err(),
            Collision::Other
        );
        assert!(all.enter("another", "key", &[1; 32]).is_ok());
        drop(first);
        assert!(all.enter("letter", "key", &[2; 32]).is_ok());
    }
}
