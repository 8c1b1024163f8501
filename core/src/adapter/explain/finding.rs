//! What a check can say: sentences with gaps, so that each can be said in other languages too.

use std::fmt;

/// How much hangs on a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// As it should be.
    Good,
    /// Worth knowing.
    Remark,
    /// To be put right before anybody sees the letter.
    Fault,
}

impl Weight {
    /// The word that stands for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Remark => "remark",
            Self::Fault => "fault",
        }
    }
}

macro_rules! sentences {
    ($($name:ident = $key:literal, $sentence:literal;)*) => {
        /// A sentence. What stands in braces in it is a gap, as far as a finding has a value for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Say { $(#[doc = $sentence] $name),* }

        impl Say {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name by which a translation is found.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The sentence in English.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Self::$name => $sentence),* }
            }
        }
    };
}

sentences! {
    // What was looked at.
    Document = "document", "The document";
    Letter = "letter", "The letter";
    Count = "count", "The count";
    List = "list", "The list";
    SecondPage = "second_page", "The second page of the list";
    SmallPage = "small_page", "A page of one signatory";
    SmallSecond = "small_second", "The page after it";
    Sign = "sign", "A signature";
    SignAgain = "sign_again", "The same signature again";
    Whole = "whole", "All in all";

    // The document by itself.
    Fits = "fits", "The document keeps to the format.";
    DocumentFault = "document_fault", "{fault}.";
    NoLetter = "no_letter", "The document has no `letter`: what stands inside the element is the letter.";
    NoCount = "no_count", "The document has no `count`: it is taken from the list, as far as that says it.";
    NoList = "no_list", "The document has no `signatures`: no list is shown.";
    NoSign = "no_sign", "The document has no `sign`: the button leads to the letter's page.";
    NoPage = "no_page", "There is no page to lead to where the widget does not run: the letter's `url` finds nothing, and the document has no `fallback`.";
    FallbackGap = "fallback_gap", "`fallback` needs the variable {variable}, which has no value: src can give it, as in #{variable}=….";
    NoContact = "no_contact", "Nobody is named whom to ask for the removal of a signature (`contact`): the form names the letter's page.";
    AddressSent = "address_sent", "The list shows an e-mail address ({value} at {place}), and `sign` sends {email}: visitors' addresses would be public. Take {email} out of `sign`, or the address out of what everybody may read.";
    AddressShown = "address_shown", "The list shows what looks like an e-mail address: {value} at {place}.";

    // Requests and answers.
    Unasked = "unasked", "It makes no request of its own, and is read from the letter's answer.";
    Constants = "constants", "It makes no request.";
    RequestFault = "request_fault", "The request cannot be made: {fault}.";
    NotSent = "not_sent", "It was not sent: the check signs only where it is told to.";
    Unreadable = "unreadable", "The browser does not let this page read the answer: nothing answers there, the backend does not allow this page (CORS), or this page's own policy does not allow the backend (connect-src). The browser's console says which.";
    Failed = "failed", "{why}";
    NotJson = "not_json", "The answer is not JSON: its Content-Type is {type}.";
    TooLarge = "too_large", "The answer is larger than 1 MB, and the widget reads no more.";
    TooLate = "too_late", "No whole answer came within 10 seconds, and the widget waits no longer.";
    Elsewhere = "elsewhere", "The answer came from another address, after a redirect: {url}.";
    Refused = "refused", "The status is {status}.";
    FailIf = "fail_if", "`fail_if` holds: {place} is {value}. That makes the answer a failure.";
    Rule = "rule", "{place} of the document fits: it means {means}.";
    NoRule = "no_rule", "No rule in `errors` fits.";
    Misread = "misread", "The widget cannot use the answer. {why}";

    // Values.
    Found = "found", "`{name}`: {place} found {value}.";
    Became = "became", "`{name}`: {place} found {value}, which becomes {native}.";
    Always = "always", "`{name}` is always {native}.";
    Empty = "empty", "`{name}`: {place} is there, and empty.";
    Nothing = "nothing", "`{name}`: {place} found nothing.";
    Near = "near", "`{name}`: {place} found nothing; {near} would ({value}).";
    NoHeader = "no_header", "`{name}`: the header {place} is not in the answer, or is not exposed (Access-Control-Expose-Headers).";
    NoSeparator = "no_separator", "`{name}`: {place} found {value}, in which there is no {after}.";
    NoJsonInside = "no_json_inside", "`{name}`: {place} found {value}, which holds no JSON.";
    Wrong = "wrong", "`{name}`: {place} found {value}, which should be {expected}.";
    InSome = "in_some", "`{name}` is found in {some} of {all} items.";
    NoItems = "no_items", "The list is empty, so its `fields` could not be tried. Add a signatory and check again.";

    // Pages.
    Next = "next", "The next page is asked for with {next}.";
    Last = "last", "There is no further page.";
    NoPaging = "no_paging", "The document has no `paging`: this page is all that is shown.";
    Ignored = "ignored", "{limit} was asked for, and {came} came: the backend does not keep to the number in its address.";
    Others = "others", "Signatories on it who are new: {came}.";
    Overlap = "overlap", "{same} of its {came} stood on the page before too.";
    Repeats = "repeats", "It brings nobody new: the backend gives the same page again.";
    NobodyThere = "nobody_there", "It is empty.";
    Loops = "loops", "It leads to itself: its own next page is asked for with {next} again.";

    // Signing.
    Signed = "signed", "The signature of Wilhelmina Teaspoon, who is invented, is now in the backend: take it out again.";
    Shown = "shown", "It is shown as {status}.";
    Told = "told", "The backend says that it is there already.";
    Twice = "twice", "It was taken a second time, and nothing says whether it counts twice now.";
    TwiceSafe = "twice_safe", "It was taken a second time. The widget tries again by itself where a {uuid} or {dedupe} is sent, so look whether it is there once or twice: twice, they have to go, or the backend has to refuse the second.";
    NotTold = "not_told", "It was refused the second time, and no rule in `errors` says that this means duplicate.";

    // What the widget will be able to do.
    CanLetter = "can_letter", "It will show the letter.";
    OwnWords = "own_words", "What stands inside the element is the letter.";
    CannotLetter = "cannot_letter", "It will not show the letter.";
    CanCount = "can_count", "It will show the count.";
    CannotCount = "cannot_count", "It will not show a count.";
    CanList = "can_list", "It will show the list.";
    CannotList = "cannot_list", "It will not show a list.";
    CanSign = "can_sign", "It will take signatures.";
    MaySign = "may_sign", "It will take signatures, as far as can be seen without sending one.";
    CannotSign = "cannot_sign", "It cannot take signatures.";
    LeadsAway = "leads_away", "For signing it leads to the letter's page.";
    Safe = "safe", "A lost answer can be tried again safely.";
    Unsafe = "unsafe", "After a lost answer it cannot tell whether the signature arrived.";
    Unusable = "unusable", "The document cannot be used before it is put right.";
}

/// Something that a check has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much hangs on it.
    pub weight: Weight,
    /// The sentence.
    pub say: Say,
    /// What stands in its gaps.
    pub values: Vec<(&'static str, String)>,
}

impl Finding {
    pub(super) fn new(weight: Weight, say: Say) -> Self {
        Self {
            weight,
            say,
            values: Vec::new(),
        }
    }

    /// The same with a gap filled.
    pub(super) fn with(mut self, gap: &'static str, value: impl Into<String>) -> Self {
        self.values.push((gap, value.into()));
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.say.english();
        while let Some((before, tail)) = rest.split_once('{') {
            f.write_str(before)?;
            let known = tail.split_once('}').and_then(|(gap, after)| {
                let value = self.values.iter().find(|(name, _)| *name == gap)?;
                Some((&value.1, after))
            });
            match known {
                Some((value, after)) => {
                    f.write_str(value)?;
                    rest = after;
                }
                None => {
                    f.write_str("{")?;
                    rest = tail;
                }
            }
        }
        f.write_str(rest)
    }
}
