//! The letter that the suite looks at.

use std::cell::RefCell;
use std::io::Write;

use open_letter_core::letter::{Count, Letter, Page};
use open_letter_core::protocol::call_url;
use open_letter_core::{Json, Timestamp};
use ureq::http::Method;

use super::answer::Answer;
use super::client::{Call, Client};
use super::lack::{Found, Lack};
use super::native;
use super::report::Report;
use crate::id;

/// A letter at a backend.
pub(super) struct Subject {
    client: Client,
    pub(super) url: String,
    /// Whether signing may be tried.
    pub(super) write: bool,
    /// Whether the backend is to be signed at, as far as is known.
    pub(super) signs: bool,
    /// The letter as it was at first.
    pub(super) letter: Found<Letter>,
    /// What anybody may read, by what was asked for.
    pub(super) public: RefCell<Vec<(String, Json)>>,
    /// The receipt of the signature that was left, for those who confirm it.
    pub(super) receipt: RefCell<Option<String>>,
    /// What was left behind, in words.
    pub(super) left: RefCell<Vec<String>>,
}

impl Subject {
    pub(super) fn new(url: &str, write: bool, signs: bool) -> Self {
        let mut subject = Self {
            client: Client::new(url),
            url: url.to_owned(),
            write,
            signs,
            letter: Err(Lack(String::new())),
            public: RefCell::default(),
            receipt: RefCell::default(),
            left: RefCell::default(),
        };
        subject.letter = subject.look();
        subject
    }

    /// The address of a call below the letter; that of the letter where it has no name.
    pub(super) fn address(&self, call: &str) -> String {
        if call.is_empty() {
            return self.url.clone();
        }
        // A query belongs to the call, and not to the letter.
        let (path, query) = call.split_once('?').unwrap_or((call, ""));
        let address = call_url(&self.url, path);
        match query {
            "" => address,
            query => format!("{address}?{query}"),
        }
    }

    pub(super) fn send(&self, call: &Call) -> Found<Answer> {
        self.client.send(call)
    }

    pub(super) fn get(&self, call: &str) -> Found<Answer> {
        let answer = self.send(&Call::get(self.address(call)))?;
        if let Ok(json) = answer.json(200) {
            let asked = if call.is_empty() { "L" } else { call };
            self.public.borrow_mut().push((asked.to_owned(), json));
        }
        Ok(answer)
    }

    /// Posts JSON.
    pub(super) fn post(&self, call: &str, body: impl Into<Vec<u8>>) -> Found<Answer> {
        self.send(
            &self
                .call(Method::POST, call)
                .sending("application/json", body),
        )
    }

    pub(super) fn call(&self, method: Method, call: &str) -> Call {
        Call::new(method, self.address(call))
    }

    /// The letter as it was at first, for a level that goes by what it says.
    pub(super) fn needed_letter<W: Write>(&self, report: &mut Report<W>) -> Option<&Letter> {
        match &self.letter {
            Ok(letter) => Some(letter),
            Err(lack) => report.check(
                "the letter can be read, by which this level goes",
                Err(lack.clone()),
            ),
        }
    }

    /// The letter as it is now.
    pub(super) fn look(&self) -> Found<Letter> {
        native::letter(&self.get("")?.json(200)?)
    }

    pub(super) fn count(&self) -> Found<Count> {
        native::count(&self.get("count")?.json(200)?)
    }

    /// The page that comes where no limit is named.
    pub(super) fn usual_page(&self) -> Found<Page> {
        native::page(&self.get("signatures")?.json(200)?)
    }

    pub(super) fn page(&self, limit: u32, cursor: Option<&str>) -> Found<Page> {
        let url = match cursor {
            Some(cursor) => open_letter_core::protocol::page_url(&self.url, limit, cursor),
            None => self.address(&format!("signatures?limit={limit}")),
        };
        let asked = format!("signatures?limit={limit}");
        let json = self.send(&Call::get(url))?.json(200)?;
        let page = native::page(&json);
        self.public.borrow_mut().push((asked, json));
        page
    }

    /// The newest page, asked for in a way that no cache is likely to know.
    pub(super) fn newest(&self) -> Found<Page> {
        self.page(uncommon_limit(), None)
    }
}

/// 100 to 199, by chance.
fn uncommon_limit() -> u32 {
    let chance = id::random().ok();
    let digits = chance.and_then(|id| u32::from_str_radix(id.get(..4)?, 16).ok());
    100 + digits.unwrap_or_default() % 100
}

/// Whether a time is later than now, by more than clocks differ.
pub(super) fn is_ahead(time: Timestamp) -> bool {
    const LEEWAY: i64 = 5 * 60 * 1_000;
    time.millis() > crate::clock::now().millis().saturating_add(LEEWAY)
}
