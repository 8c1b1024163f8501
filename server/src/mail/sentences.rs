//! The server's sentences in one language, as `static/locales/server/` has them, and those of mails.

use std::collections::BTreeMap;

use open_letter_core::format::{Formats, Plural};
use serde::Deserialize;

use crate::hosted_page::PageSentences;

/// A file of the server's sentences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sentences {
    /// The language, as a BCP 47 tag.
    pub(crate) lang: String,
    /// Those of mails.
    pub(crate) mail: MailSentences,
    /// Those of the hosted pages.
    pub(crate) page: PageSentences,
}

/// What mails say. In braces stands what is filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailSentences {
    /// With `{code}` and `{title}`. The code comes first, where a phone's notice shows it.
    pub(super) subject: String,
    /// With `{date}` and `{time}`.
    pub(super) late: String,
    /// How long code and link work, with `{count}` hours.
    pub(super) life: Counted,
    /// What stands on the link for who asked for nothing.
    pub(super) not_me: String,
    pub(super) confirm: Asking,
    pub(super) replace: Asking,
    pub(super) manage: Asking,
    /// To a signer whose signature counts after a review.
    pub(super) approved: Telling,
    /// To a signer whose signature does not.
    pub(super) rejected: Telling,
    pub(super) verdicts: Verdicts,
    /// On the link to the letter.
    pub(super) see_letter: String,
    /// Before the link to what is stored, and on it.
    pub(super) stored: String,
    pub(super) stored_button: String,
    pub(super) news: News,
    pub(super) changed: Changed,
    pub(super) test: Test,
}

/// What a mail with a code says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asking {
    /// Why it comes, with `{title}`.
    pub(super) why: String,
    /// Before the code.
    pub(super) code: String,
    /// Before the main link.
    pub(super) link: String,
    /// On the main link.
    pub(super) button: String,
    /// To who asked for nothing.
    pub(super) not_me: String,
}

/// What a mail says that tells how a review has ended.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Telling {
    /// With `{title}`.
    pub(super) subject: String,
    /// What became of it, with `{title}`.
    pub(super) what: String,
    /// To who never signed.
    pub(super) not_me: String,
}

/// What stands around a campaign's news.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct News {
    /// On the link to the letter.
    pub(super) button: String,
    /// Why it comes, with `{title}`.
    pub(super) why: String,
    /// On the link that stops it.
    pub(super) stop: String,
}

/// What a signer is asked whose letter has another text now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Changed {
    /// With `{title}`.
    pub(super) subject: String,
    /// What has happened, with `{title}`.
    pub(super) what: String,
    /// Before what the campaign says of it.
    pub(super) note: String,
    /// Before the link.
    pub(super) link: String,
    pub(super) button: String,
    /// What it means to do nothing.
    pub(super) nothing: String,
}

/// Why a signature does not count.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verdicts {
    pub(super) not_a_person: String,
    pub(super) not_a_name: String,
    pub(super) abusive: String,
    pub(super) not_eligible: String,
    pub(super) duplicate: String,
    /// With the campaign's own `{words}`.
    pub(super) other: String,
}

/// A mail that only shows that mail arrives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Test {
    pub(super) subject: String,
    pub(super) body: String,
}

/// A sentence in its plural forms.
#[derive(Debug, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub(super) struct Counted(Vec<(Plural, String)>);

impl TryFrom<BTreeMap<String, String>> for Counted {
    type Error = String;

    fn try_from(forms: BTreeMap<String, String>) -> Result<Self, String> {
        let read = |(name, text): (String, String)| {
            let plural = Plural::from_name(&name);
            let known = plural.name() == name;
            known
                .then_some((plural, text))
                .ok_or(format!("there is no plural form \"{name}\""))
        };
        let forms = forms.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        if forms.iter().any(|(plural, _)| *plural == Plural::Other) {
            Ok(Self(forms))
        } else {
            Err("plural forms have \"other\" among them".to_owned())
        }
    }
}

impl Counted {
    /// The sentence for a number of things, with the number filled in.
    pub(super) fn fill(&self, count: u64, formats: &dyn Formats) -> String {
        let find = |wanted| self.0.iter().find(|(plural, _)| *plural == wanted);
        let form = find(formats.plural(count)).or_else(|| find(Plural::Other));
        let text = form.map_or("", |(_, text)| text.as_str());
        text.replace("{count}", &formats.number(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_forms_are_checked_when_they_are_read() {
        let read = serde_json::from_str::<Counted>;
        assert!(read(r#"{"one": "a", "other": "b"}"#).is_ok());
        assert!(read(r#"{"one": "a"}"#).is_err());
        assert!(read(r#"{"single": "a", "other": "b"}"#).is_err());
    }
}
