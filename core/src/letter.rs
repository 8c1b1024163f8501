//! The letter as it is published: the answer to `GET L`.

pub use crate::fields::{Fields, MAX_QUESTIONS};
use crate::json::{FromJson, Json, Mismatch};
use crate::rich_text::{Block, Href, plain};
use crate::signatory::Signatory;
use crate::timestamp::Timestamp;
use crate::words::words;

words! {
    /// Where a letter is in its life.
    Status, "scheduled, open, paused, closed, delivered or answered" {
        /// Not open yet.
        Scheduled = "scheduled",
        /// It can be signed.
        #[default]
        Open = "open",
        /// It cannot be signed for the moment.
        Paused = "paused",
        /// It can no longer be signed.
        Closed = "closed",
        /// It was handed over.
        Delivered = "delivered",
        /// The addressee has answered.
        Answered = "answered",
    }
}

words! {
    /// Whether a field of the form is asked for.
    Need, "off, optional or required" {
        /// Not asked for.
        #[default]
        Off = "off",
        /// Asked for, and may stay empty.
        Optional = "optional",
        /// Must be filled in.
        Required = "required",
    }
}

words! {
    /// When a person looks at a signature.
    Moderation, "before, after or none" {
        /// Nobody does.
        #[default]
        None = "none",
        /// Before it is published.
        Before = "before",
        /// After it was published.
        After = "after",
    }
}

/// What a signer accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "wire", serde(deny_unknown_fields))]
pub struct Consent {
    /// Which wording it is; stored with the signature.
    pub version: String,
    /// The wording, in the letter's language.
    pub text: String,
}

/// A distinction that the campaign gives to signatories.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "wire", serde(deny_unknown_fields))]
pub struct Badge {
    /// What a signatory's `badges` name.
    pub id: String,
    /// What it says, in the letter's language.
    pub label: String,
    /// Whether those who claim it are asked what shows that it is theirs.
    #[cfg_attr(feature = "wire", serde(default))]
    pub evidence: Need,
}

/// What the addressee has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Response {
    /// When it came.
    pub date: Option<Timestamp>,
    /// Who has answered.
    pub author: Option<String>,
    /// The answer, or what it says in short.
    pub body: Vec<Block>,
    /// Where it was published.
    pub url: Option<Href>,
}

/// Something that the letter rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Where it can be read.
    #[cfg_attr(feature = "wire", serde(skip_serializing_if = "Option::is_none"))]
    pub url: Option<Href>,
    /// Who published it.
    #[cfg_attr(feature = "wire", serde(skip_serializing_if = "Option::is_none"))]
    pub publisher: Option<String>,
}

/// How many have signed, and when that was true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Count {
    /// Published signatures.
    pub count: u64,
    /// When it was counted.
    pub as_of: Timestamp,
}

/// A page of signatories, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Page {
    /// The signatories.
    pub items: Vec<Signatory>,
    /// The cursor of the next page, where there is one.
    pub next: Option<String>,
}

/// The count and the first page, as they come with the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Signatures {
    /// How many; the native protocol always says it.
    #[cfg_attr(feature = "wire", serde(flatten))]
    pub count: Option<Count>,
    /// Who, newest first.
    #[cfg_attr(feature = "wire", serde(flatten))]
    pub page: Page,
}

/// An open letter.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize))]
pub struct Letter {
    /// Its name in addresses.
    pub id: String,
    /// Its hosted page, where it can be read and signed without script.
    pub url: Option<Href>,
    /// Its title.
    pub title: String,
    /// One or two sentences that say what it is about.
    pub standfirst: Option<String>,
    /// The language that it is written in (BCP 47).
    pub lang: Option<String>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When it opens for signatures.
    pub opens_at: Option<Timestamp>,
    /// When it closes.
    pub closes_at: Option<Timestamp>,
    /// Where it is in its life.
    pub status: Status,
    /// What the campaign says about that: why it is paused, or how it was handed over.
    pub status_note: Option<String>,
    /// Whom it is for.
    pub addressee: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Whom to ask for removal, where the backend has no way to take a signature back.
    #[cfg_attr(feature = "wire", serde(skip))]
    pub contact: Option<Href>,
    /// The letter itself.
    pub body: Vec<Block>,
    /// What it says in short.
    pub takeaways: Vec<String>,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// Where it was first published.
    pub source: Option<Reference>,
    /// What it is about, in words to find it by.
    pub tags: Vec<String>,
    /// Which text it is; stored with the signature.
    pub version: Option<String>,
    /// What the addressee has answered.
    pub response: Option<Response>,
    /// What the form asks for.
    pub fields: Fields,
    /// What a signer accepts, where the campaign asks for it.
    pub consent: Option<Consent>,
    /// Who keeps the addresses of those who sign, in the words of the campaign.
    pub controller: Option<String>,
    /// For how many days after the letter has closed, where the backend says so.
    pub contacts_days: Option<u64>,
    /// Whether a signature counts only after its address was confirmed.
    pub confirmation: bool,
    /// When a person looks at signatures.
    pub moderation: Moderation,
    /// The distinctions that signatories may bear.
    pub badges: Vec<Badge>,
    /// The work that a browser does before it signs, where the letter asks for some. The widget's
    /// script reads it and the Wasm does not, so that it costs nothing there.
    #[cfg(feature = "wire")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<crate::proof::Proof>,
    /// When it was put away as files, where it was: the cursors of its pages then are names of
    /// files beside its own.
    #[cfg_attr(feature = "wire", serde(skip_serializing_if = "Option::is_none"))]
    pub archived_at: Option<Timestamp>,
    /// How many have signed, and the newest of them.
    pub signatures: Signatures,
}

