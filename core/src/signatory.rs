//! A signature as it is shown.

use crate::json::{FromJson, Json, Mismatch};
use crate::timestamp::Timestamp;

/// A signature as everybody may see it. It never has an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Signatory {
    /// A random public id.
    pub id: String,
    /// The name; none for those who sign anonymously.
    pub name: Option<String>,
    /// What they do.
    pub role: Option<String>,
    /// Where they do it.
    pub affiliation: Option<String>,
    /// Why they signed, where they say so.
    #[cfg_attr(feature = "wire", serde(skip_serializing_if = "Option::is_none"))]
    pub reason: Option<String>,
    /// Which of the letter's badges they bear.
    pub badges: Vec<String>,
    /// When they signed.
    pub signed_at: Timestamp,
}

impl FromJson for Signatory {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            id: json.read("id")?,
            name: json.read("name")?,
            role: json.read("role")?,
            affiliation: json.read("affiliation")?,
            reason: json.read("reason")?,
            badges: json.read("badges")?,
            // Other backends may not say when.
            signed_at: json
                .read::<Option<Timestamp>>("signed_at")?
                .unwrap_or_default(),
        })
    }
}
