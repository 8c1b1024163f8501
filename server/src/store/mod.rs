//! Where signatures are kept: one text of SQL, told to SQLite and to Postgres.
//!
//! What changes something is a [`Work`]: it runs in one transaction, by itself on Postgres and
//! together with others on SQLite, and it may be run again. Each table has a file with its
//! queries; the works that join them are where their subject is.

/// Words that the database has for the cases of an enum.
macro_rules! words {
    (
        $(#[$about:meta])* $name:ident {
            $($(#[$case_about:meta])* $case:ident = $word:literal,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[$case_about])* $case,)+
        }

        impl $name {
            /// All of them.
            #[allow(dead_code, reason = "not every enum is gone through")]
            pub(crate) const ALL: &[Self] = &[$(Self::$case,)+];

            /// The word for it.
            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$case => $word,)+
                }
            }

            /// What a word stands for.
            pub(crate) fn from_word(word: &str) -> Result<Self, StoreError> {
                match word {
                    $($word => Ok(Self::$case),)+
                    _ => Err(StoreError::Content(concat!(
                        "an unknown word for ",
                        stringify!($name)
                    ))),
                }
            }
        }
    };
}

pub(crate) use words;

pub(crate) mod address;
pub(crate) mod attempts;
mod backup;
pub(crate) mod contacts;
mod group;
pub(crate) mod kept;
pub(crate) mod letters;
pub(crate) mod mailboxes;
pub(crate) mod mails;
mod meta;
pub(crate) mod networks;
mod open;
pub(crate) mod proofs;
pub(crate) mod purge;
pub(crate) mod read;
pub(crate) mod signatures;
pub(crate) mod submissions;
pub(crate) mod tokens;
mod transaction;
pub(crate) mod updates;

use std::sync::Arc;
use std::time::Duration;

use open_letter_core::Timestamp;
use open_letter_core::letter::{Moderation, Page};
use open_letter_core::protocol::SignatureStatus;
use sqlx::AnyConnection;
use sqlx::{AnyPool, SqlStr};

use crate::keys::{Sealed, Tag};
use group::Group;

pub(crate) use backup::{copy, look_into};
pub(crate) use group::Commits;
pub use open::OpenError;
pub(crate) use open::reader_options;

/// A connection of either database, within a transaction.
pub(crate) type Connection = AnyConnection;

/// Something to be changed, all of it or nothing.
pub(crate) trait Work: Send + Sync + 'static {
    /// What is told when it is on disk.
    type Answer: Send + 'static;

    /// Whether something is erased that the database's log should not keep.
    fn erases(&self) -> bool {
        false
    }

    /// Does it. A transaction that fails for no fault of its own is run again, so nothing but
    /// the database may be changed here.
    fn run(
        &self,
        connection: &mut Connection,
    ) -> impl Future<Output = Result<Self::Answer, StoreError>> + Send;
}

/// The signatures of one database.
#[derive(Debug)]
pub(crate) struct Store {
    readers: AnyPool,
    writer: Writer,
}

#[derive(Debug)]
enum Writer {
    /// SQLite lets one write at a time, so all that wait are written together.
    Group(Group),
    /// Postgres writes for many at once.
    Each(AnyPool),
}

impl Store {
    /// Does a work. When it answers, what it did is on disk.
    pub(crate) async fn write<W: Work>(&self, work: W) -> Result<W::Answer, StoreError> {
        match &self.writer {
            Writer::Group(group) => group.write(work).await,
            Writer::Each(pool) => transaction::run(pool, &work).await,
        }
    }

    /// What was committed, where it is for many at once.
    pub(crate) fn commits(&self) -> Option<Arc<Commits>> {
        match &self.writer {
            Writer::Group(group) => Some(Arc::clone(&group.commits)),
            Writer::Each(_) => None,
        }
    }

    /// Ends all connections. What was acknowledged is on disk already.
    pub(crate) async fn close(&self) {
        match &self.writer {
            Writer::Group(group) => group.close().await,
            Writer::Each(pool) => pool.close().await,
        }
        self.readers.close().await;
    }
}

/// How a database is used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StoreSettings {
    /// What each commit costs more than it does, for benches.
    pub(crate) commit_cost: Duration,
}

/// A request to sign, or to see what one signed, as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Submission {
    pub(crate) receipt: String,
    pub(crate) letter_id: String,
    pub(crate) action: Action,
    pub(crate) key: String,
    pub(crate) body_hash: Tag,
    pub(crate) mailbox: Tag,
    pub(crate) payload: Sealed,
    pub(crate) created_at: Timestamp,
    /// What was noticed when it came.
    pub(crate) noticed: Option<Noticed>,
}

words! {
    /// Why a signature waits for a person.
    Hold {
        /// Its letter asks for it.
        Asked = "asked",
        /// More came from its network than are taken unseen.
        Limit = "limit",
        /// Its network is one of those that are looked at.
        Network = "network",
        /// Its address is at a domain that is looked at.
        Domain = "domain",
        /// What nobody sees was filled in.
        Trap = "trap",
        /// It was sent sooner than anybody types.
        Quick = "quick",
        /// It claims a badge.
        Badge = "badge",
        /// Its letter asks for a proof of work, and it has none that is good.
        Proof = "proof",
    }
}

words! {
    /// What is done with a network's signatures.
    Rule {
        /// Many share it, so that many may come.
        Allowed = "allowed",
        /// A person looks at all of them.
        Blocked = "blocked",
    }
}

