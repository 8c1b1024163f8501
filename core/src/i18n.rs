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
    AffiliationLabel = "affiliation_label",
    AffiliationRequired = "affiliation_required",
    Anonymous = "anonymous",
    AnonymousHint = "anonymous_hint",
    AnonymousLabel = "anonymous_label",
    Answer = "answer",
    AnsweredText = "answered_text",
    AskRemoval = "ask_removal",
    Back = "back",
    BadgeHint = "badge_hint",
    CheckMail = "check_mail",
    Choose = "choose",
    Close = "close",
    ClosedOn = "closed_on",
    CodeExpired = "code_expired",
    CodeHint = "code_hint",
    CodeLabel = "code_label",
    CodeRequired = "code_required",
    CodeSpent = "code_spent",
    CodeWrong = "code_wrong",
    Confirm = "confirm",
    Confirmed = "confirmed",
    ConsentNotAccepted = "consent_not_accepted",
    CorrectAddress = "correct_address",
    Count = "count",
    Crashed = "crashed",
    CrashedElsewhere = "crashed_elsewhere",
    DeliveredText = "delivered_text",
    Demand = "demand",
    EmailHint = "email_hint",
    EmailLabel = "email_label",
    EmailMalformed = "email_malformed",
    EmailNotAllowed = "email_not_allowed",
    EmailRequired = "email_required",
    ErrorSummary = "error_summary",
    EvidenceLabel = "evidence_label",
    FieldNotAllowed = "field_not_allowed",
    FieldRefused = "field_refused",
    FieldRequired = "field_required",
    Find = "find",
    FindIntro = "find_intro",
    FindMail = "find_mail",
    FindSent = "find_sent",
    FormHeading = "form_heading",
    FormIntro = "form_intro",
    KeptUntil = "kept_until",
    ListEnd = "list_end",
    LoadFailed = "load_failed",
    LoadNotFound = "load_not_found",
    LoadNotUnderstood = "load_not_understood",
    Loading = "loading",
    MailLate = "mail_late",
    MailSent = "mail_sent",
    More = "more",
    MoreFailed = "more_failed",
    MoreLoading = "more_loading",
    NameHint = "name_hint",
    NameLabel = "name_label",
    NameRequired = "name_required",
    NoSignatories = "no_signatories",
    NotChecked = "not_checked",
    NotReviewed = "not_reviewed",
    NotSent = "not_sent",
    OneMoment = "one_moment",
    OpenLetterTo = "open_letter_to",
    OpensOn = "opens_on",
    Optional = "optional",
    OutcomeLabel = "outcome_label",
    Own = "own",
    OwnOpen = "own_open",
    OwnOver = "own_over",
    OwnRejected = "own_rejected",
    OwnSigned = "own_signed",
    PausedText = "paused_text",
    Published = "published",
    ReasonLabel = "reason_label",
    Received = "received",
    ReceivedInReview = "received_in_review",
    ReceivedPending = "received_pending",
    ReceivedPublished = "received_published",
    References = "references",
    Resend = "resend",
    ResendWait = "resend_wait",
    Resent = "resent",
    Retrying = "retrying",
    RetryingBusy = "retrying_busy",
    RoleLabel = "role_label",
    RoleRequired = "role_required",
    Save = "save",
    Saved = "saved",
    SectorLabel = "sector_label",
    SendChanged = "send_changed",
    SendClosed = "send_closed",
    SendPaused = "send_paused",
    SendRateLimited = "send_rate_limited",
    SendRefused = "send_refused",
    SendUnavailable = "send_unavailable",
    Sent = "sent",
    SentText = "sent_text",
    SignButton = "sign_button",
    Signatories = "signatories",
    Source = "source",
    StatusAnswered = "status_answered",
    StatusClosed = "status_closed",
    StatusDelivered = "status_delivered",
    StatusOpen = "status_open",
    StatusPaused = "status_paused",
    StatusScheduled = "status_scheduled",
    Submit = "submit",
    Submitting = "submitting",
    Takeaways = "takeaways",
    TextMalformed = "text_malformed",
    TextTooLong = "text_too_long",
    TryAgain = "try_again",
    Unknown = "unknown",
    UnknownTwice = "unknown_twice",
    UpdatesLabel = "updates_label",
    Withdraw = "withdraw",
    WithdrawIntro = "withdraw_intro",
    WithdrawNow = "withdraw_now",
    Withdrawn = "withdrawn",
    WithdrawnText = "withdrawn_text",
    WrittenBy = "written_by",
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
    /// Reads a locale file: an object with `lang` and a member for every [`Key`], or with
    /// `sentences`, an array in their order, as the bundle has them.
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut strings = Self {
            lang: json.read("lang")?,
            messages: Vec::new(),
        };
        for (index, key) in Key::ALL.iter().enumerate() {
            strings.messages.push(match json.get("sentences") {
                Json::Array(sentences) => {
                    Message::from_json(sentences.get(index).unwrap_or(&Json::Null))?
                }
                _ => json.read(key.name())?,
            });
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

    /// A sentence that counts something, at `{count}`, and has a name after that, at `{name}`.
    #[must_use]
    pub fn count_for(&self, key: Key, count: u64, name: &str, formats: &dyn Formats) -> String {
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

/// Puts a value into the first pair of braces, if that bears the name. Searching for single
/// characters spares the Wasm the search for strings.
fn replace(sentence: &str, name: &str, value: &str) -> String {
    match sentence
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        Some((before, (found, after))) if found == name => [before, value, after].concat(),
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests;
