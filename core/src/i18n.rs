//! The widget's sentences in one language.

use std::rc::Rc;

use crate::format::{Formats, Plural};
use crate::json::{FromJson, Json, Mismatch};
use crate::protocol::{Field, FieldCode};

macro_rules! keys {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// Every sentence that the widget can say. The names are those of the locale files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Key { $(
            #[doc = concat!("`", $name, "`")]
            $variant
        ),* }

        impl Key {
            /// All of them, in the order in which [`Strings`] keeps them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in locale files.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

keys! {
    Loading = "loading",
    LoadFailed = "load_failed",
    LoadNotFound = "load_not_found",
    LoadNotUnderstood = "load_not_understood",
    TryAgain = "try_again",
    OpenLetterTo = "open_letter_to",
    Published = "published",
    WrittenBy = "written_by",
    StatusScheduled = "status_scheduled",
    StatusOpen = "status_open",
    StatusPaused = "status_paused",
    StatusClosed = "status_closed",
    StatusDelivered = "status_delivered",
    StatusAnswered = "status_answered",
    OpensOn = "opens_on",
    PausedText = "paused_text",
    ClosedOn = "closed_on",
    DeliveredText = "delivered_text",
    AnsweredText = "answered_text",
    Answer = "answer",
    Count = "count",
    SignButton = "sign_button",
    Takeaways = "takeaways",
    Demand = "demand",
    References = "references",
    Source = "source",
    Signatories = "signatories",
    NoSignatories = "no_signatories",
    Anonymous = "anonymous",
    More = "more",
    MoreLoading = "more_loading",
    MoreFailed = "more_failed",
    ListEnd = "list_end",
    FormHeading = "form_heading",
    FormIntro = "form_intro",
    NameLabel = "name_label",
    NameHint = "name_hint",
    EmailLabel = "email_label",
    EmailHint = "email_hint",
    NotChecked = "not_checked",
    NotReviewed = "not_reviewed",
    AskRemoval = "ask_removal",
    RoleLabel = "role_label",
    AffiliationLabel = "affiliation_label",
    SectorLabel = "sector_label",
    ReasonLabel = "reason_label",
    EvidenceLabel = "evidence_label",
    BadgeHint = "badge_hint",
    Choose = "choose",
    Optional = "optional",
    AnonymousLabel = "anonymous_label",
    AnonymousHint = "anonymous_hint",
    UpdatesLabel = "updates_label",
    OutcomeLabel = "outcome_label",
    KeptUntil = "kept_until",
    Submit = "submit",
    Submitting = "submitting",
    ErrorSummary = "error_summary",
    NameRequired = "name_required",
    EmailRequired = "email_required",
    EmailMalformed = "email_malformed",
    EmailNotAllowed = "email_not_allowed",
    RoleRequired = "role_required",
    AffiliationRequired = "affiliation_required",
    FieldRequired = "field_required",
    ConsentNotAccepted = "consent_not_accepted",
    TextTooLong = "text_too_long",
    TextMalformed = "text_malformed",
    FieldRefused = "field_refused",
    FieldNotAllowed = "field_not_allowed",
    Received = "received",
    ReceivedPublished = "received_published",
    ReceivedInReview = "received_in_review",
    ReceivedPending = "received_pending",
    Sent = "sent",
    SentText = "sent_text",
    NotSent = "not_sent",
    Unknown = "unknown",
    UnknownTwice = "unknown_twice",
    SendClosed = "send_closed",
    SendPaused = "send_paused",
    SendChanged = "send_changed",
    SendRateLimited = "send_rate_limited",
    SendRefused = "send_refused",
    SendUnavailable = "send_unavailable",
    Crashed = "crashed",
    CrashedElsewhere = "crashed_elsewhere",
    Retrying = "retrying",
    RetryingBusy = "retrying_busy",
    OneMoment = "one_moment",
    Back = "back",
    Close = "close",
    CheckMail = "check_mail",
    MailSent = "mail_sent",
    MailLate = "mail_late",
    CodeLabel = "code_label",
    CodeHint = "code_hint",
    CodeRequired = "code_required",
    CodeWrong = "code_wrong",
    CodeSpent = "code_spent",
    CodeExpired = "code_expired",
    Confirm = "confirm",
    Confirmed = "confirmed",
    Resend = "resend",
    ResendWait = "resend_wait",
    Resent = "resent",
    CorrectAddress = "correct_address",
    Find = "find",
    FindIntro = "find_intro",
    FindMail = "find_mail",
    FindSent = "find_sent",
    Own = "own",
    OwnOpen = "own_open",
    OwnSigned = "own_signed",
    OwnRejected = "own_rejected",
    OwnOver = "own_over",
    Save = "save",
    Saved = "saved",
    Withdraw = "withdraw",
    WithdrawIntro = "withdraw_intro",
    WithdrawNow = "withdraw_now",
    Withdrawn = "withdrawn",
    WithdrawnText = "withdrawn_text",
}

impl Key {
    /// What is said about a wrong field.
    #[must_use]
    pub fn for_field_error(field: Field, code: FieldCode) -> Self {
        match (field, code) {
            (Field::Consent, _) => Self::ConsentNotAccepted,
            (Field::Code, FieldCode::NotAccepted) => Self::CodeWrong,
            (Field::Code, _) => Self::CodeRequired,
            (Field::Name, FieldCode::Required | FieldCode::TooShort) => Self::NameRequired,
            (Field::Email, FieldCode::Required) => Self::EmailRequired,
            (_, FieldCode::NotAccepted) => Self::FieldRefused,
            (Field::Email, FieldCode::NotAllowed) => Self::EmailNotAllowed,
            (Field::Email, _) => Self::EmailMalformed,
            (Field::Role, FieldCode::Required) => Self::RoleRequired,
            (Field::Affiliation, FieldCode::Required) => Self::AffiliationRequired,
            (_, FieldCode::Required) => Self::FieldRequired,
            (_, FieldCode::TooLong) => Self::TextTooLong,
            (_, FieldCode::NotAllowed) => Self::FieldNotAllowed,
            _ => Self::TextMalformed,
        }
    }
}

/// One sentence, with its plural forms where it counts something.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Message {
    Plain(Rc<str>),
    /// Plural forms; [`Plural::Other`] is always among them.
    Counted(Vec<(Plural, Rc<str>)>),
}