words! {
    /// Whether a signature counts.
    Standing {
        /// It does.
        Published = "published",
        /// Not before a person has looked at it.
        InReview = "in_review",
        /// It is of an earlier text, until its owner stands by this one.
        Earlier = "earlier",
        /// A person has refused it.
        Rejected = "rejected",
        /// A person has taken it out of the list, for now.
        Hidden = "hidden",
    }
}

impl Standing {
    /// What its signer is told.
    pub(crate) fn told(self) -> SignatureStatus {
        match self {
            Self::Published => SignatureStatus::Published,
            Self::InReview => SignatureStatus::InReview,
            // What it waits for is, once more, the word of the mailbox's owner.
            Self::Earlier => SignatureStatus::PendingConfirmation,
            Self::Rejected | Self::Hidden => SignatureStatus::Rejected,
        }
    }
}

/// Where a signature stands, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) standing: Standing,
    /// When it was published, where it is.
    pub(crate) published_at: Option<Timestamp>,
    /// Why a person should look at it, counted or not.
    pub(crate) noticed: Option<Noticed>,
    /// Since when it waits for one.
    pub(crate) held_at: Option<Timestamp>,
}

impl Place {
    /// Where a new signature stands in a letter that is moderated so.
    pub(crate) fn new(moderation: Moderation, noticed: Option<Noticed>, now: Timestamp) -> Self {
        let asked = Noticed {
            hold: Hold::Asked,
            network: None,
        };
        let (standing, noticed) = match (noticed, moderation) {
            (Some(noticed), _) => (Standing::InReview, Some(noticed)),
            (None, Moderation::Before) => (Standing::InReview, Some(asked)),
            (None, Moderation::After) => (Standing::Published, Some(asked)),
            (None, Moderation::None) => (Standing::Published, None),
        };
        Self {
            standing,
            published_at: (standing == Standing::Published).then_some(now),
            noticed,
            held_at: noticed.map(|_| now),
        }
    }

    /// Where it stands once something else was signed in its place. Nobody decides for a person
    /// who has refused it, and what was published stays where it is in the list.
    pub(crate) fn again(
        self,
        moderation: Moderation,
        noticed: Option<Noticed>,
        now: Timestamp,
    ) -> Self {
        let moderation = match self.standing {
            Standing::Published | Standing::Earlier => moderation,
            Standing::InReview | Standing::Rejected | Standing::Hidden => Moderation::Before,
        };
        // What is claimed is looked at whether it counts or not.
        let stays = |noticed: &Noticed| !matches!(noticed.hold, Hold::Asked | Hold::Badge);
        let noticed = noticed.or(self.noticed.filter(stays));
        let new = Self::new(moderation, noticed, now);
        Self {
            published_at: new.published_at.map(|now| self.published_at.unwrap_or(now)),
            held_at: new.held_at.map(|now| self.held_at.unwrap_or(now)),
            ..new
        }
    }
}

/// What was noticed when a signature came, besides what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noticed {
    /// Why a person should look at it.
    pub(crate) hold: Hold,
    /// The network that it came from, where it is because of that.
    pub(crate) network: Option<Tag>,
}

words! {
    /// What a submission is for.
    Action {
        /// To sign.
        Sign = "sign",
        /// To see what one signed.
        Manage = "manage",
    }
}

/// A signature as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Signature {
    pub(crate) id: String,
    pub(crate) letter_id: String,
    pub(crate) mailbox: Tag,
    /// None where the name stays out of the list; it is then among the private fields alone.
    pub(crate) name: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) affiliation: Option<String>,
    pub(crate) sector: Option<String>,
    pub(crate) reason: Option<String>,
    /// Those that a person has granted, not those that are claimed.
    pub(crate) badges: Vec<String>,
    /// Whether a person has to look at others that are claimed.
    pub(crate) claims: bool,
    /// Whether its signer wants news of the campaign.
    pub(crate) updates: bool,
    /// Whether its signer wants to hear how the review ends.
    pub(crate) tell_outcome: bool,
    pub(crate) signed_at: Timestamp,
    pub(crate) letter_version: Option<String>,
    pub(crate) receipt: Option<String>,
    pub(crate) private: Sealed,
    pub(crate) place: Place,
    /// Where it was collected, if not here.
    pub(crate) source: Option<String>,
}

/// What became of a submission.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Submitted {
    /// It is kept, now or since its key came first.
    Kept {
        /// The receipt of the one that is kept.
        receipt: String,
        /// Whether something was noticed of it when it came.
        held: bool,
    },
    /// Its key came before with another body.
    KeyReused,
}

/// The count and a page that were true at one moment.
pub(crate) struct Snapshot {
    pub(crate) count: u64,
    pub(crate) page: Page,
}

/// The database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("the database answered: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database holds what it should not: {0}")]
    Content(&'static str),
    /// Something was changed between being read and being written. Postgres lets that happen;
    /// then the work is run again.
    #[error("another transaction changed what this one had read")]
    Overtaken,
    #[error("private fields could not be sealed: {0}")]
    Seal(#[from] crate::keys::SealError),
    #[error("the system gave no random bytes: {0}")]
    Randomness(#[from] getrandom::Error),
    #[error("the transaction that this was part of could not be committed: {0}")]
    Commit(String),
    #[error("the database is closed")]
    Closed,
}

/// SQL from constants.
fn sql(text: &'static str) -> SqlStr {
    sqlx::SqlSafeStr::into_sql_str(text)
}
