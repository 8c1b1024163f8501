//! What the desk says, all of it.

use open_letter_core::Timestamp;
use open_letter_core::letter::Status;
use open_letter_core::protocol::FieldCode;

use super::network_words;
use crate::desk::deciding::Decider;
use crate::desk::decision::{Act, Undecided, Verdict};
use crate::store::{Hold, Standing};

pub(super) const DESK: &str = "The desk";
pub(super) const SKIP: &str = "To the content";
pub(super) const LETTERS: &str = "Letters";
pub(super) const AUDIT: &str = "What happened";
pub(super) const THIS_LETTER: &str = "This letter";
pub(super) const QUEUE: &str = "Waiting";
pub(super) const SEARCH: &str = "Search";
pub(super) const FIGURES: &str = "Figures";
pub(super) const LETTER: &str = "Letter";
pub(super) const NEWS: &str = "News";
pub(super) const UNDO: &str = "Undo";
pub(super) const SIGN_OUT: &str = "Sign out";
pub(super) const NAME: &str = "Name";

pub(super) const APPROVE: &str = "Approve";
pub(super) const REJECT: &str = "Reject";
pub(super) const HIDE: &str = "Hide";
pub(super) const RESTORE: &str = "Take back into the list";
pub(super) const SAVE_BADGES: &str = "Save badges";
pub(super) const EDIT: &str = "Edit";
pub(super) const SAVE: &str = "Save";
pub(super) const ROLE: &str = "Role";
pub(super) const AFFILIATION: &str = "Affiliation";
pub(super) const OTHER_WORDS: &str = "In your words, for the signer to read";
pub(super) const EDIT_HINT: &str =
    "How it was signed stays on record, and the signer sees what the list shows.";
pub(super) const TICK: &str = "Tick";
pub(super) const SIGNED_AS: &str = "Signed as";
pub(super) const ANONYMOUS: &str = "name kept out of the list";
pub(super) const COUNTED: &str = "counted already";
pub(super) const OTHER_TEXT: &str = "signed an earlier text";
pub(super) const COLLECTED: &str = "Collected";

pub(super) const NOTHING_WAITS: &str = "Nothing waits here.";
pub(super) const ALL: &str = "All";
pub(super) const NEXT_PAGE: &str = "Later ones";
pub(super) const FIRST_PAGE: &str = "From the beginning";
pub(super) const MANY: &str = "Several at once";
pub(super) const TICKED: &str = "Those that are ticked";
pub(super) const GO_ON: &str = "Go on";
pub(super) const GO_ON_HINT: &str = "The next page tells the number before anything is done.";
pub(super) const CANCEL: &str = "Do nothing";
pub(super) const WHAT: &str = "What to do";
pub(super) const WITH: &str = "With which";

pub(super) const KEYS: &str = "Keys";
pub(super) const KEYS_HINT: &str =
    "They work as long as no field has the focus. A press on a name chooses a signature.";
pub(super) const KEYS_OFF: &str = "Keys are switched off.";
pub(super) const SWITCH_OFF: &str = "Switch the keys off";
pub(super) const SWITCH_ON: &str = "Switch them on";
pub(super) const KEY_LIST: [(&str, &str); 10] = [
    ("j", "to the next signature"),
    ("k", "to the one before"),
    ("a", "approve"),
    ("r", "reject, then 1 to 6 for the reason"),
    ("h", "hide"),
    ("e", "edit the spelling"),
    ("1", "to 6: tick what it claims, to grant it"),
    ("x", "tick the signature"),
    ("u", "undo the last decision"),
    ("?", "show or hide this list"),
];

pub(super) const FIND: &str = "Find";
pub(super) const FIND_WORDS: &str = "Part of a name, role or affiliation";
pub(super) const FIND_WORDS_HINT: &str =
    "Names that are kept out of the list are sealed, and are found by address alone.";
pub(super) const FIND_ADDRESS: &str = "The whole e-mail address";
pub(super) const NO_ADDRESS: &str = "This is no e-mail address.";
pub(super) const TYPE_WORDS: &str = "Please type something to look for.";
pub(super) const NOT_FOUND: &str = "Nothing was found.";
pub(super) const MORE_FOUND: &str =
    "These are the newest hundred; there are more. Type more of the name.";

