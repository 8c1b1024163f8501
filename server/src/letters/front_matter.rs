//! The TOML at the top of a letter file.

mod fields;
pub(super) mod response;

use std::ops::Range;

use open_letter_core::Letter;
use open_letter_core::Timestamp;
use open_letter_core::letter::{Badge, Consent, Moderation, Reference, Status};
use open_letter_core::proof::{Algorithm, Proof};
use open_letter_core::rich_text::Href;
use open_letter_core::text::clean;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{Flaw, PublicUrl};
use fields::FieldsEntry;
use response::ResponseEntry;

/// For how many days after the end of a letter its signers' addresses are kept, where it does not
/// say.
const CONTACTS_DAYS: u64 = 90;
const MAX_CONTACTS_DAYS: u64 = 3_650;
const MAX_CONTROLLER: usize = 200;

/// The keys as they stand in the file. Unknown ones are refused, so that a slip of the pen is
/// not taken for a wish that was granted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    id: Option<Spanned<String>>,
    title: Spanned<String>,
    standfirst: Option<String>,
    lang: Option<Spanned<String>>,
    published_at: Option<Spanned<Datetime>>,
    opens_at: Option<Spanned<Datetime>>,
    closes_at: Option<Spanned<Datetime>>,
    #[serde(default)]
    status: Status,
    status_note: Option<String>,
    addressee: Option<String>,
    author: Option<String>,
    #[serde(default)]
    takeaways: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    moderation: Moderation,
    #[serde(default)]
    confirmation: bool,
    #[serde(default)]
    references: Vec<ReferenceEntry>,
    source: Option<ReferenceEntry>,
    response: Option<Spanned<ResponseEntry>>,
    #[serde(default)]
    fields: FieldsEntry,
    consent: Option<Spanned<Consent>>,
    controller: Option<Spanned<String>>,
    contacts_days: Option<Spanned<u64>>,
    proof_of_work: Option<Spanned<u64>>,
    #[serde(default)]
    badges: Vec<Spanned<Badge>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceEntry {
    title: String,
    url: Option<Spanned<String>>,
    publisher: Option<String>,
}

/// Where the TOML stands, and where the Markdown begins.
pub(super) fn split(text: &str) -> Result<(Range<usize>, usize), Flaw> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "+++" {
        return Err(Flaw::new(
            0..0,
            "a letter begins with a line of +++, then its front matter",
        ));
    }
    let start = first.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == "+++" {
            return Ok((start..end, end + line.len()));
        }
        end += line.len();
    }
    Err(Flaw::new(
        0..0,
        "the front matter has no end: a second line of +++ is missing",
    ))
}