impl Message {
    fn form(&self, plural: Plural) -> Option<&Rc<str>> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Counted(forms) => {
                let find = |wanted| forms.iter().find(|(form, _)| *form == wanted);
                find(plural)
                    .or_else(|| find(Plural::Other))
                    .map(|(_, text)| text)
            }
        }
    }
}

impl FromJson for Message {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        match json {
            Json::String(text) => Ok(Self::Plain(Rc::from(text.as_str()))),
            Json::Object(members) => {
                let mut forms = Vec::new();
                let mut complete = false;
                for (name, text) in members {
                    let text = text
                        .as_str()
                        .ok_or_else(|| Mismatch::here("a plural form"))?;
                    let plural = Plural::from_name(name);
                    complete |= plural == Plural::Other;
                    forms.push((plural, Rc::from(text)));
                }
                if complete {
                    Ok(Self::Counted(forms))
                } else {
                    Err(Mismatch::here("plural forms with \"other\" among them"))
                }
            }
            _ => Err(Mismatch::here("a sentence or its plural forms")),
        }
    }
}

/// All sentences of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    lang: String,
    messages: Vec<Message>,
}

impl FromJson for Strings {
    /// Reads a locale file: an object with `lang` and a member for every [`Key`].
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut strings = Self {
            lang: json.read("lang")?,
            messages: Vec::new(),
        };
        for key in Key::ALL {
            strings.messages.push(json.read(key.name())?);
        }
        Ok(strings)
    }
}

impl Strings {
    /// The language, as a BCP 47 tag.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The same language with some sentences in other words, by their names in a locale file.
    /// What is none of them, or is no sentence, changes nothing.
    #[must_use]
    pub fn with(&self, others: &Json) -> Self {
        let mut strings = self.clone();
        for (key, message) in Key::ALL.iter().zip(&mut strings.messages) {
            if let Ok(other) = others.read(key.name()) {
                *message = other;
            }
        }
        strings
    }

