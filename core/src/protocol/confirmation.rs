//! What is said about one's own signature: that it is meant, and what one has stored.

use super::SignatureStatus;
use crate::json::{FromJson, Json, Mismatch};
use crate::timestamp::Timestamp;
use crate::words::words;

/// Wrong codes that a submission may see before its code is spent.
pub const MAX_CODE_TRIES: u32 = 5;
/// Seconds after which another mail may be asked for.
pub const RESEND_SECONDS: u32 = 60;
/// Minutes for which a `manage` token opens what is one's own.
pub const MANAGE_MINUTES: u32 = 30;
/// Hours for which a code or a link works, from when its mail has left.
pub const CODE_HOURS: u32 = 72;
/// Mails that go to one address within 24 hours, whatever arrives.
pub const MAX_DAILY_MAILS: u32 = 3;

words! {
    /// What `POST L/requests` asks for. The answer is the same for every address.
    Action, "resend, change_address, manage or not_me" {
        /// Another mail for a submission that waits for its code.
        #[default]
        Resend = "resend",
        /// The submission's address was mistyped; its mail goes to this one.
        ChangeAddress = "change_address",
        /// A mail with which one's own signature can be seen and taken back.
        Manage = "manage",
        /// A mail with which an address can be kept out of this.
        NotMe = "not_me",
    }
}

/// The answer to `POST L/confirm`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Confirmed {
    /// What the signature is now.
    pub status: SignatureStatus,
    /// A token for `L/own`.
    pub manage: String,
}

impl FromJson for Confirmed {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            status: json.read("status")?,
            manage: json.read("manage")?,
        })
    }
}

/// The answer to `POST L/requests`: a receipt, for a stranger's address as for a signer's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Requested {
    /// By which a code from the mail is sent to `L/confirm`.
    pub receipt: String,
}

impl FromJson for Requested {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let receipt = json.read("receipt")?;
        Ok(Self { receipt })
    }
}

/// The answer to `GET L/own`: everything that is stored of a signature.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Own {
    /// Where it is in its life.
    pub status: SignatureStatus,
    /// When it was sent.
    pub signed_at: Timestamp,
    /// The name, stored even where it is not shown.
    pub name: String,
    /// The address.
    pub email: String,
    /// What the signer does.
    pub role: Option<String>,
    /// Where.
    pub affiliation: Option<String>,
    /// Whether the name stays out of the list.
    pub anonymous: bool,
    /// Which terms were accepted.
    pub consent_version: Option<String>,
    /// The language that it was signed in.
    pub lang: Option<String>,
    /// Which text was signed.
    pub letter_version: Option<String>,
    /// What else the letter asks for. The widget reads it into its form at once.
    #[cfg(feature = "wire")]
    #[serde(flatten)]
    pub more: More,
}

/// What is stored of a signature besides, as `GET L/own` tells it.
#[cfg(feature = "wire")]
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct More {
    /// In which field of work.
    pub sector: Option<String>,
    /// Why they signed.
    pub reason: Option<String>,
    /// The answers to the letter's own questions, an object.
    pub answers: Json,
    /// The badges that are claimed.
    pub badges: Vec<crate::signature::Claim>,
    /// Those of them that are shown.
    pub badges_shown: Vec<String>,
    /// Whether news of the campaign are wanted.
    pub updates: bool,
    /// Whether a mail is to tell how the review ends.
    pub outcome: bool,
}

impl FromJson for Own {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut own = Self::default();
        json.read_into("status", &mut own.status)?;
        json.read_into("signed_at", &mut own.signed_at)?;
        json.read_into("name", &mut own.name)?;
        json.read_into("email", &mut own.email)?;
        json.read_into("role", &mut own.role)?;
        json.read_into("affiliation", &mut own.affiliation)?;
        json.read_or_keep("anonymous", &mut own.anonymous)?;
        Ok(own)
    }
}