pub(super) const NO_LETTERS: &str = "There are no letters here yet.";
pub(super) const SIGNATURES: &str = "Signatures";
pub(super) const STATUS: &str = "Status";
pub(super) const STANDING: &str = "Where they stand";
pub(super) const WAITING_FOR: &str = "Why they wait";
pub(super) const OLDEST: &str = "Waiting longest, since";
pub(super) const MAILS: &str = "Mails";
pub(super) const MAILS_WAITING: &str = "waiting to leave";
pub(super) const MAILS_AGAIN: &str = "of these tried in vain so far";
pub(super) const COURSE: &str = "Signatures over time";
pub(super) const SO_FAR: &str = "So far";
pub(super) const NEW: &str = "New";
pub(super) const FROM: &str = "From (UTC)";
pub(super) const AS_TABLE: &str = "The same as a table";
pub(super) const NONE_YET: &str = "Nobody has signed yet.";

pub(super) const WHEN: &str = "When (UTC)";
pub(super) const WHO: &str = "Reviewer";
pub(super) const DID: &str = "What";
pub(super) const HOW_MANY: &str = "How many";
pub(super) const NOTHING_HAPPENED: &str = "Nothing has happened here yet.";
pub(super) const EARLIER: &str = "Earlier";

/// An instant as people at a desk read it, in UTC.
pub(super) fn moment(at: Timestamp) -> String {
    let iso = at.to_string();
    let (date, time) = (iso.get(..10).unwrap_or(&iso), iso.get(11..16));
    format!("{date} {}", time.unwrap_or_default())
}

/// A number with commas.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(super) fn signatures(count: u64) -> String {
    match count {
        1 => "1 signature".to_owned(),
        count => format!("{} signatures", number(count)),
    }
}

pub(super) fn hold(hold: Hold) -> &'static str {
    match hold {
        Hold::Asked => "to be reviewed",
        Hold::Limit => "many from its network",
        Hold::Network => "a network to look at",
        Hold::Domain => "a domain to look at",
        Hold::Trap => "a hidden field was filled in",
        Hold::Badge => "claims a badge",
        Hold::Quick => "sent faster than people type",
        Hold::Proof => "no proof of work",
    }
}

pub(super) fn network(index: usize) -> String {
    format!("from one network ({})", index + 1)
}

/// What is asked before something is done to many.
pub(super) fn really(act: Act, reason: Option<Verdict>, count: u64) -> String {
    let what = imperative(act);
    let reason = reason.map(|reason| format!(" as “{}”", verdict(reason)));
    format!(
        "{what} {}{}?",
        signatures(count),
        reason.unwrap_or_default()
    )
}

pub(super) fn some_at_a_time(most: u64) -> String {
    format!(
        "At most {} are decided at a time; the others stay in the queue.",
        number(most)
    )
}

pub(super) fn yes(act: Act, count: u64) -> String {
    format!("{} {}", imperative(act), number(count))
}

pub(super) fn all_that_match(count: u64) -> String {
    format!("All {} that wait here", number(count))
}

pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Published => "in the list",
        Standing::InReview => "not counted yet",
        Standing::Rejected => "rejected",
        Standing::Hidden => "hidden",
        Standing::Earlier => "signed an earlier text",
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotAPerson => "not a person",
        Verdict::NotAName => "not a name",
        Verdict::Abusive => "abusive",
        Verdict::NotEligible => "not for them to sign",
        Verdict::Duplicate => "signed before",
        Verdict::Other => "another reason",
    }
}

fn past(act: Act) -> &'static str {
    match act {
        Act::Approve => "approved",
        Act::Reject => "rejected",
        Act::Hide => "hidden",
        Act::Restore => "taken back into the list",
        Act::Badges => "looked at for its badges",
    }
}

pub(super) fn imperative(act: Act) -> &'static str {
    match act {
        Act::Approve => APPROVE,
        Act::Reject => REJECT,
        Act::Hide => HIDE,
        Act::Restore => RESTORE,
        Act::Badges => SAVE_BADGES,
    }
}

/// What an audit's word stands for. One that is not the desk's own is shown as it is.
pub(super) fn action<'a>(action: &'a str, detail: Option<&str>) -> String {
    let text: &'a str = match action {
        "approve" => "approved",
        "reject" => "rejected",
        "hide" => "hid",
        "restore" => "took back into the list",
        "respell" => "changed the spelling",
        "badges" => "looked at claimed badges",
        "grant_badges" => "badges granted",
        "refuse_badges" => "badges refused",
        "undo" => "undid",
        "edit" => "changed the text",
        "state" => "changed where it is",
        "write" => "wrote to signers",
        "sign_in" => "signed in",
        "sign_out" => "signed out",
        other => network_words::action(other).unwrap_or(other),
    };
    let detail = detail.map(
        |word| match (Verdict::from_word(word), Act::from_word(word)) {
            (Ok(reason), _) => verdict(reason).to_owned(),
            (_, Ok(act)) => past(act).to_owned(),
            _ => word.to_owned(),
        },
    );
    match detail {
        Some(detail) => format!("{text} ({detail})"),
        None => text.to_owned(),
    }
}