    /// A sentence without anything to fill in.
    #[must_use]
    pub fn text(&self, key: Key) -> Rc<str> {
        self.form(key, Plural::Other)
    }

    /// A sentence with one value at `{name}`.
    #[must_use]
    pub fn fill(&self, key: Key, name: &str, value: &str) -> String {
        replace(&self.text(key), name, value)
    }

    /// A sentence that counts something, at `{count}`.
    #[must_use]
    pub fn count(&self, key: Key, count: u64, formats: &dyn Formats) -> String {
        replace(
            &self.form(key, formats.plural(count)),
            "count",
            &formats.number(count),
        )
    }

    /// A sentence that counts something, at `{count}`, and has a name, at `{name}`.
    #[must_use]
    pub fn count_for(&self, key: Key, count: u64, name: &str, formats: &dyn Formats) -> String {
        // The name comes last: what stands in it is not read.
        replace(&self.count(key, count, formats), "name", name)
    }

    /// Every sentence is there, or the strings could not have been read.
    fn form(&self, key: Key, plural: Plural) -> Rc<str> {
        let message = self.messages.get(key as usize);
        message
            .and_then(|message| message.form(plural))
            .cloned()
            .unwrap_or_default()
    }
}

/// Puts a value into the first pair of braces that bears the name, before which there is at most
/// one other. Searching for single characters spares the Wasm the search for strings.
fn replace(sentence: &str, name: &str, value: &str) -> String {
    match braces(sentence) {
        Some((before, found, after)) if found == name => [before, value, after].concat(),
        Some((before, other, rest)) => match braces(rest) {
            Some((between, found, after)) if found == name => {
                [before, "{", other, "}", between, value, after].concat()
            }
            _ => sentence.to_owned(),
        },
        None => sentence.to_owned(),
    }
}

fn braces(sentence: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = sentence.split_once('{')?;
    let (found, after) = rest.split_once('}')?;
    Some((before, found, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timestamp::Timestamp;

    struct Plain;
    impl Formats for Plain {
        fn number(&self, number: u64) -> String {
            number.to_string()
        }
        fn plural(&self, number: u64) -> Plural {
            if number == 1 {
                Plural::One
            } else {
                Plural::Few
            }
        }
        fn date(&self, at: Timestamp) -> String {
            at.to_string()
        }
    }

    fn strings(json: &str) -> Result<Strings, Box<Mismatch>> {
        Strings::from_json(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn every_locale_file_has_every_sentence() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/locales/widget");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let locale = strings(&std::fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(path.file_stem().unwrap().to_str(), Some(locale.lang()));
            read += 1;
        }
        assert!(read >= 2, "en and ar are there from the first day");
    }

    #[test]
    fn a_missing_form_falls_back_to_other() {
        let forms = vec![
            (Plural::One, "{count} name".into()),
            (Plural::Other, "{count} names".into()),
        ];
        let mut messages = vec![Message::Plain("Hello".into()); Key::ALL.len()];
        messages[Key::Count as usize] = Message::Counted(forms);
        let strings = Strings {
            lang: "en".into(),
            messages,
        };
        assert_eq!(strings.count(Key::Count, 1, &Plain), "1 name");
        assert_eq!(strings.count(Key::Count, 3, &Plain), "3 names");
        assert_eq!(&*strings.text(Key::Count), "{count} names");
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let mut messages = vec![Message::Plain("Hello {name}".into()); Key::ALL.len()];
        messages[0] = Message::Plain("To {name}, {name}".into());
        let strings = Strings {
            lang: "en".into(),
            messages,
        };
        assert_eq!(strings.fill(Key::Submit, "name", "{name}"), "Hello {name}");
    }

    #[test]
    fn a_missing_sentence_is_named() {
        let error = strings(r#"{"lang":"en"}"#).unwrap_err();
        assert_eq!(error.pointer, "/loading");
    }
}