impl Letter {
    /// A badge that the letter knows.
    #[must_use]
    pub fn badge(&self, id: &str) -> Option<&Badge> {
        self.badges.iter().find(|badge| badge.id == id)
    }
}

impl FromJson for Consent {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            version: json.read("version")?,
            text: json.read("text")?,
        })
    }
}

impl FromJson for Badge {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut badge = Self {
            id: json.read("id")?,
            label: json.read("label")?,
            evidence: Need::Off,
        };
        json.read_or_keep("evidence", &mut badge.evidence)?;
        Ok(badge)
    }
}

impl FromJson for Reference {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            title: json.read("title")?,
            url: json.read("url")?,
            publisher: json.read("publisher")?,
        })
    }
}

impl FromJson for Response {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut response = Self::default();
        json.read_into("date", &mut response.date)?;
        json.read_into("author", &mut response.author)?;
        json.read_into("body", &mut response.body)?;
        json.read_into("url", &mut response.url)?;
        Ok(response)
    }
}

impl FromJson for Count {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        json.expect_object()?;
        Ok(Self {
            count: json.read("count")?,
            // Other backends do not say when they counted.
            as_of: json.read::<Option<Timestamp>>("as_of")?.unwrap_or_default(),
        })
    }
}

impl FromJson for Page {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        json.expect_object()?;
        Ok(Self {
            items: json.read("items")?,
            next: json.read("next")?,
        })
    }
}

impl FromJson for Signatures {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        Ok(Self {
            count: match json.get("count") {
                Json::Null => None,
                _ => Some(Count::from_json(json)?),
            },
            page: Page::from_json(json)?,
        })
    }
}

impl FromJson for Letter {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        json.expect_object()?;
        // Filled in one by one: a struct literal would carry the code that drops every field
        // before it at each `?`, which is kilobytes of Wasm.
        let mut letter = Self::default();
        for (name, place) in [("id", &mut letter.id), ("title", &mut letter.title)] {
            json.read_into(name, place)?;
        }
        letter.body = match json.get("body") {
            Json::String(text) => plain(text),
            _ => json.read("body")?,
        };
        for (name, place) in [
            ("standfirst", &mut letter.standfirst),
            ("lang", &mut letter.lang),
            ("addressee", &mut letter.addressee),
            ("author", &mut letter.author),
            ("version", &mut letter.version),
            ("status_note", &mut letter.status_note),
            ("controller", &mut letter.controller),
        ] {
            json.read_into(name, place)?;
        }
        for (name, place) in [
            ("published_at", &mut letter.published_at),
            ("opens_at", &mut letter.opens_at),
            ("closes_at", &mut letter.closes_at),
            ("archived_at", &mut letter.archived_at),
        ] {
            json.read_into(name, place)?;
        }
        for (name, place) in [
            ("takeaways", &mut letter.takeaways),
            ("tags", &mut letter.tags),
        ] {
            json.read_into(name, place)?;
        }
        for (name, place) in [("url", &mut letter.url), ("contact", &mut letter.contact)] {
            json.read_into(name, place)?;
        }
        json.read_or_keep("status", &mut letter.status)?;
        json.read_into("references", &mut letter.references)?;
        json.read_into("source", &mut letter.source)?;
        json.read_into("badges", &mut letter.badges)?;
        json.read_into("consent", &mut letter.consent)?;
        json.read_into("contacts_days", &mut letter.contacts_days)?;
        json.read_into("response", &mut letter.response)?;
        json.read_or_keep("signatures", &mut letter.signatures)?;
        json.read_or_keep("fields", &mut letter.fields)?;
        json.read_or_keep("confirmation", &mut letter.confirmation)?;
        json.read_or_keep("moderation", &mut letter.moderation)?;
        #[cfg(feature = "wire")]
        json.read_into("proof", &mut letter.proof)?;
        Ok(letter)
    }
}
