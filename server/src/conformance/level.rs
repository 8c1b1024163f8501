//! The parts of the protocol, from what everybody needs to what few do.

use clap::ValueEnum;

/// A part of the protocol that a backend meets or lacks as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    /// The letter, its count and the first page.
    Read,
    /// Further pages of signatories.
    List,
    /// Pages of other sites may ask.
    Cors,
    /// What may be kept, and for how long.
    Cache,
    /// Signing.
    Sign,
    /// Confirming an address by mail.
    Confirm,
    /// One's own signature.
    Own,
    /// No e-mail address in public.
    Private,
}

impl Level {
    /// In the order in which they are tried. The last one looks at all that came before.
    pub(super) const ALL: [Self; 8] = [
        Self::Read,
        Self::List,
        Self::Cors,
        Self::Cache,
        Self::Sign,
        Self::Confirm,
        Self::Own,
        Self::Private,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::List => "list",
            Self::Cors => "cors",
            Self::Cache => "cache",
            Self::Sign => "sign",
            Self::Confirm => "confirm",
            Self::Own => "own",
            Self::Private => "private",
        }
    }

    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Read => "the letter, its count and the first page of signatories",
            Self::List => "further pages of signatories",
            Self::Cors => "pages of other sites may ask",
            Self::Cache => "what may be kept, and for how long",
            Self::Sign => "signing",
            Self::Confirm => "confirming an address by mail",
            Self::Own => "one's own signature",
            Self::Private => "no e-mail address in public",
        }
    }
}
