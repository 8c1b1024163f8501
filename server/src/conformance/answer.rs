//! An answer, and what is expected of it.

use open_letter_core::Json;
use open_letter_core::json::FromJson;
use open_letter_core::protocol::{Code, PROBLEM_JSON, Problem};
use ureq::http::HeaderMap;

use super::client::ORIGIN;
use super::lack::{Found, Lack, ensure, lacking};

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// A header's value; of several with the name, all of them as one list.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let all = self.headers.get_all(name).iter();
        let all: Vec<&str> = all.filter_map(|value| value.to_str().ok()).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// The items of a header that is a list, in lower case.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let value = self.header(name).unwrap_or_default().to_lowercase();
        let items = value.split(',').map(str::trim);
        items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub(super) fn expect_status(&self, expected: u16) -> Found {
        ensure(self.status == expected, || {
            format!("it answered {} instead of {expected}", self.status)
        })
    }

    fn expect_media_type(&self, expected: &str) -> Found {
        let value = self.header("content-type").unwrap_or_default();
        let essence = value.split(';').next().unwrap_or_default().trim();
        ensure(essence.eq_ignore_ascii_case(expected), || {
            let found = if essence.is_empty() {
                "missing"
            } else {
                essence
            };
            format!("its Content-Type should be {expected}, and is {found}")
        })
    }

    fn parse(&self) -> Found<Json> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Lack(format!(
                "it cannot be read as JSON from line {line}, column {column} on"
            ))
        })
    }

    /// JSON under its media type, with a status.
    pub(super) fn json(&self, status: u16) -> Found<Json> {
        self.expect_status(status)?;
        self.expect_media_type("application/json")?;
        self.parse()
    }

    /// What the answer says, where it says it as the protocol does.
    pub(super) fn read<T: FromJson>(&self, status: u16) -> Found<T> {
        read_from(&self.json(status)?)
    }

    /// A problem (RFC 9457) with this code.
    pub(super) fn problem(&self, code: Code) -> Found<Problem> {
        let status = code.http_status();
        self.expect_status(status)?;
        self.expect_media_type(PROBLEM_JSON)?;
        let json = self.parse()?;
        let problem: Problem = read_from(&json)?;
        ensure(problem.code == code, || {
            let (found, expected) = (problem.code.as_str(), code.as_str());
            format!("/code should be {expected}, and is {found}")
        })?;
        for name in ["type", "title", "detail"] {
            read_from::<String>(json.get(name))
                .map_err(|_| Lack(format!("/{name} should be a string, and is not")))?;
        }
        ensure(json.read::<u64>("status") == Ok(status.into()), || {
            format!("/status should be {status}, as the answer's own is")
        })?;
        Ok(problem)
    }

    /// A problem that points to one field.
    pub(super) fn invalid(&self, pointer: &str) -> Found {
        let problem = self.problem(Code::Invalid)?;
        let mut pointers = problem.errors.iter().map(|error| error.pointer.as_str());
        ensure(pointers.any(|found| found == pointer), || {
            format!("none of /errors has the pointer {pointer}")
        })
    }

    /// The page that asked may read the answer.
    pub(super) fn expect_shared(&self, origin: &str) -> Found {
        match self.header("access-control-allow-origin").as_deref() {
            Some("*") => Ok(()),
            Some(found) if found == origin => ensure(
                self.list("vary").iter().any(|name| name == "origin"),
                || {
                    "Access-Control-Allow-Origin names this origin without Vary: Origin; caches \
                     give it to others; * is better"
                        .to_owned()
                },
            ),
            Some(_) => lacking("Access-Control-Allow-Origin should be *, and names somebody else"),
            None => lacking("the answer has no Access-Control-Allow-Origin"),
        }
    }

    /// Nobody may keep it.
    pub(super) fn expect_unkept(&self) -> Found {
        let found = self.list("cache-control");
        ensure(found.iter().any(|item| item == "no-store"), || {
            "its Cache-Control should be no-store, and is not".to_owned()
        })
    }

    /// An answer to one person alone: a page may read it, and nobody may keep it.
    pub(super) fn expect_personal(&self) -> Found {
        self.expect_shared(ORIGIN)?;
        self.expect_unkept()
    }

    /// Seconds after which to ask again.
    pub(super) fn seconds_to_wait(&self) -> Option<u64> {
        let header = self
            .header("retry-after")
            .and_then(|value| value.parse().ok());
        header.or_else(|| read_from::<Problem>(&self.parse().ok()?).ok()?.retry_after)
    }
}

/// Reads a type from JSON.
pub(super) fn read_from<T: FromJson>(json: &Json) -> Found<T> {
    T::from_json(json).map_err(|mismatch| Lack::mismatch(&mismatch, json))
}