/// What a press has done, by the word that the audit has for it.
pub(crate) fn done(action: &str, count: u64) -> String {
    match (Act::from_word(action), action) {
        (Ok(act), _) => format!("{} {}.", signatures(count), past(act)),
        (_, "undo") => undone(count, 0),
        (_, "respell") => "The spelling is changed.".to_owned(),
        _ => network_words::done(action, count).unwrap_or_else(|| "That is done.".to_owned()),
    }
}

pub(crate) fn undone(count: u64, changed: u64) -> String {
    let left = match changed {
        0 => String::new(),
        changed => format!(
            " {} changed since and left as it stands.",
            if changed == 1 {
                "1 was".to_owned()
            } else {
                format!("{} were", number(changed))
            }
        ),
    };
    match (count, changed) {
        (0, 0) => "There is nothing of yours to undo in this letter.".to_owned(),
        (count, _) => format!("{} put back where it was.{left}", signatures(count)),
    }
}

pub(crate) fn nothing_done(changed: u64) -> String {
    match changed {
        0 => "Nothing was changed: none of them waits any more.".to_owned(),
        1 => "1 signature was decided by somebody else, or changed by its signer, and is left as it stands.".to_owned(),
        changed => format!(
            "{} were decided by somebody else, or changed by their signers, and are left as they stand.",
            signatures(changed)
        ),
    }
}

/// What the second of two reviewers is told.
pub(crate) fn already(by: Option<&Decider>, me: &str, standing_now: Standing) -> String {
    let now = standing(standing_now);
    match by {
        Some(by) if by.reviewer == me => format!(
            "You have decided this already, at {} UTC: it was {}. Nothing was changed now; it is {now}.",
            moment(by.at),
            past(by.act)
        ),
        Some(by) => format!(
            "{} was faster: it was {} at {} UTC. Nothing was changed now; it is {now}.",
            by.reviewer,
            past(by.act),
            moment(by.at)
        ),
        None => format!(
            "It looks otherwise now than you saw it, and is {now}. Nothing was changed; please look again."
        ),
    }
}

pub(crate) fn gone() -> &'static str {
    "Its signer has taken it back. There is nothing left of it here."
}

pub(crate) fn bad_words(why: Undecided) -> &'static str {
    match why {
        Undecided::NoReason => "Please choose a reason; the signer may ask for it.",
        Undecided::NoWords => "Please say the reason in your own words, for the signer to read.",
        Undecided::TooLong => "A reason has at most 300 characters. Please shorten it.",
        Undecided::Unknown => "Please choose what to do.",
    }
}

pub(crate) fn misspelt(field: &str, code: FieldCode) -> String {
    let why = match code {
        FieldCode::Required => "should not be empty",
        FieldCode::TooLong => "is too long: a name has at most 100 characters, the others 120",
        _ => "has characters in it that cannot be shown",
    };
    format!("The {field} {why}. Nothing was changed.")
}

/// Why a form is not taken.
pub(crate) fn refused_post(desk: &str) -> String {
    format!(
        "This was not sent by the desk's own page, or the page is of an earlier session. Nothing was changed. Please open {desk} in a browser of today, by https, and try again."
    )
}

/// What became of mails.
pub(super) fn mail(end: &str, hours: u32, reason: &str) -> String {
    format!("{end} in the last {hours} hours{reason}")
}

/// What a step of the plot is.
pub(super) fn step(millis: i64) -> String {
    match millis / 3_600_000 {
        1 => "by the hour".to_owned(),
        24 => "by the day".to_owned(),
        hours => format!("by {} days", hours / 24),
    }
}

pub(super) fn course(total: u64, first: &str, last: &str) -> String {
    format!(
        "{} that count, from {first} to {last} UTC",
        signatures(total)
    )
}

/// When a step of the plot begins.
pub(super) fn begins(at: Timestamp, step: i64) -> String {
    let mut begins = moment(at);
    if step >= 86_400_000 {
        begins.truncate(10);
    }
    begins
}

/// What stands at `/desk` as long as nobody may sit there.
pub(crate) const CLOSED: &str = "There is no desk here yet. Whoever runs this server makes one by naming reviewers: `open-letter-server desk password` prints the hash of a password, and the server is started with --reviewers name:hash, or with OPEN_LETTER_REVIEWERS in its environment.";

/// Where a letter is in its life.
pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Scheduled => "scheduled",
        Status::Open => "open",
        Status::Paused => "paused",
        Status::Closed => "closed",
        Status::Delivered => "delivered",
        Status::Answered => "answered",
    }
}