pub(super) fn read(
    stem: &str,
    text: &str,
    front: Range<usize>,
    public: &PublicUrl,
) -> Result<Letter, Flaw> {
    let offset = front.start;
    let flaw =
        |at: Range<usize>, reason: String| Flaw::new(at.start + offset..at.end + offset, reason);
    let matter: FrontMatter = toml::from_str(&text[front]).map_err(|error| {
        flaw(
            error.span().unwrap_or_default(),
            error.message().trim_end().replace('\n', " "),
        )
    })?;

    let (id, id_at) = matter.id.map_or((stem.to_owned(), 0..0), |id| {
        (id.get_ref().clone(), id.span())
    });
    if !is_id(&id) {
        let reason = format!("the id \"{id}\" should be 1 to 64 of a-z, 0-9 and -");
        return Err(flaw(id_at, reason));
    }
    let url = public.join(&format!("/letters/{id}")).ok_or_else(|| {
        flaw(
            0..0,
            "the public address is none that a link can have".to_owned(),
        )
    })?;
    if matter.title.get_ref().trim().is_empty() {
        return Err(flaw(matter.title.span(), "the title is empty".to_owned()));
    }
    if let Some(lang) = &matter.lang
        && lang.get_ref().parse::<icu_locale_core::Locale>().is_err()
    {
        let reason = format!("\"{}\" is no language tag such as en or ar", lang.get_ref());
        return Err(flaw(lang.span(), reason));
    }
    let consent = matter
        .consent
        .map(|consent| (consent.span(), consent.into_inner()));
    if let Some((at, Consent { version, text })) = &consent
        && (version.trim().is_empty() || text.trim().is_empty())
    {
        return Err(flaw(
            at.clone(),
            "consent needs a version and a text".to_owned(),
        ));
    }
    let controller = matter.controller.map(|name| {
        let told = "the controller needs a name, of 1 to 200 characters";
        let name_read = clean(name.get_ref(), MAX_CONTROLLER);
        name_read.map_err(|_| flaw(name.span(), told.to_owned()))
    });
    let contacts_days = matter.contacts_days.map(|days| match *days.get_ref() {
        days @ 0..=MAX_CONTACTS_DAYS => Ok(days),
        _ => {
            let told = format!("contacts_days is a number of days, from 0 to {MAX_CONTACTS_DAYS}");
            Err(flaw(days.span(), told))
        }
    });
    let proof = matter.proof_of_work.map(|bits| {
        let asked = u8::try_from(*bits.get_ref()).ok();
        let bits_read = asked.filter(|bits| Proof::BITS.contains(bits));
        bits_read.map(proof_of).ok_or_else(|| {
            let (least, most) = (Proof::BITS.start(), Proof::BITS.end());
            let told = format!("proof_of_work is a number of bits, from {least} to {most}");
            flaw(bits.span(), told)
        })
    });
    let mut badges: Vec<Badge> = Vec::new();
    for badge in matter.badges {
        let (at, badge) = (badge.span(), badge.into_inner());
        if !is_id(&badge.id) || badges.iter().any(|other| other.id == badge.id) {
            let reason = format!(
                "the badge \"{}\" needs an id of its own, of a-z, 0-9 and -",
                badge.id
            );
            return Err(flaw(at, reason));
        }
        badges.push(badge);
    }
    let below = |found: Flaw| flaw(found.at, found.reason);
    let fields = fields::read(matter.fields, &badges).map_err(below)?;
    let response = matter.response.map(|entry| response::read(entry, public));
    let response = response.transpose().map_err(below)?;
    let time = |at: Option<Spanned<Datetime>>| {
        at.map(|at| timestamp(&at).map_err(|reason| flaw(at.span(), reason)))
            .transpose()
    };
    let reference = |entry: ReferenceEntry| {
        let url = entry
            .url
            .map(|url| href(&url).map_err(|reason| flaw(url.span(), reason)));
        Ok(Reference {
            title: entry.title,
            url: url.transpose()?,
            publisher: entry.publisher,
        })
    };
    Ok(Letter {
        id,
        url: Some(url),
        title: matter.title.into_inner(),
        standfirst: matter.standfirst,
        lang: matter.lang.map(Spanned::into_inner),
        published_at: time(matter.published_at)?,
        opens_at: time(matter.opens_at)?,
        closes_at: time(matter.closes_at)?,
        status: matter.status,
        status_note: matter.status_note,
        response,
        addressee: matter.addressee,
        author: matter.author,
        takeaways: matter.takeaways,
        references: matter
            .references
            .into_iter()
            .map(reference)
            .collect::<Result<_, _>>()?,
        source: matter.source.map(reference).transpose()?,
        tags: matter.tags,
        fields,
        confirmation: matter.confirmation,
        moderation: matter.moderation,
        consent: consent.map(|(_, consent)| consent),
        controller: controller.transpose()?,
        contacts_days: Some(contacts_days.transpose()?.unwrap_or(CONTACTS_DAYS)),
        badges,
        proof: proof.transpose()?,
        ..Letter::default()
    })
}

fn proof_of(bits: u8) -> Proof {
    Proof {
        algorithm: Algorithm::Sha256,
        bits,
    }
}

fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&id.len()) && id.chars().all(plain)
}

/// TOML knows times without an offset, which are another instant in each country.
fn timestamp(at: &Spanned<Datetime>) -> Result<Timestamp, String> {
    let written = at.get_ref().to_string();
    Timestamp::parse(&written).ok_or_else(|| {
        format!(
            "{written} is no instant; write a day, or a time with its offset: 2026-05-01T09:00:00Z"
        )
    })
}

fn href(url: &Spanned<String>) -> Result<Href, String> {
    Href::parse(url.get_ref()).ok_or_else(|| {
        format!(
            "\"{}\" is no address that begins with https:, http: or mailto:",
            url.get_ref()
        )
    })
}
