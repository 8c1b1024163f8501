//! Who may sit at the desk: each by a name of their own, and a password that is known by its hash.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Passwords that are checked at once. Each takes 19 MiB and some tens of milliseconds.
const AT_ONCE: usize = 2;
/// The most characters of a reviewer's name.
const MAX_NAME: usize = 60;

/// Somebody who may sit at the desk, as `name:hash`.
#[derive(Clone)]
pub struct Reviewer {
    name: String,
    hash: String,
}

impl fmt::Debug for Reviewer {
    /// Without the hash: who has it may guess at the password for as long as they like.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reviewer").field(&self.name).finish()
    }
}

/// What names no reviewer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewerError {
    /// Name or hash is missing.
    #[error("a reviewer is written as name:hash; `open-letter-server desk password` prints a hash")]
    Form,
    /// The name has other characters.
    #[error(
        "the reviewer's name \"{0}\" should be 1 to 60 letters, digits, dots, hyphens and underscores"
    )]
    Name(String),
    /// The hash is none.
    #[error(
        "the hash of the reviewer \"{0}\" should be one that `open-letter-server desk password` prints, such as $argon2id$v=19$..."
    )]
    Hash(String),
    /// Two have the same name.
    #[error("two reviewers are called \"{0}\"; each needs a name of their own")]
    Twice(String),
}

impl FromStr for Reviewer {
    type Err = ReviewerError;

    fn from_str(text: &str) -> Result<Self, ReviewerError> {
        let (name, hash) = text.trim().split_once(':').ok_or(ReviewerError::Form)?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        if name.is_empty() || name.chars().count() > MAX_NAME || !name.chars().all(fits) {
            return Err(ReviewerError::Name(name.to_owned()));
        }
        let refused = || ReviewerError::Hash(name.to_owned());
        let read = PasswordHash::new(hash).map_err(|_| refused())?;
        if read.algorithm.as_str() != "argon2id" || read.salt.is_none() || read.hash.is_none() {
            return Err(refused());
        }
        Ok(Self {
            name: name.to_owned(),
            hash: hash.to_owned(),
        })
    }
}

impl Reviewer {
    fn knows(&self, password: &str) -> bool {
        let hash = PasswordHash::new(&self.hash);
        hash.is_ok_and(|hash| {
            let known = Argon2::default().verify_password(password.as_bytes(), &hash);
            known.is_ok()
        })
    }
}

/// Everybody who may sit at the desk.
#[derive(Debug)]
pub(crate) struct Desk {
    reviewers: Arc<[Reviewer]>,
    checking: Semaphore,
}

impl Desk {
    pub(crate) fn new(reviewers: Vec<Reviewer>) -> Result<Self, ReviewerError> {
        for (index, reviewer) in reviewers.iter().enumerate() {
            let name = &reviewer.name;
            if reviewers.iter().take(index).any(|one| one.name == *name) {
                return Err(ReviewerError::Twice(name.clone()));
            }
        }
        Ok(Self {
            reviewers: reviewers.into(),
            checking: Semaphore::new(AT_ONCE),
        })
    }

    /// Whether there is anybody who may sit at it.
    pub(crate) fn is_open(&self) -> bool {
        !self.reviewers.is_empty()
    }

    /// Whether a reviewer of this name may sit at it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.reviewers.iter().any(|reviewer| reviewer.name == name)
    }

    /// Whether name and password belong together. It takes as long for a name that nobody has.
    pub(crate) async fn recognises(&self, name: &str, password: String) -> bool {
        let Ok(_turn) = self.checking.acquire().await else {
            return false;
        };
        let reviewers = Arc::clone(&self.reviewers);
        let name = name.to_owned();
        let checked = spawn_blocking(move || {
            let found = reviewers.iter().find(|reviewer| reviewer.name == name);
            let tried = found.or(reviewers.first());
            tried.is_some_and(|reviewer| reviewer.knows(&password)) && found.is_some()
        });
        checked.await.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::password::hash;

    #[tokio::test]
    async fn name_and_password_belong_together() {
        let reviewer = |name: &str, password: &str| {
            let hash = hash(password).unwrap();
            format!("{name}:{hash}").parse::<Reviewer>().unwrap()
        };
        let wilhelmina = reviewer("wilhelmina", "a pot of tea for two");
        let ada = reviewer("Ada.Inkwell", "ink, and plenty of it");
        let desk = Desk::new(vec![wilhelmina.clone(), ada]).unwrap();
        for (name, password, expected) in [
            ("wilhelmina", "a pot of tea for two", true),
            ("Ada.Inkwell", "ink, and plenty of it", true),
            ("wilhelmina", "ink, and plenty of it", false),
            ("ada.inkwell", "ink, and plenty of it", false),
            ("nobody", "a pot of tea for two", false),
            ("wilhelmina", "", false),
        ] {
            let password = password.to_owned();
            assert_eq!(desk.recognises(name, password).await, expected, "{name}");
        }
        assert!(!format!("{desk:?}").contains("argon2"));
        let twice = Desk::new(vec![wilhelmina.clone(), wilhelmina]).unwrap_err();
        assert_eq!(twice, ReviewerError::Twice("wilhelmina".to_owned()));
    }

    #[test]
    fn what_is_no_reviewer_is_told_without_its_hash() {
        for text in [
            "",
            "wilhelmina",
            ":$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aGFzaA",
            "two words:x",
            "wilhelmina:plain password",
            "wilhelmina:$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNo",
            "wilhelmina:$argon2id$v=19$m=8,t=1,p=1",
        ] {
            let error = text.parse::<Reviewer>().unwrap_err();
            assert!(!error.to_string().contains("plain password"), "{error}");
        }
    }
}
