//! Adapter documents: how to talk to a backend that does not speak the native protocol, said in
//! JSON. They turn what is asked into requests, and answers into the native protocol's words, so
//! that the rest of the widget knows one language. `docs/adapters.md` is the reference.
//!
//! A document is kept as the [`Json`] that it is and looked up where it is needed: once
//! [`check`] has found nothing wrong, every look-up finds what it expects. Types of its own for
//! each part would say the same with kilobytes of Wasm more.

mod abilities;
mod answer;
mod check;
pub mod explain;
mod paging;
mod request;
mod rules;
mod template;
mod value;

pub use abilities::Abilities;
pub use answer::Answer;
pub use check::{Fault, check};
pub use request::{Ask, Wire};
pub use value::{find, has_markup, plain_markup};

use crate::json::Json;
use crate::words::words;

words! {
    /// What a backend is asked for.
    Operation, "letter, count, signatures or sign" {
        /// The letter.
        #[default]
        Letter = "letter",
        /// How many have signed.
        Count = "count",
        /// A page of those who have.
        Signatures = "signatures",
        /// To take a signature.
        Sign = "sign",
    }
}

/// A document in which nothing is wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adapter(Json);

impl Adapter {
    /// Takes a document, unless something is wrong with it.
    ///
    /// # Errors
    /// Everything that is wrong, in the document's order.
    pub fn new(document: Json) -> Result<Self, Vec<Fault>> {
        let faults = check(&document);
        if faults.is_empty() {
            Ok(Self(document))
        } else {
            Err(faults)
        }
    }

    /// The whole document.
    fn document(&self) -> &Json {
        &self.0
    }

    /// An operation of the document; `Null` where there is none.
    #[must_use]
    pub fn operation(&self, operation: Operation) -> &Json {
        self.0.get(operation.as_str())
    }

    /// Whether an operation makes a request of its own.
    #[must_use]
    pub fn asks(&self, operation: Operation) -> bool {
        self.operation(operation).get("url") != &Json::Null
    }

    /// What the backend can do.
    #[must_use]
    pub fn abilities(&self) -> Abilities {
        let there = |operation| self.operation(operation) != &Json::Null;
        let poll = self.operation(Operation::Count).read::<u64>("poll");
        Abilities {
            native: false,
            list: there(Operation::Signatures),
            list_apart: self.asks(Operation::Signatures),
            count_apart: self.asks(Operation::Count),
            sign: there(Operation::Sign),
            safe: self.sends("uuid") || self.sends("dedupe"),
            poll: poll.unwrap_or_default(),
        }
    }

    /// Whether `sign` makes use of a variable.
    fn sends(&self, name: &str) -> bool {
        let sign = self.operation(Operation::Sign);
        let simple = ["{", name, "}"].concat();
        let plus = ["{+", name, "}"].concat();
        let within = |text: &Json| {
            let text = text.as_str().unwrap_or_default();
            [&simple, &plus]
                .iter()
                .any(|variable| value::last_of(text, variable).is_some())
        };
        let headers = sign.get("headers").expect_object().unwrap_or_default();
        within(sign.get("url"))
            || headers.iter().any(|(_, text)| within(text))
            || template::spelling(sign.get("body"), &simple).is_some()
    }

    /// Gives a letter what its backend does not say: where it can be read without the widget,
    /// whom to ask for removal, and that the form asks for what is sent and nothing else.
    fn complete(&self, letter: &mut Json, src: &str) {
        for (name, template) in [("url", "fallback"), ("contact", "contact")] {
            let variable = |name: &str| request::of_src(src, name);
            if let Some(text) = self.0.get(template).as_str()
                && letter.get(name) == &Json::Null
                && let Ok(link) = template::expand(text, &variable, true)
            {
                letter.put(name, Json::String(link));
            }
        }
        let mut fields = Vec::new();
        for name in ["email", "role", "affiliation", "anonymous"] {
            let need = match letter.get("fields").get(name).as_str() {
                _ if !self.sends(name) => "off",
                Some("required") => "required",
                // An address that is asked for at all is what tells people apart.
                None if name == "email" => "required",
                _ => "optional",
            };
            fields.push((name, need.into()));
        }
        if let Json::Object(members) = letter {
            members.retain(|(name, _)| name != "fields");
        }
        letter.put("fields", Json::object(fields));
    }
}

#[cfg(test)]
mod tests;
