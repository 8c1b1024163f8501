//! What an operation's answer says, in the native protocol's words.

use super::rules::{holds, refusal, tells_duplicates};
use super::value::{coerce, find, look, place, read};
use super::{Adapter, Ask, Operation, paging};
use crate::flow::Failure;
use crate::json::{Json, Mismatch};

/// What came back.
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The address that answered.
    pub url: &'a str,
    /// The document; `Null` where there was none.
    pub body: &'a Json,
    /// A header by its name, as far as the page may read it.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// Reads JSON within a string.
    pub parse: fn(&str) -> Option<Json>,
}

/// What a letter may say.
pub(super) const LETTER: &[&str] = &[
    "id",
    "url",
    "title",
    "standfirst",
    "lang",
    "published_at",
    "opens_at",
    "closes_at",
    "status",
    "addressee",
    "author",
    "body",
    "takeaways",
    "references",
    "source",
    "tags",
    "version",
    "fields",
    "consent",
    "confirmation",
    "moderation",
    "badges",
    "contact",
];
/// What a count may say.
pub(super) const COUNT: &[&str] = &["count", "as_of"];
/// What a signatory may say.
pub(super) const SIGNATORY: &[&str] = &["id", "name", "role", "affiliation", "badges", "signed_at"];

/// A value that found nothing where something has to be.
fn nothing(value: &Json) -> Failure {
    Failure::adapter(["`", &place(value), "` found nothing"].concat())
}

impl Adapter {
    /// What an answer says: the letter, `{count, as_of}`, `{items, next, count}` or
    /// `{receipt, status}`.
    ///
    /// # Errors
    /// The backend refuses, or what has to be in the answer is not, or is of a wrong kind.
    pub fn read(
        &self,
        operation: Operation,
        ask: &Ask,
        answer: &Answer<'_>,
    ) -> Result<Json, Failure> {
        let json = self.operation(operation);
        let failed = json.get("fail_if");
        if !(200..300).contains(&answer.status)
            || (*failed != Json::Null && holds(failed, answer.body))
        {
            refusal(json, answer)?;
            // A signature that is there already is answered as a new one is: nobody may learn
            // from it who has signed.
            let status = json.get("status");
            let unsaid = if *status == Json::Null {
                "sent"
            } else {
                "published"
            };
            return Ok(accepted(status.get("value").as_str().unwrap_or(unsaid)));
        }
        let mut place = Json::Null;
        let root = match json.get("root") {
            Json::Null => Some(answer.body),
            value => look(value, answer.body, answer, &mut place),
        };
        let root = root.ok_or_else(|| match operation {
            // An empty array where the letter should be the first of it.
            Operation::Letter => Failure::Http(404),
            _ => nothing(json.get("root")),
        });
        match operation {
            Operation::Letter => self.letter(root?, ask, answer),
            Operation::Count => {
                let values = json.get("fields");
                let (count, misfit) = fields(values, COUNT, root?, answer);
                match misfit {
                    Some(misfit) => Err(misfit.into()),
                    None if count.get("count") == &Json::Null => Err(nothing(values.get("count"))),
                    None => Ok(count),
                }
            }
            Operation::Signatures => signatures(json, root?, ask, answer),
            Operation::Sign => {
                let root = root.unwrap_or(&Json::Null);
                let status = read(json.get("status"), root, answer).unwrap_or_default();
                let known = ["published", "in_review", "pending_confirmation"];
                let status = status
                    .as_str()
                    .filter(|status| known.contains(status) && tells_duplicates(json));
                Ok(accepted(status.unwrap_or("sent")))
            }
        }
    }

    /// The letter, with what makes no request of its own and is read from the same answer.
    fn letter(&self, root: &Json, ask: &Ask, answer: &Answer<'_>) -> Result<Json, Failure> {
        let values = self.operation(Operation::Letter).get("fields");
        let (mut letter, misfit) = fields(values, LETTER, root, answer);
        // What is wrong with a part of it is told; the rest is worth reading.
        let mut fault = misfit.map(Failure::from);
        let title = values.get("title");
        if *title != Json::Null && letter.get("title") == &Json::Null {
            let failure = fault.unwrap_or(nothing(title));
            if letter.get("body") == &Json::Null {
                return Err(failure);
            }
            fault = Some(failure);
        }
        for name in ["id", "title"] {
            if letter.get(name) == &Json::Null {
                letter.put(name, "".into());
            }
        }
        let mut signatures = Vec::new();
        for part in [Operation::Count, Operation::Signatures] {
            if self.asks(part) || *self.operation(part) == Json::Null {
                continue;
            }
            match self.read(part, ask, answer) {
                Ok(Json::Object(members)) => signatures.extend(members),
                Ok(_) => {}
                Err(failure) => fault = Some(failure),
            }
        }
        letter.put("signatures", Json::Object(signatures));
        self.complete(&mut letter, &ask.src);
        if let Some(failure) = fault {
            letter.put("fault", failure.to_json());
        }
        Ok(letter)
    }
}

fn accepted(status: &str) -> Json {
    Json::object(vec![("receipt", "".into()), ("status", status.into())])
}

/// The members of a native object that are found, each made into what it has to be; and the first
/// that cannot be, which is left out.
fn fields(
    values: &Json,
    names: &[&str],
    root: &Json,
    answer: &Answer<'_>,
) -> (Json, Option<Box<Mismatch>>) {
    let mut members = Vec::new();
    let mut misfit = None;
    for name in names {
        let value = values.get(name);
        if *value == Json::Null {
            continue;
        }
        if let Some(found) = read(value, root, answer) {
            match coerce(name, found) {
                Ok(Json::Null) => {}
                Ok(found) => members.push(((*name).to_owned(), found)),
                Err(mismatch) => misfit = misfit.or(Some(mismatch.at(&place(value)))),
            }
        }
    }
    (Json::Object(members), misfit)
}

fn signatures(json: &Json, root: &Json, ask: &Ask, answer: &Answer<'_>) -> Result<Json, Failure> {
    let value = json.get("items");
    let mut kept = Json::Null;
    let Some(Json::Array(found)) = look(value, root, answer, &mut kept) else {
        return Err(match find(root, &place(value)) {
            Some(_) => Mismatch::here("an array").at(&place(value)).into(),
            None => nothing(value),
        });
    };
    let mut items = Vec::new();
    for (index, item) in found.iter().enumerate() {
        let (mut members, misfit) = fields(json.get("fields"), SIGNATORY, item, answer);
        if let Some(misfit) = misfit {
            return Err(misfit.under(&index.to_string()).at(&place(value)).into());
        }
        if members.get("id") == &Json::Null {
            // Its place in the list knows a signatory whose backend gives no id.
            let page = ask.after.as_deref().unwrap_or_default();
            members.put("id", Json::String([page, ".", &index.to_string()].concat()));
        }
        items.push(members);
    }
    let count = json.get("count");
    let count = match read(count, root, answer) {
        Some(found) => coerce("count", found).map_err(|mismatch| mismatch.at(&place(count)))?,
        None => Json::Null,
    };
    let next = paging::next(json, root, ask, answer, items.len(), &count)?;
    Ok(Json::object(vec![
        ("items", Json::Array(items)),
        ("next", next.as_deref().into()),
        ("count", count),
    ]))
}
