//! The check before embedding: what each operation of a document asks, what each of its values
//! finds in the answer, and what the widget will be able to do with it.
//!
//! [`explain`] is given all answers that have come so far, and says what they mean and what is to
//! be asked next. So the terminal and the studio page ask in their own ways, and tell the same.

mod finding;
mod near;
mod operation;
mod pages;
mod run;
mod value;
mod verdict;

pub use finding::{Finding, Say, Weight};
pub use verdict::summary;

use super::{Adapter, Operation, Wire};
use crate::flow::Failure;
use crate::json::Json;

/// What a check is told besides the document.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The element's `src`.
    pub src: String,
    /// Whether it may sign, with an invented name.
    pub sign: bool,
    /// 32 random hexadecimal digits, for the signature.
    pub key: String,
    /// The time, in milliseconds.
    pub now: i64,
    /// Reads JSON within a string.
    pub parse: fn(&str) -> Option<Json>,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// The HTTP status.
    pub status: u16,
    /// The address that answered.
    pub url: String,
    /// Headers that a page may read, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The document, `Null` where the body is empty; none where it is not JSON.
    pub body: Option<Json>,
    /// Whether a browser would have let the page read it.
    pub readable: bool,
}

/// What became of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was answered.
    Came(Came),
    /// No answer came that could be read.
    Failed(Failure),
    /// It was not sent, and might be.
    NotSent {
        /// Whether a browser would send it, as far as that was tried.
        allowed: bool,
    },
}

/// A request that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is about.
    pub title: Say,
    /// Of which operation it is.
    pub operation: Operation,
    /// The request.
    pub wire: Wire,
    /// Whether to send it; else only to say what would be sent.
    pub send: bool,
    /// The headers of the answer that the document reads.
    pub reads: Vec<String>,
}

/// What was found about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What it is about.
    pub title: Say,
    /// The request, where there was one.
    pub request: Option<Wire>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Section {
    fn new(title: Say) -> Self {
        Self {
            title,
            request: None,
            findings: Vec::new(),
        }
    }

    fn say(&mut self, weight: Weight, say: Say) {
        self.findings.push(Finding::new(weight, say));
    }

    /// Whether something has to be put right.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        let fault = |finding: &Finding| finding.weight == Weight::Fault;
        self.findings.iter().any(fault)
    }
}

/// What a check has found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One for each thing that was looked at.
    pub sections: Vec<Section>,
    /// What is to be asked next; none where the check is over.
    pub next: Option<Step>,
    /// What the widget will be able to do, once the check is over.
    pub abilities: Vec<Say>,
}

impl Report {
    /// Whether nothing has to be put right.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !self.sections.iter().any(Section::is_faulty)
    }
}

/// What the answers so far say about a document.
#[must_use]
pub fn explain(document: &Json, setting: &Setting, outcomes: &[Outcome]) -> Report {
    let mut first = Section::new(Say::Document);
    match Adapter::new(document.clone()) {
        Ok(adapter) => {
            first.say(Weight::Good, Say::Fits);
            run::run(&adapter, setting, outcomes, first)
        }
        Err(faults) => {
            for fault in faults {
                let finding = Finding::new(Weight::Fault, Say::DocumentFault);
                first
                    .findings
                    .push(finding.with("fault", fault.to_string()));
            }
            Report {
                sections: vec![first],
                next: None,
                abilities: vec![Say::Unusable],
            }
        }
    }
}

#[cfg(test)]
mod tests;
